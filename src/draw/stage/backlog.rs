//! What does not fit into the slots: a number and a bar, so that ten thousand are still one glance.

use super::caption::SMALL;
use super::places::QueuePlace;
use super::queue::QueueView;
use crate::draw::{Count, Ink, Picture, Rect, TextStyle, pt};
use crate::words::{Words, both, say};

/// Powers of ten that the bar of a queue without bound spans.
const DECADES: f64 = 6.0;
/// What is written at them.
const NAMES: [Words; 6] = [
    both("1", "1"),
    both("10", "10"),
    both("100", "100"),
    both("1k", "1000"),
    both("10k", "1万"),
    both("100k", "10万"),
];

impl QueueView<'_> {
    /// How many are ready, or were on average of late.
    fn ready(&self) -> usize {
        if self.flow > 0.5 {
            self.pulse.ready.round() as usize
        } else {
            self.world.queues()[self.index].ready.len()
        }
    }

    /// How many more are ready than there are slots to see.
    pub(super) fn beyond(&self, place: &QueuePlace) -> usize {
        self.ready().saturating_sub(place.track.visible)
    }

    /// Draws how many more are ready than there are slots to see.
    pub(super) fn backlog(&self, picture: &mut Picture, place: &QueuePlace, bar: Rect) {
        let (ready, more) = (self.ready(), self.beyond(place));
        let bound = self.world.queues()[self.index].settings.max_ready;
        if more > 0 {
            let style = TextStyle {
                size: 12.0,
                ..SMALL
            }
            .ink(Ink::Text)
            .strong();
            let beside = if place.is_narrow() { 3.0 } else { 32.0 };
            let at = pt(bar.x + beside, place.pill.bottom() + 16.0);
            let words = say!("+ {more} more", "另有 {more} 条"; more = Count(more as f64));
            picture.text(at, words, style);
        }
        if bound.is_none() && more == 0 {
            return;
        }
        let share = match bound {
            Some(bound) => ready as f64 / bound.max(1) as f64,
            None => (ready.max(1) as f64).log10() / DECADES,
        };
        let share = share.clamp(0.0, 1.0) as f32;
        picture.rect(bar, 3.0, (Ink::Card, Ink::Line.stroke(1.0)));
        // The head is at the right, so the queue grows to the left.
        let w = bar.w * share;
        let full = bound.is_some_and(|bound| ready >= bound);
        let ink = if full { Ink::Red } else { Ink::Dim };
        picture.rect(Rect::new(bar.right() - w, bar.y, w, bar.h), 3.0, ink);
        match bound {
            Some(bound) => linear(picture, bar, bound),
            None => logarithmic(picture, bar),
        }
    }
}

fn linear(picture: &mut Picture, bar: Rect, bound: usize) {
    let y = bar.bottom() + 14.0;
    let words = say!("{bound} slots", "{bound} 个槽位"; bound = Count(bound as f64));
    picture.text(pt(bar.x + 3.0, y), words, SMALL);
    picture.text(pt(bar.right() - 3.0, y), "0", SMALL.end());
}

fn logarithmic(picture: &mut Picture, bar: Rect) {
    let y = bar.bottom() + 14.0;
    let step = bar.w / DECADES as f32;
    for (power, name) in NAMES.iter().enumerate() {
        let x = bar.right() - step * power as f32;
        if power > 0 {
            let x = x.floor() + 0.5;
            picture.line((x, bar.y), (x, bar.bottom()), Ink::Soft.stroke(1.0));
        }
        // Where there is little room, every other power will do.
        let named = step >= 30.0 || power % 2 == 0;
        // At the left end the scale has its own name.
        let free = step * (DECADES as f32 - power as f32) >= 40.0;
        if named && free && (power < 5 || step >= 72.0) {
            let style = if power == 0 {
                SMALL.end()
            } else {
                SMALL.middle()
            };
            let at = pt(x - if power == 0 { 3.0 } else { 0.0 }, y);
            picture.text(at, *name, style);
        }
    }
    picture.text(
        pt(bar.x + 3.0, y),
        if step >= 46.0 {
            both("log scale", "对数坐标")
        } else {
            both("log", "对数")
        },
        SMALL,
    );
}
