//! The lock that serialises the broker's operations.

use super::consumer::WorkerId;
use super::event::Event;
use super::message::MessageId;
use super::world::World;
use crate::engine::SimDuration;
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
}

/// A fair mutex: operations hold it one at a time, in the order in which they asked.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    /// How long each operation holds it.
    pub hold: SimDuration,
    /// The operation that holds it.
    pub held_by: Option<Operation>,
    /// Operations that wait for it.
    pub waiting: VecDeque<Operation>,
    /// 1 while it is held, over time.
    pub held: Gauge,
}

impl Lock {
    /// Whether an operation can be done at once, as if there were no lock.
    #[must_use]
    #[inline]
    pub fn is_free_of_cost(&self) -> bool {
        self.hold.is_zero() && self.held_by.is_none()
    }
}

impl World {
    /// Does `operation` under the lock, now or when its turn comes.
    #[inline]
    pub(super) fn request(&mut self, operation: Operation) {
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
        self.lock.held.rise(self.now);
        self.schedule(self.now + self.lock.hold, Event::Unlock);
    }

    /// The operation that holds the lock is done; the next ones get it.
    pub(super) fn unlock(&mut self) {
        self.lock.held.fall(self.now);
        if let Some(operation) = self.lock.held_by.take() {
            self.perform(operation);
            self.look_around(operation);
        }
        while self.lock.held_by.is_none()
            && let Some(operation) = self.lock.waiting.pop_front()
        {
            self.grant(operation);
            self.look_around(operation);
        }
    }

    /// One that shares its speed may take more than the message that it waited for.
    fn look_around(&mut self, operation: Operation) {
        if let Operation::Dequeue(worker) = operation {
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
        }
    }
}
