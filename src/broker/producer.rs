//! Producers: copies that publish, each with a stream of its own.

use super::settings;
use crate::engine::dist::Sampler;
use crate::engine::rng::{Purpose, Stream};
use crate::engine::{SimDuration, SimTime};
use crate::metrics::Passage;

/// One copy of a producer.
#[derive(Clone, Debug)]
pub struct ProducerCopy {
    stream: Stream,
    /// How many messages it published.
    pub published: u64,
    /// When it publishes next, if it does.
    pub next: Option<SimTime>,
    /// Which of the publishes scheduled for it counts: earlier ones were replaced.
    pub epoch: u32,
}

/// A node whose copies publish independently.
#[derive(Clone, Debug)]
pub struct Producer {
    /// What it does.
    pub settings: settings::Producer,
    /// What became of its messages.
    pub passage: Passage,
    /// All copies there ever were; the first `settings.count` are active.
    pub copies: Vec<ProducerCopy>,
    interval: Option<Sampler>,
    exhausted: usize,
}

impl Producer {
    /// A node without copies yet.
    #[must_use]
    pub fn new(settings: settings::Producer) -> Self {
        Self {
            settings,
            passage: Passage::default(),
            copies: Vec::new(),
            interval: settings.interval.map(|interval| interval.sampler()),
            exhausted: 0,
        }
    }

    /// Takes new settings; the copies are the world's to reschedule.
    pub fn configure(&mut self, settings: settings::Producer) {
        self.settings = settings;
        self.interval = settings.interval.map(|interval| interval.sampler());
        self.recount();
    }

    /// Adds a copy with its own stream.
    pub fn add_copy(&mut self, seed: u64, node: usize, replication: u64) {
        let entity = (node as u64) << 32 | self.copies.len() as u64;
        self.copies.push(ProducerCopy {
            stream: Stream::new(seed, Purpose::Arrivals, entity, replication),
            published: 0,
            next: None,
            epoch: 0,
        });
    }

    /// Whether `copy` may still publish.
    #[must_use]
    pub fn may_publish(&self, copy: usize) -> bool {
        let spent = self
            .settings
            .limit
            .is_some_and(|limit| self.copies[copy].published >= limit);
        copy < self.settings.count && !spent
    }

    /// Whether every active copy has reached its limit. Without a limit none ever has, even while
    /// there is no copy: one may be added.
    #[must_use]
    pub const fn is_exhausted(&self) -> bool {
        self.settings.limit.is_some() && self.exhausted >= self.settings.count
    }

    /// Counts anew which active copies have reached their limit.
    pub fn recount(&mut self) {
        let active = self.settings.count.min(self.copies.len());
        self.exhausted = (0..active).filter(|copy| !self.may_publish(*copy)).count();
    }

    /// Notes a publish of `copy`.
    #[inline]
    pub fn note_publish(&mut self, copy: usize) {
        self.copies[copy].published += 1;
        if self.settings.limit == Some(self.copies[copy].published) {
            self.exhausted += 1;
        }
    }

    /// Draws the time to the next publish of `copy`; none if it is silent.
    #[inline]
    pub fn draw_interval(&mut self, copy: usize) -> Option<SimDuration> {
        let sampler = self.interval?;
        Some(sampler.draw(&mut self.copies[copy].stream))
    }
}
