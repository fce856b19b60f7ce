//! What presets show is there: by a figure that would not be there without the mechanism. A file for each topic.

mod basics;
mod clients;
mod control;
mod delivery;
mod durability;
mod faults;
mod flow;
mod links;
mod order;
mod partitions;
mod routing;
mod scaling;

use serde_json::Value;
use tailback::experiment::Report;
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::report::Figures;
use tailback::experiment::warm_up::WarmUp;
use tailback::experiment::work::in_turn;
use tailback::scenario::Scenario;
use tailback::scenario::preset::Preset;

/// A preset after a change to its document.
pub fn changed(slug: &str, change: impl Fn(&mut Value)) -> Scenario {
    let scenario = Preset::find(slug).expect("a preset").scenario();
    let mut document = serde_json::to_value(scenario).expect("plain data");
    change(&mut document);
    Scenario::from_value(&document).expect("still valid")
}

/// A preset as it is.
pub fn preset(slug: &str) -> Scenario {
    changed(slug, |_| {})
}

/// What ten runs of so many seconds find, from the start on.
pub fn measure(scenario: &Scenario, length: f64) -> Report {
    let plan = Plan {
        replications: 10,
        confidence: 0.99,
        stop: Stop::After {
            length,
            warm_up: WarmUp::Asked(0.0),
        },
        series: None,
    };
    plan.run(scenario, &in_turn)
}

/// A figure, without its interval.
pub fn mean(figures: &Figures, name: &str) -> f64 {
    let estimate = figures.get(name).unwrap_or_else(|| panic!("no {name}"));
    estimate.mean.unwrap_or_else(|| panic!("{name} is unknown"))
}
