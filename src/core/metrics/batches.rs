//! A run that goes on, cut into batches of equal time: few enough to keep, long enough to be
//! nearly independent.

use super::durations::Durations;
use super::estimate::Estimate;
use super::histogram::Histogram;
use super::tail::Tail;
use super::totals::{Metric, Sums};
use crate::engine::{SimDuration, SimTime};

/// When so many are full, neighbours are joined and the batch length doubles.
const MOST: usize = 40;
/// Fewer give no interval (Schmeiser 1982 finds 10 to 30 right).
const FEWEST: usize = 10;

/// Batches of what was counted since some instant. Takes the same memory however long that is.
#[derive(Clone, Debug)]
pub struct Batches {
    start: SimTime,
    base: Sums,
    length: SimDuration,
    ends_at: SimTime,
    last: Sums,
    full: Vec<Sums>,
    /// Sojourn times up to the start of the present batch, and of each full one.
    last_sojourn: Tail,
    sojourns: Vec<Tail>,
}

impl Batches {
    /// Starts at `now`, when `sums` and sojourn times had been counted, with batches of `length`
    /// (above 0).
    #[must_use]
    pub fn new(now: SimTime, sums: Sums, sojourn: &Histogram, length: SimDuration) -> Self {
        let length = length.max(SimDuration::from_nanos(1));
        Self {
            start: now,
            base: sums,
            length,
            ends_at: now + length,
            last: sums,
            full: Vec::with_capacity(MOST),
            last_sojourn: Tail::coarse(sojourn),
            sojourns: Vec::with_capacity(MOST),
        }
    }

    /// Since when it counts.
    #[must_use]
    pub const fn start(&self) -> SimTime {
        self.start
    }

    /// Notes what had been counted by `now`; call it often against the batch length. A
    /// batch is as long as it took until the next call, so none is cut in two.
    pub fn note(&mut self, now: SimTime, sums: &Sums, sojourn: &Histogram) {
        if now < self.ends_at {
            return;
        }
        self.full.push(sums.since(&self.last));
        self.last = *sums;
        let sojourn = Tail::coarse(sojourn);
        self.sojourns.push(sojourn.since(&self.last_sojourn));
        self.last_sojourn = sojourn;
        if self.full.len() == MOST {
            for pair in 0..MOST / 2 {
                let mut joined = self.full[2 * pair];
                joined.extend(&self.full[2 * pair + 1]);
                self.full[pair] = joined;
                let next = std::mem::take(&mut self.sojourns[2 * pair + 1]);
                self.sojourns.swap(pair, 2 * pair);
                self.sojourns[pair].join(&next);
            }
            self.full.truncate(MOST / 2);
            self.sojourns.truncate(MOST / 2);
            self.length = self.length.scale(2.0);
        }
        self.ends_at = now + self.length;
    }

    /// All that was counted since the start, given what had been counted by now.
    #[must_use]
    pub fn whole(&self, sums: &Sums) -> Sums {
        sums.since(&self.base)
    }

    /// The figure since the start, given what had been counted by now; with an interval once
    /// there are enough batches and they do not depend on each other.
    #[must_use]
    pub fn estimate(&self, metric: Metric, sums: &Sums, confidence: f64) -> Estimate {
        let Some(mean) = metric.value(&self.whole(sums)) else {
            return Estimate::UNKNOWN;
        };
        let widening = widening(metric, &self.full);
        match widening.filter(|_| self.full.len() >= FEWEST) {
            Some(factor) => {
                let batches = metric.estimate(self.full.iter(), confidence);
                // Their interval, moved to where the figure of the whole is.
                let shift = |end: f64, centre: f64| mean + (end - centre) * factor;
                let end = |end: Option<f64>| Some(shift(end?, batches.mean?));
                Estimate {
                    mean: Some(mean),
                    low: end(batches.low),
                    high: end(batches.high),
                }
            }
            None => Estimate::bare(mean),
        }
    }

    /// A quantile in seconds of `sojourns`, all sojourn times since the start; with an interval
    /// once there are enough batches, whose means do not depend on each other.
    #[must_use]
    pub fn sojourn_quantile(
        &self,
        quantile: f64,
        sojourns: Histogram,
        confidence: f64,
    ) -> Estimate {
        let widening = widening(Metric::SojournMean, &self.full);
        let widening = widening.filter(|_| self.full.len() >= FEWEST);
        let durations = Durations::of_parts(sojourns, self.sojourns.clone(), confidence);
        durations.quantile(quantile, widening)
    }
}

/// By how much the interval from `batches` must be widened, as neighbours resemble each other:
/// their sum varies as if the batches had lag-1 correlation r and no other memory, by
/// sqrt((1 + r) / (1 - r)) (Tafazzoli et al. 2011, INFORMS Journal on Computing 23, Skart). None
/// where they resemble each other more than chance allows, that is, beyond the one-sided 5 % point
/// (von Neumann 1941): then no interval is wide enough.
#[must_use]
pub fn widening(metric: Metric, batches: &[Sums]) -> Option<f64> {
    let values = || batches.iter().filter_map(|batch| metric.value(batch));
    let count = values().count() as f64;
    let mean = values().sum::<f64>() / count;
    let deviations = || values().map(|value| value - mean);
    let variance: f64 = deviations().map(|deviation| deviation * deviation).sum();
    let products: f64 = deviations()
        .zip(deviations().skip(1))
        .map(|(one, next)| one * next)
        .sum();
    if variance <= 0.0 {
        return Some(1.0);
    }
    let correlation = products / variance;
    let likely = (correlation + 1.0 / count).max(0.0);
    (correlation <= 1.645 / count.sqrt()).then(|| ((1.0 + likely) / (1.0 - likely)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Passage;

    fn counted(finished: u64, seconds: u64) -> (SimTime, Sums) {
        let time = u128::from(seconds) * 1_000_000_000;
        let sums = Sums {
            time,
            passage: Passage {
                finished,
                ..Passage::default()
            },
            ..Sums::default()
        };
        (SimTime::from_nanos(time as u64), sums)
    }

    #[test]
    fn the_figure_is_that_of_the_whole_and_memory_stays() {
        let (start, none) = counted(0, 0);
        let mut batches = Batches::new(start, none, &Histogram::new(), SimDuration::from_secs(1.0));
        let mut last = none;
        for second in 1..10_000_u64 {
            let (now, sums) = counted(second * 3 + second % 2, second);
            batches.note(now, &sums, &Histogram::new());
            assert!(batches.full.len() < MOST);
            last = sums;
        }
        let estimate = batches.estimate(Metric::Throughput, &last, 0.95);
        assert!((estimate.mean.unwrap() - 3.0).abs() < 1e-3);
        assert!(
            (estimate.low.unwrap() - 3.0).abs() < 0.01 && estimate.half_width().unwrap() >= 0.0
        );
    }

    #[test]
    fn a_trend_gives_no_interval() {
        let (start, none) = counted(0, 0);
        let mut batches = Batches::new(start, none, &Histogram::new(), SimDuration::from_secs(1.0));
        let mut last = none;
        for second in 1..30_u64 {
            let (now, sums) = counted(second * second, second);
            batches.note(now, &sums, &Histogram::new());
            last = sums;
        }
        let estimate = batches.estimate(Metric::Throughput, &last, 0.95);
        assert!(estimate.mean.is_some() && estimate.low.is_none());
    }
}
