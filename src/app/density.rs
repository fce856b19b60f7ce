//! A small picture of a distribution: how likely each duration is, against the likeliest.

use crate::engine::Distribution;
use crate::engine::dist::{Piece, weibull_power};
use crate::engine::math;

/// The outline of a density: heights from 0 to 1 at equal steps from 0 to `to`.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// Heights; the highest is 1.
    pub heights: Vec<f32>,
    /// Right end of the picture, s.
    pub to: f64,
    /// Where the mean is, as a part of the width.
    pub mean: f32,
}

/// Steps of the outline.
const STEPS: usize = 48;

impl Density {
    /// Of a distribution; it ends where little of it is left.
    #[must_use]
    pub fn of(distribution: &Distribution) -> Self {
        let mean = distribution.mean();
        let spread = distribution.scv().sqrt().min(2.0);
        let to = match distribution {
            Distribution::Uniform { high, .. } => high * 1.15,
            _ => mean * (1.0 + 2.0 * spread).max(2.0),
        };
        let to = if to > 0.0 { to } else { 1.0 };
        let at = |step: usize| (step as f64 + 0.5) / STEPS as f64 * to;
        let raw: Vec<f64> = match distribution {
            Distribution::Empirical(empirical) => shares(&empirical.pieces(), to),
            Distribution::Constant { value } => {
                let piece = Piece {
                    share: 1.0,
                    low: *value,
                    high: *value,
                };
                shares(&[piece], to)
            }
            _ => (0..STEPS)
                .map(|step| density(distribution, at(step)))
                .collect(),
        };
        let most = raw.iter().copied().fold(0.0, f64::max);
        let scale = if most > 0.0 && most.is_finite() {
            1.0 / most
        } else {
            0.0
        };
        Self {
            heights: raw.iter().map(|height| (height * scale) as f32).collect(),
            to,
            mean: (mean / to) as f32,
        }
    }
}

/// The density at `x` up to a factor.
fn density(distribution: &Distribution, x: f64) -> f64 {
    match *distribution {
        Distribution::Exponential { mean } => (-x / mean).exp(),
        Distribution::Erlang { mean, stages } => gamma(x / mean, f64::from(stages)),
        Distribution::Gamma { mean, scv } => gamma(x / mean, 1.0 / scv),
        Distribution::Lognormal { mean, scv } => {
            let variance = (1.0 + scv).ln();
            let distance = (x / mean).ln() + variance / 2.0;
            (-distance * distance / (2.0 * variance)).exp() / x
        }
        Distribution::Hyperexponential { mean, scv } => {
            // Balanced means: each branch brings half of the mean.
            let p = f64::midpoint(1.0, ((scv - 1.0) / (scv + 1.0)).sqrt());
            let branch = |p: f64| {
                let rate = 2.0 * p / mean;
                p * rate * (-rate * x).exp()
            };
            branch(p) + branch(1.0 - p)
        }
        Distribution::Uniform { low, high } => f64::from(u8::from(x >= low && x <= high)),
        Distribution::Weibull { mean, scv } => {
            let power = weibull_power(scv);
            let shape = 1.0 / power;
            let scaled = x / mean * math::exp(math::ln_gamma(1.0 + power));
            ((shape - 1.0) * scaled.ln() - scaled.powf(shape)).exp()
        }
        Distribution::Pareto { mean, shape } => {
            let least = mean * (shape - 1.0) / shape;
            if x < least {
                0.0
            } else {
                (least / x).powf(shape + 1.0)
            }
        }
        Distribution::Constant { .. } | Distribution::Empirical(_) => 0.0,
    }
}

/// Of shape `shape` and mean 1, by its logarithm: a large shape would overflow; against its height at
/// the mean, for the same reason.
fn gamma(x: f64, shape: f64) -> f64 {
    ((shape - 1.0) * x.ln() - shape * (x - 1.0)).exp()
}

/// What lies in each step.
fn shares(pieces: &[Piece], to: f64) -> Vec<f64> {
    let mut steps = vec![0.0; STEPS];
    let place = |x: f64| ((x / to * STEPS as f64) as usize).min(STEPS - 1);
    for piece in pieces.iter().filter(|piece| piece.low <= to) {
        let (first, last) = (place(piece.low), place(piece.high.min(to)));
        let each = piece.share / (last - first + 1) as f64;
        steps[first..=last]
            .iter_mut()
            .for_each(|step| *step += each);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::shape::of_family;
    use crate::scenario::Scenario;

    #[test]
    fn every_family_has_an_outline_that_reaches_from_0_to_1() {
        let families = [
            "constant",
            "exponential",
            "erlang",
            "lognormal",
            "hyperexponential",
            "gamma",
            "weibull",
            "uniform",
            "pareto",
            "empirical",
        ];
        for family in families {
            for mean in [1e-3, 0.4, 900.0] {
                let value = of_family(&Distribution::Lognormal { mean, scv: 2.0 }, family);
                let density = Density::of(&Scenario::distribution_from(&value).unwrap());
                let most = density.heights.iter().copied().fold(0.0, f32::max);
                assert!((most - 1.0).abs() < 1e-6, "{family}: {most}");
                assert!(
                    density
                        .heights
                        .iter()
                        .all(|height| (0.0..=1.0).contains(height))
                );
                assert!((0.0..1.0).contains(&density.mean), "{family}");
            }
        }
    }
}
