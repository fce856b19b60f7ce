//! The event log, in the words of the article: Produced, Consumed, Refused.

use super::faults;
use crate::broker::World;
use crate::broker::trace::{Happening, Step};
use crate::draw::format::Clock;
use crate::engine::SimTime;
use crate::scenario::Scenario;
use crate::words::{Language, Say, Text, Words, both, say};
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
    /// What happened.
    pub what: What,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// "Produced", and the ordinal of the message.
    Message(Words, u64),
    /// Something went wrong, or was over.
    Fault(Text),
}

/// The last lines.
#[derive(Clone, Debug, Default)]
pub struct Log {
    lines: VecDeque<Line>,
    written: u64,
    read: u64,
    faults: u64,
}

impl Say for Line {
    fn say(&self, language: Language, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Message(verb, message) => {
                say!("{verb}: item-{message}", "{verb}：item-{message}"; verb).say(language, out)
            }
            What::Fault(text) => text.say(language, out),
        }
    }
}

impl Log {
    /// Forgets all: the run starts anew.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Reads what the trace of a world of `scenario` recorded since the last call, and what went wrong.
    pub fn read(&mut self, world: &World, scenario: &Scenario) {
        let Some(trace) = world.trace() else {
            return;
        };
        // The run went back to an instant of its past.
        if trace.recorded() < self.read || world.faults().noted() < self.faults {
            self.clear();
        }
        let unread = world.faults().noted() - self.faults;
        let notes = world.faults().notes();
        let known = notes.len().saturating_sub(unread as usize);
        let mut notes = notes.skip(known).peekable();
        for happening in trace.since(self.read) {
            while let Some(note) = notes.next_if(|note| note.time <= happening.time) {
                self.write(note.time, What::Fault(faults::words(note, scenario)));
            }
            if let Some(verb) = verb(happening) {
                self.write(happening.time, What::Message(verb, happening.message));
            }
        }
        for note in notes {
            self.write(note.time, What::Fault(faults::words(note, scenario)));
        }
        self.read = trace.recorded();
        self.faults = world.faults().noted();
    }

    fn write(&mut self, time: SimTime, what: What) {
        if self.lines.len() == LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(Line {
            number: self.written,
            time: Clock::new(time.secs()).decimals(2).to_string(),
            what,
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
        Step::Shed => Some(both("Shed", "卸载")),
        Step::Expired => Some(both("Expired", "过期")),
        Step::Lapsed(_) => Some(both("Took too long", "处理超时")),
        Step::Recognised(_) => Some(both("Recognised", "识别为重复")),
        Step::Repeated(_) => Some(both("Done again", "重复完成")),
        Step::Failed(_) => Some(both("Failed", "失败")),
        Step::DeadLettered => Some(both("Set aside", "转入死信")),
        Step::Lost(_) | Step::Wiped | Step::Strayed => Some(both("Lost", "丢失")),
        Step::Accepted
        | Step::Logged
        | Step::Returned
        | Step::Interrupted(_)
        | Step::Forwarded(_)
        | Step::Settled(_) => None,
    }
}
