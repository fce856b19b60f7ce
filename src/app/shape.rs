//! Another family for a distribution, another process for arrivals: what they have in common is kept.

use super::field::Refused;
use super::number;
use super::variability::with_scv;
use crate::engine::Distribution;
use crate::scenario::arrivals::{Arrivals, MmppState, Point, Process};
use crate::scenario::range;
use serde_json::{Value, json};

/// Variability of bursts when a person first asks for some.
const FIRST_SCV: f64 = 4.0;
/// Publishes in one swing of a rate that changes.
const SWING: f64 = 100.0;

/// A distribution of this family with the mean of `now`, and its variability where it can have that.
#[must_use]
pub fn of_family(now: &Distribution, family: &str) -> Value {
    let mean = now.mean().clamp(range::DURATION.min, range::DURATION.max);
    // What does not vary gets some variability: who asks for a family wants to see it.
    let varies = now.scv() >= range::SCV.min;
    let scv = if varies {
        now.scv().min(range::SCV.max)
    } else {
        1.0
    };
    json!(match family {
        "constant" => Distribution::Constant { value: mean },
        "exponential" => Distribution::Exponential { mean },
        "erlang" => {
            let stages = if scv < 1.0 { (1.0 / scv).round() } else { 4.0 };
            let stages = stages.clamp(2.0, range::STAGES.max) as u32;
            Distribution::Erlang { mean, stages }
        }
        "hyperexponential" => {
            let scv = if scv > 1.0 { scv } else { FIRST_SCV };
            Distribution::Hyperexponential { mean, scv }
        }
        "gamma" => Distribution::Gamma { mean, scv },
        "weibull" => Distribution::Weibull { mean, scv },
        "lognormal" => Distribution::Lognormal { mean, scv },
        "uniform" => {
            let half = mean * (3.0 * scv).sqrt().min(1.0);
            Distribution::Uniform {
                low: mean - half,
                high: mean + half,
            }
        }
        "pareto" => {
            let shape = 1.0 + (1.0 + 1.0 / scv).sqrt();
            Distribution::Pareto { mean, shape }
        }
        "empirical" => {
            let values = [mean / 2.0, mean, mean * 1.5];
            return json!({ "distribution": "empirical", "values": values });
        }
        // The reader says which families there are.
        _ => return json!({ "distribution": family }),
    })
}

/// Arrivals by this process at the rate of `now`, in batches as large.
///
/// # Errors
/// A silent producer has no intervals that could be kept.
pub fn of_process(now: &Arrivals, word: &str) -> Result<Value, Refused> {
    let rate = now.process.rate().clamp(0.0, range::RATE.max);
    let silent = now.process.is_silent();
    if silent && matches!(word, "renewal" | "closed-loop" | "replay") {
        return Err(Refused::Silent);
    }
    let swing = if silent { 30.0 } else { round(SWING / rate) };
    let mean = swing.clamp(range::DURATION.min, range::DURATION.max);
    let some = Distribution::Exponential { mean };
    let process = match word {
        "poisson" => Process::Poisson { rate },
        "constant" => Process::Constant { rate },
        "renewal" => {
            let interval =
                (now.process.interval()).unwrap_or(Distribution::Exponential { mean: 1.0 / rate });
            let interval = with_scv(&interval, FIRST_SCV);
            Process::Renewal { interval }
        }
        "mmpp" => Process::Mmpp {
            states: [0.4, 1.6]
                .map(|part| MmppState {
                    rate: rate * part,
                    mean_dwell: mean,
                })
                .to_vec(),
        },
        "on-off" => Process::OnOff {
            rate: (rate * 2.0).min(range::RATE.max),
            on: some.clone(),
            off: some,
        },
        "schedule" => Process::Schedule {
            points: [(0.0, 0.5), (0.5, 1.5), (1.0, 0.5)]
                .map(|(at, part)| Point {
                    at: (swing * at).min(range::POINT.max),
                    rate: (rate * part).min(range::RATE.max),
                })
                .to_vec(),
            repeat: true,
        },
        "closed-loop" => Process::ClosedLoop {
            think: Distribution::Exponential { mean: 1.0 / rate },
        },
        "replay" => Process::Replay {
            times: (1..=10).map(|place| f64::from(place) / rate).collect(),
        },
        // The reader says which processes there are.
        _ => return Ok(json!({ "process": word })),
    };
    Ok(json!(Arrivals {
        process,
        batch: now.batch
    }))
}

/// Rounded to one digit that matters: what a person would have written.
fn round(value: f64) -> f64 {
    let scale = 10_f64.powf(value.log10().floor());
    let rounded = (value / scale).round() * scale;
    number::read(&format!("{rounded:.9}")).unwrap_or(rounded)
}
