//! GI/M/1: independent intervals of any distribution, one worker, exponential services.

use super::transform::Transform;
use super::{mmc, solve};
use crate::engine::Distribution;

/// Nearer to capacity the root drowns in rounding.
const HEAVIEST: f64 = 0.9999;

/// The least share of idle times as arrivals find them: the root of very long-tailed intervals may
/// be nearer to 1 than can be told.
const LEAST: f64 = 1e-30;

/// A GI/M/1 queue in its steady state, as an arrival finds it; first in, first out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gim1 {
    waits: f64,
    rate: f64,
}

impl Gim1 {
    /// With intervals of this distribution (mean in s) and `service_mean` > 0 in s. None unless the
    /// load is at most 0.9999, and where the root cannot be told from 1. The root sigma of
    /// sigma = A*(mu (1 - sigma)), with A* the transform of the intervals, is found by bisection
    /// (Kendall 1953).
    #[must_use]
    pub fn new(interval: &Distribution, service_mean: f64) -> Option<Self> {
        if service_mean / interval.mean() > HEAVIEST {
            return None;
        }
        let service_rate = 1.0 / service_mean;
        let transform = Transform::of(interval);
        // Looked for is 1 - sigma: A* is convex, so there is one root between 0 and 1.
        let beyond = |free: f64| free > transform.complement(service_rate * free);
        let free = solve::threshold(0.0, 1.0, beyond);
        (free > LEAST).then(|| Self {
            waits: transform.at(service_rate * free),
            rate: service_rate * free,
        })
    }

    /// Share of the messages that wait: sigma.
    #[must_use]
    pub const fn probability_of_waiting(&self) -> f64 {
        self.waits
    }

    /// Mean waiting time in s.
    #[must_use]
    pub fn waiting_mean(&self) -> f64 {
        self.waits / self.rate
    }

    /// Quantile `at` in (0, 1) of the waiting time in s, from its tail sigma exp(-mu (1-sigma) t).
    #[must_use]
    pub fn waiting_quantile(&self, at: f64) -> f64 {
        mmc::exponential_tail(self.waits, self.rate, at)
    }

    /// Quantile `at` in (0, 1) of the sojourn time in s, which is exponential.
    #[must_use]
    pub fn sojourn_quantile(&self, at: f64) -> f64 {
        mmc::exponential_tail(1.0, self.rate, at)
    }
}
