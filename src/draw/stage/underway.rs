//! What the trace says of messages between two places: those a worker hands on, those that failed, and those that
//! wait for their return. Each happening becomes a leg of a way.

use super::motion::{Motion, PILE};
use super::outline::Loss;
use super::traveller::Leg;
use crate::broker::trace::{Happening, Step};
use crate::broker::{WorkerId, World};

/// Most messages that are remembered.
const MOST: usize = 256;

/// A message that left a worker and is nowhere yet.
#[derive(Clone, Copy, Debug)]
struct Parted {
    number: u64,
    class: u32,
    queue: usize,
    worker: WorkerId,
    failed: bool,
}

/// A failed message that waits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Away {
    /// Its ordinal in the run.
    pub number: u64,
    /// Its class: the producer.
    pub class: u32,
    /// Where it comes back.
    pub queue: usize,
}

/// Messages between two places.
#[derive(Clone, Debug, Default)]
pub(super) struct Underway {
    parted: Vec<Parted>,
    away: Vec<Away>,
}

impl Underway {
    /// Forgets them.
    pub fn clear(&mut self) {
        self.parted.clear();
        self.away.clear();
    }

    /// The failed messages of a queue that were seen to wait, the one that failed first at first. More may wait.
    pub fn waiting(&self, queue: usize) -> impl Iterator<Item = &Away> {
        self.away.iter().filter(move |away| away.queue == queue)
    }

    fn part(&mut self, happening: &Happening, worker: WorkerId, failed: bool) {
        if self.parted.len() == MOST {
            self.parted.remove(0);
        }
        self.parted.push(Parted {
            number: happening.message,
            class: happening.producer,
            queue: happening.queue as usize,
            worker,
            failed,
        });
    }

    /// The worker that a message left.
    fn take(&mut self, number: u64) -> Option<WorkerId> {
        let place = self
            .parted
            .iter()
            .position(|parted| parted.number == number)?;
        Some(self.parted.remove(place).worker)
    }

    fn come_back(&mut self, number: u64) {
        self.away.retain(|away| away.number != number);
    }
}

impl Motion {
    /// Takes in one happening.
    pub(super) fn note(&mut self, world: &World, happening: &Happening, marks: bool, moving: bool) {
        let message = (happening.message, happening.producer);
        let queue = happening.queue as usize;
        let go = |motion: &mut Self, leg| motion.go(message, leg, marks);
        match happening.step {
            Step::Published { copy } => {
                if copy == 0 {
                    self.published[message.1 as usize] = happening.time;
                }
                // One on a link is drawn where it is.
                if world.producers()[message.1 as usize]
                    .settings
                    .link
                    .is_none()
                {
                    go(self, Leg::Come { queue });
                }
            }
            Step::Accepted => {
                if let Some(worker) = self.underway.take(message.0) {
                    go(self, Leg::Cross { worker, queue });
                }
                go(self, Leg::Enter { queue });
            }
            Step::Refused => {
                if let Some(worker) = self.underway.take(message.0) {
                    go(self, Leg::Cross { worker, queue });
                }
                self.lose(happening, Loss::Refused, None, marks);
            }
            Step::Shed => {
                if let Some(worker) = self.underway.take(message.0) {
                    go(self, Leg::Cross { worker, queue });
                }
                self.lose(happening, Loss::Shed, None, marks);
            }
            Step::Evicted => self.lose(happening, Loss::Evicted, None, marks),
            Step::Expired => self.lose(happening, Loss::Expired, None, marks),
            Step::Delivered(worker) => {
                let from = self.queues[queue]
                    .slots
                    .find(message.0)
                    .map_or(0.0, |stand| stand.at);
                let again = self.queues[queue]
                    .slots
                    .find(message.0)
                    .is_some_and(|stand| stand.again);
                go(
                    self,
                    Leg::Take {
                        worker,
                        queue,
                        from,
                    },
                );
                if let Some(mover) = self.traveller(message.0) {
                    mover.again |= again;
                }
            }
            Step::Interrupted(worker) => {
                go(self, Leg::Back { worker });
                go(
                    self,
                    Leg::Rejoin {
                        queue,
                        waited: false,
                    },
                );
            }
            Step::Failed(worker) | Step::Lapsed(worker) => {
                self.underway.part(happening, worker, true);
            }
            Step::Forwarded(worker) => self.underway.part(happening, worker, false),
            Step::Returned => {
                let waited = self
                    .underway
                    .take(message.0)
                    .map(|worker| go(self, Leg::Back { worker }));
                self.underway.come_back(message.0);
                let waited = waited.is_none();
                go(self, Leg::Rejoin { queue, waited });
                self.repeat(message.0);
            }
            Step::DeadLettered => self.set_aside(world, happening, marks),
            Step::Lost(worker) => {
                self.underway.take(message.0);
                self.lose(happening, Loss::Failed, Some(worker), marks);
            }
            Step::Settled(worker) => self.conclude(message.0, worker, marks || !moving),
            Step::Wiped | Step::Strayed | Step::Unrouted => {
                self.lose(happening, Loss::Failed, None, marks);
            }
            // It stands in the line, or stays with the worker that brings it.
            Step::HeldUp
            | Step::Logged
            | Step::Abandoned
            | Step::Recognised(_)
            | Step::Repeated(_) => {}
        }
    }

    /// A message is lost at a queue; `worker` had it, or else it was at the door or ready.
    fn lose(&mut self, happening: &Happening, loss: Loss, worker: Option<WorkerId>, marks: bool) {
        let queue = happening.queue as usize;
        let number = happening.message;
        let at = self.queues[queue]
            .slots
            .find(number)
            .map_or(0.0, |stand| stand.at);
        let recent = &mut self.queues[queue].lost[loss as usize];
        recent.rotate_left(1);
        recent[PILE - 1] = happening.producer;
        let leg = Leg::Fall {
            queue,
            loss,
            slot: at,
            worker,
        };
        self.go((number, happening.producer), leg, marks);
    }

    /// A message failed as often as allowed.
    fn set_aside(&mut self, world: &World, happening: &Happening, marks: bool) {
        let queue = happening.queue as usize;
        let number = happening.message;
        let worker = self.underway.take(number);
        let target = world.queues()[queue].settings.dead_letter;
        let taken = |to: &usize| {
            world
                .consumers()
                .iter()
                .any(|group| group.settings.from == *to)
        };
        match (target, worker) {
            (Some(to), Some(worker)) if taken(&to) => self.underway.part(happening, worker, false),
            (Some(to), Some(worker)) => {
                let recent = &mut self.queues[queue].lost[Loss::Failed as usize];
                recent.rotate_left(1);
                recent[PILE - 1] = happening.producer;
                self.go(
                    (number, happening.producer),
                    Leg::Cross { worker, queue: to },
                    marks,
                );
                self.repeat(number);
            }
            _ => self.lose(happening, Loss::Failed, worker, marks),
        }
    }

    /// What failed and has neither come back nor left stays away for a while.
    pub(super) fn send_away(&mut self, world: &World, marks: bool) {
        while let Some(place) = self.underway.parted.iter().position(|parted| parted.failed) {
            let Parted {
                number,
                class,
                queue,
                worker,
                ..
            } = self.underway.parted.remove(place);
            if world.queues()[queue].settings.redelivery.first.is_zero() {
                continue;
            }
            if self.underway.away.len() < MOST {
                self.underway.away.push(Away {
                    number,
                    class,
                    queue,
                });
            }
            self.go((number, class), Leg::Back { worker }, marks);
            self.go((number, class), Leg::Wait { queue }, marks);
            self.repeat(number);
        }
    }

    /// A message that failed before has a ring.
    fn repeat(&mut self, number: u64) {
        if let Some(mover) = self.traveller(number) {
            mover.again = true;
        }
    }

    fn conclude(&mut self, number: u64, worker: WorkerId, shown: bool) {
        match self.traveller(number) {
            Some(mover) => mover.settled = Some(worker),
            None if shown => self.checks.add(worker),
            None => {}
        }
    }
}
