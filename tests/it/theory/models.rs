//! Which model answers for which scenario, and that none answers for what it does not know.

use super::{assert_close, at, exact, exponential, poisson, why, workers};
use crate::scenarios::{cases, plain};
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::{Value, json};
use tailback::scenario::Scenario;
use tailback::theory::{Badge, Prediction};

/// Changes that each make the plain queue M/M/1 something else.
fn mechanisms() -> Vec<(&'static str, Value)> {
    let own = json!({ "distribution": "exponential", "mean": 0.5 });
    let constant = json!({ "distribution": "constant", "value": 3.0 });
    let erlang = json!({ "distribution": "erlang", "mean": 20.0, "stages": 2 });
    vec![
        ("queues[0].discipline", json!("shortest-first")),
        ("producers[0].arrivals.batch", json!(2)),
        ("queues[0].max_ready", json!(5)),
        ("queues[0].ttl", constant),
        ("consumers[0].failure", json!({ "probability": 0.1 })),
        ("consumers[0].outages", json!({ "up": erlang, "down": own })),
        ("consumers[0].sharing", json!({})),
        ("consumers[0].poll", json!({ "interval": 0.5 })),
        (
            "producers[0].arrivals",
            json!({ "process": "on-off", "rate": 0.8, "on": own, "off": own, "batch": 3 }),
        ),
        (
            "producers[0].arrivals",
            json!({ "process": "schedule", "points": [[0, 0.2], [10, 0.6]], "repeat": true }),
        ),
        ("queues[0].redelivery", json!({ "delay": 1.0 })),
    ]
}

/// The plain queue with `changes`, as a document: not all of them fit together.
fn with(changes: &[(&str, Value)]) -> Option<Scenario> {
    let start = plain(&[poisson(0.4), exponential(1.0)]);
    changes.iter().try_fold(start, |scenario, (path, value)| {
        scenario.with(path, value).ok()
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn two_mechanisms_together_are_another_model(pair in subsequence(mechanisms(), 2..=4)) {
        if let Some(scenario) = with(&pair) {
            let prediction = Prediction::of(&scenario);
            let delay = |(path, _): &&(&str, Value)| *path == "queues[0].redelivery";
            let harmless = pair.iter().filter(delay).count();
            for name in ["waiting_mean", "sojourn_mean", "system_mean", "waiting_p99"] {
                let known = &prediction.system[name];
                prop_assert!(
                    pair.len() - harmless < 2 || known.value.is_none(),
                    "{name} of {pair:?} is {known:?}"
                );
            }
        }
    }
}

#[test]
fn mechanisms_that_no_formula_knows_together_say_so() {
    let two = with(&[
        (
            "queues[0].ttl",
            json!({ "distribution": "constant", "value": 3.0 }),
        ),
        ("queues[0].max_ready", json!(5)),
    ]);
    assert_eq!(
        why(&two.expect("valid"), "sojourn_mean"),
        "no formula is known here for a bounded queue together with a time to live"
    );
    let three = with(&[
        ("producers[0].arrivals.batch", json!(2)),
        ("consumers[0].failure", json!({ "probability": 0.1 })),
        ("consumers[0].poll", json!({ "interval": 0.5 })),
    ]);
    let three = three.expect("valid");
    assert_eq!(
        why(&three, "sojourn_mean"),
        "no formula is known here for batches, services that fail together with polling"
    );
    // What comes in goes out.
    let prediction = Prediction::of(&three);
    assert_close(exact(&prediction, "delivery_rate"), 0.8 / 0.9, 1e-12);
    assert_close(exact(&prediction, "goodput"), 0.8, 1e-12);
    assert_close(exact(&prediction, "utilisation"), 0.8 / 0.9, 1e-12);
}

#[test]
fn a_mechanism_without_effect_is_none() {
    let plain = Prediction::of(&with(&[]).expect("valid"));
    let constant = json!({ "distribution": "constant", "value": 3.0 });
    for change in [
        ("queues[0].discipline", json!("priority")),
        ("queues[0].discipline", json!("priority-preemptive")),
        ("queues[0].discipline", json!("fair")),
        ("queues[0].discipline", json!("earliest-deadline")),
        ("queues[0].max_deliveries", json!(3)),
        ("queues[0].redelivery", json!({ "delay": 1.0 })),
        ("consumers[0].failure", json!({ "probability": 0.0 })),
        ("producers[0].deadline", constant),
    ] {
        let scenario = with(std::slice::from_ref(&change)).expect("valid");
        let prediction = Prediction::of(&scenario);
        assert_eq!(prediction.model, plain.model, "{change:?}");
        let (found, expected) = (
            exact(&prediction, "sojourn_p99"),
            exact(&plain, "sojourn_p99"),
        );
        assert_eq!(found, expected, "{change:?}");
        let late = change.0.contains("deadline");
        assert_eq!(
            prediction.system["goodput"].value.is_none(),
            late,
            "{change:?}"
        );
    }
    // Twice the work at twice the speed.
    let fast = with(&[exponential(2.0), ("consumers[0].speed", json!(2.0))]);
    let fast = Prediction::of(&fast.expect("valid"));
    assert_eq!(fast.system, plain.system);
}

#[test]
fn models_of_mechanisms_are_named() {
    let own = json!({ "distribution": "exponential", "mean": 5.0 });
    let cases = [
        (("queues[0].discipline", json!("lifo")), "M/M/1, last first"),
        (
            ("queues[0].discipline", json!("random")),
            "M/M/1, in random order",
        ),
        (
            ("queues[0].discipline", json!("shortest-first")),
            "M/M/1, shortest first",
        ),
        (("producers[0].arrivals.batch", json!(2)), "M^[2]/M/1"),
        (("queues[0].ttl", own.clone()), "M/M/1+M"),
        (
            ("consumers[0].failure", json!({ "probability": 0.1 })),
            "M/M/1 with redelivery",
        ),
        (
            ("consumers[0].outages", json!({ "up": own, "down": own })),
            "M/M/1 with outages",
        ),
        (
            ("consumers[0].sharing", json!({})),
            "M/M/1 with processor sharing",
        ),
        (
            (
                "producers[0].arrivals",
                json!({ "process": "closed-loop", "think": own }),
            ),
            "M/M/1//1",
        ),
        (
            (
                "producers[0].arrivals",
                json!({ "process": "on-off", "rate": 0.8, "on": own, "off": own }),
            ),
            "MMPP/M/1",
        ),
    ];
    for (change, name) in cases {
        let scenario = with(std::slice::from_ref(&change)).expect("valid");
        let prediction = Prediction::of(&scenario);
        assert_eq!(
            prediction.model.as_ref().map(|it| it.english.as_str()),
            Some(name)
        );
        // Each knows the mean number present, and Little's law holds.
        let present = exact(&prediction, "system_mean");
        let accepted = exact(&prediction, "arrival_rate");
        assert_close(present, accepted * exact(&prediction, "sojourn_mean"), 1e-9);
    }
}

#[test]
fn a_failed_message_is_served_again_at_once() {
    let failing = ("consumers[0].failure", json!({ "probability": 0.2 }));
    // Endless and exponential: M/M/2 with longer services.
    let endless = with(&[failing.clone(), workers(2)]).expect("valid");
    let longer = with(&[exponential(1.25), workers(2)]).expect("valid");
    let (endless, longer) = (Prediction::of(&endless), Prediction::of(&longer));
    for name in [
        "waiting_mean",
        "sojourn_mean",
        "sojourn_p99",
        "utilisation",
        "ready_mean",
    ] {
        assert_close(exact(&endless, name), exact(&longer, name), 1e-12);
    }
    assert_close(exact(&endless, "throughput"), 0.5, 1e-12);
    // Two deliveries at most, one worker: M/G/1 with one or two services.
    let twice = with(&[failing.clone(), ("queues[0].max_deliveries", json!(2))]).expect("valid");
    let prediction = Prediction::of(&twice);
    let second = 0.8 * 2.0 + 0.2 * 6.0;
    let waiting = 0.4 * second / 2.0 / (1.0 - 0.4 * 1.2);
    assert_close(exact(&prediction, "waiting_mean"), waiting, 1e-12);
    assert_close(exact(&prediction, "sojourn_mean"), waiting + 1.2, 1e-12);
    assert_close(exact(&prediction, "dead_letter_rate"), 0.4 * 0.04, 1e-12);
    // Settled on delivery: what fails is lost.
    let lost = with(&[failing, ("consumers[0].ack", json!("on-delivery"))]).expect("valid");
    let lost = Prediction::of(&lost);
    assert_close(exact(&lost, "goodput"), 0.32, 1e-12);
    assert_close(exact(&lost, "sojourn_mean"), 1.0 / 0.6, 1e-12);
}

/// Two producers of one queue, with these fields besides.
fn two(discipline: &str, first: &Value, second: &Value, servers: u32) -> Prediction {
    let mut document =
        serde_json::to_value(plain(&[exponential(1.0), workers(servers)])).expect("");
    document["queues"][0]["discipline"] = json!(discipline);
    let mut producers = Vec::new();
    for (id, fields) in [("a", first), ("b", second)] {
        let mut node = json!({
            "id": id, "to": "q", "arrivals": { "process": "poisson", "rate": 0.3 * f64::from(servers) }
        });
        for (key, value) in fields.as_object().expect("fields") {
            node[key] = value.clone();
        }
        producers.push(node);
    }
    document["producers"] = Value::Array(producers);
    Prediction::of(&Scenario::from_value(&document).expect("valid"))
}

#[test]
fn each_producer_has_its_times() {
    let short = json!({ "service": { "distribution": "constant", "value": 0.5 } });
    let long = json!({ "service": { "distribution": "exponential", "mean": 2.0 } });
    let fifo = two("fifo", &short, &long, 1);
    let waiting = (0.3 * 0.25 + 0.3 * 8.0) / 2.0 / (1.0 - 0.75);
    assert_close(exact(&fifo, "waiting_mean"), waiting, 1e-12);
    assert_close(at(&fifo, "producers.a.sojourn_mean"), waiting + 0.5, 1e-12);
    assert_close(at(&fifo, "producers.b.sojourn_mean"), waiting + 2.0, 1e-12);
    let shared = two("fifo", &json!({}), &json!({}), 1);
    assert_close(at(&shared, "producers.b.waiting_mean"), 1.5, 1e-12);
    // The first rank as if the other were not there.
    let high = json!({ "priority": 5 });
    for servers in [1, 3] {
        let ranked = two("priority-preemptive", &high, &json!({}), servers);
        let alone = plain(&[
            poisson(0.3 * f64::from(servers)),
            exponential(1.0),
            workers(servers),
        ]);
        let alone = exact(&Prediction::of(&alone), "sojourn_mean");
        assert_close(at(&ranked, "producers.a.sojourn_mean"), alone, 1e-12);
        let fifo = two("fifo", &high, &json!({}), servers);
        // All services are alike, so nobody gains anything over all.
        assert_close(
            exact(&ranked, "system_mean"),
            exact(&fifo, "system_mean"),
            1e-12,
        );
        let waits = two("priority", &high, &json!({}), servers);
        assert_close(
            exact(&waits, "waiting_mean"),
            exact(&fifo, "waiting_mean"),
            1e-12,
        );
        let waiting = waits.at("producers.a.waiting_mean").expect("a figure");
        assert!(waiting.value < waits.system["waiting_mean"].value);
    }
    let turns = two("fair", &json!({ "weight": 2.0 }), &json!({}), 1);
    assert_close(exact(&turns, "waiting_mean"), 1.5, 1e-12);
    let own = turns.at("producers.a.waiting_mean").expect("a figure");
    assert!(matches!(own.badge, Badge::DoesNotApply { .. }));
    // In fair turns with different work even the mean over all is another one.
    let turns = two("fair", &short, &long, 1);
    assert_eq!(turns.system["waiting_mean"].value, None);
}
