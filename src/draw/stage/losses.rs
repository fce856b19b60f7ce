//! Messages that were lost: small piles, each below the place where that happened.

use super::caption::{FIGURE, MINOR};
use super::motion::{Motion, PILE};
use super::outline::Loss;
use super::places::{Pile, QueuePlace};
use crate::draw::{Count, Ink, Mark, Percent, Picture, Point, Rect, Target, pt};
use crate::metrics::Passage;
use crate::words::{Language, Say, Words, both, say};
use std::fmt;

/// Places in a pile, from the bottom row up, in widths and heights of a mark.
const HEAP: [(f32, f32); 6] = [
    (-1.0, 0.0),
    (0.0, 0.0),
    (1.0, 0.0),
    (-0.5, 1.0),
    (0.5, 1.0),
    (0.0, 2.0),
];
const STEP: f32 = 14.0;

/// Where the mark number `place` lies; beyond the heap, in its middle.
fn spot(base: Point, place: usize) -> Point {
    let (x, y) = HEAP.get(place).copied().unwrap_or((0.0, 0.0));
    pt(base.x + x * STEP, base.y - y * 11.0)
}

/// Where the next one comes to lie.
pub(super) fn landing(place: &QueuePlace, motion: &Motion, queue: usize, loss: Loss) -> Point {
    let lying = lying(motion, queue, loss);
    let pile = place.piles[loss as usize];
    pile.map_or(place.door, |pile| {
        spot(
            pile.base,
            if pile.slim {
                HEAP.len()
            } else {
                (lying as usize).min(HEAP.len() - 1)
            },
        )
    })
}

/// How many have come to lie there.
fn lying(motion: &Motion, queue: usize, loss: Loss) -> u64 {
    let fallen = motion
        .queues
        .get(queue)
        .map_or(0, |queue| queue.fallen[loss as usize]);
    fallen.saturating_sub(motion.falling(queue, loss))
}

/// What a loss is called.
const fn word(loss: Loss) -> Words {
    match loss {
        Loss::Refused => both("refused", "被拒绝"),
        Loss::Evicted => both("dropped", "被丢弃"),
        Loss::Expired => both("expired", "已过期"),
        Loss::Failed => both("failed", "失败"),
        Loss::Shed => both("shed", "已卸载"),
    }
}

/// Draws the ways down, the piles and their figures.
pub(super) fn draw(
    picture: &mut Picture,
    index: usize,
    passage: &Passage,
    place: &QueuePlace,
    motion: &Motion,
) {
    for loss in Loss::ALL {
        let count = motion
            .queues
            .get(index)
            .map_or(0, |queue| queue.fallen[loss as usize]);
        if let (Some(pile), true) = (place.piles[loss as usize], count > 0) {
            let words = Rect::around(pile.base, 2.0 * Pile::WORDS, 48.0);
            picture.region(words, target(index, loss));
            way_down(picture, place, loss);
            heap(picture, index, pile, motion, loss);
            let word = match loss {
                // Nothing failed as often as it may.
                Loss::Failed if passage.dead == 0 => both("lost", "丢失"),
                _ => word(loss),
            };
            figures(picture, pile, word, (count, passage.offered));
        }
    }
}

/// What a pile says when it is asked.
const fn target(queue: usize, loss: Loss) -> Target {
    match loss {
        Loss::Refused => Target::Refused(queue),
        Loss::Evicted | Loss::Expired | Loss::Failed | Loss::Shed => Target::Queue(queue),
    }
}

fn way_down(picture: &mut Picture, place: &QueuePlace, loss: Loss) {
    // Others come from anywhere among the slots, or from any worker.
    if let (Loss::Refused, Some(way)) = (loss, place.fall(loss, place.door)) {
        way.draw(picture, Ink::Red.stroke(1.2).dotted().alpha(0.55));
    }
}

fn heap(picture: &mut Picture, index: usize, pile: Pile, motion: &Motion, loss: Loss) {
    let most = if pile.slim { 1 } else { HEAP.len() as u64 };
    let shown = lying(motion, index, loss).min(most) as usize;
    let falling = motion.falling(index, loss) as usize;
    for place in 0..shown {
        // The one lost last lies on top.
        let age = (falling + shown - 1 - place).min(PILE - 1);
        let class = motion.queues[index].lost[loss as usize][PILE - 1 - age];
        let place = if pile.slim { HEAP.len() } else { place };
        let mark = Mark::of_class(class as usize, spot(pile.base, place)).size(9.5);
        picture.mark(mark.outlined().ink(Ink::Red));
    }
}

fn figures(picture: &mut Picture, pile: Pile, loss: Words, (count, offered): (u64, u64)) {
    if pile.slim {
        let at = pt(pile.base.x + 12.0, FIGURE.baseline(pile.base.y));
        return picture.text(at, Named(count, loss), FIGURE.ink(Ink::Red).strong());
    }
    let x = pile.base.x + Pile::WORDS;
    let at = pt(x, pile.base.y - 11.0);
    picture.text(at, Named(count, loss), MINOR.ink(Ink::Red));
    let share = count as f64 / offered.max(1) as f64;
    let below = pt(x, pile.base.y + 5.0);
    let words = say!("{share} of offered", "占到达的 {share}"; share = Percent(share));
    picture.text(below, words, FIGURE);
}

/// How many were lost, and how.
struct Named(u64, Words);

impl Say for Named {
    fn say(&self, language: Language, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = Count(self.0 as f64);
        write!(out, "{} {}", count.to(language), self.1.of(language))
    }
}
