//! Messages that a full queue refused: a small pile below its door.

use super::caption::{FIGURE, MINOR};
use super::motion::{Motion, PILE};
use super::places::QueuePlace;
use crate::broker::queue::Queue;
use crate::draw::{Count, Ink, Mark, Percent, Picture, Point, pt};

/// Places in the pile, from the bottom row up, in widths and heights of a mark.
const HEAP: [(f32, f32); 6] = [
    (-1.0, 0.0),
    (0.0, 0.0),
    (1.0, 0.0),
    (-0.5, 1.0),
    (0.5, 1.0),
    (0.0, 2.0),
];
const STEP: f32 = 14.0;

fn spot(pile: Point, place: usize) -> Point {
    let (x, y) = HEAP[place.min(HEAP.len() - 1)];
    pt(pile.x + x * STEP, pile.y - y * 11.0)
}

/// Where the next one comes to lie.
pub(super) fn landing(place: &QueuePlace, motion: &Motion, queue: usize) -> Point {
    let lying = lying(motion, queue);
    place
        .pile
        .map_or(place.door, |pile| spot(pile, lying as usize))
}

/// How many have come to lie there.
fn lying(motion: &Motion, queue: usize) -> u64 {
    let fallen = motion.queues.get(queue).map_or(0, |queue| queue.fallen);
    fallen.saturating_sub(motion.falling(queue))
}

/// Draws the way down, the pile and its figures.
pub(super) fn draw(
    picture: &mut Picture,
    index: usize,
    node: &Queue,
    place: &QueuePlace,
    motion: &Motion,
) {
    let (Some(pile), Some(way)) = (place.pile, place.fall()) else {
        return;
    };
    if node.passage.refused == 0 {
        return;
    }
    way.draw(picture, Ink::Red.stroke(1.2).dotted().alpha(0.55));
    let lying = lying(motion, index);
    let shown = lying.min(HEAP.len() as u64) as usize;
    let falling = motion.falling(index) as usize;
    for place in 0..shown {
        // The one refused last lies on top.
        let age = (falling + shown - 1 - place).min(PILE - 1);
        let class = motion.queues[index].refused[PILE - 1 - age];
        let mark = Mark::of_class(class as usize, spot(pile, place)).size(9.5);
        picture.mark(mark.outlined().ink(Ink::Red));
    }
    let x = pile.x + STEP * 1.5 + 12.0;
    let count = format_args!("{} refused in all", Count(node.passage.refused as f64));
    picture.text_fmt(pt(x, pile.y - 11.0), count, MINOR.ink(Ink::Red));
    let share = node.passage.refused as f64 / node.passage.offered.max(1) as f64;
    let words = format_args!("{} of offered", Percent(share));
    picture.text_fmt(pt(x, pile.y + 5.0), words, FIGURE);
}
