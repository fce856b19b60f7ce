//! Processor sharing: a worker that divides its speed equally among its messages.
//!
//! A virtual clock goes at the speed that one message gets; a message is done when that clock has
//! gone on by its work, whatever comes and goes meanwhile (Kleinrock 1967). A worker that takes messages ahead has them
//! here, too, and gives its whole speed to the first one.

use super::message::MessageId;
use crate::engine::{SimDuration, SimTime};

/// The messages of one worker.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// The one that is done last first.
    jobs: Vec<Job>,
    clock: f64,
    since: SimTime,
    /// Whether the first one gets the whole speed, and the others wait for their turn.
    in_turn: bool,
}

/// A message that is worked on with others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Job {
    /// Which.
    pub message: MessageId,
    /// Ordinal of the message: of those done at once, the first published is first.
    number: u64,
    /// When it is done, by the virtual clock.
    end: f64,
    /// Its whole work, in seconds.
    work: f64,
}

impl Share {
    /// How many messages it works on.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.jobs.len()
    }

    /// Whether it works on none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }

    /// The messages that it works on, and how much of each is done at `now`, in [0, 1], while it
    /// is up.
    pub fn progress(&self, now: SimTime) -> impl Iterator<Item = (MessageId, f64)> {
        let clock = self.clock_at(now);
        self.jobs.iter().rev().map(move |job| {
            let left = if job.end.is_finite() {
                (job.end - clock) / job.work.max(1e-12)
            } else {
                1.0
            };
            (job.message, (1.0 - left).clamp(0.0, 1.0))
        })
    }

    fn clock_at(&self, now: SimTime) -> f64 {
        match self.jobs.len() {
            0 => 0.0,
            _ if self.in_turn => self.clock + now.since(self.since).secs(),
            many => self.clock + now.since(self.since).secs() / many as f64,
        }
    }

    /// Lets the virtual clock go on to `now`.
    pub(super) fn go_on(&mut self, now: SimTime) {
        self.clock = self.clock_at(now);
        self.since = now;
    }

    /// Forgets the time until `now`: the worker was down.
    pub(super) const fn skip(&mut self, now: SimTime) {
        self.since = now;
    }

    /// Adds a message that takes so long alone. The clock must have gone on to now.
    pub(super) fn add(&mut self, message: MessageId, number: u64, alone: SimDuration) {
        let work = alone.secs();
        let job = Job {
            message,
            number,
            end: self.clock + work,
            work,
        };
        let later =
            |other: &Job| other.end > job.end || other.end == job.end && other.number > number;
        let place = self.jobs.partition_point(later);
        self.jobs.insert(place, job);
    }

    /// Whether its messages wait for their turn.
    #[must_use]
    pub const fn is_in_turn(&self) -> bool {
        self.in_turn
    }

    /// Has the next messages wait for their turn, or not. There must be none yet.
    pub(super) fn take_turns(&mut self, in_turn: bool) {
        debug_assert!(self.is_empty(), "they have begun otherwise");
        self.in_turn = in_turn;
    }

    /// Adds a message that waits for its turn.
    pub(super) fn append(&mut self, message: MessageId, number: u64) {
        let job = Job {
            message,
            number,
            end: f64::INFINITY,
            work: f64::INFINITY,
        };
        self.jobs.insert(0, job);
    }

    /// The message whose turn it is, if nobody has begun with it.
    pub(super) fn next_in_turn(&self) -> Option<MessageId> {
        let first = self.jobs.last()?;
        (!first.end.is_finite()).then_some(first.message)
    }

    /// Begins with the message whose turn it is, which takes so long. The clock must have gone on to now.
    pub(super) fn begin_next(&mut self, alone: SimDuration) {
        if let Some(first) = self.jobs.last_mut() {
            first.work = alone.secs();
            first.end = self.clock + first.work;
        }
    }

    /// How long until the first one is done, if nothing comes meanwhile.
    pub(super) fn next_end(&self) -> Option<SimDuration> {
        let first = self.jobs.last()?;
        if !first.end.is_finite() {
            return None;
        }
        let left = (first.end - self.clock).max(0.0);
        let many = if self.in_turn { 1 } else { self.jobs.len() };
        Some(SimDuration::from_secs(left * many as f64))
    }

    /// Has another message in place of one of them.
    pub(super) fn replace(&mut self, message: MessageId, other: MessageId) {
        if let Some(job) = self.jobs.iter_mut().find(|job| job.message == message) {
            job.message = other;
        }
    }

    /// Takes the first one that is done.
    pub(super) fn take_done(&mut self) -> Option<MessageId> {
        self.jobs.pop().map(|job| job.message)
    }

    /// Takes all of them, the first published first.
    pub(super) fn take_all(&mut self) -> Vec<MessageId> {
        let mut jobs = std::mem::take(&mut self.jobs);
        jobs.sort_unstable_by_key(|job| job.number);
        jobs.into_iter().map(|job| job.message).collect()
    }
}
