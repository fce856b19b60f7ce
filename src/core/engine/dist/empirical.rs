//! A distribution given by what was measured.

use crate::engine::rng::Stream;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// Durations in seconds, at least 0: a sample of them, or quantiles. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct Empirical {
    form: Form,
    mean: f64,
    scv: f64,
}

/// A part of a distribution, evenly spread between two durations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Its probability.
    pub share: f64,
    /// Seconds.
    pub low: f64,
    /// Seconds, at least `low`; if it is `low`, all are as long.
    pub high: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Form {
    /// Each equally likely; at least one.
    Values(Arc<[f64]>),
    /// Probability and value, from probability 0 to 1; between them the quantile function is
    /// linear.
    Quantiles(Arc<[(f64, f64)]>),
}

impl Serialize for Empirical {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.form.serialize(out)
    }
}

impl Empirical {
    /// Each of `values`, in seconds, is equally likely. None if there is none, or one that is
    /// negative or not finite.
    #[must_use]
    pub fn of_values(values: &[f64]) -> Option<Self> {
        let valid = !values.is_empty() && values.iter().copied().all(is_duration);
        valid.then(|| Self::new(Form::Values(values.into())))
    }

    /// By its quantiles: pairs of a probability and a value in seconds. None unless the
    /// probabilities rise from 0 to 1 and the values, which are durations, do not fall.
    #[must_use]
    pub fn of_quantiles(quantiles: &[(f64, f64)]) -> Option<Self> {
        let (first, last) = (quantiles.first()?, quantiles.last()?);
        let valid = first.0 == 0.0
            && last.0 == 1.0
            && quantiles.is_sorted_by(|one, next| one.0 < next.0 && one.1 <= next.1)
            && quantiles.iter().all(|point| is_duration(point.1));
        valid.then(|| Self::new(Form::Quantiles(quantiles.into())))
    }

    fn new(form: Form) -> Self {
        let (mean, square) = moments(&form);
        let scv = if mean > 0.0 {
            // Rounding may leave less than nothing of a constant.
            (square / (mean * mean) - 1.0).max(0.0)
        } else {
            0.0
        };
        Self { form, mean, scv }
    }

    /// The mean, in seconds.
    #[must_use]
    pub const fn mean(&self) -> f64 {
        self.mean
    }

    /// The squared coefficient of variation; 0 where the mean is 0.
    #[must_use]
    pub const fn scv(&self) -> f64 {
        self.scv
    }

    /// What it is made of: each piece begins where the one before it ends, or later.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        match &self.form {
            Form::Values(values) => {
                let mut sorted = values.to_vec();
                sorted.sort_unstable_by(f64::total_cmp);
                let share = 1.0 / sorted.len() as f64;
                let piece = |value| Piece {
                    share,
                    low: value,
                    high: value,
                };
                sorted.into_iter().map(piece).collect()
            }
            Form::Quantiles(quantiles) => {
                let piece = |pair: &[(f64, f64)]| Piece {
                    share: pair[1].0 - pair[0].0,
                    low: pair[0].1,
                    high: pair[1].1,
                };
                quantiles.windows(2).map(piece).collect()
            }
        }
    }

    /// The only value that it has, if it has but one.
    #[must_use]
    pub fn only(&self) -> Option<f64> {
        let (first, same) = match &self.form {
            Form::Values(values) => (values[0], values.iter().all(|value| *value == values[0])),
            Form::Quantiles(points) => (points[0].1, points.iter().all(|it| it.1 == points[0].1)),
        };
        same.then_some(first)
    }

    /// The same shape with another mean, in seconds; if all values are 0, all become `mean`.
    #[must_use]
    pub fn with_mean(&self, mean: f64) -> Self {
        let factor = mean / self.mean;
        let scaled = |value: f64| {
            if self.mean > 0.0 {
                value * factor
            } else {
                mean
            }
        };
        Self::new(match &self.form {
            Form::Values(values) => {
                Form::Values(values.iter().map(|value| scaled(*value)).collect())
            }
            Form::Quantiles(quantiles) => {
                let scale = |&(probability, value): &(f64, f64)| (probability, scaled(value));
                Form::Quantiles(quantiles.iter().map(scale).collect())
            }
        })
    }

    /// Draws a duration, in seconds.
    #[must_use]
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        match &self.form {
            Form::Values(values) => {
                // The high word of the product is uniform below the length (Lemire 2019), up to
                // 2^-64 times the length.
                let place = (u128::from(stream.word()) * values.len() as u128) >> 64;
                values[place as usize]
            }
            Form::Quantiles(quantiles) => {
                let at = stream.unit();
                // In (0, 1], so there is a point before it, and one that is not.
                let after = quantiles.partition_point(|point| point.0 < at);
                let ((from, low), (to, high)) = (quantiles[after - 1], quantiles[after]);
                low + (high - low) * ((at - from) / (to - from))
            }
        }
    }
}

fn is_duration(value: f64) -> bool {
    value >= 0.0 && value.is_finite()
}

/// The mean and the mean square.
fn moments(form: &Form) -> (f64, f64) {
    match form {
        Form::Values(values) => {
            let many = values.len() as f64;
            let square: f64 = values.iter().map(|value| value * value).sum();
            (values.iter().sum::<f64>() / many, square / many)
        }
        Form::Quantiles(quantiles) => {
            let mut moments = (0.0, 0.0);
            for pair in quantiles.windows(2) {
                let ((from, low), (to, high)) = (pair[0], pair[1]);
                // Uniform from low to high.
                moments.0 += (to - from) * (low + high) / 2.0;
                moments.1 += (to - from) * (low * low + low * high + high * high) / 3.0;
            }
            moments
        }
    }
}
