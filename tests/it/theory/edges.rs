//! Whatever the parameters: every figure has a sound value or a reason.

use super::{renewal, workers};
use crate::scenarios::{any_scenario, cases, plain};
use proptest::prelude::*;
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
        kinds in (0..4_usize, 0..4_usize),
    ) {
        let mean = 10_f64.powf(mean);
        // Some at a load just below 1.
        let rate = match near {
            Some(near) => f64::from(count) * (1.0 - 10_f64.powf(near)) / mean,
            None => 10_f64.powf(rate),
        };
        prop_assume!((1e-7..=1e6).contains(&rate));
        let kind = |kind: usize, mean: f64| match kind {
            0 => json!({ "distribution": "constant", "value": mean }),
            1 => json!({ "distribution": "erlang", "mean": mean, "stages": 1000 }),
            2 => json!({ "distribution": "hyperexponential", "mean": mean, "scv": 1000.0 }),
            _ => json!({ "distribution": "exponential", "mean": mean }),
        };
        sound(&plain(&[
            renewal(kind(kinds.0, 1.0 / rate)),
            ("consumers[0].service", kind(kinds.1, mean)),
            workers(count),
            ("queues[0].max_ready", json!(slots)),
        ]));
    }
}

/// Every figure is there; shares are shares, times are not negative, quantiles are in order.
fn sound(scenario: &Scenario) {
    let prediction = Prediction::of(scenario);
    let names: Vec<&str> = prediction.system.keys().copied().collect();
    assert_eq!(names.len(), NAMES.len());
    for (name, known) in &prediction.system {
        match (&known.badge, known.value) {
            (Badge::DoesNotApply { why }, None) => {
                assert!(!why.is_empty() && !why.contains("beyond"), "{name}: {why}");
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
