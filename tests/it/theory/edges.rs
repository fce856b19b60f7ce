//! Whatever the parameters: every figure has a sound value or a reason.

use super::{renewal, workers};
use crate::scenarios::{any_scenario, cases, plain};
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::{Value, json};
use tailback::scenario::Scenario;
use tailback::theory::figures::NAMES;
use tailback::theory::{Badge, Prediction};

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn any_scenario_has_a_value_or_a_reason_for_each_figure(scenario in any_scenario()) {
        sound(&scenario);
    }

    #[test]
    fn one_queue_has_sound_figures_at_any_size(
        rate in -12.0..6.0_f64,
        mean in -6.0..7.0_f64,
        count in prop_oneof![1..4_u32, 1..100_000_u32],
        slots in prop::option::of(prop_oneof![0..5_u64, 0..1_000_000_000_u64]),
        near in prop::option::of(-15.0..-1.0_f64),
        kinds in (0..10_usize, 0..10_usize),
    ) {
        let mean = 10_f64.powf(mean);
        // Some at a load just below 1.
        let rate = match near {
            Some(near) => f64::from(count) * (1.0 - 10_f64.powf(near)) / mean,
            None => 10_f64.powf(rate),
        };
        prop_assume!((1e-7..=1e6).contains(&rate));
        let longer = |mean: f64| (1.5 * mean).min(1e7);
        let kind = |kind: usize, mean: f64| match kind {
            0 => json!({ "distribution": "constant", "value": mean }),
            1 => json!({ "distribution": "erlang", "mean": mean, "stages": 1000 }),
            2 => json!({ "distribution": "hyperexponential", "mean": mean, "scv": 1000.0 }),
            3 => json!({ "distribution": "pareto", "mean": mean, "shape": 1.5 }),
            4 => json!({ "distribution": "pareto", "mean": mean, "shape": 2.5 }),
            5 => json!({ "distribution": "weibull", "mean": mean, "scv": 1000.0 }),
            6 => json!({ "distribution": "gamma", "mean": mean, "scv": 1000.0 }),
            7 => json!({ "distribution": "uniform", "low": mean, "high": longer(mean) }),
            8 => json!({ "distribution": "empirical", "values": [mean, longer(mean)] }),
            _ => json!({ "distribution": "exponential", "mean": mean }),
        };
        sound(&plain(&[
            renewal(kind(kinds.0, 1.0 / rate)),
            ("consumers[0].service", kind(kinds.1, mean)),
            workers(count),
            ("queues[0].max_ready", json!(slots)),
        ]));
    }

    #[test]
    fn any_mixture_of_mechanisms_has_sound_figures(
        some in subsequence(mechanisms(), 0..=4),
        rate in 0.05..3.0_f64,
        count in 1..6_u32,
        copies in 1..4_u32,
    ) {
        let start = plain(&[
            renewal(json!({ "distribution": "exponential", "mean": 1.0 / rate })),
            ("consumers[0].service", json!({ "distribution": "exponential", "mean": 1.0 })),
            workers(count),
            ("producers[0].count", json!(copies)),
        ]);
        // Not all of them fit together.
        let mixed = some.iter().fold(start, |scenario, (path, value)| {
            scenario.with(path, value).unwrap_or(scenario)
        });
        sound(&mixed);
    }
}

/// One change for each mechanism, and some for several kinds of it.
fn mechanisms() -> Vec<(&'static str, Value)> {
    let law = |name: &str, mean: f64| json!({ "distribution": name, "mean": mean });
    let lognormal = json!({ "distribution": "lognormal", "mean": 1.0, "scv": 4.0 });
    let pareto = json!({ "distribution": "pareto", "mean": 0.9, "shape": 1.8 });
    let think = json!({ "process": "closed-loop", "think": law("exponential", 2.0) });
    let on_off = json!({
        "process": "on-off", "rate": 1.0, "on": law("exponential", 2.0), "off": lognormal
    });
    let states = json!([{ "rate": 2, "mean_dwell": 3 }, { "rate": 0.1, "mean_dwell": 1 }]);
    let outages = |on: &str| json!({ "up": law("exponential", 9.0), "down": law("exponential", 1.0), "on_outage": on });
    let mut all: Vec<(&'static str, Value)> = vec![
        ("producers[0].arrivals", think),
        ("producers[0].arrivals", on_off),
        (
            "producers[0].arrivals",
            json!({ "process": "mmpp", "states": states }),
        ),
        (
            "producers[0].arrivals",
            json!({ "process": "replay", "times": [1, 2, 3] }),
        ),
        (
            "producers[0].arrivals",
            json!({ "process": "schedule", "points": [[0, 1], [9, 0]] }),
        ),
        ("producers[0].arrivals.batch", json!(3)),
        ("producers[0].service", lognormal.clone()),
        ("producers[0].deadline", law("exponential", 5.0)),
        ("queues[0].max_ready", json!(4)),
        ("queues[0].overflow", json!("drop-oldest")),
        ("queues[0].overflow", json!("block")),
        ("queues[0].ttl", lognormal),
        ("queues[0].ttl", pareto.clone()),
        ("consumers[0].service", pareto),
        ("queues[0].max_deliveries", json!(2)),
        ("queues[0].redelivery", json!({ "delay": 1.0 })),
        ("consumers[0].speed", json!(2.0)),
        ("consumers[0].failure", json!({ "probability": 0.3 })),
        ("consumers[0].failure", json!({ "probability": 1.0 })),
        ("consumers[0].ack", json!("on-delivery")),
        ("consumers[0].outages", outages("resume")),
        ("consumers[0].outages", outages("requeue")),
        ("consumers[0].sharing", json!({})),
        ("consumers[0].sharing", json!({ "at_once": 3 })),
        ("consumers[0].poll", json!({ "interval": 0.5 })),
        (
            "consumers[0].forward_to",
            json!([{ "to": "q", "probability": 0.3 }]),
        ),
        ("consumers[0].forward_to", json!("q")),
    ];
    for word in [
        "lifo",
        "random",
        "priority-preemptive",
        "shortest-first",
        "earliest-deadline",
        "fair",
    ] {
        all.push(("queues[0].discipline", json!(word)));
    }
    all
}

/// Every figure is there; shares are shares, times are not negative, quantiles are in order.
fn sound(scenario: &Scenario) {
    let prediction = Prediction::of(scenario);
    let names: Vec<&str> = prediction.system.keys().copied().collect();
    assert_eq!(names.len(), NAMES.len());
    for (name, known) in &prediction.system {
        match (&known.badge, known.value) {
            (Badge::DoesNotApply { why }, None) => {
                assert!(
                    !why.english.is_empty() && !why.english.contains("beyond"),
                    "{name}: {why:?}"
                );
            }
            (Badge::DoesNotApply { .. }, Some(_)) | (_, None) => panic!("{name}: {known:?}"),
            (_, Some(value)) => {
                assert!(value.is_finite() && value >= 0.0, "{name}: {value}");
                let share = ["utilisation", "loss_probability", "probability_of_waiting"];
                assert!(
                    !share.contains(name) || value <= 1.0 + 1e-12,
                    "{name}: {value}"
                );
            }
        }
    }
    for kind in ["waiting", "sojourn"] {
        let names = ["p50", "p90", "p95", "p99"].map(|at| format!("{kind}_{at}"));
        let values = names.map(|name| prediction.system[name.as_str()].value.unwrap_or(-1.0));
        let known: Vec<f64> = values.into_iter().filter(|value| *value >= 0.0).collect();
        assert!(known.is_sorted(), "{known:?}");
    }
    let json = prediction.to_json();
    serde_json::from_str::<Value>(&json).expect("JSON");
}
