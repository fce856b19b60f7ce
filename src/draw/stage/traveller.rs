//! One message on its way: legs one after the other, so that it never jumps.

use super::layout::Layout;
use super::losses;
use super::motion::Motion;
use super::outline::Loss;
use super::way::{Way, between};
use crate::broker::WorkerId;
use crate::draw::{Ink, Mark, Point, pt};

/// Legs that a message may still have before it.
const LEGS: usize = 6;

/// A part of the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Leg {
    /// From the producer to the door.
    Come {
        /// Of this queue.
        queue: usize,
    },
    /// From a worker to the door of the next queue, or into its box.
    Cross {
        /// Who finished it, or failed.
        worker: WorkerId,
        /// The next queue.
        queue: usize,
    },
    /// From the door to its slot.
    Enter {
        /// In this queue.
        queue: usize,
    },
    /// From where it is to the lost ones.
    Fall {
        /// Of this queue.
        queue: usize,
        /// How it is lost.
        loss: Loss,
        /// The place in the slots where it was last seen.
        slot: f32,
        /// Who had it, if anybody.
        worker: Option<WorkerId>,
    },
    /// From the place in the slots where it was last seen to a worker.
    Take {
        /// Who takes it.
        worker: WorkerId,
        /// From this queue.
        queue: usize,
        /// The place.
        from: f32,
    },
    /// From a worker back to the queue that it came from.
    Back {
        /// Who had it.
        worker: WorkerId,
    },
    /// From there to those that wait for their return.
    Wait {
        /// At this queue.
        queue: usize,
    },
    /// Into its slot again.
    Rejoin {
        /// In this queue.
        queue: usize,
        /// Whether it waited for that.
        waited: bool,
    },
}

/// Where a message is for the engine, while its mark is still on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// In the line before the door of a queue.
    Lane(usize, usize),
    /// Ready in a queue, in a slot that is drawn.
    Slot(usize, usize),
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
    /// Where the engine has it.
    pub standing: Standing,
    /// Who has finished it already.
    pub settled: Option<WorkerId>,
    /// Whether it was delivered before.
    pub again: bool,
    legs: [Leg; LEGS],
    count: usize,
    at: usize,
    progress: f32,
    starts: bool,
    stops: bool,
    /// Where it was just before the latest news of it.
    pub before: Option<Point>,
    lag: Point,
}

impl Traveller {
    /// A message that sets out.
    pub const fn new(number: u64, class: u32, leg: Leg) -> Self {
        Self {
            number,
            class,
            standing: Standing::Elsewhere,
            settled: None,
            again: false,
            legs: [leg; LEGS],
            count: 1,
            at: 0,
            progress: 0.0,
            starts: true,
            stops: true,
            before: None,
            lag: pt(0.0, 0.0),
        }
    }

    /// Goes on with another leg after those before it.
    pub fn push(&mut self, leg: Leg) {
        if self.count == LEGS && self.at > 0 {
            // What lies behind it is not needed any more.
            self.legs.rotate_left(self.at);
            (self.count, self.at) = (self.count - self.at, 0);
        }
        if self.count < LEGS {
            self.legs[self.count] = leg;
            self.count += 1;
        }
    }

    /// The leg it is on.
    pub const fn leg(&self) -> Leg {
        self.legs[self.at]
    }

    /// Whether it ends among the lost ones of a queue.
    pub fn will_fall(&self, queue: usize, loss: Loss) -> bool {
        let legs = &self.legs[self.at..self.count];
        legs.iter().any(|leg| matches!(leg, Leg::Fall { queue: to, loss: how, .. } if (*to, *how) == (queue, loss)))
    }

    /// Whether it ends in the box of a queue that only keeps what failed.
    pub fn will_be_kept(&self, tray: usize) -> bool {
        self.legs[self.count - 1] == self.leg()
            && matches!(self.leg(), Leg::Cross { queue, .. } if queue == tray)
    }

    /// Lets wall time go by; false once it has arrived. With more legs before it, it hurries.
    pub fn advance(&mut self, dt: f32, leg: f32) -> bool {
        let left = (-dt * 9.0).exp();
        self.lag = pt(self.lag.x * left, self.lag.y * left);
        let pending = self.count - self.at - 1 + usize::from(self.settled.is_some());
        let lasts = match self.leg() {
            Leg::Come { .. } | Leg::Take { .. } | Leg::Back { .. } => leg,
            Leg::Enter { .. } | Leg::Wait { .. } | Leg::Rejoin { .. } => leg * 0.8,
            Leg::Fall { .. } | Leg::Cross { .. } => leg * 1.3,
        };
        if self.progress == 0.0 {
            self.stops = pending == 0;
        }
        self.progress += dt * (1.0 + 0.5 * pending as f32) / lasts;
        while self.progress >= 1.0 {
            self.at += 1;
            if self.at == self.count {
                self.at -= 1;
                return false;
            }
            self.progress -= 1.0;
            self.starts = false;
            self.stops = self.at + 1 == self.count;
            // Whoever is taken while it comes in is taken from the head, wherever it was seen to stand.
            let came_in = matches!(
                self.legs[self.at - 1],
                Leg::Enter { .. } | Leg::Rejoin { .. }
            );
            if let (true, Leg::Take { from, .. }) = (came_in, &mut self.legs[self.at]) {
                *from = 0.0;
            }
        }
        true
    }

    /// How much of the leg lies behind it: from rest it sets out slowly, to rest it comes slowly.
    fn share(&self) -> f32 {
        let p = self.progress;
        match (self.starts, self.stops) {
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
        let fading = ((1.0 - self.share()) * 4.0).min(1.0);
        let mark = Mark::of_class(self.class as usize, at);
        let mark = if self.again {
            mark.ringed(Ink::Red)
        } else {
            mark
        };
        let sized = |queue: usize| mark.size(layout.queues[queue].track.mark_size());
        match self.leg() {
            Leg::Fall { queue, .. } => sized(queue).outlined().ink(Ink::Red),
            // It joins those for whom no slot is drawn.
            Leg::Enter { queue } | Leg::Rejoin { queue, .. } if self.sinks() => {
                sized(queue).alpha(fading)
            }
            Leg::Come { queue } if self.is_beyond(layout.queues[queue].lane_room) => {
                sized(queue).alpha(fading)
            }
            Leg::Come { queue }
            | Leg::Enter { queue }
            | Leg::Cross { queue, .. }
            | Leg::Take { queue, .. }
            | Leg::Wait { queue }
            | Leg::Rejoin { queue, .. } => sized(queue),
            Leg::Back { .. } => mark,
        }
    }

    /// Whether it joins those in the line who have no room to be seen.
    fn is_beyond(&self, room: usize) -> bool {
        matches!(self.standing, Standing::Lane(_, place) if place >= room)
    }

    /// Whether it joins those who are ready and have no slot to be seen in.
    fn sinks(&self) -> bool {
        self.standing == Standing::Elsewhere && self.at + 1 == self.count
    }

    /// The slot that the engine has it in, if that is in this queue.
    const fn slot(&self, queue: usize) -> Option<usize> {
        match self.standing {
            Standing::Slot(at, slot) if at == queue => Some(slot),
            _ => None,
        }
    }

    /// Where it is now.
    pub fn place(&self, layout: &Layout, motion: &Motion) -> Point {
        let at = self.aim(layout, motion);
        pt(at.x + self.lag.x, at.y + self.lag.y)
    }

    /// Where its leg has it.
    fn aim(&self, layout: &Layout, motion: &Motion) -> Point {
        let s = self.share();
        let worker_way = |worker: WorkerId| {
            let group = &layout.groups[worker.group as usize];
            group.way(worker.index as usize)
        };
        match self.leg() {
            Leg::Come { queue } => self.coming(layout, motion, queue, s),
            Leg::Cross { worker, queue } => layout.onward(worker, queue).at(s),
            Leg::Enter { queue } => {
                let place = &layout.queues[queue];
                let track = &place.track;
                let aim = match self.slot(queue) {
                    Some(slot) => slot as f32,
                    _ if self.sinks() => track.last() + 0.4,
                    _ => 0.0,
                };
                // Through the door first, then along the slots.
                let door = 0.3;
                if s < door {
                    between(place.door, track.at(track.last()), s / door)
                } else {
                    let along = (s - door) / (1.0 - door);
                    track.at(track.last() + (aim - track.last()) * along)
                }
            }
            Leg::Fall {
                queue,
                loss,
                slot,
                worker,
            } => {
                let place = &layout.queues[queue];
                let start = match (worker, loss) {
                    (Some(worker), _) => {
                        layout.groups[worker.group as usize].worker(worker.index as usize)
                    }
                    (None, Loss::Refused) => place.door,
                    _ => place.track.at(slot),
                };
                let way = place.fall(loss, start).unwrap_or(Way::from(start));
                let (end, landing) = (way.end(), losses::landing(place, motion, queue, loss));
                let at = way.at(s);
                pt(
                    at.x + (landing.x - end.x) * s,
                    at.y + (landing.y - end.y) * s,
                )
            }
            Leg::Take {
                worker,
                queue,
                from,
            } => {
                let group = &layout.groups[worker.group as usize];
                Way::from(layout.queues[queue].track.at(from))
                    .line(group.stem.start())
                    .then(&group.way(worker.index as usize))
                    .at(s)
            }
            Leg::Back { worker } => worker_way(worker).at(1.0 - s),
            Leg::Wait { queue } => {
                let place = &layout.queues[queue];
                let to = place.later.map_or(place.exit, |later| later.centre());
                between(place.exit, to, s)
            }
            Leg::Rejoin { queue, waited } => {
                let place = &layout.queues[queue];
                let from = place
                    .later
                    .filter(|_| waited)
                    .map_or(place.exit, |later| later.centre());
                let slot = self.slot(queue).map_or(0.0, |slot| slot as f32);
                let slot = if self.sinks() {
                    place.track.last() + 0.4
                } else {
                    slot
                };
                between(from, place.track.at(slot), s)
            }
        }
    }

    /// From its producer to the door, or into the line before it.
    fn coming(&self, layout: &Layout, motion: &Motion, queue: usize, s: f32) -> Point {
        let way = layout.producers[self.class as usize].way;
        let door = way.at(s);
        // The place in the line is as far before the door as the way ends before it.
        let Standing::Lane(at, place) = self.standing else {
            return door;
        };
        let end = layout.queues[at].in_lane(place as f32 + motion.queues[queue].line.shift);
        let back = between(way.end(), end, smooth(s));
        pt(door.x + back.x - way.end().x, door.y + back.y - way.end().y)
    }
}

fn smooth(s: f32) -> f32 {
    s * s * (3.0 - 2.0 * s)
}
