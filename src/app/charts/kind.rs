//! The panels there are, and which of them are shown.

use crate::app::latencies;
use crate::words::{Language, Words, both};

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

/// What leaves the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// All panels that are shown.
    #[default]
    All,
    /// This one.
    One(Kind),
    /// How latencies are spread.
    Distribution,
}

impl Which {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> Words {
        match self {
            Self::All => both("All that are shown", "所示全部"),
            Self::One(kind) => kind.name(),
            Self::Distribution => latencies::NAME,
        }
    }

    /// The name of a file, without what kind of file it is.
    #[must_use]
    pub fn stem(self) -> String {
        let name = match self {
            Self::All => "charts",
            Self::One(_) | Self::Distribution => self.name().of(Language::English),
        };
        format!("tailback-{}", name.to_ascii_lowercase().replace(' ', "-"))
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
    /// This one alone.
    #[must_use]
    pub fn only(kind: Kind) -> Self {
        Self(Kind::ALL.map(|other| other == kind))
    }

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
    fn a_file_is_called_by_what_is_in_it() {
        let names = [Which::All, Which::One(Kind::Heat), Which::Distribution].map(Which::stem);
        let expected = ["charts", "heat-map-of-latency", "distribution-of-latency"];
        assert_eq!(names, expected.map(|name| format!("tailback-{name}")));
        assert_eq!(
            Shown::only(Kind::Lag).iter().collect::<Vec<_>>(),
            [Kind::Lag]
        );
    }

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
