//! What was done and can be undone: knobs that were turned, and runs that gave way to others.
//!
//! A knob is put back by another change now: time is not undone, the timeline is for that. A run that gave
//! way to another (a preset or a file that was opened, a system that was built, a reset, a seed) comes back
//! as it was.

use super::field::Field;
use super::flags::Flags;
use super::forecast::Forecast;
use super::log::Log;
use super::operating::Trail;
use super::panel::Panel;
use super::verdict::Before;
use crate::scenario::Scenario;
use crate::session::Live;
use crate::words::{Text, Words};
use serde_json::Value;

/// Most steps that are kept.
const MOST: usize = 100;
/// Most of them that keep a whole run.
const MOST_RUNS: usize = 4;
/// Messages above which a run that gives way is not kept.
const MOST_MESSAGES: usize = 200_000;

/// A run with all that the page remembers of it alone.
#[derive(Clone, Debug)]
pub struct Sitting {
    /// The run.
    pub live: Live,
    /// The scenario as it was opened.
    pub opened: Scenario,
    /// The preset that it came from, if it did.
    pub preset: Option<&'static str>,
    /// What theory said.
    pub forecast: Forecast,
    /// Where the operating point was.
    pub trail: Trail,
    /// The marks on the time axis.
    pub flags: Flags,
    /// The event log.
    pub log: Log,
    /// The knobs.
    pub panel: Panel,
    /// How the system was before the last change.
    pub before: Before,
}

/// A step that can be undone, or done again.
#[derive(Clone, Debug)]
pub enum Step {
    /// A knob was turned.
    Turn(Turn),
    /// A run gave way to another.
    Run {
        /// What was done.
        name: Words,
        /// The run that is not on the page.
        sitting: Box<Sitting>,
    },
}

/// A knob that was turned.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The knob.
    pub field: Field,
    /// What was done, as in "web rate 3.2 → 3.6 / s".
    pub name: Text,
    /// The field of the document that it changed.
    pub path: String,
    /// Its value before; null if it was not there.
    pub before: Value,
    /// Its value after.
    pub after: Value,
    /// When it was turned last, s.
    pub at: f64,
}

/// What was done, and what was undone, the last one last.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Undo {
    /// Notes a step; what was undone before cannot be done again. A knob that is turned again within `drag`
    /// seconds makes one step of it all.
    pub fn note(&mut self, step: Step, drag: f64) {
        self.undone.clear();
        match (self.done.last_mut(), step) {
            (Some(Step::Turn(last)), Step::Turn(turn))
                if last.field == turn.field
                    && last.path == turn.path
                    && (0.0..=drag).contains(&(turn.at - last.at)) =>
            {
                last.after = turn.after;
                last.name = turn.name;
                last.at = turn.at;
            }
            (_, step) => self.push(step),
        }
    }

    fn push(&mut self, step: Step) {
        let is_run = |step: &Step| matches!(step, Step::Run { .. });
        self.done.push(step);
        // What came before a run that is gone cannot be undone either.
        while self.done.iter().filter(|step| is_run(step)).count() > MOST_RUNS {
            let first = self.done.iter().position(is_run).unwrap_or(0);
            self.done.drain(..=first);
        }
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }

    /// Forgets everything: a run gave way that is too large to keep.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes the step that is to be undone.
    pub fn undo(&mut self) -> Option<Step> {
        self.done.pop()
    }

    /// Takes the step that is to be done again.
    pub fn redo(&mut self) -> Option<Step> {
        self.undone.pop()
    }

    /// Keeps a step that was undone.
    pub fn keep_undone(&mut self, step: Step) {
        self.undone.push(step);
    }

    /// Keeps a step that was done again.
    pub fn keep_done(&mut self, step: Step) {
        self.done.push(step);
    }

    /// What would be undone, and what would be done again.
    #[must_use]
    pub fn names(&self) -> [Option<Text>; 2] {
        [&self.done, &self.undone].map(|steps| steps.last().map(Step::name))
    }
}

impl Step {
    fn name(&self) -> Text {
        match self {
            Self::Turn(turn) => turn.name.clone(),
            Self::Run { name, .. } => (*name).into(),
        }
    }
}

/// Whether a run is small enough to be kept.
#[must_use]
pub fn is_kept(live: &Live) -> bool {
    live.world().in_system() <= MOST_MESSAGES
}
