//! The partitions of queues that have some: how much waits in each, whose it is, and whether it stands still.
//! A row for each such queue.

use super::caption::{SMALL, fitted};
use super::layout::Layout;
use crate::broker::World;
use crate::broker::partition::{Partition, Partitions};
use crate::broker::queue::Queue;
use crate::draw::{Count, Duration, Ink, Picture, Rect, pt};
use crate::metrics::totals::Metric;
use crate::scenario::Scenario;
use crate::words::{Say, both, say};

/// The height of a row.
const ROW: f32 = 40.0;
/// The height of the line for copies.
const LINE: f32 = 24.0;
/// Rows at most.
const MOST: usize = 3;
/// The size of a box.
const SIZE: (f32, f32) = (34.0, 17.0);
/// The least from one box to the next.
const LEAST: f32 = 28.0;
/// What a full box means at least.
const FULL: usize = 8;

/// How much room so many rows take, and one for copies if there are any.
pub(super) fn height(queues: usize, copies: bool) -> f32 {
    let rows = queues.min(MOST) as f32 * ROW + if queues > 0 { 6.0 } else { 0.0 };
    rows + if copies { LINE } else { 0.0 }
}

/// How long copies take, all of them and one.
fn copies(picture: &mut Picture, left: f32, y: f32, world: &World) {
    let sums = world.system_sums();
    let all = Metric::CompletionMean.value(&sums);
    let one = Metric::SojournMean.value(&sums);
    let at = pt(left, y + 12.0);
    match all.zip(one) {
        Some((all, one)) => {
            let (all, one) = (Duration(all), Duration(one));
            let words = say!(
                "all copies of a message are done after {all} on average, one of them after {one}",
                "一条消息的全部副本平均 {all} 后完成，单个副本为 {one}"
            );
            picture.text(at, words, SMALL);
        }
        None => picture.text(
            at,
            both("each queue gets a copy", "每个队列各得一份副本"),
            SMALL,
        ),
    }
}

/// Draws them.
pub(super) fn draw(picture: &mut Picture, layout: &Layout, world: &World, scenario: &Scenario) {
    let Some(top) = layout.parts else { return };
    let left = if layout.wide { 28.0 } else { 20.0 };
    let named = world.queues().iter().zip(&scenario.queues);
    let parted = named.filter_map(|(queue, node)| Some((queue, node, queue.partitions.as_ref()?)));
    if layout.outline().copies {
        copies(
            picture,
            left,
            top + height(layout.outline().parted, false),
            world,
        );
    }
    for (row, (queue, node, partitions)) in parted.take(MOST).enumerate() {
        let y = top + row as f32 * ROW;
        let room = if layout.width < 700.0 { 96.0 } else { 180.0 };
        let title = say!("{id}, by key", "{id}，按键分区"; id = &node.id);
        let title = title.string(picture.language);
        fitted(picture, pt(left, y + 12.0), &title, SMALL, room);
        picture.text(pt(left, y + 27.0), state(partitions), SMALL);
        let view = Row {
            queue,
            partitions,
            left: left + room + 12.0,
            top: y,
            right: layout.width - 16.0,
        };
        view.draw(picture);
    }
}

fn state(partitions: &Partitions) -> impl Say {
    if partitions.all.iter().any(|one| one.paused) {
        both("rebalancing", "再均衡中")
    } else {
        both("in order", "区内有序")
    }
}

/// The boxes of one queue.
struct Row<'a> {
    queue: &'a Queue,
    partitions: &'a Partitions,
    left: f32,
    top: f32,
    right: f32,
}

impl Row<'_> {
    fn draw(&self, picture: &mut Picture) {
        let all = self.partitions.all.len();
        let room = self.right - self.left;
        let pitch = (room / all.max(1) as f32).clamp(LEAST, SIZE.0 + 8.0);
        let fit = (room / pitch) as usize;
        let shown = if all > fit {
            fit.saturating_sub(1)
        } else {
            all
        };
        let ready = |place: usize| self.queue.ready.len_of(place);
        let most = (0..all).map(ready).max().unwrap_or(0).max(FULL);
        for (place, one) in self.partitions.all.iter().take(shown).enumerate() {
            let at = self.left + place as f32 * pitch;
            let rect = Rect::new(
                at.floor() + 0.5,
                self.top.floor() + 0.5,
                pitch - 8.0,
                SIZE.1,
            );
            self.part(picture, rect, one, ready(place), most);
        }
        if shown < all {
            let more = all - shown;
            let at = pt(self.left + shown as f32 * pitch, self.top + 13.0);
            picture.text(at, say!("+{more}", "+{more}"), SMALL);
        }
    }

    /// A box that fills with what waits, dashed while it stands still; below it, its worker.
    fn part(&self, picture: &mut Picture, rect: Rect, one: &Partition, ready: usize, most: usize) {
        let edge = match (one.paused, one.at_work.is_some()) {
            (true, _) => Ink::Red.stroke(1.4).dashed(),
            (false, true) => Ink::Dim.stroke(1.6),
            (false, false) => Ink::Edge.stroke(1.0),
        };
        picture.rect(rect, 3.5, (Ink::Card.fill(), edge));
        let full = rect.w * ready as f32 / most as f32;
        if full > 0.0 {
            let fill = Rect::new(rect.x, rect.y, full, rect.h);
            picture.rect(fill.inset(1.5), 2.0, Ink::Dim.fill().alpha(0.35));
        }
        let middle = rect.centre();
        let text = pt(middle.x, SMALL.baseline(middle.y));
        picture.text(text, Count(ready as f64), SMALL.ink(Ink::Text).middle());
        let below = pt(middle.x, rect.bottom() + 13.0);
        match one.owner {
            Some(owner) => {
                let number = owner.index + 1;
                picture.text(below, say!("w{number}", "{number} 号"), SMALL.middle());
            }
            None => picture.text(below, both("none", "无"), SMALL.middle()),
        }
    }
}
