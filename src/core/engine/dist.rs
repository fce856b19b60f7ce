//! Distributions of durations, in seconds. One that exists is valid.

mod empirical;
mod sampler;

pub use empirical::{Empirical, Piece};
pub use sampler::{Sampler, weibull_power};

use serde::Serialize;

/// A distribution of durations. Means are in seconds; `scv` is the squared coefficient of
/// variation, variance / mean^2.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "distribution", rename_all = "kebab-case")]
pub enum Distribution {
    /// Always `value` seconds; scv 0.
    Constant {
        /// Seconds.
        value: f64,
    },
    /// scv 1.
    Exponential {
        /// Seconds.
        mean: f64,
    },
    /// The sum of `stages` exponential stages; scv 1 / stages.
    Erlang {
        /// Seconds.
        mean: f64,
        /// At least 1.
        stages: u32,
    },
    /// The logarithm is normal.
    Lognormal {
        /// Seconds.
        mean: f64,
        /// Above 0.
        scv: f64,
    },
    /// One of two exponentials, chosen with balanced means (Whitt 1982).
    Hyperexponential {
        /// Seconds.
        mean: f64,
        /// At least 1.
        scv: f64,
    },
    /// Evenly between two durations.
    Uniform {
        /// Seconds, at least 0.
        low: f64,
        /// Seconds, at least `low` and above 0.
        high: f64,
    },
    /// Of shape 1 / scv.
    Gamma {
        /// Seconds.
        mean: f64,
        /// Above 0.
        scv: f64,
    },
    /// An exponential to a power: its hazard falls with time if the scv is above 1, and else rises.
    Weibull {
        /// Seconds.
        mean: f64,
        /// From 0.001 to 1000.
        scv: f64,
    },
    /// Type I: longer than x with probability (least / x)^shape. Its variance is infinite for a
    /// shape of 2 or less.
    Pareto {
        /// Seconds.
        mean: f64,
        /// Above 1.
        shape: f64,
    },
    /// As measured.
    Empirical(Empirical),
}

impl Distribution {
    /// The mean, in seconds.
    #[must_use]
    pub const fn mean(&self) -> f64 {
        match *self {
            Self::Constant { value } => value,
            Self::Exponential { mean }
            | Self::Erlang { mean, .. }
            | Self::Lognormal { mean, .. }
            | Self::Hyperexponential { mean, .. }
            | Self::Gamma { mean, .. }
            | Self::Weibull { mean, .. }
            | Self::Pareto { mean, .. } => mean,
            Self::Uniform { low, high } => (low + high) / 2.0,
            Self::Empirical(ref empirical) => empirical.mean(),
        }
    }

    /// The squared coefficient of variation; infinite if the variance is.
    #[must_use]
    pub fn scv(&self) -> f64 {
        match *self {
            Self::Constant { .. } => 0.0,
            Self::Exponential { .. } => 1.0,
            Self::Erlang { stages, .. } => 1.0 / f64::from(stages),
            Self::Lognormal { scv, .. }
            | Self::Hyperexponential { scv, .. }
            | Self::Gamma { scv, .. }
            | Self::Weibull { scv, .. } => scv,
            Self::Uniform { low, high } => {
                let relative = (high - low) / (high + low);
                relative * relative / 3.0
            }
            Self::Pareto { shape, .. } if shape <= 2.0 => f64::INFINITY,
            Self::Pareto { shape, .. } => 1.0 / (shape * (shape - 2.0)),
            Self::Empirical(ref empirical) => empirical.scv(),
        }
    }

    /// Whether the variance is finite.
    #[must_use]
    pub fn has_finite_variance(&self) -> bool {
        self.scv().is_finite()
    }

    /// Whether the third moment is finite.
    #[must_use]
    pub fn has_finite_third_moment(&self) -> bool {
        !matches!(self, Self::Pareto { shape, .. } if *shape <= 3.0)
    }

    /// The same shape with another mean, in seconds.
    #[must_use]
    pub fn with_mean(&self, mean: f64) -> Self {
        match *self {
            Self::Constant { .. } => Self::Constant { value: mean },
            Self::Exponential { .. } => Self::Exponential { mean },
            Self::Erlang { stages, .. } => Self::Erlang { mean, stages },
            Self::Lognormal { scv, .. } => Self::Lognormal { mean, scv },
            Self::Hyperexponential { scv, .. } => Self::Hyperexponential { mean, scv },
            Self::Gamma { scv, .. } => Self::Gamma { mean, scv },
            Self::Weibull { scv, .. } => Self::Weibull { mean, scv },
            Self::Pareto { shape, .. } => Self::Pareto { mean, shape },
            Self::Uniform { low, high } => {
                let factor = mean / self.mean();
                Self::Uniform {
                    low: low * factor,
                    high: high * factor,
                }
            }
            Self::Empirical(ref empirical) => Self::Empirical(empirical.with_mean(mean)),
        }
    }
}
