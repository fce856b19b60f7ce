//! One run among several of the same scenario, each on random numbers of its own.

use super::observation::Observation;
use crate::broker::World;
use crate::broker::world::Advance;
use crate::engine::SimTime;
use crate::scenario::Scenario;

/// Events between two looks at whether to stop: a fraction of a second.
const SLICE: u64 = 1 << 20;

/// Messages in the system at which a run is given up: some hundred megabytes.
pub const MOST_MESSAGES: usize = 10_000_000;

/// One run among several.
#[derive(Clone, Debug)]
pub struct Replication {
    world: World,
}

impl Replication {
    /// The `ordinal`-th replication of `scenario`, at time 0. Ordinal 0 is the run that the page
    /// shows.
    #[must_use]
    pub fn new(scenario: &Scenario, ordinal: u64) -> Self {
        Self {
            world: World::new(&scenario.settings(), scenario.seed, ordinal),
        }
    }

    /// Goes on to `until`, or to the end of the run if that comes first, or to where the messages
    /// in the system become too many to keep.
    pub fn advance(&mut self, until: SimTime) {
        while !self.is_full() && self.world.advance(until, SLICE) == Advance::Spent {}
    }

    /// Whether there are more messages in the system than are kept.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.world.in_system() > MOST_MESSAGES
    }

    /// Whether the run ended by itself.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.world.has_ended()
    }

    /// Ends the warm-up: what was measured so far is forgotten.
    pub fn clear(&mut self) {
        self.world.clear_statistics();
    }

    /// Where it stands.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.world.now()
    }

    /// Events handled since the start.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.world.ledger().events
    }

    /// What it measured since its warm-up.
    #[must_use]
    pub fn observe(&self) -> Observation {
        Observation::of(&self.world)
    }
}
