//! One message on its way: legs one after the other, so that it never jumps.

use super::layout::Layout;
use super::way::{Way, between};
use crate::broker::WorkerId;
use crate::draw::{Ink, Mark, Point, pt};

/// Legs that a message may still have before it.
const LEGS: usize = 4;

/// A part of the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Leg {
    /// From the producer to the door.
    Come,
    /// From the door to its slot.
    Enter,
    /// From the door to the refused ones.
    Fall,
    /// From the place in the queue where it was last seen to a worker.
    Take(WorkerId, f32),
}

/// Where a message is for the engine, while its mark is still on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// In the line before the lock.
    Lane(usize),
    /// Ready, in a slot that is drawn.
    Slot(usize),
    /// Ready where no slot is drawn, or taken, or gone.
    Elsewhere,
}

/// A message on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traveller {
    /// Its ordinal in the run.
    pub number: u64,
    /// Its class: the producer.
    pub class: u32,
    /// The queue it comes to, is in, or leaves.
    pub queue: usize,
    /// Where the engine has it.
    pub standing: Standing,
    /// Who has finished it already.
    pub settled: Option<WorkerId>,
    legs: [Leg; LEGS],
    count: usize,
    at: usize,
    progress: f32,
    stops: bool,
    /// Where it was just before the latest news of it.
    pub before: Option<Point>,
    lag: Point,
}

impl Traveller {
    /// A message that sets out.
    pub const fn new(number: u64, class: u32, queue: usize, leg: Leg) -> Self {
        Self {
            number,
            class,
            queue,
            standing: Standing::Elsewhere,
            settled: None,
            legs: [leg; LEGS],
            count: 1,
            at: 0,
            progress: 0.0,
            stops: true,
            before: None,
            lag: pt(0.0, 0.0),
        }
    }

    /// Goes on with another leg after those before it.
    pub fn push(&mut self, leg: Leg) {
        if self.count < LEGS {
            self.legs[self.count] = leg;
            self.count += 1;
        }
    }

    /// The leg it is on.
    pub const fn leg(&self) -> Leg {
        self.legs[self.at]
    }

    /// Whether it ends among the refused ones.
    pub fn will_fall(&self) -> bool {
        self.legs[..self.count].contains(&Leg::Fall)
    }

    /// Lets wall time go by; false once it has arrived. With more legs before it, it hurries.
    pub fn advance(&mut self, dt: f32, leg: f32, shift: f32) -> bool {
        let left = (-dt * 9.0).exp();
        self.lag = pt(self.lag.x * left, self.lag.y * left);
        let pending = self.count - self.at - 1 + usize::from(self.settled.is_some());
        let lasts = match self.leg() {
            Leg::Come | Leg::Take(..) => leg,
            Leg::Enter => leg * 0.8,
            Leg::Fall => leg * 1.3,
        };
        if self.progress == 0.0 {
            self.stops = pending == 0;
        }
        self.progress += dt * (1.0 + 0.5 * pending as f32) / lasts;
        while self.progress >= 1.0 {
            self.at += 1;
            if self.at == self.count {
                return false;
            }
            self.progress -= 1.0;
            self.stops = self.at + 1 == self.count;
            if let (Leg::Enter, Leg::Take(worker, _)) = (self.legs[self.at - 1], self.leg()) {
                self.legs[self.at] = Leg::Take(worker, (shift - 1.0).max(0.0));
            }
        }
        true
    }

    /// How much of the leg lies behind it: from rest it sets out slowly, to rest it comes slowly.
    fn share(&self) -> f32 {
        let p = self.progress;
        match (self.at == 0, self.stops) {
            (true, true) => p * p * (3.0 - 2.0 * p),
            (true, false) => p * (0.5 + 0.5 * p),
            (false, true) => p * (1.5 - 0.5 * p),
            (false, false) => p,
        }
    }

    /// News of it may have changed its aim and with it its place: it makes up for that little by little.
    pub fn keep_from_jumping(&mut self, now: Point) {
        if let Some(before) = self.before.take() {
            self.lag.x += before.x - now.x;
            self.lag.y += before.y - now.y;
        }
    }

    /// Its mark at its place.
    pub fn mark(&self, layout: &Layout, at: Point) -> Mark {
        let s = self.share();
        let queue = &layout.queues[self.queue];
        let mark = Mark::of_class(self.class as usize, at).size(queue.track.mark_size());
        match self.leg() {
            Leg::Fall => mark.outlined().ink(Ink::Red),
            // It joins those for whom no slot is drawn.
            Leg::Enter if self.sinks() => mark.alpha(((1.0 - s) * 4.0).min(1.0)),
            Leg::Come if self.is_beyond(queue.lane_room) => mark.alpha(((1.0 - s) * 4.0).min(1.0)),
            _ => mark,
        }
    }

    /// Whether it joins those in the line who have no room to be seen.
    fn is_beyond(&self, room: usize) -> bool {
        matches!(self.standing, Standing::Lane(place) if place >= room)
    }

    /// Whether it joins those who are ready and have no slot to be seen in.
    fn sinks(&self) -> bool {
        self.standing == Standing::Elsewhere && self.at + 1 == self.count
    }

    /// Where it is now. `shifts` are those of its queue: slots, line. `landing` is its place if it is refused.
    pub fn place(&self, layout: &Layout, shifts: (f32, f32), landing: Point) -> Point {
        let at = self.aim(layout, shifts, landing);
        pt(at.x + self.lag.x, at.y + self.lag.y)
    }

    /// Where its leg has it.
    fn aim(&self, layout: &Layout, shifts: (f32, f32), landing: Point) -> Point {
        let s = self.share();
        let queue = &layout.queues[self.queue];
        match self.leg() {
            Leg::Come => {
                let way = layout.producers[self.class as usize].way;
                let door = way.at(s);
                // The place in the line is as far before the door as the way ends before it.
                let Standing::Lane(place) = self.standing else {
                    return door;
                };
                let end = queue.in_lane(place as f32 + shifts.1);
                let back = between(way.end(), end, smooth(s));
                pt(door.x + back.x - way.end().x, door.y + back.y - way.end().y)
            }
            Leg::Enter => {
                let track = &queue.track;
                let aim = match self.standing {
                    Standing::Slot(slot) => slot as f32 + shifts.0,
                    _ if self.sinks() => track.last() + 0.4,
                    _ => (shifts.0 - 1.0).max(0.0),
                };
                // Through the door first, then along the slots.
                let door = 0.3;
                if s < door {
                    between(queue.door, track.at(track.last()), s / door)
                } else {
                    let along = (s - door) / (1.0 - door);
                    track.at(track.last() + (aim - track.last()) * along)
                }
            }
            Leg::Fall => {
                let way = queue.fall().unwrap_or(Way::from(queue.door));
                let end = way.end();
                let at = way.at(s);
                pt(
                    at.x + (landing.x - end.x) * s,
                    at.y + (landing.y - end.y) * s,
                )
            }
            Leg::Take(worker, from) => {
                let group = &layout.groups[worker.group as usize];
                let start = queue.track.at(from);
                Way::from(start)
                    .line(group.stem.start())
                    .then(&group.way(worker.index as usize))
                    .at(s)
            }
        }
    }
}

fn smooth(s: f32) -> f32 {
    s * s * (3.0 - 2.0 * s)
}
