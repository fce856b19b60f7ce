//! Means of functions of a duration by the trapezoidal rule for a logarithm, which converges
//! exponentially where all is analytic and fades at both ends.

use super::law::{self, Law};
use crate::engine::dist::weibull_power;
use crate::engine::{Distribution, math};

/// A point of the rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// A duration in s.
    pub x: f64,
    /// What its neighbourhood counts.
    pub weight: f64,
}

/// The nodes for a law that is smooth: the sum of weight x function is its mean, if the function
/// vanishes at 0 like x and does not grow at the other end. None of laws that are made of pieces.
#[must_use]
pub fn nodes(duration: &Distribution) -> Option<Vec<Node>> {
    let mean = duration.mean();
    match *duration {
        Distribution::Weibull { scv, .. } => {
            let power = weibull_power(scv);
            let scale = mean / math::exp(math::ln_gamma(1.0 + power));
            Some(by_hazard(|hazard| scale * math::pow(hazard, power)))
        }
        Distribution::Pareto { shape, .. } => {
            let least = mean * (shape - 1.0) / shape;
            Some(by_hazard(|hazard| least * math::exp(hazard / shape)))
        }
        _ => {
            let law = Law::of(duration);
            let grid = Grid::over(duration)?;
            let node = |y: f64| {
                let x = math::exp(y);
                let weight = grid.step * law.log_density(x)?;
                Some(Node { x, weight })
            };
            grid.points().map(node).collect()
        }
    }
}

/// By -ln P(X > x), which is exponential; as a function of its logarithm.
fn by_hazard(duration: impl Fn(f64) -> f64) -> Vec<Node> {
    let grid = Grid::exponential(0.0, 0.0);
    let node = |y: f64| {
        let hazard = math::exp(y);
        Node {
            x: duration(hazard),
            weight: grid.step * hazard * math::exp(-hazard),
        }
    };
    grid.points().map(node).collect()
}

/// Where the logarithm of a duration has its probability.
struct Grid {
    low: f64,
    high: f64,
    step: f64,
}

impl Grid {
    /// That of `duration`; what is left out is below 1e-16.
    fn over(duration: &Distribution) -> Option<Self> {
        let center = math::ln(duration.mean());
        match *duration {
            Distribution::Exponential { .. } => Some(Self::exponential(center, center)),
            Distribution::Hyperexponential { scv, .. } => {
                let [short, long] = law::shares(scv).map(|share| center - math::ln(2.0 * share));
                Some(Self::exponential(short, long))
            }
            Distribution::Erlang { .. } | Distribution::Gamma { .. } => {
                Some(Self::gamma(center, 1.0 / duration.scv()))
            }
            Distribution::Lognormal { scv, .. } => {
                let variance = math::ln_1p(scv);
                let spread = variance.sqrt();
                Some(Self {
                    low: center - variance / 2.0 - 9.0 * spread,
                    // Something that grows with x has its weight at one variance more.
                    high: center + variance / 2.0 + 9.0 * spread,
                    step: spread / 64.0,
                })
            }
            _ => None,
        }
    }

    /// Of exponentials between two whose means have these logarithms.
    fn exponential(short: f64, long: f64) -> Self {
        Self {
            low: short - 40.0,
            high: long + 4.6,
            step: 1.0 / 64.0,
        }
    }

    fn gamma(center: f64, shape: f64) -> Self {
        if shape < 1.0 {
            // Below, nearly all durations are nearly nothing, and count for nothing.
            let scale = center - math::ln(shape);
            return Self::exponential(scale, scale);
        }
        let above = math::ln(1.0 + 10.0 / shape.sqrt() + 90.0 / shape);
        Self {
            low: center - 1.0 - 40.0 / shape,
            high: center + above,
            step: 1.0 / (16.0 * shape.sqrt()).max(64.0),
        }
    }

    fn points(&self) -> impl Iterator<Item = f64> {
        let count = ((self.high - self.low) / self.step).ceil() as u32;
        (0..=count).map(|place| self.low + f64::from(place) * self.step)
    }
}
