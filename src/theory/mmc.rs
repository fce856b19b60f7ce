//! M/M/c: Poisson arrivals, exponential services, `servers` like workers, no bound.

use super::{mmck, solve};
use crate::engine::math;

/// An M/M/c queue in its steady state. Waiting times are those of first in, first out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mmc {
    arrival_rate: f64,
    service_rate: f64,
    servers: u32,
    waits: f64,
}

impl Mmc {
    /// With `arrival_rate` >= 0 in 1/s and `service_mean` > 0 in s; none unless
    /// `arrival_rate` x `service_mean` < `servers`.
    #[must_use]
    pub fn new(arrival_rate: f64, service_mean: f64, servers: u32) -> Option<Self> {
        let offered = arrival_rate * service_mean;
        Some(Self {
            arrival_rate,
            service_rate: 1.0 / service_mean,
            servers,
            waits: erlang_c(servers, offered)?,
        })
    }

    /// Share of the messages that wait, in [0, 1): Erlang's C formula.
    #[must_use]
    pub const fn probability_of_waiting(&self) -> f64 {
        self.waits
    }

    /// Mean waiting time in s (Erlang 1917).
    #[must_use]
    pub fn waiting_mean(&self) -> f64 {
        self.waits / self.spare_rate()
    }

    /// Quantile `at` in (0, 1) of the waiting time in s, from its tail C exp(-(c mu - lambda) t).
    #[must_use]
    pub fn waiting_quantile(&self, at: f64) -> f64 {
        exponential_tail(self.waits, self.spare_rate(), at)
    }

    /// Quantile `at` in (0, 1) of the sojourn time in s. The sojourn time is a service, and with
    /// probability C an independent exponential wait before it; its tail is solved for `at`.
    #[must_use]
    pub fn sojourn_quantile(&self, at: f64) -> f64 {
        let (service, spare) = (self.service_rate, self.spare_rate());
        if self.servers == 1 {
            return exponential_tail(1.0, spare, at);
        }
        let slower = service.min(spare);
        let tail = |t: f64| {
            let waited = service * math::exp(-slower * t) * decay(t, (service - spare).abs());
            math::exp(-service * t) + self.waits * waited
        };
        solve::quantile(1.0 - at, 1.0 / slower, tail)
    }

    /// c mu - lambda, in 1/s.
    fn spare_rate(&self) -> f64 {
        f64::from(self.servers) * self.service_rate - self.arrival_rate
    }
}

/// Share of the messages that wait in M/M/c, for `offered` >= 0 erlangs; none at `servers` or
/// more of them (Erlang 1917).
#[must_use]
pub fn erlang_c(servers: u32, offered: f64) -> Option<f64> {
    let spare = 1.0 - offered / f64::from(servers);
    (spare > 0.0).then(|| 1.0 / (1.0 + spare * mmck::weight_below(servers, offered)))
}

/// Quantile `at` of a time with tail `weight` x exp(-`rate` t) for t >= 0, in s.
#[must_use]
pub fn exponential_tail(weight: f64, rate: f64, at: f64) -> f64 {
    if weight <= 1.0 - at {
        0.0
    } else {
        math::ln(weight / (1.0 - at)) / rate
    }
}

/// (1 - exp(-rate t)) / rate, which is t for rate 0.
fn decay(t: f64, rate: f64) -> f64 {
    let x = rate * t;
    if x < 1e-5 {
        t * (1.0 - x / 2.0 + x * x / 6.0)
    } else {
        (1.0 - math::exp(-x)) / rate
    }
}
