//! What a world is built from and changed to: the scenario, resolved and valid.

use crate::engine::{Distribution, SimDuration, SimTime};

/// A whole system. Nodes are named by their place in these lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Those who publish.
    pub producers: Vec<Producer>,
    /// Where messages wait.
    pub queues: Vec<Queue>,
    /// Those who work.
    pub consumers: Vec<Consumer>,
    /// How long each enqueue and each dequeue holds the broker's lock.
    pub lock_hold: SimDuration,
}

/// Copies that publish independently of each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Producer {
    /// Index of the queue published to.
    pub to: usize,
    /// How many copies.
    pub count: usize,
    /// Time between publishes of one copy; none: it is silent.
    pub interval: Option<Distribution>,
    /// The first publish of every copy; none: one interval after the start.
    pub first_at: Option<SimTime>,
    /// Publishes of one copy before it stops for good.
    pub limit: Option<u64>,
}

/// A FIFO queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Most messages that may be ready; more are refused.
    pub max_ready: Option<usize>,
}

/// A group of like workers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Consumer {
    /// Index of the queue it takes from.
    pub from: usize,
    /// How many workers.
    pub count: usize,
    /// Service time.
    pub service: Distribution,
    /// How an idle worker learns of messages.
    pub intake: Intake,
}

/// How an idle worker learns of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// It blocks; the broker wakes it with the message.
    Push,
    /// It looks, and after finding nothing looks again this much later.
    Poll(SimDuration),
}
