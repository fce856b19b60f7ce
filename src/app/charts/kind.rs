//! The panels there are, and which of them are shown.

use crate::words::{Words, both};

/// A panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Messages in a second.
    Throughput,
    /// Quantiles of the sojourn time.
    Latency,
    /// Messages that wait or are worked on.
    Backlog,
    /// Busy share of the workers.
    Utilisation,
    /// Messages finished well and in time, against those offered.
    Goodput,
    /// Age of the oldest ready message.
    Oldest,
    /// How long the backlog would take.
    Lag,
    /// How many stayed how long.
    Heat,
}

impl Kind {
    /// All of them, as they stand from the top.
    pub const ALL: [Self; 8] = [
        Self::Throughput,
        Self::Latency,
        Self::Backlog,
        Self::Utilisation,
        Self::Goodput,
        Self::Oldest,
        Self::Lag,
        Self::Heat,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> Words {
        match self {
            Self::Throughput => both("Throughput", "吞吐量"),
            Self::Latency => both("Latency", "延迟"),
            Self::Backlog => both("Backlog", "积压"),
            Self::Utilisation => both("Utilisation", "利用率"),
            Self::Goodput => both("Goodput", "有效吞吐量"),
            Self::Oldest => both("Oldest message", "最早的消息"),
            Self::Lag => both("Lag as time", "滞后时间"),
            Self::Heat => both("Heat map of latency", "延迟热图"),
        }
    }
}

/// Which panels are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown([bool; Kind::ALL.len()]);

impl Default for Shown {
    /// The first four.
    fn default() -> Self {
        Self(Kind::ALL.map(|kind| (kind as usize) < 4))
    }
}

impl Shown {
    /// Whether this one is.
    #[must_use]
    pub const fn has(self, kind: Kind) -> bool {
        self.0[kind as usize]
    }

    /// Shows it, or not. The last one stays.
    pub fn set(&mut self, kind: Kind, on: bool) {
        let before = *self;
        self.0[kind as usize] = on;
        if self.0.iter().all(|shown| !shown) {
            *self = before;
        }
    }

    /// Those that are, from the top.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self.has(*kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_panel_stays() {
        let mut shown = Shown::default();
        assert_eq!(shown.iter().count(), 4);
        for kind in Kind::ALL {
            shown.set(kind, false);
        }
        assert_eq!(shown.iter().collect::<Vec<_>>(), [Kind::Utilisation]);
        shown.set(Kind::Lag, true);
        shown.set(Kind::Utilisation, false);
        assert_eq!(shown.iter().collect::<Vec<_>>(), [Kind::Lag]);
    }
}
