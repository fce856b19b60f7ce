//! Exact results of queueing theory.

use serde_json::Value;
use tailback::cli::crew;
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::report::Report;
use tailback::metrics::Estimate;
use tailback::scenario::Scenario;

/// Families whose mechanisms exist; every case of these runs as it stands.
const MODELLED: [&str; 5] = [
    "M/M/c",
    "M/M/c/K",
    "M/G/1",
    "GI/M/1",
    "M/G/1, idle consumer polls every T (multiple vacations)",
];

fn cases() -> Vec<Value> {
    let text = include_str!("../oracles/theory.json");
    let cases: Vec<Value> = serde_json::from_str(text).expect("the oracles are JSON");
    let modelled = |case: &Value| MODELLED.contains(&case["model"].as_str().unwrap_or_default());
    cases.into_iter().filter(modelled).collect()
}

fn found(report: &Report, path: &str) -> Estimate {
    let (place, name) = path.rsplit_once('.').expect("place.metric");
    assert_eq!(place, "system", "every case so far asks about the whole");
    report
        .system
        .get(name)
        .copied()
        .unwrap_or_else(|| panic!("{path} is in the report"))
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
    assert_eq!(cases.len(), 14);
    let mut failures = Vec::new();
    for case in cases {
        let scenario = Scenario::from_value(&case["scenario"]).expect("the case runs as it stands");
        let plan = Plan {
            replications: 32,
            confidence: 0.99,
            stop: Stop::Precision {
                relative: 0.01,
                events: 4_000_000_000,
            },
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
