//! A queue: ready messages in order, and the workers that wait for them.

use super::consumer::WorkerId;
use super::message::MessageId;
use super::settings;
use crate::metrics::{Gauge, Passage};
use std::collections::VecDeque;

/// A FIFO queue with an optional bound on its ready messages.
#[derive(Clone, Debug)]
pub struct Queue {
    /// What it does.
    pub settings: settings::Queue,
    /// Ready messages, head first.
    pub ready: VecDeque<MessageId>,
    /// Blocked workers, the one idle for longest first.
    pub idle: VecDeque<WorkerId>,
    /// Woken workers that have not taken their message yet: each has a ready message to itself.
    pub claimed: usize,
    /// What became of its messages.
    pub passage: Passage,
    /// Ready messages over time.
    pub ready_gauge: Gauge,
    /// Messages at the lock, ready or in flight, over time.
    pub present: Gauge,
}

impl Queue {
    /// An empty queue.
    #[must_use]
    pub fn new(settings: settings::Queue) -> Self {
        Self {
            settings,
            ready: VecDeque::new(),
            idle: VecDeque::new(),
            claimed: 0,
            passage: Passage::default(),
            ready_gauge: Gauge::default(),
            present: Gauge::default(),
        }
    }

    /// Ready messages that no woken worker is about to take.
    #[must_use]
    #[inline]
    pub fn unclaimed(&self) -> usize {
        self.ready.len() - self.claimed
    }

    /// Whether one more message may come in. The bound is on ready messages only, so one that
    /// goes straight to a waiting worker needs no room.
    #[must_use]
    #[inline]
    pub fn has_room(&self) -> bool {
        match self.settings.max_ready {
            None => true,
            Some(bound) => self.unclaimed() < bound || !self.idle.is_empty(),
        }
    }
}
