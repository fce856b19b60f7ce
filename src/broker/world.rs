//! The state of a run. A function of its settings, seed, replication and the changes made to it,
//! and of nothing else; a clone goes on exactly as the original would.

use super::consumer::{Consumer, Worker, WorkerId};
use super::lock::Lock;
use super::message::{Message, MessageId, Slab};
use super::producer::Producer;
use super::queue::Queue;
use super::settings::Settings;
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
        world.note_end();
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

    /// Sees whether that was the last message of a run whose producers have all reached their
    /// limit.
    #[inline]
    pub(super) fn note_end(&mut self) {
        self.ended = self.messages.is_empty() && self.producers.iter().all(Producer::is_exhausted);
    }

    #[inline]
    fn worker(&self, worker: WorkerId) -> &Worker {
        &self.consumers[worker.group as usize].workers[worker.index as usize]
    }

    #[inline]
    pub(super) fn worker_mut(&mut self, worker: WorkerId) -> &mut Worker {
        &mut self.consumers[worker.group as usize].workers[worker.index as usize]
    }

    /// Writes into the trace, if there is one.
    #[inline]
    pub(super) fn record(&mut self, message: Message, queue: usize, step: Step) {
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
