//! Exact results of queueing theory.

use serde_json::Value;
use tailback::cli::crew;
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::report::Report;
use tailback::experiment::target::Target;
use tailback::metrics::Estimate;
use tailback::scenario::Scenario;

fn cases() -> Vec<Value> {
    let text = include_str!("../oracles/theory.json");
    serde_json::from_str(text).expect("the oracles are JSON")
}

fn found(report: &Report, path: &str) -> Estimate {
    let parts: Vec<&str> = path.split('.').collect();
    let figure = match parts.as_slice() {
        ["system", name] => report.system.get(*name),
        ["producers", id, name] => report.producers[*id].get(*name),
        ["queues", id, name] => report.queues[*id].get(*name),
        ["consumers", id, name] => report.consumers[*id].get(*name),
        _ => None,
    };
    *figure.unwrap_or_else(|| panic!("{path} is in the report"))
}

/// Within 1.5 half-widths of the 99 % interval, as the oracles ask.
fn holds(estimate: Estimate, exact: f64) -> bool {
    let (Some(low), Some(high)) = (estimate.low, estimate.high) else {
        return false;
    };
    let slack = (high - low) / 4.0;
    (low - slack..=high + slack).contains(&exact)
}

#[test]
fn simulation_agrees_with_theory() {
    let cases = cases();
    assert_eq!(cases.len(), 28);
    let mut failures = Vec::new();
    for case in cases {
        let scenario = Scenario::from_value(&case["scenario"]).expect("the case runs as it stands");
        let plan = Plan {
            replications: 32,
            confidence: 0.99,
            stop: Stop::Precision {
                relative: 0.01,
                events: 4_000_000_000,
                metrics: Target::usual(),
            },
            series: None,
        };
        let report = plan.run(&scenario, &crew::for_each);
        assert_eq!(report.warnings, Vec::<String>::new(), "{}", scenario.name);
        for (path, exact) in case["expect"].as_object().expect("expectations") {
            let exact = exact.as_f64().expect("a number");
            let estimate = found(&report, path);
            if !holds(estimate, exact) {
                failures.push(format!(
                    "{} {path}: {estimate:?}, exactly {exact}",
                    scenario.name
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
