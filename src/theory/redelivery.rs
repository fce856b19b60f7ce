//! Redelivery: a delivery that fails is delivered again, up to a bound. Flows only, which hold for
//! any queue that keeps up.

use super::law::Moments;
use crate::engine::math;

/// Most deliveries of one message that are counted one by one.
const MOST_COUNTED: u32 = 1_000_000;

/// What one message costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Redelivery {
    failure: f64,
    most: Option<u32>,
}

impl Redelivery {
    /// Deliveries that fail with probability `failure` in \[0, 1\], independently, and are at most
    /// `most` >= 1 for a message; none if they would never end.
    #[must_use]
    pub fn new(failure: f64, most: Option<u32>) -> Option<Self> {
        (failure < 1.0 || most.is_some()).then_some(Self { failure, most })
    }

    /// Mean deliveries of one message: a geometric series, cut off at the bound.
    #[must_use]
    pub fn deliveries(&self) -> f64 {
        match self.most {
            None => 1.0 / (1.0 - self.failure),
            Some(most) if self.failure == 1.0 => f64::from(most),
            Some(_) => (1.0 - self.dead()) / (1.0 - self.failure),
        }
    }

    /// The moments of all the services of a message together, each with these moments: those of a
    /// sum of a random number, from its factorial moments. None if there may be too many to count.
    #[must_use]
    pub fn whole(&self, service: &Moments) -> Option<Moments> {
        let most = self.most.unwrap_or(u32::MAX);
        // Sums over k of P(N >= k), of 2 (k - 1) times it, and of 3 (k - 1) (k - 2) times it.
        let (mut single, mut pairs, mut triples) = (0.0, 0.0, 0.0);
        let mut reached = 1.0;
        for before in 0..most {
            if before > MOST_COUNTED {
                return None;
            }
            let count = f64::from(before);
            single += reached;
            pairs += 2.0 * count * reached;
            triples += 3.0 * count * (count - 1.0) * reached;
            reached *= self.failure;
            if reached * (count + 1.0) * (count + 1.0) < 1e-18 {
                break;
            }
        }
        let Moments {
            mean,
            second,
            third,
        } = *service;
        let cross = if third.is_finite() {
            3.0 * pairs * second * mean + triples * mean * mean * mean
        } else {
            0.0
        };
        Some(Moments {
            mean: single * mean,
            second: single * second + pairs * mean * mean,
            third: single * third + cross,
        })
    }

    /// Share of the messages that are set aside: every delivery failed.
    #[must_use]
    pub fn dead(&self) -> f64 {
        match self.most {
            None => 0.0,
            Some(most) => math::pow(self.failure, f64::from(most)),
        }
    }

    /// Deliveries / s, where `arrival_rate` messages / s are accepted.
    #[must_use]
    pub fn delivery_rate(&self, arrival_rate: f64) -> f64 {
        arrival_rate * self.deliveries()
    }

    /// Messages / s that are set aside.
    #[must_use]
    pub fn dead_letter_rate(&self, arrival_rate: f64) -> f64 {
        arrival_rate * self.dead()
    }

    /// Messages / s that succeed.
    #[must_use]
    pub fn goodput(&self, arrival_rate: f64) -> f64 {
        arrival_rate * (1.0 - self.dead())
    }

    /// Workers that are busy on average, with `service_mean` in s for each delivery.
    #[must_use]
    pub fn erlangs(&self, arrival_rate: f64, service_mean: f64) -> f64 {
        self.delivery_rate(arrival_rate) * service_mean
    }
}
