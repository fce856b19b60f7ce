//! Latency over a sliding window: quantiles of what was settled of late.

use crate::engine::{SimDuration, SimTime};
use crate::metrics::Histogram;
use std::collections::VecDeque;

/// Steps in which the window slides.
const STEPS: usize = 10;

/// Former states of a histogram that only grows; the window is the difference to now.
#[derive(Clone, Debug, Default)]
pub struct Recent {
    states: VecDeque<(SimTime, Histogram)>,
    spare: Vec<Histogram>,
}

impl Recent {
    /// Notes the state of `histogram` at `now`, to look back over `window` later.
    pub fn note(&mut self, now: SimTime, histogram: &Histogram, window: SimDuration) {
        let step = SimDuration::from_nanos(window.nanos() / STEPS as u64);
        let due = |(time, _): &(SimTime, Histogram)| now.since(*time) >= step;
        if self.states.back().is_none_or(due) {
            let mut state = self.spare.pop().unwrap_or_default();
            state.copy_from(histogram);
            self.states.push_back((now, state));
        }
        // The second oldest must not yet reach back far enough, or the oldest is of no use.
        while self
            .states
            .get(1)
            .is_some_and(|(time, _)| now.since(*time) >= window)
            || self.states.len() > 2 * STEPS
        {
            self.spare
                .extend(self.states.pop_front().map(|(_, state)| state));
        }
    }

    /// The `quantile` in seconds of what was recorded in the window; none if nothing was.
    #[must_use]
    pub fn quantile(&self, histogram: &Histogram, quantile: f64) -> Option<f64> {
        let oldest = self.states.front().map(|(_, state)| state);
        histogram.quantile_since(oldest, quantile)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_older_than_the_window_is_forgotten() {
        let mut histogram = Histogram::new();
        let mut recent = Recent::default();
        let window = SimDuration::from_secs(10.0);
        for second in 0..100 {
            let latency = if second < 50 { 1.0 } else { 5.0 };
            histogram.record(SimDuration::from_secs(latency));
            recent.note(SimTime::from_secs(f64::from(second)), &histogram, window);
            assert!(recent.states.len() <= STEPS + 2);
        }
        let quantile = recent.quantile(&histogram, 0.1).unwrap();
        assert!((quantile - 5.0).abs() < 0.05, "{quantile}");
    }
}
