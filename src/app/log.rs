//! The event log, in the words of the article: Produced, Consumed, Refused. Each line has a level, and each level keeps
//! its own last lines: what is rare is not pushed out by what is not.

use super::{alerts, faults};
use crate::broker::World;
use crate::broker::trace::{Happening, Step};
use crate::draw::format::Clock;
use crate::engine::SimTime;
use crate::scenario::Scenario;
use crate::words::{Language, Say, Text, Words, both, say};
use std::collections::VecDeque;
use std::fmt;

/// Most lines kept of each level.
const LINES: usize = 200;

/// How much a line matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// All goes as it should.
    #[default]
    Info,
    /// A message had to wait, was late, refused or dropped, and whoever sent it may know.
    Warning,
    /// A message was lost or set aside, a fault began or was over, an alarm fired or cleared.
    Error,
}

impl Level {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Error];

    /// What it is called, on a line.
    #[must_use]
    pub const fn name(self) -> Words {
        match self {
            Self::Info => both("info", "信息"),
            Self::Warning => both("warning", "警告"),
            Self::Error => both("error", "错误"),
        }
    }

    /// What is shown from it on.
    #[must_use]
    pub const fn and_above(self) -> Words {
        match self {
            Self::Info => both("All", "全部"),
            Self::Warning => both("Warnings", "警告及以上"),
            Self::Error => both("Errors", "错误"),
        }
    }
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Ordinal in the run, from 0: what tells it from all others.
    pub number: u64,
    /// Clock time.
    pub time: String,
    /// How much it matters.
    pub level: Level,
    /// What happened.
    pub what: What,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// "Produced", and the ordinal of the message.
    Message(Words, u64),
    /// Something went wrong, or was over; an alarm fired, or cleared.
    Event(Text),
}

/// The last lines.
#[derive(Clone, Debug, Default)]
pub struct Log {
    lines: [VecDeque<Line>; 3],
    written: u64,
    read: u64,
    faults: u64,
    alerts: u64,
}

impl Say for Line {
    fn say(&self, language: Language, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Message(verb, message) => {
                say!("{verb}: item-{message}", "{verb}：item-{message}"; verb).say(language, out)
            }
            What::Event(text) => text.say(language, out),
        }
    }
}

impl Log {
    /// Forgets all: the run starts anew.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Reads what the trace of a world of `scenario` recorded since the last call, what went wrong, and what was
    /// noticed of it.
    pub fn read(&mut self, world: &World, scenario: &Scenario) {
        let Some(trace) = world.trace() else {
            return;
        };
        let (faults, alerts) = (world.faults(), world.alerts());
        // The run went back to an instant of its past.
        let goes_back = trace.recorded() < self.read
            || faults.noted() < self.faults
            || alerts.noted() < self.alerts;
        if goes_back {
            self.clear();
        }
        let unread =
            |notes: usize, noted: u64, read: u64| notes.saturating_sub((noted - read) as usize);
        let known = unread(faults.notes().len(), faults.noted(), self.faults);
        let mut events: Vec<(SimTime, Text)> = (faults.notes().skip(known))
            .map(|note| (note.time, faults::words(note, scenario)))
            .collect();
        let known = unread(alerts.notes().len(), alerts.noted(), self.alerts);
        let alarms = alerts.notes().skip(known);
        events.extend(alarms.map(|note| (note.time, alerts::words(note))));
        events.sort_by_key(|(time, _)| *time);
        let mut events = events.into_iter().peekable();
        for happening in trace.since(self.read) {
            while let Some((time, text)) = events.next_if(|(time, _)| *time <= happening.time) {
                self.write(time, Level::Error, What::Event(text));
            }
            if let Some((level, verb)) = verb(happening) {
                self.write(
                    happening.time,
                    level,
                    What::Message(verb, happening.message),
                );
            }
        }
        for (time, text) in events {
            self.write(time, Level::Error, What::Event(text));
        }
        self.read = trace.recorded();
        self.faults = faults.noted();
        self.alerts = alerts.noted();
    }

    fn write(&mut self, time: SimTime, level: Level, what: What) {
        let lines = &mut self.lines[level as usize];
        if lines.len() == LINES {
            lines.pop_front();
        }
        lines.push_back(Line {
            number: self.written,
            time: Clock::new(time.secs()).decimals(2).to_string(),
            level,
            what,
        });
        self.written += 1;
    }

    /// The last `most` lines of this level and above, oldest first.
    #[must_use]
    pub fn lines(&self, least: Level, most: usize) -> Vec<Line> {
        let kept = self.lines[least as usize..].iter();
        let mut lines: Vec<&Line> = kept
            .flat_map(|lines| lines.iter().rev().take(most))
            .collect();
        lines.sort_unstable_by_key(|line| line.number);
        let skipped = lines.len().saturating_sub(most);
        lines.into_iter().skip(skipped).cloned().collect()
    }

    /// How many lines were ever written.
    #[must_use]
    pub const fn written(&self) -> u64 {
        self.written
    }
}

/// What the log says of a happening, and how much it matters; nothing of those that follow from another.
const fn verb(happening: &Happening) -> Option<(Level, Words)> {
    use Level::{Error, Info, Warning};
    Some(match happening.step {
        Step::Published { .. } => (Info, both("Produced", "发布")),
        Step::Delivered(_) => (Info, both("Consumed", "取走")),
        Step::Recognised(_) => (Info, both("Recognised", "识别为重复")),
        Step::Refused => (Warning, both("Refused", "拒收")),
        Step::Abandoned => (Warning, both("Timed out", "超时")),
        Step::HeldUp => (Warning, both("Held up", "受阻")),
        Step::Evicted => (Warning, both("Dropped", "丢弃")),
        Step::Shed => (Warning, both("Shed", "卸载")),
        Step::Expired => (Warning, both("Expired", "过期")),
        Step::Lapsed(_) => (Warning, both("Took too long", "处理超时")),
        Step::Repeated(_) => (Warning, both("Done again", "重复完成")),
        Step::Failed(_) => (Warning, both("Failed", "失败")),
        Step::DeadLettered => (Error, both("Set aside", "转入死信")),
        Step::Unrouted => (Warning, both("Nowhere to go", "无处可去")),
        Step::Lost(_) | Step::Wiped | Step::Strayed => (Error, both("Lost", "丢失")),
        Step::Accepted
        | Step::Logged
        | Step::Returned
        | Step::Interrupted(_)
        | Step::Forwarded(_)
        | Step::Settled(_) => return None,
    })
}
