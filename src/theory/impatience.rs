//! M/M/c+G: messages that wait for too long leave. Erlang A with exponential patience (Palm 1957),
//! Baccelli and Hebuterne's queue (1981) with a fixed one.

use super::law::Law;
use super::mmck;
use super::quadrature::{integrate, split};
use super::solve;
use crate::engine::{Distribution, math};

/// Such a queue in its steady state, at any load; first in, first out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impatience {
    arrival_rate: f64,
    service_mean: f64,
    servers: u32,
    expired: f64,
    finds_idle: f64,
    ready: f64,
    waiting: f64,
}

impl Impatience {
    /// With `arrival_rate` > 0 in 1/s, exponential services of mean `service_mean` > 0 in s, at
    /// least one of `servers`, and messages that leave when they have waited for `patience`, a
    /// duration above 0. A service that has begun is ended.
    ///
    /// The time V that a message with unlimited patience would wait has, for x > 0, a density in
    /// proportion to exp(lambda H(x) - c mu x), where H(x) is the integral of the tail of the
    /// patience (Baccelli and Hebuterne 1981; Zeltyn and Mandelbaum 2005). Everything is an
    /// integral over it.
    #[must_use]
    pub fn new(
        arrival_rate: f64,
        service_mean: f64,
        servers: u32,
        patience: &Distribution,
    ) -> Self {
        let capacity = f64::from(servers) / service_mean;
        let offered = Offered::new(arrival_rate, capacity, patience);
        let [all, lost, ready, waited] = integrate(&offered.points(), |x| {
            let tail = offered.patience.tail(x);
            let density = offered.density(x);
            let spent = offered.spent(x);
            [
                density,
                (1.0 - tail) * density,
                spent * density,
                x * tail * density,
            ]
        });
        // What the states with an idle worker weigh on the same scale.
        let erlangs = arrival_rate * service_mean;
        let below = mmck::weight_below(servers, erlangs) * erlangs / f64::from(servers);
        let idle = below * math::exp(-offered.top) / arrival_rate;
        let weight = idle + all;
        let share = |part: f64| {
            if weight.is_finite() {
                part / weight
            } else {
                0.0
            }
        };
        let expired = share(lost);
        Self {
            arrival_rate,
            service_mean,
            servers,
            expired,
            finds_idle: 1.0 - share(all),
            ready: arrival_rate * share(ready),
            waiting: share(waited) / (1.0 - expired),
        }
    }

    /// Share of the messages that leave without service.
    #[must_use]
    pub const fn expired_fraction(&self) -> f64 {
        self.expired
    }

    /// Messages served / s.
    #[must_use]
    pub fn throughput(&self) -> f64 {
        self.arrival_rate * (1.0 - self.expired)
    }

    /// Share of their time that the workers work.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        self.throughput() * self.service_mean / f64::from(self.servers)
    }

    /// Mean of the ready messages.
    #[must_use]
    pub const fn ready_mean(&self) -> f64 {
        self.ready
    }

    /// Mean of the messages present.
    #[must_use]
    pub fn system_mean(&self) -> f64 {
        self.ready + self.throughput() * self.service_mean
    }

    /// Mean waiting time in s of the messages that are served.
    #[must_use]
    pub const fn waiting_mean(&self) -> f64 {
        self.waiting
    }

    /// Share of the messages that are served, but not at once, among those served.
    #[must_use]
    pub fn probability_of_waiting(&self) -> f64 {
        1.0 - self.finds_idle / (1.0 - self.expired)
    }
}

/// The time that a message with unlimited patience would wait.
struct Offered {
    arrival_rate: f64,
    capacity: f64,
    patience: Law,
    /// The largest exponent.
    top: f64,
    /// Where it is.
    mode: f64,
}

/// What is below exp(-50) of the greatest density is left out.
const DEPTH: f64 = 50.0;

/// Between two points of those that halve the way to 0.
const PIECES: u32 = 32;

impl Offered {
    fn new(arrival_rate: f64, capacity: f64, patience: &Distribution) -> Self {
        let mean = patience.mean();
        let patience = Law::of(patience);
        // The exponent is concave: it falls as soon as fewer come than the workers can do.
        let busy = |x: f64| arrival_rate * patience.tail(x) <= capacity;
        let mode = if busy(0.0) {
            0.0
        } else {
            let mut high = mean;
            while !busy(high) {
                high *= 2.0;
            }
            solve::threshold(0.0, high, busy)
        };
        let mut offered = Self {
            arrival_rate,
            capacity,
            patience,
            top: 0.0,
            mode,
        };
        offered.top = offered.exponent(mode);
        offered
    }

    /// Mean time in s that a message waits that would have to wait `x`: the integral of the tail.
    fn spent(&self, x: f64) -> f64 {
        x * self.patience.tail(x) + self.patience.mean_below(x)
    }

    /// Less the largest one.
    fn exponent(&self, x: f64) -> f64 {
        self.arrival_rate * self.spent(x) - self.capacity * x - self.top
    }

    fn density(&self, x: f64) -> f64 {
        math::exp(self.exponent(x))
    }

    /// Between which to integrate: fine where the density is steep, and towards 0, where the
    /// patience may have a scale of its own.
    fn points(&self) -> Vec<f64> {
        let low = |x: f64| self.exponent(x) > -DEPTH;
        let first = if low(0.0) {
            0.0
        } else {
            solve::threshold(0.0, self.mode, low)
        };
        let past = |x: f64| self.exponent(x) < -DEPTH;
        let mut step = 1.0 / self.capacity;
        while !past(self.mode + step) {
            step *= 2.0;
        }
        let last = solve::threshold(self.mode, self.mode + step, past);
        let mut points = vec![first, self.mode, last];
        points.extend((1..40).scan(last, |point, _| {
            *point /= 2.0;
            Some(*point)
        }));
        points.retain(|point| (first..=last).contains(point));
        points.sort_by(f64::total_cmp);
        let pieces = |pair: &[f64]| split(pair[0], pair[1], PIECES).collect::<Vec<f64>>();
        let mut points: Vec<f64> = points.windows(2).flat_map(pieces).collect();
        let kinks = self.patience.kinks().into_iter();
        points.extend(kinks.filter(|kink| (first..=last).contains(kink)));
        points.sort_by(f64::total_cmp);
        points.dedup();
        points
    }
}
