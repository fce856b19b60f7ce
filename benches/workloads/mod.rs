//! The workloads of the benches. Each is a scenario file, so `tailback run` takes it as well.

use tailback::broker::World;
use tailback::scenario::Scenario;

/// What the benches measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    /// M/M/1, 80 % busy.
    OneServer,
    /// M/M/16, 90 % busy.
    SixteenServers,
    /// M/G/8, lognormal service times, at most 20 ready messages.
    Bounded,
    /// Three M/M/4 in a row.
    Tandem,
    /// 10,000 producers, 1,000 consumers, 98 % busy.
    Crowd,
    /// Failures, deliveries after a growing delay, dead letters.
    Redelivery,
    /// Eight partitions, filled in turn, each with a worker of its own.
    Partitions,
}

impl Workload {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::OneServer,
        Self::SixteenServers,
        Self::Bounded,
        Self::Tandem,
        Self::Crowd,
        Self::Redelivery,
        Self::Partitions,
    ];

    /// What it is called in a table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneServer => "M/M/1",
            Self::SixteenServers => "M/M/16",
            Self::Bounded => "M/G/8, max_ready 20",
            Self::Tandem => "tandem of 3 M/M/4",
            Self::Crowd => "10,000 to 1,000",
            Self::Redelivery => "redelivery",
            Self::Partitions => "8 partitions",
        }
    }

    /// Its scenario file.
    pub const fn document(self) -> &'static str {
        match self {
            Self::OneServer => include_str!("../scenarios/mm1.json"),
            Self::SixteenServers => include_str!("../scenarios/mm16.json"),
            Self::Bounded => include_str!("../scenarios/mg8.json"),
            Self::Tandem => include_str!("../scenarios/tandem.json"),
            Self::Crowd => include_str!("../scenarios/crowd.json"),
            Self::Redelivery => include_str!("../scenarios/redelivery.json"),
            Self::Partitions => include_str!("../scenarios/partitions.json"),
        }
    }

    /// A world of it at time 0, without a trace.
    pub fn world(self) -> World {
        world_of(&Scenario::parse(self.document()).expect("valid"))
    }
}

/// A world at time 0, without a trace.
pub fn world_of(scenario: &Scenario) -> World {
    World::new(&scenario.settings(), scenario.seed, 0)
}

/// Messages that were settled or set aside: not those that a full queue refused.
pub fn done(world: &World) -> u64 {
    let ledger = world.ledger();
    ledger.settled + ledger.dead
}
