//! What the broker keeps besides its memory: whether it is up, what its disk writes, and how far those are
//! that follow it. One line for the whole system.

use super::caption::{SMALL, fitted};
use super::layout::Layout;
use crate::broker::World;
use crate::broker::replica::{Doing, Replica};
use crate::broker::storage::Storage;
use crate::draw::{Count, Ink, Picture, Point, Rect, TextStyle, pt};
use crate::words::{Say, Text, both, say};

/// The height of a row.
const ROW: f32 = 22.0;
/// Below this width each part has a row of its own.
const NARROW: f32 = 700.0;
/// Followers that are drawn one by one.
const DRAWN: usize = 7;
/// Half the side of a mark.
const R: f32 = 6.5;

/// How much room it takes with so many parts.
pub(super) fn height(parts: usize, width: f32) -> f32 {
    let rows = if width < NARROW { parts } else { parts.min(1) };
    rows as f32 * ROW + if rows > 0 { 8.0 } else { 0.0 }
}

/// Draws it.
pub(super) fn draw(picture: &mut Picture, layout: &Layout, world: &World, flow: f32) {
    let (Some(top), Some(storage)) = (layout.store, world.storage()) else {
        return;
    };
    let mut pen = Pen {
        picture,
        left: if layout.wide { 28.0 } else { 20.0 },
        at: pt(0.0, top + 7.0),
        right: layout.width - 16.0,
        one_by_one: layout.width < NARROW,
    };
    pen.at.x = pen.left;
    pen.broker(world, storage);
    if let Some(disk) = &storage.disk {
        pen.disk(world, storage, disk, flow);
    }
    pen.followers(world, storage, flow);
}

/// Writes its parts beside each other, or one below the other.
struct Pen<'a> {
    picture: &'a mut Picture,
    left: f32,
    right: f32,
    one_by_one: bool,
    at: Point,
}

impl Pen<'_> {
    /// Writes words after a mark that has been drawn.
    fn words(&mut self, words: &Text, style: TextStyle) {
        let text = words.string(self.picture.language);
        let room = self.right - self.at.x - 2.0 * R;
        let at = pt(self.at.x + 2.0 * R, style.baseline(self.at.y));
        let wide = fitted(self.picture, at, &text, style, room);
        if self.one_by_one {
            self.at = pt(self.left, self.at.y + ROW);
        } else {
            self.at.x += wide + 2.0 * R + 26.0;
        }
    }

    /// A box that is full while the broker is up, and dashed while it is down.
    fn broker(&mut self, world: &World, storage: &Storage) {
        let rect = Rect::around(self.at, 2.0 * R, 2.0 * R);
        let crashes = storage.crashes;
        if world.is_down() {
            self.picture
                .rect(rect, 3.0, (Ink::Card.fill(), Ink::Red.stroke(1.6).dashed()));
            self.words(&both("broker down", "代理停机").text(), SMALL.ink(Ink::Red));
            return;
        }
        self.picture.rect(rect, 3.0, Ink::Dim);
        let many = Count(crashes as f64);
        let words = match crashes {
            0 => both("broker up", "代理正常").text(),
            1 => both("broker up, 1 crash so far", "代理正常，已崩溃 1 次").text(),
            _ => say!(
                "broker up, {many} crashes so far",
                "代理正常，已崩溃 {many} 次"
            )
            .text(),
        };
        self.words(&words, SMALL);
    }

    /// A cylinder that fills as a sync gets on.
    fn disk(&mut self, world: &World, storage: &Storage, disk: &Replica, flow: f32) {
        let at = self.at;
        let body = Rect::around(at, 2.0 * R, 2.0 * R);
        self.picture
            .rect(body, 4.5, (Ink::Card, Ink::Dim.stroke(1.3)));
        let done = progress(world, disk) * (1.0 - flow);
        if done > 0.0 {
            let full = Rect::new(body.x, body.bottom() - body.h * done, body.w, body.h * done);
            self.picture.rect(full, 3.0, Ink::Dim.fill().alpha(0.7));
        }
        self.picture.line(
            (body.x, at.y - 2.5),
            (body.right(), at.y - 2.5),
            Ink::Dim.stroke(1.0),
        );
        let lacks = Count(storage.end.saturating_sub(disk.has) as f64);
        self.words(
            &say!("disk: {lacks} to write", "磁盘：待写 {lacks} 条").text(),
            SMALL,
        );
    }

    /// A disc for each: full if it is in sync, a slice as far as its fetch is, dashed while it is down.
    fn followers(&mut self, world: &World, storage: &Storage, flow: f32) {
        if storage.followers.is_empty() {
            return;
        }
        for one in storage.followers.iter().take(DRAWN) {
            let at = self.at;
            let edge = match (one.is_up(), one.in_sync) {
                (false, _) => Ink::Red.stroke(1.4).dashed(),
                (true, false) => Ink::Dim.stroke(1.4).dashed(),
                (true, true) => Ink::Dim.stroke(1.4),
            };
            self.picture.circle(at, R, (Ink::Card.fill(), edge));
            let done = progress(world, one) * (1.0 - flow);
            if done > 0.0 {
                self.picture.pie(at, R - 2.0, done, Ink::Dim.fill());
            } else if one.is_up() && one.has >= storage.end {
                self.picture.circle(at, R - 2.0, Ink::Dim);
            }
            self.at.x += 2.0 * R + 5.0;
        }
        self.at.x -= 2.0 * R + 5.0;
        let up = storage.followers.iter().filter(|one| one.is_up());
        let behind = up.clone().map(|one| storage.end.saturating_sub(one.has));
        let most = Count(behind.max().unwrap_or(0) as f64);
        let sync = up.filter(|one| one.in_sync).count();
        let all = storage.followers.len();
        let words = say!(
            "{sync} of {all} followers in sync, at most {most} behind",
            "{all} 个跟随者中 {sync} 个同步，最多落后 {most} 条"
        );
        self.words(&words.text(), SMALL);
    }
}

/// How far a run is, from 0 to 1; 0 if there is none.
fn progress(world: &World, one: &Replica) -> f32 {
    let Doing::Copying { since, until, .. } = one.doing else {
        return 0.0;
    };
    let (now, whole) = (world.now(), until.since(since).secs());
    (now.since(since).secs() / whole.max(1e-12)).clamp(0.0, 1.0) as f32
}
