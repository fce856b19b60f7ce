//! How a consumer that hands messages on chooses among several queues.

use serde::Serialize;

/// How one of several ways on is chosen, instead of by probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// By what.
    pub by: RouteBy,
    /// Of `BestOf`: how many queues are looked at; at least 1.
    pub choices: usize,
}

/// By what a way on is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RouteBy {
    /// One after the other, in turn.
    #[default]
    RoundRobin,
    /// By a hash of the message's key.
    Hash,
    /// The queue with the fewest messages, those in flight included; any of several such.
    LeastLoaded,
    /// The queue with the fewest messages of some that are picked at random.
    BestOf,
    /// All of them: a copy goes to each.
    FanOut,
}

impl RouteBy {
    /// All of them, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("round-robin", Self::RoundRobin),
        ("hash", Self::Hash),
        ("least-loaded", Self::LeastLoaded),
        ("best-of", Self::BestOf),
        ("fan-out", Self::FanOut),
    ];
}
