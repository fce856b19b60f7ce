//! Distributions: from JSON, with every problem noted.

use crate::engine::Distribution;
use crate::engine::dist::Empirical;
use crate::scenario::range::{self, Range};
use crate::scenario::reader::Node;
use crate::words::{Words, both, say};

/// What stands where a distribution is missing.
pub const A_DISTRIBUTION: Words = both("an object with a distribution", "含 distribution 的对象");

const FAMILIES: [&str; 10] = [
    "constant",
    "exponential",
    "erlang",
    "lognormal",
    "hyperexponential",
    "uniform",
    "gamma",
    "weibull",
    "pareto",
    "empirical",
];

/// A distribution that may be absent.
pub fn optional_distribution(node: &Node<'_>, key: &str) -> Option<Distribution> {
    let node = node.optional_node(key)?;
    Some(distribution(Some(&node), &range::CONSTANT))
}

/// The distribution that `node` describes; `constant` is what a constant one may be, and its least
/// is the least mean of any. If something is wrong, or there is no node, a stand-in.
pub fn distribution(node: Option<&Node<'_>>, constant: &Range) -> Distribution {
    let stand_in = Distribution::Constant { value: 1.0 };
    let Some(node) = node else {
        return stand_in;
    };
    let fields = |rest: &[&str]| {
        let all: Vec<&str> = ["distribution"].iter().chain(rest).copied().collect();
        node.allow(&all);
    };
    let mean = || node.number("mean", &range::DURATION);
    let by_scv = |range: &Range| {
        fields(&["mean", "scv"]);
        (mean(), node.number("scv", range))
    };
    match node.choice("distribution", &FAMILIES) {
        Some("constant") => {
            fields(&["value"]);
            let value = node.number("value", constant);
            Distribution::Constant { value }
        }
        Some("exponential") => {
            fields(&["mean"]);
            Distribution::Exponential { mean: mean() }
        }
        Some("erlang") => {
            fields(&["mean", "stages"]);
            let stages = node.number("stages", &range::STAGES) as u32;
            Distribution::Erlang {
                mean: mean(),
                stages,
            }
        }
        Some("lognormal") => {
            let (mean, scv) = by_scv(&range::SCV);
            Distribution::Lognormal { mean, scv }
        }
        Some("hyperexponential") => {
            let (mean, scv) = by_scv(&range::SCV_HYPER);
            Distribution::Hyperexponential { mean, scv }
        }
        Some("gamma") => {
            let (mean, scv) = by_scv(&range::SCV);
            Distribution::Gamma { mean, scv }
        }
        Some("weibull") => {
            let (mean, scv) = by_scv(&range::SCV);
            Distribution::Weibull { mean, scv }
        }
        Some("pareto") => {
            fields(&["mean", "shape"]);
            let shape = node.number("shape", &range::SHAPE);
            Distribution::Pareto {
                mean: mean(),
                shape,
            }
        }
        Some("uniform") => {
            fields(&["low", "high"]);
            uniform(node)
        }
        Some(_) => {
            fields(&["values", "quantiles"]);
            empirical(node, constant).map_or(stand_in, Distribution::Empirical)
        }
        None => stand_in,
    }
}

fn uniform(node: &Node<'_>) -> Distribution {
    let low = node.number("low", &range::CONSTANT);
    let high = node.number("high", &range::DURATION);
    if node.has("low") && node.has("high") && high < low {
        let message = say!(
            "must be at least low, {low}, not {high}",
            "不得小于 low（{low}），而不是 {high}"
        );
        node.problem("high", message);
    }
    Distribution::Uniform { low, high }
}

/// By its values or by its quantiles: by exactly one of them.
fn empirical(node: &Node<'_>, constant: &Range) -> Option<Empirical> {
    let (key, empirical) = match (node.has("values"), node.has("quantiles")) {
        (true, true) => {
            let message = both("cannot be given beside values", "不能与 values 同时给出");
            node.problem("quantiles", message);
            return None;
        }
        (false, true) => ("quantiles", quantiles(node)?),
        _ => {
            let values = node.numbers("values", &range::CONSTANT, range::LONGEST)?;
            ("values", Empirical::of_values(&values)?)
        }
    };
    if empirical.mean() < constant.min {
        let (least, unit, mean) = (constant.min, constant.unit, empirical.mean());
        let message = say!(
            "must have a mean of at least {least} {unit}, not {mean}",
            "的均值至少须为 {least} {unit}，而不是 {mean}";
            unit
        );
        node.problem(key, message);
    }
    Some(empirical)
}

fn quantiles(node: &Node<'_>) -> Option<Empirical> {
    let key = "quantiles";
    let what = both("[probability, value]", "[概率, 值]");
    let ranges = [&range::PROBABILITY, &range::CONSTANT];
    let pairs = node.pairs(key, what, ranges, range::LONGEST)?;
    let points: Vec<(f64, f64)> = pairs.into_iter().map(|[at, value]| (at, value)).collect();
    let found = Empirical::of_quantiles(&points);
    if found.is_none() {
        let message = both(
            "must rise in probability from 0 to 1, by values that do not fall",
            "的概率须从 0 升到 1，且值不得下降",
        );
        node.problem(key, message);
    }
    found
}
