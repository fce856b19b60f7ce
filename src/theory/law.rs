//! The laws of durations: moments, tails, partial means.

use super::incomplete::{gamma, poisson};
use super::pieces::Pieces;
use crate::engine::dist::weibull_power;
use crate::engine::{Distribution, math};
use std::f64::consts::{PI, SQRT_2};

/// The first three moments of a duration, in s, s^2 and s^3; infinite where there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// E\[X\].
    pub mean: f64,
    /// E\[X^2\].
    pub second: f64,
    /// E\[X^3\].
    pub third: f64,
}

impl Moments {
    /// Those of a distribution.
    #[must_use]
    pub fn of(duration: &Distribution) -> Self {
        let mean = duration.mean();
        let cube = mean * mean * mean;
        let third = match *duration {
            Distribution::Constant { .. } => cube,
            Distribution::Exponential { .. } => cube * 6.0,
            Distribution::Erlang { .. } | Distribution::Gamma { .. } => {
                let scv = duration.scv();
                cube * (1.0 + scv) * (1.0 + 2.0 * scv)
            }
            Distribution::Lognormal { scv, .. } => cube * (1.0 + scv) * (1.0 + scv) * (1.0 + scv),
            // With balanced means, 3! / 2^3 times the sum of 1 / share^2.
            Distribution::Hyperexponential { scv, .. } => cube * 3.0 * scv * (1.0 + scv),
            Distribution::Uniform { low, high } => Pieces::uniform(low, high).third(),
            Distribution::Weibull { scv, .. } => {
                let power = weibull_power(scv);
                let (one, three) = (1.0 + power, 1.0 + 3.0 * power);
                cube * math::exp(math::ln_gamma(three) - 3.0 * math::ln_gamma(one))
            }
            Distribution::Pareto { shape, .. } if shape <= 3.0 => f64::INFINITY,
            Distribution::Pareto { shape, .. } => {
                let least = mean * (shape - 1.0) / shape;
                least * least * least * shape / (shape - 3.0)
            }
            Distribution::Empirical(ref empirical) => Pieces::new(&empirical.pieces()).third(),
        };
        Self {
            mean,
            second: mean * mean * (1.0 + duration.scv()),
            third,
        }
    }

    /// Those of a duration that is one of several, each with its weight; none without weight.
    #[must_use]
    pub fn mixture(parts: &[(f64, Self)]) -> Option<Self> {
        let all = parts.iter().fold(0.0, |sum, (weight, _)| sum + weight);
        let mean_of = |moment: fn(&Self) -> f64| {
            // What has no weight has no infinite moment either.
            let parts = parts.iter().filter(|(weight, _)| *weight > 0.0);
            let weighed = parts.map(|(weight, part)| weight * moment(part));
            weighed.fold(0.0, |sum, value| sum + value) / all
        };
        (all > 0.0).then(|| Self {
            mean: mean_of(|part| part.mean),
            second: mean_of(|part| part.second),
            third: mean_of(|part| part.third),
        })
    }

    /// Those of the sum of `count` > 0 independent copies: their cumulants add up.
    #[must_use]
    pub fn sum_of(&self, count: f64) -> Self {
        let variance = count * (self.second - self.mean * self.mean);
        let skew = count
            * (self.third - 3.0 * self.mean * self.second
                + 2.0 * self.mean * self.mean * self.mean);
        let mean = count * self.mean;
        let third = if self.third.is_finite() {
            skew + 3.0 * mean * variance + mean * mean * mean
        } else {
            f64::INFINITY
        };
        Self {
            mean,
            second: variance + mean * mean,
            third,
        }
    }
}

/// A distribution with what its law takes computed beforehand.
#[derive(Clone, Debug, PartialEq)]
pub struct Law(Kind);

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Pieces(Pieces),
    Exponential { mean: f64 },
    Gamma { shape: f64, scale: f64 },
    Lognormal { mean: f64, variance: f64 },
    Hyperexponential { mean: f64, shares: [f64; 2] },
    Weibull { mean: f64, power: f64, scale: f64 },
    Pareto { shape: f64, least: f64 },
}

impl Law {
    /// That of a distribution.
    #[must_use]
    pub fn of(duration: &Distribution) -> Self {
        Self(match *duration {
            Distribution::Constant { value } => Kind::Pieces(Pieces::constant(value)),
            Distribution::Uniform { low, high } => Kind::Pieces(Pieces::uniform(low, high)),
            Distribution::Empirical(ref empirical) => {
                Kind::Pieces(Pieces::new(&empirical.pieces()))
            }
            Distribution::Exponential { mean } => Kind::Exponential { mean },
            Distribution::Erlang { mean, stages } => {
                let shape = f64::from(stages);
                let scale = mean / shape;
                Kind::Gamma { shape, scale }
            }
            Distribution::Gamma { mean, scv } => {
                let (shape, scale) = (1.0 / scv, mean * scv);
                Kind::Gamma { shape, scale }
            }
            Distribution::Lognormal { mean, scv } => {
                let variance = math::ln_1p(scv);
                Kind::Lognormal { mean, variance }
            }
            Distribution::Hyperexponential { mean, scv } => {
                let shares = shares(scv);
                Kind::Hyperexponential { mean, shares }
            }
            Distribution::Weibull { mean, scv } => {
                let power = weibull_power(scv);
                let scale = mean / math::exp(math::ln_gamma(1.0 + power));
                Kind::Weibull { mean, power, scale }
            }
            Distribution::Pareto { mean, shape } => {
                let least = mean * (shape - 1.0) / shape;
                Kind::Pareto { shape, least }
            }
        })
    }

    /// The pieces that it is made of, if it is.
    #[must_use]
    pub const fn pieces(&self) -> Option<&Pieces> {
        match &self.0 {
            Kind::Pieces(pieces) => Some(pieces),
            _ => None,
        }
    }

    /// P(X > `x`), for `x` >= 0 in s.
    #[must_use]
    pub fn tail(&self, x: f64) -> f64 {
        match self.0 {
            Kind::Pieces(ref pieces) => pieces.tail(x),
            Kind::Exponential { mean } => math::exp(-x / mean),
            Kind::Gamma { shape, scale } => gamma(shape, x / scale).1,
            Kind::Lognormal { mean, variance } => {
                math::erfc(standardised(mean, variance, x) / SQRT_2) / 2.0
            }
            Kind::Hyperexponential { mean, shares } => {
                let branch = |share: f64| share * math::exp(-2.0 * share * x / mean);
                shares.map(branch).iter().sum()
            }
            Kind::Weibull { power, scale, .. } => math::exp(-hazard(power, scale, x)),
            Kind::Pareto { least, .. } if x <= least => 1.0,
            Kind::Pareto { shape, least } => math::pow(least / x, shape),
        }
    }

    /// E\[X; X <= x\] in s: what the durations up to `x` >= 0 in s contribute to the mean.
    #[must_use]
    pub fn mean_below(&self, x: f64) -> f64 {
        let exponential = |mean: f64| mean * gamma(2.0, x / mean).0;
        match self.0 {
            Kind::Pieces(ref pieces) => pieces.mean_below(x),
            Kind::Exponential { mean } => exponential(mean),
            Kind::Gamma { shape, scale } => shape * scale * gamma(shape + 1.0, x / scale).0,
            Kind::Lognormal { mean, variance } => {
                let above = variance.sqrt() - standardised(mean, variance, x);
                mean * math::erfc(above / SQRT_2) / 2.0
            }
            Kind::Hyperexponential { mean, shares } => {
                let branch = |share: f64| share * exponential(mean / (2.0 * share));
                shares.map(branch).iter().sum()
            }
            Kind::Weibull { mean, power, scale } => {
                mean * gamma(1.0 + power, hazard(power, scale, x)).0
            }
            Kind::Pareto { least, .. } if x <= least => 0.0,
            Kind::Pareto { shape, least } => {
                let mean = least * shape / (shape - 1.0);
                -mean * math::exp_m1((shape - 1.0) * math::ln(least / x))
            }
        }
    }

    /// x f(x), the density of ln X at ln `x`, for `x` > 0 in s; none where the law is made of
    /// pieces, some of which may have no width.
    #[must_use]
    pub fn log_density(&self, x: f64) -> Option<f64> {
        let exponential = |t: f64| t * math::exp(-t);
        Some(match self.0 {
            Kind::Pieces(_) => return None,
            Kind::Exponential { mean } => exponential(x / mean),
            Kind::Gamma { shape, scale } => shape * poisson(shape, x / scale),
            Kind::Lognormal { mean, variance } => {
                let normal = standardised(mean, variance, x);
                math::exp(-normal * normal / 2.0) / (2.0 * PI * variance).sqrt()
            }
            Kind::Hyperexponential { mean, shares } => {
                let branch = |share: f64| share * exponential(2.0 * share * x / mean);
                shares.map(branch).iter().sum()
            }
            Kind::Weibull { power, scale, .. } => exponential(hazard(power, scale, x)) / power,
            Kind::Pareto { shape, least } if x >= least => shape * self.tail(x),
            Kind::Pareto { .. } => 0.0,
        })
    }

    /// Where the tail may have a kink or a step, in s.
    #[must_use]
    pub fn kinks(&self) -> Vec<f64> {
        match &self.0 {
            Kind::Pieces(pieces) => pieces.kinks().collect(),
            Kind::Pareto { least, .. } => vec![*least],
            _ => Vec::new(),
        }
    }
}

/// The shares of the branches of a hyperexponential, with balanced means as the sampler draws it:
/// a branch has half of the mean, divided by its share.
pub(super) fn shares(scv: f64) -> [f64; 2] {
    // 1 - root^2 over 1 + root: what 1 - root would cancel to.
    let root = ((scv - 1.0) / (scv + 1.0)).sqrt();
    [(1.0 + root) / 2.0, 1.0 / (scv + 1.0) / (1.0 + root)]
}

/// How many standard deviations ln `x` is above its mean for a lognormal duration.
fn standardised(mean: f64, variance: f64, x: f64) -> f64 {
    (math::ln(x / mean) + variance / 2.0) / variance.sqrt()
}

/// -ln P(X > `x`) of a Weibull duration; beyond some value all are alike, and infinity would spread.
fn hazard(power: f64, scale: f64, x: f64) -> f64 {
    math::pow(x / scale, 1.0 / power).min(1e4)
}
