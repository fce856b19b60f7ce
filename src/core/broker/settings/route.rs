//! How a consumer that hands messages on chooses among several queues.

use serde::Serialize;
use std::sync::Arc;

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
    /// Those that are bound to the very topic of the message: a copy goes to each.
    Direct,
    /// Those of which a pattern fits the topic: a copy goes to each.
    Topic,
    /// Those that ask for headers which the message has: a copy goes to each.
    Headers,
}

impl RouteBy {
    /// All of them, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 8] = [
        ("round-robin", Self::RoundRobin),
        ("hash", Self::Hash),
        ("least-loaded", Self::LeastLoaded),
        ("best-of", Self::BestOf),
        ("fan-out", Self::FanOut),
        ("direct", Self::Direct),
        ("topic", Self::Topic),
        ("headers", Self::Headers),
    ];

    /// Whether it goes by what the labels of a message say.
    #[must_use]
    pub const fn binds(self) -> bool {
        matches!(self, Self::Direct | Self::Topic | Self::Headers)
    }

    /// Whether a message may go several ways at once.
    #[must_use]
    pub const fn copies(self) -> bool {
        self.binds() || matches!(self, Self::FanOut)
    }
}

/// The ways on of which each takes a copy of a message: for each producer by the place of the message's label,
/// and last for messages without one. Ways are named by their places in `forward_to`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings(pub Arc<[Vec<Arc<[usize]>>]>);

impl Bindings {
    /// The ways of a message of `producer` with the label at `label`.
    #[must_use]
    pub fn ways(&self, producer: usize, label: usize) -> &Arc<[usize]> {
        let own = &self.0[producer];
        &own[label.min(own.len() - 1)]
    }
}
