//! A distribution ready to draw from.

use super::{Distribution, Empirical};
use crate::engine::math;
use crate::engine::rng::Stream;
use crate::engine::time::SimDuration;

/// A [`Distribution`] prepared for drawing. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
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
    /// Evenly from `low` on.
    Uniform {
        /// Seconds.
        low: f64,
        /// Seconds.
        width: f64,
    },
    /// By shape and scale.
    Gamma {
        /// Above 0.
        shape: f64,
        /// Seconds.
        scale: f64,
    },
    /// scale x exponential^power.
    Weibull {
        /// 1 / shape.
        power: f64,
        /// Seconds.
        scale: f64,
    },
    /// least x exp(exponential / shape).
    Pareto {
        /// Above 1.
        shape: f64,
        /// Seconds.
        least: f64,
    },
    /// As measured.
    Empirical(Empirical),
}

impl Sampler {
    /// Draws a duration.
    #[inline(always)]
    pub fn draw(&self, stream: &mut Stream) -> SimDuration {
        match self {
            Self::Constant(duration) => *duration,
            Self::Exponential(mean) => SimDuration::from_secs(mean * stream.exponential()),
            _ => self.draw_other(stream),
        }
    }

    // Apart, so that `draw` stays small enough to become part of its callers.
    #[inline(never)]
    fn draw_other(&self, stream: &mut Stream) -> SimDuration {
        SimDuration::from_secs(match self {
            Self::Constant(duration) => return *duration,
            Self::Exponential(mean) => mean * stream.exponential(),
            Self::Erlang { stage, stages } => {
                let sum: f64 = (0..*stages).map(|_| stream.exponential()).sum();
                stage * sum
            }
            Self::Lognormal { location, spread } => math::exp(location + spread * stream.normal()),
            Self::Hyperexponential { share, short, long } => {
                let mean = if stream.unit() <= *share { short } else { long };
                mean * stream.exponential()
            }
            Self::Uniform { low, width } => low + width * stream.unit(),
            Self::Gamma { shape, scale } => scale * gamma(*shape, stream),
            Self::Weibull { power, scale } => scale * math::pow(stream.exponential(), *power),
            Self::Pareto { shape, least } => least * math::exp(stream.exponential() / shape),
            Self::Empirical(empirical) => empirical.draw(stream),
        })
    }
}

impl Distribution {
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
            Self::Uniform { low, high } => Sampler::Uniform {
                low,
                width: high - low,
            },
            Self::Gamma { mean, scv } => Sampler::Gamma {
                shape: 1.0 / scv,
                scale: mean * scv,
            },
            Self::Weibull { mean, scv } => {
                let power = weibull_power(scv);
                Sampler::Weibull {
                    power,
                    scale: mean / math::exp(math::ln_gamma(1.0 + power)),
                }
            }
            Self::Pareto { mean, shape } => Sampler::Pareto {
                shape,
                least: mean * (shape - 1.0) / shape,
            },
            Self::Empirical(ref empirical) => Sampler::Empirical(empirical.clone()),
        }
    }
}

/// A gamma variate of scale 1, by Marsaglia and Tsang's method (2000).
fn gamma(shape: f64, stream: &mut Stream) -> f64 {
    if shape < 1.0 {
        // Their boost: that of shape + 1, times a uniform to the power 1 / shape.
        let shrink = math::exp(-stream.exponential() / shape);
        return gamma(shape + 1.0, stream) * shrink;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = stream.normal();
        let root = 1.0 + c * x;
        if root <= 0.0 {
            continue;
        }
        let v = root * root * root;
        let u = stream.unit();
        let square = x * x;
        if u < 1.0 - 0.0331 * square * square
            || math::ln(u) < square / 2.0 + d * (1.0 - v + math::ln(v))
        {
            return d * v;
        }
    }
}

/// 1 / shape of the Weibull distribution with this scv, which is
/// Gamma(1 + 2 / shape) / Gamma(1 + 1 / shape)^2 - 1. That rises with 1 / shape; by bisection.
#[must_use]
pub fn weibull_power(scv: f64) -> f64 {
    let ratio = |power: f64| {
        math::exp(math::ln_gamma(1.0 + 2.0 * power) - 2.0 * math::ln_gamma(1.0 + power))
    };
    // An scv from 0.00016 to beyond 10^10.
    let (mut low, mut high) = (0.01, 20.0);
    loop {
        let middle = (low + high) / 2.0;
        if middle <= low || middle >= high {
            return middle;
        }
        if ratio(middle) - 1.0 < scv {
            low = middle;
        } else {
            high = middle;
        }
    }
}
