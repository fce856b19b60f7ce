//! The event log, in the words of the article: Produced, Consumed, Refused.

use crate::broker::trace::{Happening, Step};
use crate::draw::format::Clock;
use std::collections::VecDeque;

/// Most lines kept.
const LINES: usize = 200;

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Ordinal in the run, from 0: what tells it from all others.
    pub number: u64,
    /// Clock time.
    pub time: String,
    /// "Produced: item-0".
    pub text: String,
}

/// The last lines.
#[derive(Clone, Debug, Default)]
pub struct Log {
    lines: VecDeque<Line>,
    written: u64,
    read: u64,
}

impl Log {
    /// Forgets all: the run starts anew.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Reads what a trace recorded since the last call.
    pub fn read(&mut self, trace: &crate::broker::Trace) {
        for happening in trace.since(self.read) {
            if let Some(verb) = verb(happening) {
                self.write(happening, verb);
            }
        }
        self.read = trace.recorded();
    }

    fn write(&mut self, happening: &Happening, verb: &str) {
        if self.lines.len() == LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(Line {
            number: self.written,
            time: Clock::new(happening.time.secs()).decimals(2).to_string(),
            text: format!("{verb}: item-{}", happening.message),
        });
        self.written += 1;
    }

    /// The lines, oldest first.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.lines.iter()
    }

    /// How many lines were ever written.
    #[must_use]
    pub const fn written(&self) -> u64 {
        self.written
    }
}

/// What the log says of a happening; nothing of those that follow from another.
const fn verb(happening: &Happening) -> Option<&'static str> {
    match happening.step {
        Step::Published { .. } => Some("Produced"),
        Step::Delivered(_) => Some("Consumed"),
        Step::Refused => Some("Refused"),
        Step::HeldUp => Some("Held up"),
        Step::Evicted => Some("Dropped"),
        Step::Expired => Some("Expired"),
        Step::Failed(_) => Some("Failed"),
        Step::DeadLettered => Some("Set aside"),
        Step::Lost(_) => Some("Lost"),
        Step::Accepted
        | Step::Returned
        | Step::Interrupted(_)
        | Step::Forwarded(_)
        | Step::Settled(_) => None,
    }
}
