//! How fast simulated time goes.

use crate::engine::SimDuration;

/// Simulated seconds per second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speed {
    /// This many.
    Times(f64),
    /// As many as the machine can do.
    Unbounded,
}

/// Even unbounded, an idle system does not skip more than this in a second.
const MOST: f64 = 1e6;
/// The chart shows as many seconds of the recent past...
const SPAN_SECONDS: f64 = 30.0;
/// ...but at least so many simulated ones.
const SHORTEST_SPAN: f64 = 60.0;

impl Speed {
    /// The slowest offered: a lock held for a millisecond is seen for a second.
    pub const SLOWEST: f64 = 0.001;
    /// The fastest offered short of [`Speed::Unbounded`].
    pub const FASTEST: f64 = 10_000.0;

    /// Simulated seconds per second aimed at.
    #[must_use]
    pub const fn aim(self) -> f64 {
        match self {
            Self::Times(times) => times,
            Self::Unbounded => MOST,
        }
    }
}

/// Follows how fast the time really goes, and what stretch of the past is worth showing then.
#[derive(Clone, Debug)]
pub struct Pace {
    /// The speed asked for.
    pub speed: Speed,
    /// Whether the machine cannot keep up with it.
    pub behind: bool,
    achieved: f64,
    span: f64,
}

impl Pace {
    /// At `speed` from the start.
    #[must_use]
    pub fn new(speed: Speed) -> Self {
        let achieved = match speed {
            Speed::Times(times) => times,
            Speed::Unbounded => 1.0,
        };
        Self {
            speed,
            behind: false,
            achieved,
            span: span_for(achieved),
        }
    }

    /// Notes that `simulated` seconds went by in `wall` seconds, and whether that was all there
    /// was to do.
    pub fn note(&mut self, wall: f64, simulated: f64, behind: bool) {
        if wall > 0.0 {
            // The last second or so counts.
            let weight = (wall / 0.5).min(1.0);
            self.achieved += (simulated / wall - self.achieved) * weight;
        }
        self.behind = behind;
        let wanted = span_for(self.effective());
        // The axis jumps only when it is far from right.
        if wanted > self.span * 1.9 || wanted < self.span / 1.9 || self.speed != Speed::Unbounded {
            self.span = wanted;
        }
    }

    /// Simulated seconds per second that are reached.
    #[must_use]
    pub const fn achieved(&self) -> f64 {
        self.achieved
    }

    fn effective(&self) -> f64 {
        match self.speed {
            Speed::Times(times) if !self.behind => times,
            Speed::Times(times) => times.min(self.achieved.max(times / 100.0)),
            Speed::Unbounded => self.achieved,
        }
    }

    /// Simulated seconds that the charts show.
    #[must_use]
    pub const fn span(&self) -> f64 {
        self.span
    }

    /// Seconds over which rates are averaged on the charts.
    #[must_use]
    pub const fn rate_window(&self) -> f64 {
        self.span / 15.0
    }

    /// Seconds over which latency quantiles are taken on the charts.
    #[must_use]
    pub const fn latency_window(&self) -> f64 {
        self.span / 6.0
    }

    /// Simulated time between two states that are kept: some two seconds of the clock on the wall.
    #[must_use]
    pub fn state_interval(&self) -> SimDuration {
        SimDuration::from_secs(self.span / 30.0)
    }

    /// Simulated seconds within which the steps of a drag follow each other.
    #[must_use]
    pub const fn drag(&self) -> f64 {
        self.achieved * 0.5
    }

    /// Simulated time between two samples: some 20 a second, and enough for a smooth line.
    #[must_use]
    pub fn sample_interval(&self) -> SimDuration {
        SimDuration::from_secs(self.span / 1200.0)
    }
}

/// A round stretch of time that takes about [`SPAN_SECONDS`] to go by.
fn span_for(speed: f64) -> f64 {
    const ROUND: [f64; 24] = [
        60.0,
        120.0,
        300.0,
        600.0,
        1200.0,
        1800.0,
        3600.0,
        7200.0,
        10_800.0,
        21_600.0,
        43_200.0,
        86_400.0,
        172_800.0,
        432_000.0,
        864_000.0,
        1_728_000.0,
        4_320_000.0,
        8_640_000.0,
        17_280_000.0,
        43_200_000.0,
        86_400_000.0,
        172_800_000.0,
        432_000_000.0,
        864_000_000.0,
    ];
    let wanted = (speed * SPAN_SECONDS).max(SHORTEST_SPAN);
    let found = ROUND.into_iter().find(|round| *round >= wanted * 0.999);
    found.unwrap_or(ROUND[ROUND.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_span_follows_the_speed() {
        assert!((Pace::new(Speed::Times(0.1)).span() - 60.0).abs() < 1e-9);
        assert!((Pace::new(Speed::Times(2.0)).span() - 60.0).abs() < 1e-9);
        assert!((Pace::new(Speed::Times(100.0)).span() - 3600.0).abs() < 1e-9);
    }

    #[test]
    fn unbounded_settles_on_what_is_reached() {
        let mut pace = Pace::new(Speed::Unbounded);
        for _ in 0..500 {
            pace.note(0.016, 0.016 * 1000.0, true);
        }
        assert!((pace.achieved() - 1000.0).abs() < 1.0);
        assert!((pace.span() - 43_200.0).abs() < 1e-9);
    }
}
