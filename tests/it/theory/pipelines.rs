//! Several queues: in a row, in a circle, side by side.

use super::{assert_close, at, close, exact, why};
use serde_json::{Value, json};
use tailback::scenario::Scenario;
use tailback::theory::{Badge, Prediction};

/// A pipeline of two queues, with `changes`.
fn pipeline(changes: &[(&str, Value)]) -> Prediction {
    let service = json!({ "distribution": "exponential", "mean": 1.0 });
    let document = json!({
        "tailback": 1, "name": "pipeline",
        "producers": [
            { "id": "p", "to": "one", "arrivals": { "process": "poisson", "rate": 0.5 } }
        ],
        "queues": [{ "id": "one" }, { "id": "two" }],
        "consumers": [
            { "id": "c", "from": "one", "service": service, "forward_to": "two" },
            { "id": "d", "from": "two", "service": service }
        ],
    });
    let start = Scenario::from_value(&document).expect("valid");
    let scenario = changes.iter().fold(start, |scenario, (path, value)| {
        scenario
            .with(path, value)
            .unwrap_or_else(|all| panic!("{path}: {all:?}"))
    });
    Prediction::of(&scenario)
}

#[test]
fn a_pipeline_is_known_as_far_as_arrivals_are_poisson() {
    let plain = pipeline(&[]);
    assert_eq!(
        plain.model.as_ref().map(|it| it.english.as_str()),
        Some("one M/M/1, two M/M/1")
    );
    assert_close(exact(&plain, "sojourn_mean"), 4.0, 1e-12);
    assert_close(exact(&plain, "waiting_mean"), 1.0, 1e-12);
    assert_close(exact(&plain, "goodput"), 0.5, 1e-12);
    assert_close(exact(&plain, "throughput"), 1.0, 1e-12);
    // The second may be of any kind: Poisson arrivals come to it (Burke).
    let constant = json!({ "distribution": "constant", "value": 1.0 });
    let second = pipeline(&[("consumers[1].service", constant.clone())]);
    assert_close(at(&second, "queues.two.waiting_mean"), 0.5, 1e-12);
    assert_close(exact(&second, "sojourn_mean"), 3.5, 1e-12);
    // After constant services they do not.
    let first = pipeline(&[("consumers[0].service", constant)]);
    assert_close(at(&first, "queues.one.waiting_mean"), 0.5, 1e-12);
    assert_close(at(&first, "queues.two.throughput"), 0.5, 1e-12);
    let known = first.at("queues.two.waiting_mean").expect("a figure");
    assert!(
        matches!(&known.badge, Badge::DoesNotApply { why } if why.english.contains("from one"))
    );
    assert_eq!(first.system["sojourn_mean"].value, None);
    assert_close(exact(&first, "throughput"), 1.0, 1e-12);
    // A quarter of the messages goes round once more.
    let ways = json!([{ "to": "one", "probability": 0.25 }, { "to": "two", "probability": 0.5 }]);
    let round = pipeline(&[("consumers[0].forward_to", ways)]);
    assert_close(at(&round, "queues.one.throughput"), 0.5 / 0.75, 1e-12);
    assert_close(at(&round, "queues.two.throughput"), 0.25 / 0.75, 1e-12);
    assert_close(exact(&round, "sojourn_mean"), (2.0 + 0.5) / 0.5, 1e-9);
    assert_close(exact(&round, "goodput"), 0.5, 1e-12);
    for change in [
        ("queues[1].max_ready", json!(3)),
        (
            "queues[0].ttl",
            json!({ "distribution": "exponential", "mean": 1.0 }),
        ),
        (
            "producers[0].arrivals",
            json!({ "process": "closed-loop", "think": { "distribution": "constant", "value": 1 } }),
        ),
        (
            "producers[0].service",
            json!({ "distribution": "constant", "value": 1 }),
        ),
    ] {
        let other = pipeline(std::slice::from_ref(&change));
        assert!(other.why().is_some(), "{change:?}");
    }
}

#[test]
fn an_overloaded_first_queue_passes_on_what_it_can() {
    let over = pipeline(&[("producers[0].arrivals.rate", json!(3.0))]);
    let known = over.at("queues.two.arrival_rate").expect("a figure");
    assert!(close(known.exact().expect("known"), 1.0, 1e-9), "{known:?}");
    assert_eq!(over.system["sojourn_mean"].value, None);
}

#[test]
fn queues_side_by_side_add_up() {
    let service = json!({ "distribution": "exponential", "mean": 1.0 });
    let arrivals = json!({ "process": "poisson", "rate": 0.8 });
    let document = json!({
        "tailback": 1, "name": "side by side",
        "producers": [
            { "id": "p", "to": "one", "arrivals": arrivals },
            { "id": "r", "to": "two", "arrivals": arrivals }
        ],
        "queues": [{ "id": "one" }, { "id": "two", "max_ready": 0 }],
        "consumers": [
            { "id": "c", "from": "one", "service": service },
            { "id": "d", "from": "two", "service": service }
        ],
    });
    let both = Prediction::of(&Scenario::from_value(&document).expect("valid"));
    let lost = 0.8 / 1.8;
    let accepted = 0.8 + 0.8 * (1.0 - lost);
    assert_close(exact(&both, "loss_probability"), lost / 2.0, 1e-12);
    assert_close(exact(&both, "waiting_mean"), 0.8 * 4.0 / accepted, 1e-12);
    assert_close(exact(&both, "system_mean"), 4.0 + 0.8 * (1.0 - lost), 1e-12);
    assert_close(
        exact(&both, "sojourn_mean"),
        exact(&both, "system_mean") / accepted,
        1e-12,
    );
    assert_close(at(&both, "producers.r.sojourn_mean"), 1.0, 1e-12);
    // With a formula for one only, that one is known.
    let mut document = document;
    document["queues"][1]["ttl"] = json!({ "distribution": "constant", "value": 1.0 });
    let both = Prediction::of(&Scenario::from_value(&document).expect("valid"));
    assert_close(at(&both, "queues.one.waiting_mean"), 4.0, 1e-12);
    assert_eq!(both.system["waiting_mean"].value, None);
    assert_eq!(both.system["throughput"].value, None);
    assert_close(exact(&both, "arrival_rate"), 1.6, 1e-12);
}

#[test]
fn ranks_that_messages_bring_along_are_not_overlooked() {
    let service = json!({ "distribution": "exponential", "mean": 1.0 });
    let arrivals = json!({ "process": "poisson", "rate": 0.2 });
    let document = json!({
        "tailback": 1, "name": "ranks",
        "producers": [
            { "id": "p", "to": "one", "arrivals": arrivals, "priority": 1 },
            { "id": "r", "to": "one", "arrivals": arrivals }
        ],
        "queues": [{ "id": "one" }, { "id": "two", "discipline": "priority" }],
        "consumers": [
            { "id": "c", "from": "one", "service": service, "forward_to": "two" },
            { "id": "d", "from": "two", "service": service }
        ],
    });
    let scenario = Scenario::from_value(&document).expect("valid");
    assert!(why(&scenario, "waiting_mean").contains("keep their rank"));
}
