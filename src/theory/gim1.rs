//! GI/M/1: independent intervals of any distribution, one worker, exponential services.

use super::{mmc, solve};
use crate::engine::{Distribution, math};

/// Nearer to capacity the root drowns in rounding.
const HEAVIEST: f64 = 0.9999;

/// A GI/M/1 queue in its steady state, as an arrival finds it; first in, first out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gim1 {
    waits: f64,
    rate: f64,
}

impl Gim1 {
    /// With intervals of this distribution (mean in s) and `service_mean` > 0 in s. None for
    /// intervals whose transform has no closed form here, as lognormal ones, and unless the load is at most
    /// 0.9999. The root sigma of sigma = A*(mu (1 - sigma)) is found by bisection (Kendall 1953).
    #[must_use]
    pub fn new(interval: &Distribution, service_mean: f64) -> Option<Self> {
        transform(interval, 0.0)?;
        if service_mean / interval.mean() > HEAVIEST {
            return None;
        }
        let service_rate = 1.0 / service_mean;
        // Looked for is 1 - sigma: A* is convex, so there is one root between 0 and 1.
        let beyond = |free: f64| free > complement(interval, service_rate * free);
        let free = solve::threshold(0.0, 1.0, beyond);
        Some(Self {
            waits: transform(interval, service_rate * free)?,
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

/// The Laplace-Stieltjes transform E[exp(-s X)] of a duration, at `s` >= 0 in 1/s; none where
/// it has no closed form here, as for a lognormal one.
#[must_use]
pub fn transform(duration: &Distribution, s: f64) -> Option<f64> {
    match *duration {
        Distribution::Constant { value } => Some(math::exp(-s * value)),
        Distribution::Exponential { mean } => Some(1.0 / (1.0 + s * mean)),
        Distribution::Erlang { mean, stages } => {
            let stages = f64::from(stages);
            Some(math::pow(1.0 + s * mean / stages, -stages))
        }
        Distribution::Hyperexponential { mean, scv } => {
            let branch = |share: f64| share / (1.0 + s * mean / (2.0 * share));
            Some(shares(scv).map(branch).iter().sum())
        }
        _ => None,
    }
}

/// 1 - the transform, with all its digits where a large scv makes it small.
fn complement(duration: &Distribution, s: f64) -> f64 {
    match *duration {
        Distribution::Hyperexponential { mean, scv } => {
            let branch = |share: f64| {
                let x = s * mean / (2.0 * share);
                share * x / (1.0 + x)
            };
            shares(scv).map(branch).iter().sum()
        }
        _ => 1.0 - transform(duration, s).unwrap_or(1.0),
    }
}

/// The branches of a hyperexponential, with balanced means as the sampler draws it.
fn shares(scv: f64) -> [f64; 2] {
    // 1 - root^2 over 1 + root: what 1 - root would cancel to.
    let root = ((scv - 1.0) / (scv + 1.0)).sqrt();
    [(1.0 + root) / 2.0, 1.0 / (scv + 1.0) / (1.0 + root)]
}
