//! A run: a world with the document it follows and the log of its edits.

use crate::broker::World;
use crate::broker::world::Advance;
use crate::engine::SimTime;
use crate::scenario::{Edit, Problem, Scenario};
use crate::words::{Say, both};
use serde_json::Value;

/// Happenings that are remembered for the stage and the event log.
const TRACE: usize = 4096;

/// A world, the scenario it started from, and every edit since. The three together are the whole
/// truth of a run: [`Run::replay`] makes the same one again.
#[derive(Clone, Debug)]
pub struct Run {
    origin: Scenario,
    current: Scenario,
    edits: Vec<Edit>,
    world: World,
}

impl Run {
    /// A run of `scenario` at time 0.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        Self {
            world: World::new(&scenario.settings(), scenario.seed, 0).with_trace(TRACE),
            current: scenario.clone(),
            origin: scenario,
            edits: Vec::new(),
        }
    }

    /// The run of `origin` with `edits` (in the order of their instants), up to `until`.
    ///
    /// # Errors
    /// The problems of the first edit that does not fit.
    pub fn replay(origin: Scenario, edits: &[Edit], until: SimTime) -> Result<Self, Vec<Problem>> {
        let mut run = Self::new(origin);
        for edit in edits {
            while !run.approach(edit, u64::MAX) {}
            run.edit(&edit.path, &edit.value)?;
        }
        run.advance_fully(until);
        Ok(run)
    }

    fn advance_fully(&mut self, until: SimTime) {
        while self.world.advance(until, u64::MAX) == Advance::Spent {}
    }

    /// Goes towards the state in which `edit` was made, by at most `events`; true once it is there.
    pub fn approach(&mut self, edit: &Edit, events: u64) -> bool {
        let left = edit.after.saturating_sub(self.world.ledger().events);
        if left > 0 && self.world.advance(edit.at, left.min(events)) == Advance::Spent {
            return edit.after <= self.world.ledger().events && self.world.now() >= edit.at;
        }
        // After the last event of its instant the time went on in silence. But if the clock stands
        // at that instant already, more may be due at it: that came after the edit.
        if self.world.now() < edit.at {
            self.advance_fully(edit.at);
        }
        true
    }

    /// Changes one field before the next event; to what it is already, it changes nothing.
    ///
    /// True if it changed something.
    ///
    /// # Errors
    /// What is wrong with it; the run goes on as it was.
    pub fn edit(&mut self, path: &str, value: &Value) -> Result<bool, Vec<Problem>> {
        let changed = self.current.with(path, value)?;
        if changed == self.current {
            return Ok(false);
        }
        let settings = changed.settings();
        if !self.world.has_shape_of(&settings) || changed.seed != self.current.seed {
            return Err(vec![Problem {
                path: path.to_owned(),
                message: both(
                    "cannot change while the run goes on; reset first",
                    "在运行中不能更改；请先重置",
                )
                .text(),
            }]);
        }
        self.world.change(&settings);
        self.current = changed;
        self.edits.push(Edit {
            at: self.world.now(),
            after: self.world.ledger().events,
            path: path.to_owned(),
            value: value.clone(),
        });
        Ok(true)
    }

    /// Handles what is due up to `until`, at most `events` of it.
    pub fn advance(&mut self, until: SimTime, events: u64) -> Advance {
        self.world.advance(until, events)
    }

    /// Handles exactly one event; false if there is none.
    pub fn step(&mut self) -> bool {
        self.world.step()
    }

    /// Keeps what happens to this message; see [`World::watch`].
    pub fn watch(&mut self, message: Option<u64>) {
        self.world.watch(message);
    }

    /// The scenario it started from.
    #[must_use]
    pub const fn origin(&self) -> &Scenario {
        &self.origin
    }

    /// The scenario as edited until now.
    #[must_use]
    pub const fn current(&self) -> &Scenario {
        &self.current
    }

    /// Every edit until now, in order.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The state of the system.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }
}
