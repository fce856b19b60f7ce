//! M^\[X\]/G/1: messages come in batches, at the instants of a Poisson process.

use super::law::Moments;
use super::order;

/// The number of messages that come at one instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Batch {
    /// E\[X\].
    pub mean: f64,
    /// E\[X (X - 1)\], the second factorial moment.
    pub pairs: f64,
}

impl Batch {
    /// Always `size` of them.
    #[must_use]
    pub fn fixed(size: u32) -> Self {
        let mean = f64::from(size);
        let pairs = mean * (mean - 1.0);
        Self { mean, pairs }
    }

    /// That of one of several streams of batches, each with its rate; none without a rate.
    #[must_use]
    pub fn mixture(streams: &[(f64, Self)]) -> Option<Self> {
        let all = streams.iter().fold(0.0, |sum, (rate, _)| sum + rate);
        let mean = |moment: fn(&Self) -> f64| {
            let weighed = streams.iter().map(|(rate, batch)| rate * moment(batch));
            weighed.sum::<f64>() / all
        };
        (all > 0.0).then(|| Self {
            mean: mean(|batch| batch.mean),
            pairs: mean(|batch| batch.pairs),
        })
    }

    /// Mean time in s that a message of a batch waits for others of it, served one by one.
    #[must_use]
    pub fn own_delay(&self, service_mean: f64) -> f64 {
        self.pairs / (2.0 * self.mean) * service_mean
    }
}

/// Mean time in s that the first of a batch waits, for `batch_rate` batches / s, in their order;
/// none unless the load is below 1.
#[must_use]
pub fn first_waiting_mean(batch_rate: f64, batch: &Batch, service: &Moments) -> Option<f64> {
    let spare = 1.0 - batch_rate * batch.mean * service.mean;
    // The second moment of what a batch brings.
    let work = batch.mean * service.second + batch.pairs * service.mean * service.mean;
    (spare > 0.0).then(|| batch_rate * work / (2.0 * spare))
}

/// Mean waiting time in s of a message (Gaver 1959; Gross and Harris, ch. 3), any order that does
/// not look at service times. Conditions as for [`first_waiting_mean`].
#[must_use]
pub fn waiting_mean(batch_rate: f64, batch: &Batch, service: &Moments) -> Option<f64> {
    let first = first_waiting_mean(batch_rate, batch, service)?;
    Some(first + batch.own_delay(service.mean))
}

/// Standard deviation in s of the waiting time with batches of `size` >= 1, first in, first out.
/// The wait of the batch is that of M/G/1 with the whole batch as one service; the wait within it
/// is independent of it. None unless the load is below 1.
#[must_use]
pub fn waiting_sd(batch_rate: f64, size: u32, service: &Moments) -> Option<f64> {
    let size = f64::from(size);
    let whole = service.sum_of(size);
    if batch_rate * whole.mean >= 1.0 {
        return None;
    }
    // Its product with a wait that is none would be no number.
    if service.third.is_infinite() {
        return Some(f64::INFINITY);
    }
    let (batch, batch_second) = order::first_in_first_out(batch_rate, &whole);
    // A message has from 0 to size - 1 of its own batch before it, each as likely.
    let before = (size - 1.0) / 2.0;
    let before_second = (size - 1.0) * (2.0 * size - 1.0) / 6.0;
    let variance = service.second - service.mean * service.mean;
    let own = before * service.mean;
    let own_second = before * variance + before_second * service.mean * service.mean;
    let second = batch_second + 2.0 * batch * own + own_second;
    Some(order::sd(batch + own, second))
}

/// Share of the messages that wait at `load` < 1: all but the first of a batch that finds nobody.
#[must_use]
pub fn probability_of_waiting(load: f64, batch: &Batch) -> f64 {
    1.0 - (1.0 - load) / batch.mean
}
