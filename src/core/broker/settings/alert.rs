//! What is watched, and when it is called an alarm.

use crate::engine::SimDuration;
use serde::Serialize;
use std::sync::Arc;

/// A rule: something that is watched, and for how long it must be beyond a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// What it is called.
    pub id: Arc<str>,
    /// What is watched.
    pub watch: Watched,
    /// Index of the queue; none: the whole system.
    pub queue: Option<usize>,
    /// How fast that changes, in its unit / s, instead of how much it is.
    pub change: bool,
    /// Beyond what.
    pub limit: Limit,
    /// The stretch of time over which rates, shares and changes are measured.
    pub window: SimDuration,
    /// For how long it must hold before the alarm fires.
    pub lasts: SimDuration,
    /// From one look to the next; above 0.
    pub every: SimDuration,
}

/// Which side of which value is too far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// What is greater.
    Above(f64),
    /// What is less.
    Below(f64),
}

impl Limit {
    /// Whether a value is too far.
    #[must_use]
    pub fn is_passed_by(self, value: f64) -> bool {
        match self {
            Self::Above(limit) => value > limit,
            Self::Below(limit) => value < limit,
        }
    }

    /// The value itself.
    #[must_use]
    pub const fn value(self) -> f64 {
        match self {
            Self::Above(limit) | Self::Below(limit) => limit,
        }
    }
}

/// What can be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Watched {
    /// Ready messages.
    Backlog,
    /// Age of the oldest ready message, s.
    OldestAge,
    /// Messages offered / s.
    ArrivalRate,
    /// Services completed / s.
    Throughput,
    /// Messages that left in any other way than settled / s.
    LossRate,
    /// Share of the workers' time up that they were busy.
    Utilisation,
    /// Mean sojourn time of the messages that left, s.
    Sojourn,
}

impl Watched {
    /// All of them, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("backlog", Self::Backlog),
        ("oldest-age", Self::OldestAge),
        ("arrival-rate", Self::ArrivalRate),
        ("throughput", Self::Throughput),
        ("loss-rate", Self::LossRate),
        ("utilisation", Self::Utilisation),
        ("sojourn", Self::Sojourn),
    ];

    /// Whether it is measured over a window, and not read off at an instant.
    #[must_use]
    pub const fn needs_window(self) -> bool {
        !matches!(self, Self::Backlog | Self::OldestAge)
    }
}
