//! How the order of service spreads the waiting times, whose mean it leaves alone.

use super::law::Moments;
use super::mmc::Mmc;

/// An order that does not look at service times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// First in, first out.
    First,
    /// Last in, first out; a service that has begun is ended first.
    Last,
    /// Each of the waiting ones is as likely to be next.
    Random,
}

impl Order {
    /// E\[W^2\] over that of first in, first out, at a `load` < 1, in M/G/1 (Takacs 1963) and in
    /// M/M/c, where those who wait see M/M/1 at c times the pace.
    #[must_use]
    pub fn factor(self, load: f64) -> f64 {
        match self {
            Self::First => 1.0,
            Self::Last => 1.0 / (1.0 - load),
            Self::Random => 1.0 / (1.0 - load / 2.0),
        }
    }
}

/// The standard deviation in s of the waiting time in M/G/1 (Takacs 1962 for the second moment of
/// first in, first out), for `arrival_rate` in 1/s; none unless the load is below 1.
#[must_use]
pub fn waiting_sd(arrival_rate: f64, service: &Moments, order: Order) -> Option<f64> {
    let load = arrival_rate * service.mean;
    (load < 1.0).then(|| {
        let (mean, second) = first_in_first_out(arrival_rate, service);
        sd(mean, second * order.factor(load))
    })
}

/// E\[W\] and E\[W^2\] of M/G/1, first in, first out, at a load below 1, in s and s^2.
pub(super) fn first_in_first_out(arrival_rate: f64, service: &Moments) -> (f64, f64) {
    let spare = 1.0 - arrival_rate * service.mean;
    let mean = arrival_rate * service.second / (2.0 * spare);
    let second = 2.0 * mean * mean + arrival_rate * service.third / (3.0 * spare);
    (mean, second)
}

/// The standard deviation in s of the waiting time in M/M/c at `load` < 1.
#[must_use]
pub fn waiting_sd_servers(queue: &Mmc, load: f64, order: Order) -> f64 {
    let (mean, waits) = (queue.waiting_mean(), queue.probability_of_waiting());
    if waits == 0.0 {
        return 0.0;
    }
    // Exponential for those who wait.
    sd(mean, 2.0 * mean * mean / waits * order.factor(load))
}

/// From the mean and the second moment; infinite if that is.
pub(super) fn sd(mean: f64, second: f64) -> f64 {
    if second.is_infinite() {
        return second;
    }
    (second - mean * mean).max(0.0).sqrt()
}
