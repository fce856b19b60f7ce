//! Laplace-Stieltjes transforms E\[exp(-s X)\] of durations.

use super::law::{Law, shares};
use super::nodes::{Node, nodes};
use super::pieces::Pieces;
use super::quadrature::{integrate, split};
use crate::engine::{Distribution, math};

/// The transform of a distribution, with what it takes computed beforehand.
#[derive(Clone, Debug, PartialEq)]
pub struct Transform(Form);

#[derive(Clone, Debug, PartialEq)]
enum Form {
    Pieces(Pieces),
    Gamma { shape: f64, scale: f64 },
    Hyperexponential { mean: f64, shares: [f64; 2] },
    Pareto { shape: f64, least: f64 },
    Nodes(Vec<Node>),
}

impl Transform {
    /// That of a distribution.
    #[must_use]
    pub fn of(duration: &Distribution) -> Self {
        Self(match *duration {
            Distribution::Exponential { mean } => Form::Gamma {
                shape: 1.0,
                scale: mean,
            },
            Distribution::Erlang { mean, stages } => Form::Gamma {
                shape: f64::from(stages),
                scale: mean / f64::from(stages),
            },
            Distribution::Gamma { mean, scv } => Form::Gamma {
                shape: 1.0 / scv,
                scale: mean * scv,
            },
            Distribution::Hyperexponential { mean, scv } => Form::Hyperexponential {
                mean,
                shares: shares(scv),
            },
            Distribution::Pareto { mean, shape } => Form::Pareto {
                shape,
                least: mean * (shape - 1.0) / shape,
            },
            _ => match Law::of(duration).pieces() {
                Some(pieces) => Form::Pieces(pieces.clone()),
                None => Form::Nodes(nodes(duration).unwrap_or_default()),
            },
        })
    }

    /// At `s` > 0 in 1/s.
    #[must_use]
    pub fn at(&self, s: f64) -> f64 {
        match &self.0 {
            Form::Pieces(pieces) => pieces.transform(s),
            Form::Gamma { shape, scale } => math::exp(-shape * math::ln_1p(s * scale)),
            Form::Hyperexponential { mean, shares } => {
                let branch = |share: f64| share / (1.0 + s * mean / (2.0 * share));
                shares.map(branch).iter().sum()
            }
            Form::Pareto { shape, least } => shape * integral(shape + 1.0, s * least),
            Form::Nodes(nodes) => {
                let part = |node: &Node| node.weight * math::exp(-s * node.x);
                nodes.iter().map(part).sum()
            }
        }
    }

    /// 1 - the transform at `s` > 0 in 1/s, with all its digits where that is small.
    #[must_use]
    pub fn complement(&self, s: f64) -> f64 {
        match &self.0 {
            Form::Pieces(pieces) => pieces.complement(s),
            Form::Gamma { shape, scale } => -math::exp_m1(-shape * math::ln_1p(s * scale)),
            Form::Hyperexponential { mean, shares } => {
                let branch = |share: f64| {
                    let x = s * mean / (2.0 * share);
                    share * x / (1.0 + x)
                };
                shares.map(branch).iter().sum()
            }
            Form::Pareto { shape, least } => {
                // By parts.
                let z = s * least;
                z * integral(*shape, z) - math::exp_m1(-z)
            }
            Form::Nodes(nodes) => {
                let part = |node: &Node| -node.weight * math::exp_m1(-s * node.x);
                nodes.iter().map(part).sum()
            }
        }
    }
}

/// The generalised exponential integral: that of u^-order exp(-z u) over u from 1 on, for `order`
/// and `z` > 0. With u = exp(t) it falls slowly until z u is about 1, and then fast.
fn integral(order: f64, z: f64) -> f64 {
    let slope = order - 1.0;
    let within = |t: f64| if slope > 0.0 { t.min(45.0 / slope) } else { t };
    let (bend, end) = (within(math::ln_1p(1.0 / z)), within(math::ln_1p(45.0 / z)));
    let pieces = |width: f64, steepest: f64| (width * (slope + z + steepest)).ceil() as u32 + 1;
    let mut points: Vec<f64> = split(0.0, bend, pieces(bend, 1.0)).collect();
    points.extend(split(bend, end, pieces(end - bend, 45.0)).skip(1));
    let [value] = integrate(&points, |t| [math::exp(-slope * t - z * math::exp_m1(t))]);
    value * math::exp(-z)
}
