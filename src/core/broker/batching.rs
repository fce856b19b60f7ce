//! Batches: a worker takes several ready messages at once, works on them together and settles them together, as
//! inference servers and bulk writers do.

use super::consumer::{Activity, WorkerId};
use super::event::Event;
use super::message::MessageId;
use super::trace::Step;
use super::world::World;
use crate::engine::{SimDuration, SimTime, Ticket};

/// The messages that a worker has in hand together.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    messages: Vec<MessageId>,
    /// How many of them are settled.
    settled: usize,
    /// What it does with them.
    pub phase: Phase,
    /// Until when it waits for more.
    due: SimTime,
    /// Whether one of them is being settled just now.
    concludes: bool,
}

/// What a worker does with its batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Waits for more.
    #[default]
    Gathering,
    /// Works on it.
    Working,
    /// Is down, with so much left to do.
    Paused(SimDuration),
    /// Settles one message after the other, and waits where one is held up.
    Settling,
}

impl Batch {
    /// Those in hand, the first taken first.
    #[must_use]
    pub fn messages(&self) -> &[MessageId] {
        &self.messages[self.settled..]
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.settled == self.messages.len()
    }

    fn clear(&mut self) {
        self.messages.clear();
        self.settled = 0;
        self.phase = Phase::Gathering;
    }
}

impl World {
    fn batch_mut(&mut self, worker: WorkerId) -> &mut Batch {
        self.worker_mut(worker).batch.get_or_insert_default()
    }

    /// Adds a message to the batch that a worker gathers.
    #[inline(never)]
    pub(super) fn join_batch(&mut self, worker: WorkerId, id: MessageId) {
        let group = &self.consumers[worker.group as usize];
        let linger = (group.settings.batch.as_ref()).map_or(SimDuration::ZERO, |it| it.linger);
        let due = self.now + linger;
        let batch = self.batch_mut(worker);
        if batch.is_empty() {
            batch.due = due;
        }
        batch.messages.push(id);
        self.gather_on(worker);
    }

    /// A worker takes what is ready, as far as there is room in its batch, and begins when that is full or it has
    /// waited for long enough.
    fn gather_on(&mut self, worker: WorkerId) {
        let group = &self.consumers[worker.group as usize];
        let size = group.settings.batch.as_ref().map_or(0, |it| it.size);
        let index = group.settings.from;
        let most = if self.is_surplus(worker) { 0 } else { size };
        while self.batch_mut(worker).messages.len() < most
            && self.queues[index].unclaimed() > 0
            && let Some(id) = self.take_next(index)
        {
            self.batch_mut(worker).messages.push(id);
        }
        let now = self.now;
        let batch = self.batch_mut(worker);
        let due = batch.due;
        if batch.messages.len() >= most || now >= due {
            return self.begin_batch(worker);
        }
        // Before the others: it is the one that gathers.
        self.queues[index].idle.push_front(worker);
        self.worker_mut(worker).activity = Activity::Blocked;
        if self.worker(worker).timer == Ticket::NONE {
            let timer = self.schedule(due, Event::Gathered(worker));
            self.worker_mut(worker).timer = timer;
        }
    }

    /// A worker has waited for more messages for long enough.
    pub(super) fn gathered(&mut self, worker: WorkerId) {
        let index = self.consumers[worker.group as usize].settings.from;
        let state = self.worker_mut(worker);
        state.timer = Ticket::NONE;
        match state.activity {
            Activity::Blocked => {
                self.queues[index].idle.retain(|idle| *idle != worker);
                self.begin_batch(worker);
            }
            Activity::Cut => self.begin_batch(worker),
            // It is down, or takes one more and begins then.
            _ => {}
        }
    }

    fn begin_batch(&mut self, worker: WorkerId) {
        self.cancel_timer(worker);
        let group = &mut self.consumers[worker.group as usize];
        let index = group.settings.from;
        let mut until = self.now + group.draw_set_up();
        group.busy.rise(self.now);
        let messages = std::mem::take(&mut self.batch_mut(worker).messages);
        for id in &messages {
            until += self.note_start(worker, *id, index);
        }
        let group = &mut self.consumers[worker.group as usize];
        group.batches += 1;
        group.batched += messages.len() as u64;
        self.batch_mut(worker).messages = messages;
        self.work_on_batch(worker, until);
    }

    fn work_on_batch(&mut self, worker: WorkerId, until: SimTime) {
        let since = self.now;
        let timer = self.schedule(until, Event::Finish(worker));
        self.batch_mut(worker).phase = Phase::Working;
        let state = self.worker_mut(worker);
        state.timer = timer;
        state.activity = Activity::Batching { since, until };
    }

    /// A worker is done with its batch.
    pub(super) fn finish_batch(&mut self, worker: WorkerId) {
        let now = self.now;
        self.consumers[worker.group as usize].busy.fall(now);
        self.batch_mut(worker).phase = Phase::Settling;
        self.settle_batch(worker);
    }

    /// Settles the messages of a batch one after the other, as far as the next queue takes them.
    fn settle_batch(&mut self, worker: WorkerId) {
        let index = self.consumers[worker.group as usize].settings.from;
        let now = self.now;
        loop {
            let batch = self.batch_mut(worker);
            let Some(id) = batch.messages().first().copied() else {
                break;
            };
            batch.settled += 1;
            batch.concludes = true;
            self.worker_mut(worker).activity = Activity::Batching {
                since: now,
                until: now,
            };
            self.conclude(worker, id, index);
            self.batch_mut(worker).concludes = false;
            if matches!(self.worker(worker).activity, Activity::Forwarding { .. }) {
                return;
            }
        }
        self.batch_mut(worker).clear();
        self.seek(worker);
    }

    /// A worker that has a batch in hand goes on with it, if it may; false if it has none.
    pub(super) fn goes_on_with_batch(&mut self, worker: WorkerId) -> bool {
        let state = self.worker(worker);
        let is_up = state.is_up();
        let Some(batch) = &state.batch else {
            return false;
        };
        if batch.is_empty() && batch.phase != Phase::Settling {
            return false;
        }
        match batch.phase {
            Phase::Settling if batch.concludes => {
                // Whoever settles goes on by itself.
                let now = self.now;
                self.worker_mut(worker).activity = Activity::Batching {
                    since: now,
                    until: now,
                };
            }
            Phase::Settling => self.settle_batch(worker),
            Phase::Gathering | Phase::Paused(_) if !is_up => {
                self.worker_mut(worker).activity = Activity::Down;
            }
            Phase::Paused(left) => {
                self.consumers[worker.group as usize].busy.rise(self.now);
                self.work_on_batch(worker, self.now + left);
            }
            Phase::Gathering if self.is_down => {
                self.worker_mut(worker).activity = Activity::Cut;
            }
            Phase::Gathering => {
                self.gather_on(worker);
                let index = self.consumers[worker.group as usize].settings.from;
                if !self.queues[index].door.is_empty() {
                    self.admit(index);
                }
            }
            Phase::Working => {}
        }
        true
    }

    /// The batch of a worker that goes down, which waits there or is given back.
    pub(super) fn interrupt_batch(&mut self, worker: WorkerId, index: usize, requeues: bool) {
        let now = self.now;
        let state = self.worker_mut(worker);
        let activity = state.activity;
        let Some(batch) = state.batch.as_mut().filter(|batch| !batch.is_empty()) else {
            return;
        };
        let was_started = matches!(batch.phase, Phase::Working | Phase::Paused(_));
        if let Activity::Batching { until, .. } = activity {
            batch.phase = Phase::Paused(until.since(now));
            state.activity = Activity::Down;
            self.consumers[worker.group as usize].busy.fall(now);
            self.cancel_timer(worker);
        } else if activity != Activity::Down {
            // It takes one more, or waits for the next queue: it ends that first.
            return;
        }
        if !requeues {
            return;
        }
        self.cancel_timer(worker);
        for id in self.take_batch(worker).into_iter().rev() {
            if was_started {
                self.give_back(worker, id, index);
            } else {
                self.let_go(id);
                self.be_ready_again(id, index);
                self.find_worker(id, index);
            }
        }
    }

    /// Takes all messages from the batch of a worker.
    pub(super) fn take_batch(&mut self, worker: WorkerId) -> Vec<MessageId> {
        let Some(batch) = &mut self.worker_mut(worker).batch else {
            return Vec::new();
        };
        let taken = batch.messages().to_vec();
        batch.clear();
        taken
    }

    /// Takes from a worker what it has not settled of its batch, when the broker crashes.
    pub(super) fn cut_batch(&mut self, worker: WorkerId, index: usize) {
        let state = self.worker(worker);
        let Some(batch) = state.batch.as_ref().filter(|batch| !batch.is_empty()) else {
            return;
        };
        let was_started = batch.phase != Phase::Gathering;
        let works = matches!(state.activity, Activity::Batching { .. });
        self.cancel_timer(worker);
        let mut taken = self.take_batch(worker);
        taken.sort_unstable_by_key(|id| std::cmp::Reverse(self.messages.get(*id).number));
        for id in taken {
            if was_started {
                self.record(id, index, Step::Failed(worker));
                self.messages.get_mut(id).work = None;
            }
            self.let_go(id);
            self.be_ready_again(id, index);
        }
        if works {
            let now = self.now;
            self.consumers[worker.group as usize].busy.fall(now);
        }
        // One that is down may be one too many, and has nothing to wait for now.
        if works || self.worker(worker).activity == Activity::Down {
            self.seek(worker);
        }
    }
}
