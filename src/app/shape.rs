//! The arrivals and services that knobs make.

use super::variability::with_scv;
use crate::engine::Distribution;
use crate::scenario::Scenario;
use crate::scenario::arrivals::{Arrivals, Process};
use serde_json::{Value, json};

/// Variability of the intervals when a person first chooses a renewal process: bursts.
const FIRST_SCV: f64 = 4.0;

/// The intervals of a producer; some others where it has none.
pub fn interval_of(scenario: &Scenario, node: usize) -> Distribution {
    let silent = Distribution::Exponential { mean: 1.0 };
    scenario.producers[node]
        .arrivals
        .process
        .interval()
        .unwrap_or(silent)
}

/// The service of a consumer; some other where messages bring their own.
pub fn service_of(scenario: &Scenario, node: usize) -> Distribution {
    let none = Distribution::Exponential { mean: 1.0 };
    scenario.consumers[node].service.clone().unwrap_or(none)
}

/// The same batches at such intervals.
pub fn renewal(scenario: &Scenario, node: usize, interval: Distribution) -> Value {
    arrivals(scenario, node, Process::Renewal { interval })
}

/// The batches of a producer at the instants of another process.
fn arrivals(scenario: &Scenario, node: usize, process: Process) -> Value {
    let batch = scenario.producers[node].arrivals.batch;
    json!(Arrivals { process, batch })
}

/// The arrivals of the option at `place`: Poisson, constant, bursts, or as they are.
pub fn process(scenario: &Scenario, node: usize, place: usize) -> Value {
    let rate = scenario.producers[node].arrivals.process.rate();
    match place {
        0 => arrivals(scenario, node, Process::Poisson { rate }),
        1 => arrivals(scenario, node, Process::Constant { rate }),
        2 => {
            let interval = with_scv(&interval_of(scenario, node), FIRST_SCV);
            renewal(scenario, node, interval)
        }
        _ => json!(scenario.producers[node].arrivals),
    }
}
