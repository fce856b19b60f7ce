//! The state of a run. A function of its settings, seed, replication and the changes made to it,
//! and of nothing else; a clone goes on exactly as the original would.

use super::consumer::{Activity, Consumer, Worker, WorkerId};
use super::lock::{Lock, Operation};
use super::message::{Message, MessageId, Slab};
use super::producer::Producer;
use super::queue::Queue;
use super::settings::{Intake, Settings};
use super::trace::{Happening, Step, Trace};
use crate::engine::{Calendar, SimTime};
use crate::metrics::Histogram;

/// What the calendar holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A copy of a producer publishes.
    Publish {
        /// Index of the producer.
        producer: u32,
        /// Ordinal of the copy.
        copy: u32,
        /// Counts only if it is still the copy's.
        epoch: u32,
    },
    /// The lock is given back.
    Unlock,
    /// A worker finishes its message.
    Finish(WorkerId),
    /// A polling worker looks.
    Look {
        /// Who.
        worker: WorkerId,
        /// Counts only if it is still the worker's.
        epoch: u32,
    },
}

/// How far an advance came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advance {
    /// To the instant asked for.
    Reached,
    /// The events allowed were used up before.
    Spent,
    /// Nothing can happen any more: all was published and all of it is settled or refused.
    Ended,
}

/// What became of all messages since the start of the run. Never cleared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Messages published.
    pub published: u64,
    /// Messages settled.
    pub settled: u64,
    /// Messages refused by a full queue.
    pub refused: u64,
    /// Events handled.
    pub events: u64,
}

/// A running system.
#[derive(Clone, Debug)]
pub struct World {
    pub(super) now: SimTime,
    pub(super) seed: u64,
    pub(super) replication: u64,
    pub(super) calendar: Calendar<Event>,
    pub(super) messages: Slab,
    pub(super) producers: Vec<Producer>,
    pub(super) queues: Vec<Queue>,
    pub(super) consumers: Vec<Consumer>,
    pub(super) lock: Lock,
    pub(super) ledger: Ledger,
    pub(super) ended: bool,
    pub(super) waiting: Histogram,
    pub(super) sojourn: Histogram,
    pub(super) counted_since: SimTime,
    pub(super) trace: Option<Trace>,
}

impl World {
    /// The system at time 0. Replications of one seed draw from independent streams.
    #[must_use]
    pub fn new(settings: &Settings, seed: u64, replication: u64) -> Self {
        let consumer = |(node, group): (usize, &_)| Consumer::new(*group, seed, node, replication);
        let mut world = Self {
            now: SimTime::ZERO,
            seed,
            replication,
            calendar: Calendar::new(),
            messages: Slab::default(),
            producers: settings
                .producers
                .iter()
                .copied()
                .map(Producer::new)
                .collect(),
            queues: settings.queues.iter().copied().map(Queue::new).collect(),
            consumers: settings
                .consumers
                .iter()
                .enumerate()
                .map(consumer)
                .collect(),
            lock: Lock::default(),
            ledger: Ledger::default(),
            ended: false,
            waiting: Histogram::new(),
            sojourn: Histogram::new(),
            counted_since: SimTime::ZERO,
            trace: None,
        };
        world.lock.hold = settings.lock_hold;
        for producer in 0..world.producers.len() {
            world.adopt_copies(producer);
        }
        for group in 0..world.consumers.len() {
            world.adopt_workers(group);
        }
        world
    }

    /// Keeps a trace of the last `capacity` happenings from now on.
    #[must_use]
    pub fn with_trace(mut self, capacity: usize) -> Self {
        self.trace = Some(Trace::new(capacity));
        self
    }

    /// The current instant.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.now
    }

    /// What became of all messages since the start.
    #[must_use]
    pub const fn ledger(&self) -> Ledger {
        self.ledger
    }

    /// Messages published, and neither settled nor refused yet.
    #[must_use]
    pub const fn in_system(&self) -> usize {
        self.messages.len()
    }

    /// Whether nothing can happen any more.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.ended
    }

    /// What happened of late, if a trace is kept.
    #[must_use]
    pub const fn trace(&self) -> Option<&Trace> {
        self.trace.as_ref()
    }

    /// The producers, in the order of the settings.
    #[must_use]
    pub fn producers(&self) -> &[Producer] {
        &self.producers
    }

    /// The queues, in the order of the settings.
    #[must_use]
    pub fn queues(&self) -> &[Queue] {
        &self.queues
    }

    /// The groups of consumers, in the order of the settings.
    #[must_use]
    pub fn consumers(&self) -> &[Consumer] {
        &self.consumers
    }

    /// The broker's lock.
    #[must_use]
    pub const fn lock(&self) -> &Lock {
        &self.lock
    }

    /// A message that is present.
    #[must_use]
    pub fn message(&self, id: MessageId) -> &Message {
        self.messages.get(id)
    }

    /// Handles what is due up to `until`, at most `events` of it, and moves the clock there if
    /// that was all.
    pub fn advance(&mut self, until: SimTime, events: u64) -> Advance {
        for _ in 0..events {
            if self.ended {
                return Advance::Ended;
            }
            let Some((time, event)) = self.calendar.pop_until(until) else {
                self.now = self.now.max(until);
                return Advance::Reached;
            };
            self.handle(time, event);
        }
        Advance::Spent
    }

    /// Handles exactly one event: the next one. False if there is none.
    pub fn step(&mut self) -> bool {
        while !self.ended
            && let Some((time, event)) = self.calendar.pop_until(SimTime::MAX)
        {
            if self.counts(event) {
                self.handle(time, event);
                return true;
            }
        }
        false
    }

    /// Whether `event` was not replaced since it was scheduled.
    fn counts(&self, event: Event) -> bool {
        match event {
            Event::Publish {
                producer,
                copy,
                epoch,
            } => self.producers[producer as usize].copies[copy as usize].epoch == epoch,
            Event::Look { worker, epoch } => self.worker(worker).epoch == epoch,
            Event::Unlock | Event::Finish(_) => true,
        }
    }

    #[inline]
    fn handle(&mut self, time: SimTime, event: Event) {
        if !self.counts(event) {
            return;
        }
        self.now = time;
        self.ledger.events += 1;
        match event {
            Event::Publish { producer, copy, .. } => self.publish(producer as usize, copy as usize),
            Event::Unlock => self.unlock(),
            Event::Finish(worker) => self.finish(worker),
            Event::Look { worker, .. } => self.look(worker),
        }
    }

    fn publish(&mut self, index: usize, copy: usize) {
        let now = self.now;
        let producer = &mut self.producers[index];
        producer.note_publish(copy);
        producer.passage.offered += 1;
        let queue = producer.settings.to;
        let message = Message {
            number: self.ledger.published,
            producer: index as u32,
            published: now,
        };
        self.ledger.published += 1;
        self.queues[queue].passage.offered += 1;
        self.queues[queue].present.rise(now);
        let id = self.messages.insert(message);
        self.record(message, queue, Step::Published { copy: copy as u32 });
        self.request(Operation::Enqueue {
            message: id,
            queue: queue as u32,
        });
        // After the message, so that what it sets off comes before the next publish when both
        // fall on one instant.
        self.schedule_publish(index, copy);
    }

    /// Schedules the next publish of a copy that has none pending.
    pub(super) fn schedule_publish(&mut self, index: usize, copy: usize) {
        let producer = &mut self.producers[index];
        let next = if !producer.may_publish(copy) {
            None
        } else if let (0, Some(first)) =
            (producer.copies[copy].published, producer.settings.first_at)
        {
            producer.settings.interval.map(|_| first.max(self.now))
        } else {
            producer
                .draw_interval(copy)
                .map(|interval| self.now + interval)
        };
        self.set_next_publish(index, copy, next);
    }

    /// Makes `next` the only publish pending for a copy.
    pub(super) fn set_next_publish(&mut self, index: usize, copy: usize, next: Option<SimTime>) {
        let state = &mut self.producers[index].copies[copy];
        state.epoch = state.epoch.wrapping_add(1);
        state.next = next;
        let event = Event::Publish {
            producer: index as u32,
            copy: copy as u32,
            epoch: state.epoch,
        };
        if let Some(time) = next {
            self.calendar.schedule(time, event);
        }
    }

    /// Does `operation` under the lock, now or when its turn comes.
    #[inline]
    fn request(&mut self, operation: Operation) {
        if self.lock.held_by.is_some() || !self.lock.waiting.is_empty() {
            self.lock.waiting.push_back(operation);
        } else {
            self.grant(operation);
        }
    }

    /// Gives the free lock to `operation`.
    #[inline]
    fn grant(&mut self, operation: Operation) {
        if self.lock.hold.is_zero() {
            return self.perform(operation);
        }
        self.lock.held_by = Some(operation);
        self.lock.held.set(self.now, 1);
        self.calendar
            .schedule(self.now + self.lock.hold, Event::Unlock);
    }

    fn unlock(&mut self) {
        self.lock.held.set(self.now, 0);
        if let Some(operation) = self.lock.held_by.take() {
            self.perform(operation);
        }
        while self.lock.held_by.is_none()
            && let Some(operation) = self.lock.waiting.pop_front()
        {
            self.grant(operation);
        }
    }

    #[inline]
    fn perform(&mut self, operation: Operation) {
        match operation {
            Operation::Enqueue { message, queue } => self.enqueue(message, queue as usize),
            Operation::Dequeue(worker) => self.dequeue(worker),
        }
    }

    fn enqueue(&mut self, id: MessageId, index: usize) {
        if !self.queues[index].has_room() {
            return self.refuse(id, index);
        }
        let message = *self.messages.get(id);
        self.producers[message.producer as usize].passage.accepted += 1;
        let queue = &mut self.queues[index];
        queue.passage.accepted += 1;
        queue.ready.push_back(id);
        queue.ready_gauge.rise(self.now);
        let woken = queue.idle.pop_front();
        self.record(message, index, Step::Accepted);
        if let Some(worker) = woken {
            self.take_claimed(worker);
        }
    }

    fn refuse(&mut self, id: MessageId, index: usize) {
        let message = self.messages.remove(id);
        let spent = u128::from(self.now.since(message.published).nanos());
        let queue = &mut self.queues[index];
        queue.present.fall(self.now);
        let producer = &mut self.producers[message.producer as usize];
        for passage in [&mut queue.passage, &mut producer.passage] {
            passage.refused += 1;
            passage.refused_time += spent;
        }
        self.ledger.refused += 1;
        self.record(message, index, Step::Refused);
        self.note_end();
    }

    /// Sets a ready message apart for `worker` and lets it take one.
    fn take_claimed(&mut self, worker: WorkerId) {
        let queue = self.consumers[worker.group as usize].settings.from;
        self.queues[queue].claimed += 1;
        self.worker_mut(worker).activity = Activity::Taking { claim: true };
        self.request(Operation::Dequeue(worker));
    }

    /// A worker has the lock and takes the message at the head, if one is there for it.
    fn dequeue(&mut self, worker: WorkerId) {
        let index = self.consumers[worker.group as usize].settings.from;
        let queue = &mut self.queues[index];
        let claim = self.consumers[worker.group as usize].workers[worker.index as usize].activity
            == Activity::Taking { claim: true };
        if claim {
            queue.claimed -= 1;
        } else if queue.unclaimed() == 0 {
            return self.found_nothing(worker);
        }
        if let Some(message) = queue.ready.pop_front() {
            queue.ready_gauge.fall(self.now);
            self.begin(worker, message, index);
        }
    }

    fn begin(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        let now = self.now;
        let message = *self.messages.get(id);
        let waited = now.since(message.published);
        let producer = &mut self.producers[message.producer as usize];
        for passage in [&mut self.queues[index].passage, &mut producer.passage] {
            passage.waiting.record(waited);
            passage.waited += u64::from(!waited.is_zero());
        }
        self.waiting.record(waited);
        let group = &mut self.consumers[worker.group as usize];
        group.started += 1;
        group.busy.rise(now);
        let until = now + group.draw_service();
        group.workers[worker.index as usize].activity = Activity::Working {
            message: id,
            since: now,
            until,
        };
        self.calendar.schedule(until, Event::Finish(worker));
        self.record(message, index, Step::Delivered(worker));
    }

    fn finish(&mut self, worker: WorkerId) {
        let now = self.now;
        let group = &mut self.consumers[worker.group as usize];
        let Activity::Working { message, .. } = group.workers[worker.index as usize].activity
        else {
            unreachable!("only a working worker finishes");
        };
        group.busy.fall(now);
        group.finished += 1;
        let index = group.settings.from;
        let message = self.messages.remove(message);
        let sojourn = now.since(message.published);
        let producer = &mut self.producers[message.producer as usize];
        producer.passage.sojourn.record(sojourn);
        let queue = &mut self.queues[index];
        queue.passage.sojourn.record(sojourn);
        queue.present.fall(now);
        self.sojourn.record(sojourn);
        self.ledger.settled += 1;
        self.record(message, index, Step::Settled(worker));
        self.note_end();
        self.seek(worker);
    }

    /// A worker with nothing to do stops if it is one too many, and else turns to its queue.
    #[inline]
    pub(super) fn seek(&mut self, worker: WorkerId) {
        let group = &mut self.consumers[worker.group as usize];
        if worker.index as usize >= group.settings.count {
            group.workers[worker.index as usize].activity = Activity::Stopped;
            group.capacity.fall(self.now);
            return;
        }
        if let Intake::Poll(_) = group.settings.intake {
            return self.look(worker);
        }
        let queue = &mut self.queues[group.settings.from];
        if queue.unclaimed() > 0 {
            return self.take_claimed(worker);
        }
        queue.idle.push_back(worker);
        self.worker_mut(worker).activity = Activity::Blocked;
    }

    fn look(&mut self, worker: WorkerId) {
        self.consumers[worker.group as usize].looks += 1;
        self.worker_mut(worker).activity = Activity::Taking { claim: false };
        self.request(Operation::Dequeue(worker));
    }

    fn found_nothing(&mut self, worker: WorkerId) {
        let group = &mut self.consumers[worker.group as usize];
        group.empty_looks += 1;
        let surplus = worker.index as usize >= group.settings.count;
        match group.settings.intake {
            Intake::Poll(interval) if !surplus => {
                let until = self.now + interval;
                let state = self.worker_mut(worker);
                state.activity = Activity::Sleeping { until };
                state.epoch = state.epoch.wrapping_add(1);
                let epoch = state.epoch;
                self.calendar.schedule(until, Event::Look { worker, epoch });
            }
            _ => self.seek(worker),
        }
    }

    /// Sees whether that was the last message of a run whose producers have all reached their
    /// limit.
    #[inline]
    pub(super) fn note_end(&mut self) {
        self.ended = self.messages.is_empty() && self.producers.iter().all(Producer::is_exhausted);
    }

    fn worker(&self, worker: WorkerId) -> &Worker {
        &self.consumers[worker.group as usize].workers[worker.index as usize]
    }

    pub(super) fn worker_mut(&mut self, worker: WorkerId) -> &mut Worker {
        &mut self.consumers[worker.group as usize].workers[worker.index as usize]
    }

    #[inline]
    fn record(&mut self, message: Message, queue: usize, step: Step) {
        if let Some(trace) = &mut self.trace {
            trace.record(Happening {
                time: self.now,
                message,
                queue: queue as u32,
                step,
            });
        }
    }
}
