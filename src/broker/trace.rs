//! What happened of late, for those who watch: a bounded ring that overwrites its oldest entry.

use super::consumer::WorkerId;
use crate::engine::SimTime;

/// What happened to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Left its producer. `copy` is the ordinal of the copy.
    Published {
        /// Ordinal of the copy that published it.
        copy: u32,
    },
    /// Waits for room at the door of the full queue.
    HeldUp,
    /// Was let into the queue.
    Accepted,
    /// Was turned away by the full queue.
    Refused,
    /// Was dropped by the full queue for a newcomer.
    Evicted,
    /// Was dropped because its time to live was over.
    Expired,
    /// Was taken by a worker, which begins to work on it, or goes on with it.
    Delivered(WorkerId),
    /// Was taken from its worker by one of a higher priority, and is ready again.
    Interrupted(WorkerId),
    /// Its service failed.
    Failed(WorkerId),
    /// Is ready again after a failure.
    Returned,
    /// Was finished by a worker and goes on to another queue.
    Forwarded(WorkerId),
    /// Was delivered as often as allowed and is set aside.
    DeadLettered,
    /// Failed after it had been settled on delivery.
    Lost(WorkerId),
    /// Was finished by a worker.
    Settled(WorkerId),
}

/// One entry of the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub time: SimTime,
    /// To which message: its ordinal among all publishes of the run.
    pub message: u64,
    /// Index of the producer that published it.
    pub producer: u32,
    /// At which queue.
    pub queue: u32,
    /// What.
    pub step: Step,
}

/// The last happenings of a run. Entries are numbered from 0 on for ever, so that a watcher knows
/// which ones it has seen.
#[derive(Clone, Debug)]
pub struct Trace {
    ring: Vec<Happening>,
    capacity: usize,
    recorded: u64,
}

impl Trace {
    /// Remembers the last `capacity` happenings (at least 1).
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self {
            ring: Vec::with_capacity(capacity.max(1)),
            capacity: capacity.max(1),
            recorded: 0,
        }
    }

    /// Adds an entry.
    #[inline]
    pub fn record(&mut self, happening: Happening) {
        if self.ring.len() < self.capacity {
            self.ring.push(happening);
        } else {
            let place = (self.recorded % self.capacity as u64) as usize;
            self.ring[place] = happening;
        }
        self.recorded += 1;
    }

    /// How many entries were ever recorded: the number of the next one.
    #[must_use]
    pub const fn recorded(&self) -> u64 {
        self.recorded
    }

    /// The entries from number `from` on that are still remembered, oldest first.
    pub fn since(&self, from: u64) -> impl Iterator<Item = &Happening> {
        let oldest = self.recorded - self.ring.len() as u64;
        (from.max(oldest)..self.recorded)
            .map(|number| &self.ring[(number % self.capacity as u64) as usize])
    }
}
