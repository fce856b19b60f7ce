//! The lock that serialises the broker's operations.

use super::consumer::WorkerId;
use super::message::MessageId;
use crate::engine::SimDuration;
use crate::metrics::Gauge;
use std::collections::VecDeque;

/// What is done under the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// A published message goes into its queue, or is refused.
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
