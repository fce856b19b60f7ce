//! Distributions of durations, in seconds. One that exists is valid.

use super::math;
use super::rng::Stream;
use super::time::SimDuration;
use serde::Serialize;

/// A distribution of durations. Means are in seconds; `scv` is the squared coefficient of
/// variation, variance / mean^2.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
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
            | Self::Hyperexponential { mean, .. } => mean,
        }
    }

    /// The squared coefficient of variation.
    #[must_use]
    pub fn scv(&self) -> f64 {
        match *self {
            Self::Constant { .. } => 0.0,
            Self::Exponential { .. } => 1.0,
            Self::Erlang { stages, .. } => 1.0 / f64::from(stages),
            Self::Lognormal { scv, .. } | Self::Hyperexponential { scv, .. } => scv,
        }
    }

    /// The same shape with another mean.
    #[must_use]
    pub const fn with_mean(self, mean: f64) -> Self {
        match self {
            Self::Constant { .. } => Self::Constant { value: mean },
            Self::Exponential { .. } => Self::Exponential { mean },
            Self::Erlang { stages, .. } => Self::Erlang { mean, stages },
            Self::Lognormal { scv, .. } => Self::Lognormal { mean, scv },
            Self::Hyperexponential { scv, .. } => Self::Hyperexponential { mean, scv },
        }
    }

    /// Ready to draw from, with what can be computed beforehand computed.
    #[must_use]
    pub fn sampler(&self) -> Sampler {
        match *self {
            Self::Constant { value } => Sampler::Constant(SimDuration::from_secs(value)),
            Self::Exponential { mean } => Sampler::Exponential(mean),
            Self::Erlang { mean, stages } => Sampler::Erlang {
                stage: mean / f64::from(stages),
                stages,
            },
            Self::Lognormal { mean, scv } => {
                let variance = math::ln(1.0 + scv);
                Sampler::Lognormal {
                    location: math::ln(mean) - variance / 2.0,
                    spread: variance.sqrt(),
                }
            }
            Self::Hyperexponential { mean, scv } => {
                // Balanced means: each branch carries half of the mean.
                let share = (1.0 + ((scv - 1.0) / (scv + 1.0)).sqrt()) / 2.0;
                Sampler::Hyperexponential {
                    share,
                    short: mean / (2.0 * share),
                    long: mean / (2.0 * (1.0 - share)),
                }
            }
        }
    }
}

/// A [`Distribution`] prepared for drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sampler {
    /// Always the same.
    Constant(SimDuration),
    /// By its mean in seconds.
    Exponential(f64),
    /// By the mean of one stage in seconds.
    Erlang {
        /// Seconds.
        stage: f64,
        /// How many stages.
        stages: u32,
    },
    /// exp(location + spread x normal).
    Lognormal {
        /// Mean of the logarithm.
        location: f64,
        /// Standard deviation of the logarithm.
        spread: f64,
    },
    /// With probability `share` exponential with mean `short`, else with mean `long`.
    Hyperexponential {
        /// In [0.5, 1).
        share: f64,
        /// Seconds.
        short: f64,
        /// Seconds.
        long: f64,
    },
}

impl Sampler {
    /// Draws a duration.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> SimDuration {
        match *self {
            Self::Constant(duration) => duration,
            Self::Exponential(mean) => SimDuration::from_secs(mean * stream.exponential()),
            Self::Erlang { stage, stages } => erlang(stage, stages, stream),
            Self::Lognormal { location, spread } => lognormal(location, spread, stream),
            Self::Hyperexponential { share, short, long } => {
                hyperexponential(share, short, long, stream)
            }
        }
    }
}

// Apart, so that `draw` stays small enough to become part of its callers.

#[inline(never)]
fn erlang(stage: f64, stages: u32, stream: &mut Stream) -> SimDuration {
    let sum: f64 = (0..stages).map(|_| stream.exponential()).sum();
    SimDuration::from_secs(stage * sum)
}

#[inline(never)]
fn lognormal(location: f64, spread: f64, stream: &mut Stream) -> SimDuration {
    SimDuration::from_secs(math::exp(location + spread * stream.normal()))
}

#[inline(never)]
fn hyperexponential(share: f64, short: f64, long: f64, stream: &mut Stream) -> SimDuration {
    let mean = if stream.unit() <= share { short } else { long };
    SimDuration::from_secs(mean * stream.exponential())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::rng::Purpose;

    #[test]
    fn samples_have_the_mean_and_the_scv_that_were_asked_for() {
        let cases = [
            Distribution::Constant { value: 0.3 },
            Distribution::Exponential { mean: 2.0 },
            Distribution::Erlang {
                mean: 1.5,
                stages: 4,
            },
            Distribution::Lognormal {
                mean: 0.4,
                scv: 2.0,
            },
            Distribution::Hyperexponential {
                mean: 5.0,
                scv: 4.0,
            },
            Distribution::Hyperexponential {
                mean: 5.0,
                scv: 1.0,
            },
        ];
        for distribution in cases {
            let sampler = distribution.sampler();
            let mut stream = Stream::new(3, Purpose::Service, 0, 0);
            let n = 400_000;
            let (mut sum, mut squares) = (0.0, 0.0);
            for _ in 0..n {
                let x = sampler.draw(&mut stream).secs() / distribution.mean();
                sum += x;
                squares += x * x;
            }
            let mean = sum / f64::from(n);
            let scv = squares / f64::from(n) / (mean * mean) - 1.0;
            assert!((mean - 1.0).abs() < 0.02, "{distribution:?}: mean {mean}");
            let bound = 0.12 * distribution.scv() + 1e-9;
            assert!(
                (scv - distribution.scv()).abs() < bound,
                "{distribution:?}: scv {scv}"
            );
        }
    }
}
