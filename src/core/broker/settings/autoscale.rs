//! How the number of workers of a group follows what there is to do.

use crate::engine::SimDuration;
use serde::Serialize;

/// A group that adds and removes workers by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Autoscale {
    /// What it looks at.
    pub on: Measure,
    /// What that should be; above 0.
    pub target: f64,
    /// Time between two looks; above 0.
    pub every: SimDuration,
    /// How long an added worker takes until it works.
    pub start_up: SimDuration,
    /// How long nothing changes after a change.
    pub cooldown: SimDuration,
    /// Most workers added or removed at a look; none: any number.
    pub step: Option<usize>,
    /// Fewest workers.
    pub min: usize,
    /// Most workers; at least `min`.
    pub max: usize,
}

/// What the number of workers goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Ready messages for each worker.
    #[default]
    Backlog,
    /// Seconds for which the oldest ready message has been in the queue.
    Lag,
    /// Share of the time since the last look for which the workers were busy.
    Utilisation,
}

impl Measure {
    /// All of them, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("backlog", Self::Backlog),
        ("lag", Self::Lag),
        ("utilisation", Self::Utilisation),
    ];
}

impl Autoscale {
    /// As many workers as there may be, nearest to `wanted`.
    #[must_use]
    pub fn within(&self, wanted: usize) -> usize {
        wanted.clamp(self.min, self.max)
    }
}
