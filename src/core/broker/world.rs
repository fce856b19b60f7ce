//! The state of a run. A function of its settings, seed, replication and the changes made to it,
//! and of nothing else; a clone goes on exactly as the original would.

use super::alert::Alerts;
use super::consumer::{Consumer, Worker, WorkerId};
use super::event::{Event, Word};
use super::fault::Faults;
use super::lock::Lock;
use super::message::{Message, MessageId};
use super::producer::Producer;
use super::queue::Queue;
use super::route::Families;
use super::settings::Settings;
use super::slab::Slab;
use super::storage::Storage;
use super::trace::{self, Step, Trace};
use crate::engine::{Calendar, SimTime, Ticket};
use crate::metrics::{Histogram, Moments};

/// How far an advance came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advance {
    /// To the instant asked for.
    Reached,
    /// The events allowed were used up before.
    Spent,
    /// Nothing can happen any more: all was published and all of it has left.
    Ended,
}

/// What became of all messages since the start of the run. Never cleared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Messages published.
    pub published: u64,
    /// Messages finished and settled.
    pub settled: u64,
    /// Messages refused by a full queue.
    pub refused: u64,
    /// Messages that a full queue dropped for a newcomer.
    pub evicted: u64,
    /// Messages that a queue gave up to shed load.
    pub shed: u64,
    /// Messages whose time to live was over.
    pub expired: u64,
    /// Messages set aside after their last delivery, for good.
    pub dead: u64,
    /// Messages that failed after they had been settled on delivery, or that a crash of the broker took.
    pub lost: u64,
    /// Messages lost on their way to the broker.
    pub strayed: u64,
    /// Messages dropped by an exchange of which no queue wants them.
    pub unrouted: u64,
    /// Events handled.
    pub events: u64,
}

impl Ledger {
    /// Messages that left the system, in whatever way.
    #[must_use]
    pub const fn left(&self) -> u64 {
        self.settled
            + self.refused
            + self.evicted
            + self.shed
            + self.expired
            + self.dead
            + self.lost
            + self.strayed
            + self.unrouted
    }
}

/// A running system.
#[derive(Clone, Debug)]
pub struct World {
    pub(super) now: SimTime,
    pub(super) seed: u64,
    pub(super) replication: u64,
    pub(super) calendar: Calendar<Word>,
    /// Events in the calendar that do not count any more.
    pub(super) stale: usize,
    pub(super) messages: Slab,
    pub(super) producers: Vec<Producer>,
    pub(super) queues: Vec<Queue>,
    pub(super) consumers: Vec<Consumer>,
    pub(super) lock: Lock,
    pub(super) storage: Option<Box<Storage>>,
    pub(super) is_down: bool,
    pub(super) faults: Faults,
    pub(super) alerts: Alerts,
    /// Whether it is known of each message in hand who has it.
    pub(super) watches_deliveries: bool,
    pub(super) ledger: Ledger,
    pub(super) ended: bool,
    pub(super) waiting: Histogram,
    pub(super) sojourn: Histogram,
    pub(super) families: Families,
    /// Times from the publish of messages with copies to the end of the last of these.
    pub(super) completion: Moments,
    pub(super) counted_since: SimTime,
    pub(super) trace: Option<Trace>,
}

impl World {
    /// The system at time 0. Replications of one seed draw from independent streams.
    #[must_use]
    pub fn new(settings: &Settings, seed: u64, replication: u64) -> Self {
        let mut world = Self {
            now: SimTime::ZERO,
            seed,
            replication,
            calendar: Calendar::new(),
            stale: 0,
            messages: Slab::default(),
            producers: (settings.producers.iter().cloned().enumerate())
                .map(|(node, settings)| Producer::new(settings, seed, node, replication))
                .collect(),
            queues: (settings.queues.iter().cloned().enumerate())
                .map(|(node, settings)| Queue::new(settings, seed, node, replication))
                .collect(),
            consumers: (settings.consumers.iter().cloned().enumerate())
                .map(|(node, settings)| Consumer::new(settings, seed, node, replication))
                .collect(),
            lock: Lock::new(settings.lock),
            storage: None,
            is_down: false,
            faults: Faults::default(),
            alerts: Alerts::default(),
            watches_deliveries: false,
            ledger: Ledger::default(),
            ended: false,
            waiting: Histogram::new(),
            sojourn: Histogram::new(),
            families: Families::default(),
            completion: Moments::default(),
            counted_since: SimTime::ZERO,
            trace: None,
        };
        for (group, consumer) in world.consumers.iter().enumerate() {
            world.queues[consumer.settings.from].takers.push(group);
        }
        for queue in 0..world.queues.len() {
            world.find_plain_groups(queue);
        }
        world.find_fans();
        world.find_sole_producers();
        world.configure_storage(&settings.storage);
        world.watch_deliveries();
        for producer in 0..world.producers.len() {
            world.adopt_copies(producer);
        }
        for group in 0..world.consumers.len() {
            world.adopt_workers(group);
            world.adopt_autoscaler(group, false);
        }
        world.configure_alerts(&settings.alerts);
        world.configure_faults(&settings.faults);
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

    /// Messages published that have not left yet.
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

    /// Whether it counts messages done twice, recognised or out of order.
    #[must_use]
    pub const fn keeps_account(&self) -> bool {
        self.watches_deliveries
    }

    /// A message that is present.
    #[must_use]
    pub fn message(&self, id: MessageId) -> &Message {
        self.messages.get(id)
    }

    /// All places of messages, to walk along the ready ones of a queue.
    #[must_use]
    pub const fn messages(&self) -> &Slab {
        &self.messages
    }

    /// Handles what is due up to `until`, at most `events` of it, and moves the clock there if
    /// that was all.
    pub fn advance(&mut self, until: SimTime, events: u64) -> Advance {
        for _ in 0..events {
            if self.ended {
                return Advance::Ended;
            }
            let Some((time, ticket, event)) = self.calendar.pop_until(until) else {
                self.now = self.now.max(until);
                return Advance::Reached;
            };
            self.handle(time, ticket, event);
        }
        Advance::Spent
    }

    /// Handles exactly one event: the next one. False if there is none.
    pub fn step(&mut self) -> bool {
        while !self.ended
            && let Some((time, ticket, event)) = self.calendar.pop_until(SimTime::MAX)
        {
            if self.handle(time, ticket, event) {
                return true;
            }
        }
        false
    }

    /// Handles an event; false if it does not count any more.
    #[inline]
    fn handle(&mut self, time: SimTime, ticket: Ticket, event: Word) -> bool {
        // Nearly every run has no event that was replaced.
        if self.stale > 0 && !self.counts(ticket, event) {
            self.stale -= 1;
            return false;
        }
        self.now = time;
        self.ledger.events += 1;
        match event.event() {
            Event::Publish { producer, copy } => self.publish(producer, copy),
            Event::Finish(worker) => self.finish(worker),
            _ => self.handle_rarer(event),
        }
        true
    }

    // Apart, so that the way of the two events that every message has is short.
    #[inline(never)]
    fn handle_rarer(&mut self, event: Word) {
        match event.event() {
            Event::Publish { .. } | Event::Finish(_) => {}
            Event::Client { producer, request } => self.wake_client(producer, request),
            Event::Unlock(place) => self.unlock(place),
            Event::Look(worker) => self.look(worker),
            Event::Start(worker) => self.begin_work(worker),
            Event::Gathered(worker) => self.gathered(worker),
            Event::Scale(group) => self.scale(group),
            Event::Turn(worker) => self.turn(worker),
            Event::Expire(message) => self.expire(message),
            Event::Return(message) => self.come_back(message),
            Event::Lapse(message) => self.lapse(message),
            Event::Copy(place) => self.copied(place),
            Event::Broker => self.turn_broker(),
            Event::Rebalanced(queue) => self.end_pause(queue),
            Event::Fault(place) => self.turn_fault(place),
            Event::Alert(place) => self.look_for_alarm(place),
            Event::Arrive(message) => self.arrive(message),
        }
    }

    /// Schedules `event`.
    #[inline(always)]
    pub(super) fn schedule(&mut self, time: SimTime, event: Event) -> Ticket {
        self.calendar.schedule(time, event.word())
    }

    /// Sees whether that was the last message of a run in which all was published.
    #[inline]
    pub(super) fn note_end(&mut self) {
        self.ended = self.messages.is_empty() && self.producers.iter().all(Producer::is_exhausted);
    }

    #[inline(always)]
    pub(super) fn worker(&self, worker: WorkerId) -> &Worker {
        &self.consumers[worker.group as usize].workers[worker.index as usize]
    }

    #[inline(always)]
    pub(super) fn worker_mut(&mut self, worker: WorkerId) -> &mut Worker {
        &mut self.consumers[worker.group as usize].workers[worker.index as usize]
    }

    /// Writes into the trace, if there is one.
    #[inline]
    pub(super) fn record(&mut self, id: MessageId, queue: usize, step: Step) {
        if self.trace.is_some() {
            let message = self.messages.get(id);
            trace::note(&mut self.trace, self.now, message, queue, || step);
        }
    }
}
