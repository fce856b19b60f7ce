//! One knob from constant to wild: the squared coefficient of variation of a distribution.

use super::inspector::families::FAMILIES;
use crate::engine::Distribution;
use crate::scenario::range;
use crate::words::{Words, both};

/// The distribution with the mean of `now` and this scv: constant at 0, exponential at 1. Between
/// and beyond, the family of `now` stays if it can have that scv, and else it becomes lognormal.
#[must_use]
pub fn with_scv(now: &Distribution, scv: f64) -> Distribution {
    let mean = now.mean().max(range::DURATION.min);
    if scv == now.scv() {
        return now.clone();
    }
    if scv < range::SCV.min {
        return Distribution::Constant { value: now.mean() };
    }
    match now {
        _ if scv == 1.0 => Distribution::Exponential { mean },
        Distribution::Hyperexponential { .. } if scv >= 1.0 => {
            Distribution::Hyperexponential { mean, scv }
        }
        Distribution::Gamma { .. } => Distribution::Gamma { mean, scv },
        Distribution::Weibull { .. } => Distribution::Weibull { mean, scv },
        Distribution::Erlang { .. } if is_reciprocal(scv) => Distribution::Erlang {
            mean,
            stages: (1.0 / scv + 0.5) as u32,
        },
        _ => Distribution::Lognormal { mean, scv },
    }
}

/// Whether it is 1 / a whole number, up to the rounding of a number field.
fn is_reciprocal(scv: f64) -> bool {
    let stages = (1.0 / scv + 0.5).trunc();
    scv <= 1.0 && stages <= range::STAGES.max && (1.0 / stages - scv).abs() < 0.005 * scv
}

/// What the distribution is called.
#[must_use]
pub fn family(distribution: &Distribution) -> Words {
    let word = match distribution {
        Distribution::Constant { .. } => "constant",
        Distribution::Exponential { .. } => "exponential",
        Distribution::Erlang { .. } => "erlang",
        Distribution::Lognormal { .. } => "lognormal",
        Distribution::Hyperexponential { .. } => "hyperexponential",
        Distribution::Uniform { .. } => "uniform",
        Distribution::Gamma { .. } => "gamma",
        Distribution::Weibull { .. } => "weibull",
        Distribution::Pareto { .. } => "pareto",
        Distribution::Empirical(_) => "empirical",
    };
    let known = FAMILIES.iter();
    let mut named = known.filter(|choice| choice.json.trim_matches('"') == word);
    named.next().map_or(both("", ""), |choice| choice.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scv_and_the_mean_are_as_asked() {
        let starts = [
            Distribution::Constant { value: 0.5 },
            Distribution::Exponential { mean: 0.5 },
            Distribution::Erlang {
                mean: 0.5,
                stages: 3,
            },
            Distribution::Hyperexponential {
                mean: 0.5,
                scv: 4.0,
            },
            Distribution::Lognormal {
                mean: 0.5,
                scv: 1.0,
            },
        ];
        for start in &starts {
            for scv in [0.0, 0.25, 0.5, 0.7, 1.0, 2.0, 8.0] {
                let found = with_scv(start, scv);
                assert!((found.scv() - scv).abs() < 0.01, "{found:?} for {scv}");
                assert!((found.mean() - 0.5).abs() < 1e-12);
            }
        }
        assert_eq!(
            family(&with_scv(&with_scv(&starts[1], 4.0), 1.0)).english,
            "Exponential"
        );
        let named = |scv| family(&with_scv(&starts[1], scv)).english;
        assert_eq!(
            [named(0.0), named(1.0), named(3.0)],
            ["Constant", "Exponential", "Lognormal"]
        );
    }
}
