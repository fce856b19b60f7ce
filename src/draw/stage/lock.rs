//! The broker's lock at a queue's door: whether it is held, for what, and who waits.

use super::caption::SMALL;
use super::places::QueuePlace;
use super::pulse::roughly;
use crate::broker::World;
use crate::broker::lock::Operation;
use crate::draw::{Count, Ink, Picture, Point, Rect, Target, TextStyle, pt};
use crate::words::{Language, Say, Words, both, say};
use std::fmt;

/// What is drawn of the lock at one queue. There is one lock for all; who holds it is said where that is.
pub(super) struct LockView<'a> {
    /// The system.
    pub world: &'a World,
    /// Which queue.
    pub queue: usize,
    /// For what share of the time it was held of late.
    pub share: f64,
    /// From 0, single messages, to 1, flows.
    pub flow: f32,
}

impl LockView<'_> {
    /// Draws the padlock and its words.
    pub fn draw(&self, picture: &mut Picture, place: &QueuePlace) {
        let Some(at) = place.padlock else { return };
        let held = if self.flow > 0.5 {
            self.share > 0.5
        } else {
            self.world.lock().held.level() > 0
        };
        padlock(picture, at, held);
        picture.region(Rect::around(at, 22.0, 26.0), Target::Lock(self.queue));
        if place.lane.x == 0.0 {
            self.words(picture, place);
        } else {
            self.words_above(picture, place, held);
        }
    }

    /// In the upright layout, a line of text above the slots.
    fn words(&self, picture: &mut Picture, place: &QueuePlace) {
        let rise = if place.track.rows > 1 { 30.0 } else { 13.0 };
        let at = pt(place.title.x, place.pill.y - rise);
        let (doing, waiting) = (self.doing(), self.world.lock().waiting_count());
        if waiting == 0 {
            picture.text(at, say!("lock: {doing}", "锁：{doing}"; doing), FIGURE);
        } else {
            let waiting = Count(waiting as f64);
            let words = say!(
                "lock: {doing}, {waiting} waiting",
                "锁：{doing}，{waiting} 个在等";
                doing, waiting
            );
            picture.text(at, words, FIGURE);
        }
    }

    /// In the wide layout, what it does and who waits, above the line.
    fn words_above(&self, picture: &mut Picture, place: &QueuePlace, held: bool) {
        let at = pt(place.pill.x - 7.0, place.door.y - 17.0);
        let style = SMALL.end().halo(Ink::Card);
        let waiting = self.world.lock().waiting_count();
        if waiting > 0 {
            let words = say!("{many} waiting", "{many} 个在等"; many = Count(waiting as f64));
            picture.text(pt(at.x, at.y - 16.0), words, style);
        }
        let ink = if held { Ink::Text } else { Ink::Dim };
        picture.text(at, self.doing(), style.ink(ink));
    }

    fn doing(&self) -> Doing {
        if self.flow > 0.5 {
            return Doing::Share(self.share);
        }
        let lock = self.world.lock();
        let shards = lock.settings.shards;
        if shards > 1 {
            return Doing::Shards(lock.held.level(), shards);
        }
        let together = lock.holders().count();
        if together > 1 {
            return Doing::Together(together);
        }
        match lock.holders().next().copied() {
            Some(held) if queue_of(self.world, held) == self.queue => Doing::Word(purpose(held)),
            Some(_) => Doing::Word(both("held", "已占用")),
            None => Doing::Word(both("free", "空闲")),
        }
    }
}

const FIGURE: TextStyle = TextStyle {
    size: 12.0,
    ..SMALL
};

/// What a lock is doing, in words.
enum Doing {
    Word(Words),
    Share(f64),
    Shards(u64, usize),
    Together(usize),
}

impl Say for Doing {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Word(word) => word.say(language, f),
            Self::Shards(held, shards) => {
                let (held, shards) = (Count(held as f64), Count(shards as f64));
                say!("{held} of {shards} held", "{held}/{shards} 已占用"; held, shards)
                    .say(language, f)
            }
            Self::Together(many) => {
                let many = Count(many as f64);
                say!("{many} look together", "{many} 个同时查看"; many).say(language, f)
            }
            Self::Share(share) => {
                say!("held {share}", "占用 {share}"; share = roughly(share)).say(language, f)
            }
        }
    }
}

/// What the lock is held for.
const fn purpose(operation: Operation) -> Words {
    match operation {
        Operation::Enqueue { .. } => both("enqueue", "入队"),
        Operation::Dequeue(_) => both("dequeue", "出队"),
        Operation::Look(_) => both("look", "查看"),
    }
}

/// The queue at which an operation is done.
fn queue_of(world: &World, operation: Operation) -> usize {
    match operation {
        Operation::Enqueue { queue, .. } => queue as usize,
        Operation::Dequeue(worker) | Operation::Look(worker) => {
            world.consumers()[worker.group as usize].settings.from
        }
    }
}

/// Closed: filled, its shackle down. Open: an outline, its shackle swung up.
fn padlock(picture: &mut Picture, at: Point, closed: bool) {
    let body = Rect::new(at.x - 6.5, at.y - 3.0, 13.0, 10.5);
    let (ink, lift) = if closed {
        (Ink::Text, 0.0)
    } else {
        (Ink::Dim, 3.0)
    };
    let shackle = ink.stroke(1.7);
    let top = pt(at.x, at.y - 5.0 - lift);
    picture.arc(top, 4.0, -0.25, 0.25, shackle);
    picture.line((top.x - 4.0, top.y), (top.x - 4.0, body.y + 1.0), shackle);
    let right = if closed { body.y + 1.0 } else { top.y + 2.0 };
    picture.line((top.x + 4.0, top.y), (top.x + 4.0, right), shackle);
    if closed {
        picture.rect(body, 2.5, ink);
        picture.circle(pt(at.x, at.y + 2.0), 1.5, Ink::Card);
    } else {
        picture.rect(body, 2.5, (Ink::Card, ink.stroke(1.5)));
    }
}
