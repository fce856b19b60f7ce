//! Outages: workers that go down and come up again by themselves.

use super::consumer::{Activity, WorkerId};
use super::event::Event;
use super::settings::{OnOutage, Outages};
use super::trace::Step;
use super::world::World;
use crate::engine::Ticket;
use crate::engine::dist::Sampler;
use crate::engine::rng::{Purpose, Stream};

/// The outages of one worker.
#[derive(Clone, Debug)]
pub struct Outage {
    /// Whether it is up now.
    pub is_up: bool,
    up: Sampler,
    down: Sampler,
    stream: Stream,
    pub(super) timer: Ticket,
}

impl Outage {
    fn configure(&mut self, settings: &Outages) {
        self.up = settings.up.sampler();
        self.down = settings.down.sampler();
    }
}

impl World {
    /// Gives a worker the outages of its group from now on, or takes them away.
    pub(super) fn adopt_outages(&mut self, worker: WorkerId) {
        let group = &self.consumers[worker.group as usize];
        let Some(settings) = group.settings.outages.clone() else {
            self.end_outages(worker);
            return;
        };
        let entity = u64::from(worker.group) << 32 | u64::from(worker.index);
        let (seed, replication) = (self.seed, self.replication);
        let outage = self.worker_mut(worker).outage.get_or_insert_with(|| {
            Box::new(Outage {
                is_up: true,
                up: settings.up.sampler(),
                down: settings.down.sampler(),
                stream: Stream::new(seed, Purpose::Outages, entity, replication),
                timer: Ticket::NONE,
            })
        });
        outage.configure(&settings);
        if outage.is_up && outage.timer == Ticket::NONE {
            self.schedule_outage(worker);
        }
    }

    /// A worker has no outages any more; one that is down comes up.
    fn end_outages(&mut self, worker: WorkerId) {
        let Some(outage) = &mut self.worker_mut(worker).outage else {
            return;
        };
        let timer = std::mem::replace(&mut outage.timer, Ticket::NONE);
        let was_up = std::mem::replace(&mut outage.is_up, true);
        self.cancel(timer);
        if !was_up && self.worker(worker).is_up() {
            self.rebalance(self.consumers[worker.group as usize].settings.from);
            self.come_up(worker);
        }
        self.worker_mut(worker).outage = None;
    }

    /// A worker is taken away: nothing happens to it any more.
    pub(super) fn forget_outages(&mut self, worker: WorkerId) {
        self.worker_mut(worker).crashed = false;
        let Some(outage) = self.worker_mut(worker).outage.as_mut() else {
            return;
        };
        outage.is_up = true;
        let timer = std::mem::replace(&mut outage.timer, Ticket::NONE);
        self.cancel(timer);
    }

    /// Schedules the end of the time for which a worker is up, or down.
    fn schedule_outage(&mut self, worker: WorkerId) {
        let now = self.now;
        let Some(outage) = &mut self.worker_mut(worker).outage else {
            return;
        };
        let sampler = if outage.is_up {
            &outage.up
        } else {
            &outage.down
        };
        let length = sampler.draw(&mut outage.stream);
        let ticket = self.schedule(now + length, Event::Turn(worker));
        if let Some(outage) = &mut self.worker_mut(worker).outage {
            outage.timer = ticket;
        }
    }

    /// A worker goes down, or comes up.
    pub(super) fn turn(&mut self, worker: WorkerId) {
        let Some(outage) = &mut self.worker_mut(worker).outage else {
            return;
        };
        outage.timer = Ticket::NONE;
        outage.is_up = !outage.is_up;
        let is_up = outage.is_up;
        // One that crashed is down anyway.
        if !self.worker(worker).crashed {
            self.rebalance(self.consumers[worker.group as usize].settings.from);
            if is_up {
                self.come_up(worker);
            } else {
                self.go_down(worker, self.requeues(worker));
            }
        }
        if self.worker(worker).activity != Activity::Stopped {
            self.schedule_outage(worker);
        }
    }

    /// Whether what a worker has in hand is delivered anew after an outage.
    fn requeues(&self, worker: WorkerId) -> bool {
        let outages = self.consumers[worker.group as usize]
            .settings
            .outages
            .as_ref();
        outages.is_some_and(|outages| outages.on_outage == OnOutage::Requeue)
    }

    /// A worker that has just crashed goes down, and what it has in hand is taken away.
    pub(super) fn crash_worker(&mut self, worker: WorkerId) {
        let outage = self.worker(worker).outage.as_ref();
        if outage.is_none_or(|outage| outage.is_up) {
            return self.go_down(worker, true);
        }
        let index = self.consumers[worker.group as usize].settings.from;
        if let Activity::Suspended { message, .. } = self.worker(worker).activity {
            self.worker_mut(worker).activity = Activity::Down;
            self.give_back(worker, message, index);
        }
        let share = self.worker_mut(worker).share.as_mut();
        let taken = share.map(|share| share.take_all()).unwrap_or_default();
        for message in taken.into_iter().rev() {
            self.give_back(worker, message, index);
        }
        self.interrupt_batch(worker, index, true);
    }

    fn go_down(&mut self, worker: WorkerId, requeues: bool) {
        let now = self.now;
        let group = &mut self.consumers[worker.group as usize];
        group.up.fall(now);
        let index = group.settings.from;
        match group.workers[worker.index as usize].activity {
            Activity::Blocked => {
                self.queues[index].idle.retain(|idle| *idle != worker);
                self.worker_mut(worker).activity = Activity::Down;
            }
            Activity::Sleeping { .. } => {
                self.cancel_timer(worker);
                self.worker_mut(worker).activity = Activity::Down;
            }
            Activity::Full | Activity::Cut => {
                self.worker_mut(worker).activity = Activity::Down;
            }
            Activity::Working { message, until, .. } => {
                self.consumers[worker.group as usize].busy.fall(now);
                self.cancel_timer(worker);
                if requeues {
                    self.worker_mut(worker).activity = Activity::Down;
                    self.give_back(worker, message, index);
                } else {
                    let left = until.since(now);
                    self.worker_mut(worker).activity = Activity::Suspended { message, left };
                }
            }
            // It has nothing in hand that an outage could interrupt, or ends first what it does.
            Activity::Taking { .. }
            | Activity::Forwarding { .. }
            | Activity::Suspended { .. }
            | Activity::Starting { .. }
            | Activity::Batching { .. }
            | Activity::Down
            | Activity::Stopped => {}
        }
        self.interrupt_share(worker, index, requeues);
        self.interrupt_batch(worker, index, requeues);
        self.wake_idle(index);
    }

    /// The messages among which a worker that goes down shared its speed.
    fn interrupt_share(&mut self, worker: WorkerId, index: usize, requeues: bool) {
        let now = self.now;
        let group = &mut self.consumers[worker.group as usize];
        let Some(share) = &mut group.workers[worker.index as usize].share else {
            return;
        };
        if share.is_empty() {
            return;
        }
        share.go_on(now);
        group.busy.fall(now);
        let given_back = if requeues {
            share.take_all()
        } else {
            Vec::new()
        };
        self.cancel_timer(worker);
        for message in given_back.into_iter().rev() {
            self.give_back(worker, message, index);
        }
    }

    /// A delivery that an outage ended: the message is ready again, or lost if it was settled on
    /// delivery.
    pub(super) fn give_back(&mut self, worker: WorkerId, message: super::MessageId, index: usize) {
        if self.let_go(message) {
            return;
        }
        self.record(message, index, Step::Failed(worker));
        self.return_or_lose(worker, message, index);
    }

    pub(super) fn come_up(&mut self, worker: WorkerId) {
        let now = self.now;
        let group = &mut self.consumers[worker.group as usize];
        group.up.rise(now);
        let state = &mut group.workers[worker.index as usize];
        if let Some(share) = &mut state.share
            && !share.is_empty()
        {
            share.skip(now);
            group.busy.rise(now);
            self.schedule_share(worker);
        }
        match self.worker_mut(worker).activity {
            Activity::Suspended { message, left } => {
                self.consumers[worker.group as usize].busy.rise(now);
                let until = now + left;
                let timer = self.schedule(until, Event::Finish(worker));
                let state = self.worker_mut(worker);
                state.timer = timer;
                state.activity = Activity::Working {
                    message,
                    since: now,
                    until,
                };
            }
            Activity::Down => self.seek(worker),
            _ => {}
        }
    }
}
