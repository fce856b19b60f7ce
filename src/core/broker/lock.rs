//! The lock that serialises the broker's operations.

use super::consumer::WorkerId;
use super::event::Event;
use super::message::MessageId;
use super::settings;
use super::world::World;
use crate::metrics::Gauge;
use std::collections::VecDeque;

/// What is done under the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// A message goes into its queue, or is refused.
    Enqueue {
        /// The message.
        message: MessageId,
        /// Index of the queue.
        queue: u32,
    },
    /// A worker takes the message at the head, or finds none.
    Dequeue(WorkerId),
    /// A worker that polls sees whether there is one, and changes nothing: several may at once.
    Look(WorkerId),
}

impl Operation {
    /// The worker whose operation it is.
    #[must_use]
    pub const fn worker(&self) -> Option<WorkerId> {
        match self {
            Self::Enqueue { .. } => None,
            Self::Dequeue(worker) | Self::Look(worker) => Some(*worker),
        }
    }
}

/// A fair mutex: operations hold it one at a time, in the order in which they asked; but those that only look hold
/// it together, where nobody asked before them.
#[derive(Clone, Debug, Default)]
struct Shard {
    held_by: VecDeque<Operation>,
    waiting: VecDeque<Operation>,
    /// Workers among those that wait.
    workers: usize,
}

impl Shard {
    /// Whether an operation may hold it now, where nobody waits before it.
    fn lets_in(&self, operation: Operation) -> bool {
        let looks = |one: &Operation| matches!(one, Operation::Look(_));
        self.held_by.is_empty() || looks(&operation) && self.held_by.iter().all(looks)
    }
}

/// The lock: one mutex, or several over which operations are spread.
#[derive(Clone, Debug)]
pub struct Lock {
    /// How long each operation holds it, and what waiting workers add to that.
    pub settings: settings::Lock,
    /// How many mutexes are held, over time.
    pub held: Gauge,
    /// All there ever were; those from `settings.shards` on are given back and not taken again.
    shards: Vec<Shard>,
}

impl Lock {
    pub(super) fn new(settings: settings::Lock) -> Self {
        Self {
            settings,
            held: Gauge::default(),
            shards: vec![Shard::default(); settings.shards],
        }
    }

    /// Whether an operation can be done at once, as if there were no lock.
    #[must_use]
    #[inline]
    pub const fn is_free_of_cost(&self) -> bool {
        self.settings.hold.is_zero() && self.held.level() == 0
    }

    /// The operations that hold it.
    pub fn holders(&self) -> impl Iterator<Item = &Operation> {
        self.shards.iter().flat_map(|shard| &shard.held_by)
    }

    /// The operations that wait for it, in their order where it is one mutex.
    pub fn waiting(&self) -> impl Iterator<Item = &Operation> {
        self.shards.iter().flat_map(|shard| &shard.waiting)
    }

    /// How many operations wait for it.
    #[must_use]
    pub fn waiting_count(&self) -> usize {
        self.shards.iter().map(|shard| shard.waiting.len()).sum()
    }

    /// How many mutexes are held.
    #[must_use]
    pub fn held_count(&self) -> usize {
        let held = |shard: &&Shard| !shard.held_by.is_empty();
        self.shards.iter().filter(held).count()
    }

    /// Whether somebody waits for a mutex that nobody holds, which must never be.
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        let stuck = |shard: &Shard| shard.held_by.is_empty() && !shard.waiting.is_empty();
        self.shards.iter().any(stuck)
    }
}

impl World {
    /// Which mutex an operation is done under: it goes by the message, or by the worker.
    #[inline]
    fn shard_of(&self, operation: Operation) -> usize {
        let shards = self.lock.settings.shards;
        if shards == 1 {
            return 0;
        }
        match operation {
            Operation::Enqueue { message, .. } => {
                (self.messages.get(message).number % shards as u64) as usize
            }
            Operation::Dequeue(worker) | Operation::Look(worker) => {
                (worker.group as usize + worker.index as usize) % shards
            }
        }
    }

    /// Does `operation` under the lock, now or when its turn comes.
    #[inline]
    pub(super) fn request(&mut self, operation: Operation) {
        let place = self.shard_of(operation);
        let shard = &mut self.lock.shards[place];
        if !shard.waiting.is_empty() || !shard.lets_in(operation) {
            shard.workers += usize::from(operation.worker().is_some());
            shard.waiting.push_back(operation);
        } else {
            self.grant(place, operation);
        }
    }

    /// Gives a free mutex to `operation`. The more workers spin on it, the longer it takes to hand it over.
    #[inline]
    fn grant(&mut self, place: usize, operation: Operation) {
        let lock = &mut self.lock;
        let mut hold = lock.settings.hold;
        if hold.is_zero() {
            return self.perform(operation);
        }
        let shard = &mut lock.shards[place];
        let is_first = shard.held_by.is_empty();
        shard.held_by.push_back(operation);
        if shard.workers > 0 && lock.settings.contention > 0.0 {
            hold = hold.scale(1.0 + lock.settings.contention * shard.workers as f64);
        }
        if is_first {
            lock.held.rise(self.now);
        }
        self.schedule(self.now + hold, Event::Unlock(place));
    }

    /// An operation that holds a mutex is done, the first of several; the next ones get it.
    pub(super) fn unlock(&mut self, place: usize) {
        let shard = &mut self.lock.shards[place];
        let done = shard.held_by.pop_front();
        if shard.held_by.is_empty() {
            self.lock.held.fall(self.now);
        }
        if let Some(operation) = done {
            self.perform(operation);
            self.look_around(operation);
        }
        while let Some(next) = self.next_to_hold(place) {
            self.grant(place, next);
            self.look_around(next);
        }
    }

    /// Takes the next one out of those that wait for a mutex, if it may have it now.
    fn next_to_hold(&mut self, place: usize) -> Option<Operation> {
        let shard = &mut self.lock.shards[place];
        let next = *shard.waiting.front()?;
        if !shard.lets_in(next) {
            return None;
        }
        shard.workers -= usize::from(next.worker().is_some());
        shard.waiting.pop_front()
    }

    /// Spreads those that wait over another number of mutexes. Who holds one gives it back in time.
    pub(super) fn spread_over_shards(&mut self) {
        let shards = self.lock.settings.shards;
        let mut waiting = VecDeque::new();
        for shard in &mut self.lock.shards {
            waiting.append(&mut shard.waiting);
            shard.workers = 0;
        }
        if self.lock.shards.len() < shards {
            self.lock.shards.resize_with(shards, Shard::default);
        }
        for operation in waiting {
            self.request(operation);
            self.look_around(operation);
        }
    }

    /// One that shares its speed may take more than the message that it waited for.
    fn look_around(&mut self, operation: Operation) {
        if let Some(worker) = operation.worker() {
            let queue = self.consumers[worker.group as usize].settings.from;
            self.wake_idle(queue);
            self.admit(queue);
        }
    }

    #[inline]
    fn perform(&mut self, operation: Operation) {
        match operation {
            Operation::Enqueue { message, queue } => self.enqueue(message, queue as usize),
            Operation::Dequeue(worker) => self.dequeue(worker),
            Operation::Look(worker) => self.see(worker),
        }
    }
}
