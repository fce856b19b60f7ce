//! Distributions as the document has them.

use crate::engine::Distribution;
use crate::scenario::range::{self, Range};
use crate::scenario::reader::Node;

/// What stands where a distribution is missing.
pub const A_DISTRIBUTION: &str = "an object with a distribution";

/// A distribution that may be absent.
pub fn optional_distribution(node: &Node<'_>, key: &str) -> Option<Distribution> {
    let node = node.optional_node(key)?;
    Some(distribution(Some(&node), &range::CONSTANT))
}

/// A distribution whose constant form lies in `constant`.
pub fn distribution(node: Option<&Node<'_>>, constant: &Range) -> Distribution {
    let stand_in = Distribution::Constant { value: 1.0 };
    let Some(node) = node else {
        return stand_in;
    };
    let mean = || node.number("mean", &range::DURATION);
    let words = [
        "constant",
        "exponential",
        "erlang",
        "lognormal",
        "hyperexponential",
    ];
    match node.choice("distribution", &words) {
        Some("constant") => {
            node.allow(&["distribution", "value"]);
            Distribution::Constant {
                value: node.number("value", constant),
            }
        }
        Some("exponential") => {
            node.allow(&["distribution", "mean"]);
            Distribution::Exponential { mean: mean() }
        }
        Some("erlang") => {
            node.allow(&["distribution", "mean", "stages"]);
            Distribution::Erlang {
                mean: mean(),
                stages: node.number("stages", &range::STAGES) as u32,
            }
        }
        Some("lognormal") => {
            node.allow(&["distribution", "mean", "scv"]);
            Distribution::Lognormal {
                mean: mean(),
                scv: node.number("scv", &range::SCV),
            }
        }
        Some(_) => {
            node.allow(&["distribution", "mean", "scv"]);
            Distribution::Hyperexponential {
                mean: mean(),
                scv: node.number("scv", &range::SCV_HYPER),
            }
        }
        None => stand_in,
    }
}
