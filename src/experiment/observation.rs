//! What one replication, or one batch of a single run, measured.

use crate::broker::World;
use crate::metrics::Histogram;
use crate::metrics::estimate::{self, Estimate};
use crate::metrics::totals::{Sums, Totals};

/// The counts of one stretch of time.
#[derive(Clone, Debug)]
pub struct Observation {
    /// Of every node and the whole.
    pub totals: Totals,
    /// Waiting times.
    pub waiting: Histogram,
    /// Sojourn times.
    pub sojourn: Histogram,
}

impl Observation {
    /// All that `world` counted until now.
    #[must_use]
    pub fn of(world: &World) -> Self {
        Self {
            totals: world.totals(),
            waiting: world.waiting().clone(),
            sojourn: world.sojourn().clone(),
        }
    }

    /// What was counted after `earlier`, an observation of the same run.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let windows = |now: &[Sums], then: &[Sums]| {
            let pairs = now.iter().zip(then);
            pairs.map(|(now, then)| now.since(then)).collect()
        };
        Self {
            totals: Totals {
                system: self.totals.system.since(&earlier.totals.system),
                producers: windows(&self.totals.producers, &earlier.totals.producers),
                queues: windows(&self.totals.queues, &earlier.totals.queues),
                consumers: windows(&self.totals.consumers, &earlier.totals.consumers),
            },
            waiting: self.waiting.since(&earlier.waiting),
            sojourn: self.sojourn.since(&earlier.sojourn),
        }
    }
}

/// A quantile with its interval, from one histogram for each observation.
///
/// The interval is that of the share of messages below the quantile, turned back into durations:
/// it needs no density and holds at a jump, as where most messages do not wait at all (Law,
/// Simulation Modeling and Analysis, 5th ed., 9.5.3).
#[must_use]
pub fn quantile<'a>(
    histograms: impl Iterator<Item = &'a Histogram> + Clone,
    quantile: f64,
    confidence: f64,
) -> Estimate {
    let mut pooled = Histogram::new();
    histograms
        .clone()
        .for_each(|histogram| pooled.merge(histogram));
    let Some(value) = pooled.quantile(quantile) else {
        return Estimate::UNKNOWN;
    };
    let shares = histograms.map(|histogram| {
        let total = histogram.total() as f64;
        (histogram.share_up_to(value).unwrap_or(0.0) * total, total)
    });
    let uncertainty = estimate::ratio(shares, confidence).half_width();
    let ends = uncertainty.map(|half| (quantile - half, quantile + half));
    match ends {
        // Beyond the largest value seen nothing is known.
        Some((low, high)) if low > 0.0 && high < 1.0 => Estimate {
            mean: Some(value),
            low: pooled.quantile(low),
            high: pooled.quantile(high),
        },
        _ => Estimate::bare(value),
    }
}
