//! Consumers: groups of like workers.

use super::message::MessageId;
use super::settings;
use crate::engine::dist::Sampler;
use crate::engine::rng::{Purpose, Stream};
use crate::engine::{SimDuration, SimTime};
use crate::metrics::Gauge;

/// One worker of one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkerId {
    /// Index of its group.
    pub group: u32,
    /// Its place in the group, from 0.
    pub index: u32,
}

/// What a worker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Waits to be woken.
    Blocked,
    /// Waits for its next look.
    Sleeping {
        /// When that is.
        until: SimTime,
    },
    /// Waits for the lock or holds it, to take a message (or, polling, to see that there is none).
    Taking {
        /// Whether a ready message was set apart for it.
        claim: bool,
    },
    /// Works.
    Working {
        /// On this message.
        message: MessageId,
        /// Since then.
        since: SimTime,
        /// Until then.
        until: SimTime,
    },
    /// Was taken away.
    Stopped,
}

/// A worker.
#[derive(Clone, Copy, Debug)]
pub struct Worker {
    /// What it does.
    pub activity: Activity,
    /// Which of the looks scheduled for it counts: earlier ones were replaced.
    pub epoch: u32,
}

/// A node of like workers that take from one queue.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// What it does.
    pub settings: settings::Consumer,
    /// All workers there ever were; those from `settings.count` on stop when their work is done.
    pub workers: Vec<Worker>,
    /// Busy workers over time.
    pub busy: Gauge,
    /// Workers over time, those that finish their last work included.
    pub capacity: Gauge,
    /// Services started.
    pub started: u64,
    /// Services completed.
    pub finished: u64,
    /// Looks of polling workers.
    pub looks: u64,
    /// Looks that found nothing.
    pub empty_looks: u64,
    service: Sampler,
    stream: Stream,
}

impl Consumer {
    /// A group without workers yet.
    #[must_use]
    pub fn new(settings: settings::Consumer, seed: u64, node: usize, replication: u64) -> Self {
        Self {
            settings,
            workers: Vec::new(),
            busy: Gauge::default(),
            capacity: Gauge::default(),
            started: 0,
            finished: 0,
            looks: 0,
            empty_looks: 0,
            service: settings.service.sampler(),
            stream: Stream::new(seed, Purpose::Service, node as u64, replication),
        }
    }

    /// Takes new settings; the workers are the world's to move.
    pub fn configure(&mut self, settings: settings::Consumer) {
        self.settings = settings;
        self.service = settings.service.sampler();
    }

    /// Draws a service time.
    #[inline]
    pub fn draw_service(&mut self) -> SimDuration {
        self.service.draw(&mut self.stream)
    }
}
