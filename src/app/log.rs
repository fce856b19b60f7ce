//! The event log, in the words of the article: Produced, Consumed, Refused.

use crate::broker::trace::{Happening, Step};
use crate::draw::format::Clock;
use crate::words::{Language, Say, Words, both, say};
use std::collections::VecDeque;
use std::fmt;

/// Most lines kept.
const LINES: usize = 200;

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Ordinal in the run, from 0: what tells it from all others.
    pub number: u64,
    /// Clock time.
    pub time: String,
    /// "Produced".
    pub verb: Words,
    /// Ordinal of the message.
    pub message: u64,
}

/// The last lines.
#[derive(Clone, Debug, Default)]
pub struct Log {
    lines: VecDeque<Line>,
    written: u64,
    read: u64,
}

impl Say for Line {
    fn say(&self, language: Language, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, message) = (self.verb, self.message);
        say!("{verb}: item-{message}", "{verb}：item-{message}"; verb).say(language, out)
    }
}

impl Log {
    /// Forgets all: the run starts anew.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Reads what a trace recorded since the last call.
    pub fn read(&mut self, trace: &crate::broker::Trace) {
        // The run went back to an instant of its past.
        if trace.recorded() < self.read {
            self.clear();
        }
        for happening in trace.since(self.read) {
            if let Some(verb) = verb(happening) {
                self.write(happening, verb);
            }
        }
        self.read = trace.recorded();
    }

    fn write(&mut self, happening: &Happening, verb: Words) {
        if self.lines.len() == LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(Line {
            number: self.written,
            time: Clock::new(happening.time.secs()).decimals(2).to_string(),
            verb,
            message: happening.message,
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
const fn verb(happening: &Happening) -> Option<Words> {
    match happening.step {
        Step::Published { .. } => Some(both("Produced", "发布")),
        Step::Delivered(_) => Some(both("Consumed", "取走")),
        Step::Refused => Some(both("Refused", "拒收")),
        Step::Abandoned => Some(both("Timed out", "超时")),
        Step::HeldUp => Some(both("Held up", "受阻")),
        Step::Evicted => Some(both("Dropped", "丢弃")),
        Step::Expired => Some(both("Expired", "过期")),
        Step::Lapsed(_) => Some(both("Took too long", "处理超时")),
        Step::Recognised(_) => Some(both("Recognised", "识别为重复")),
        Step::Repeated(_) => Some(both("Done again", "重复完成")),
        Step::Failed(_) => Some(both("Failed", "失败")),
        Step::DeadLettered => Some(both("Set aside", "转入死信")),
        Step::Lost(_) | Step::Wiped => Some(both("Lost", "丢失")),
        Step::Accepted
        | Step::Logged
        | Step::Returned
        | Step::Interrupted(_)
        | Step::Forwarded(_)
        | Step::Settled(_) => None,
    }
}
