//! Quantiles of durations that were observed in several parts, with their intervals.

use super::estimate::{self, Estimate};
use super::{Histogram, Tail};

/// Messages beyond the upper end of an interval for a quantile; of fewer nothing is known.
const BEYOND: f64 = 5.0;
/// Halvings of the bracket around an end of an interval.
const HALVINGS: u32 = 40;

/// The durations of all observations, with which quantiles and their intervals are found.
#[derive(Debug)]
pub struct Durations {
    pooled: Histogram,
    whole: Tail,
    parts: Vec<Tail>,
    /// Student's t for so many parts.
    critical: Option<f64>,
}

impl Durations {
    /// Those of `histograms`, one for each observation; intervals are of `confidence`.
    #[must_use]
    pub fn new<'a>(histograms: impl Iterator<Item = &'a Histogram>, confidence: f64) -> Self {
        let mut pooled = Histogram::new();
        let part = |histogram: &Histogram| {
            pooled.merge(histogram);
            Tail::of(histogram)
        };
        let parts = histograms.map(part).collect();
        Self::of_parts(pooled, parts, confidence)
    }

    /// All of them, and the parts in which they were observed.
    #[must_use]
    pub fn of_parts(pooled: Histogram, parts: Vec<Tail>, confidence: f64) -> Self {
        Self {
            critical: estimate::critical(parts.len(), confidence),
            whole: Tail::of(&pooled),
            parts,
            pooled,
        }
    }

    /// A quantile with its interval: all durations that may be the quantile by what is known of
    /// the share of messages beyond them. It needs no density and holds at a jump, as where most
    /// messages do not wait at all (Law, Simulation Modeling and Analysis, 5th ed., 9.5.3; by
    /// inversion, as Woodruff 1952, JASA 47). The intervals of the shares are widened by the factor
    /// `widening`; without one there is no interval.
    #[must_use]
    pub fn quantile(&self, quantile: f64, widening: Option<f64>) -> Estimate {
        let Some(value) = self.pooled.quantile(quantile) else {
            return Estimate::UNKNOWN;
        };
        let Some(factor) = widening.filter(|_| self.parts.len() > 1) else {
            return Estimate::bare(value);
        };
        let share = |at: f64| {
            let parts = self.parts.iter();
            let share = parts.map(|part| (part.beyond(at), part.total()));
            estimate::ratio_by(share, self.critical).widened(factor)
        };
        let beyond = 1.0 - quantile;
        let too_short = |at: f64| share(at).low.is_some_and(|low| low > beyond);
        let not_too_long = |at: f64| share(at).high.is_some_and(|high| high >= beyond);
        let longest = self.pooled.quantile(1.0).unwrap_or(value);
        let low = if too_short(0.0) {
            halve(0.0, value, too_short)
        } else {
            0.0
        };
        let high = halve(value, longest, not_too_long);
        if self.whole.beyond(high) < BEYOND {
            return Estimate::bare(value);
        }
        Estimate {
            mean: Some(value),
            low: Some(low.min(value)),
            high: Some(high.max(value)),
        }
    }
}

/// Where between `from` and `to` `holds` ceases to hold.
fn halve(mut from: f64, mut to: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(from, to);
        if holds(middle) {
            from = middle;
        } else {
            to = middle;
        }
    }
    to
}
