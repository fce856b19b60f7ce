//! One that copies what the broker accepts: its disk, or a broker that follows it.

use crate::engine::dist::Sampler;
use crate::engine::rng::Stream;
use crate::engine::{Distribution, SimDuration, SimTime, Ticket};

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// It has all there is.
    Nothing,
    /// It waits for the instant at which it may begin.
    Waiting,
    /// It copies, and has everything below this offset when that is done.
    Copying {
        /// The offset.
        to: u64,
        /// Since when.
        since: SimTime,
        /// Until when.
        until: SimTime,
    },
    /// It crashed and is not there again.
    Down,
}

/// One that copies, run by run.
#[derive(Clone, Debug)]
pub struct Replica {
    /// It has every message with an offset below this one.
    pub has: u64,
    /// What it does.
    pub doing: Doing,
    /// Whether it has caught up since it was there; only then it may lead, and is waited for.
    pub in_sync: bool,
    pub(super) timer: Ticket,
    length: Sampler,
    lengths: Stream,
}

impl Replica {
    /// One that has all there is below `has`.
    pub(super) fn new(length: &Distribution, lengths: Stream, has: u64) -> Self {
        Self {
            has,
            doing: Doing::Nothing,
            in_sync: true,
            timer: Ticket::NONE,
            length: length.sampler(),
            lengths,
        }
    }

    /// Takes as long as this for its runs from now on.
    pub(super) fn configure(&mut self, length: &Distribution) {
        self.length = length.sampler();
    }

    /// How long its next run takes.
    pub(super) fn draw_length(&mut self) -> SimDuration {
        self.length.draw(&mut self.lengths)
    }

    /// Whether it is there.
    #[must_use]
    pub fn is_up(&self) -> bool {
        self.doing != Doing::Down
    }

    /// Whether it copies right now.
    #[must_use]
    pub const fn is_copying(&self) -> bool {
        matches!(self.doing, Doing::Copying { .. })
    }
}
