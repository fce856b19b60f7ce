//! What is predicted of a scenario: against the oracles, in words, and at the edges.

mod edges;
mod flows;
mod forms;
mod laws;
mod models;
mod orders;
mod phases;
mod pipelines;
mod shell;
mod stability;
mod tails;

use crate::scenarios::{plain, preset};
use serde_json::{Value, json};
use tailback::scenario::Scenario;
use tailback::theory::figures::NAMES;
use tailback::theory::{Badge, Prediction, Stability};

fn close(left: f64, right: f64, precision: f64) -> bool {
    (left - right).abs() <= precision * left.abs().max(right.abs()) + 1e-300
}

fn assert_close(left: f64, right: f64, precision: f64) {
    assert!(close(left, right, precision), "{left} and {right}");
}

/// What the oracle `id` says about the figure at `path`.
fn expected(id: &str, path: &str) -> f64 {
    let text = include_str!("../oracles/theory.json");
    let oracles: Vec<Value> = serde_json::from_str(text).expect("the oracles are JSON");
    let case = oracles.iter().find(|case| case["id"] == id);
    let value = case.and_then(|case| case["expect"][path].as_f64());
    value.unwrap_or_else(|| panic!("{id} says nothing about {path}"))
}

fn exact(prediction: &Prediction, name: &str) -> f64 {
    let known = &prediction.system[name];
    let value = known.exact();
    value.unwrap_or_else(|| panic!("{}: {name} is {known:?}", prediction.scenario))
}

/// The exact value at a path in the report.
fn at(prediction: &Prediction, path: &str) -> f64 {
    let known = prediction.at(path).expect("a figure");
    known.exact().unwrap_or_else(|| panic!("{path}: {known:?}"))
}

fn why(scenario: &Scenario, name: &str) -> String {
    match &Prediction::of(scenario).system[name].badge {
        Badge::DoesNotApply { why } => why.english.clone(),
        badge => panic!("{name} is {badge:?}"),
    }
}

fn model(scenario: &Scenario) -> String {
    Prediction::of(scenario)
        .model
        .expect("a model applies")
        .english
}

fn poisson(rate: f64) -> (&'static str, Value) {
    let process = json!({ "process": "poisson", "rate": rate });
    ("producers[0].arrivals", process)
}

fn renewal(interval: Value) -> (&'static str, Value) {
    let process = json!({ "process": "renewal", "interval": interval });
    ("producers[0].arrivals", process)
}

fn exponential(mean: f64) -> (&'static str, Value) {
    let service = json!({ "distribution": "exponential", "mean": mean });
    ("consumers[0].service", service)
}

fn lognormal(mean: f64, scv: f64) -> Value {
    json!({ "distribution": "lognormal", "mean": mean, "scv": scv })
}

fn workers(count: u32) -> (&'static str, Value) {
    ("consumers[0].count", json!(count))
}

#[test]
fn every_oracle_is_predicted_exactly() {
    let text = include_str!("../oracles/theory.json");
    let oracles: Vec<Value> = serde_json::from_str(text).expect("the oracles are JSON");
    let mut checked = 0;
    for case in &oracles {
        let scenario = Scenario::from_value(&case["scenario"]).expect("the case can be read");
        let prediction = Prediction::of(&scenario);
        for (path, expected) in case["expect"].as_object().expect("expectations") {
            let known = prediction
                .at(path)
                .unwrap_or_else(|| panic!("{path} is a figure"));
            let found = known.exact();
            let found = found.unwrap_or_else(|| panic!("{} {path}: {known:?}", case["id"]));
            let expected = expected.as_f64().expect("a number");
            assert!(
                close(found, expected, 1e-6),
                "{} {path}: {found}, not {expected}",
                case["id"]
            );
            checked += 1;
        }
        assert_eq!(
            Stability::of(&scenario),
            Stability::Stable,
            "{}",
            case["id"]
        );
    }
    assert_eq!(
        (oracles.len(), checked),
        (28, 130),
        "every expectation of every case"
    );
}

#[test]
fn what_has_no_formula_says_why() {
    let mm1 = [poisson(0.5), exponential(1.0)];
    let with = |more: (&'static str, Value)| plain(&[&mm1[..], &[more]].concat());
    let lock = with(("broker.lock.hold", json!(0.01)));
    assert_eq!(
        why(&lock, "waiting_mean"),
        "the broker's lock is held for a time, which no formula here counts"
    );
    assert!(Prediction::of(&lock).why().is_some());
    let limit = with(("producers[0].limit", json!(10)));
    assert_eq!(
        why(&limit, "throughput"),
        "a producer stops at its limit, so there is no steady state"
    );
    let nobody = with(workers(0));
    assert_eq!(
        why(&nobody, "utilisation"),
        "nobody takes messages from the queue"
    );
    let busy = plain(&[poisson(3.0), exponential(1.0), workers(2)]);
    assert_eq!(model(&busy), "M/M/2, overloaded");
    assert_eq!(
        why(&busy, "sojourn_mean"),
        "there is no steady state: the load is 150 % of the capacity, and the backlog grows"
    );
    let prediction = Prediction::of(&busy);
    assert_eq!(exact(&prediction, "throughput"), 2.0);
    assert_eq!(exact(&prediction, "utilisation"), 1.0);
    let silent = plain(&[poisson(0.0)]);
    assert_eq!(why(&silent, "loss_probability"), "nothing is published");
}

#[test]
fn workers_that_differ_have_a_throughput_and_no_more() {
    let mut document = serde_json::to_value(plain(&[poisson(1.5), exponential(1.0)])).expect("");
    let mut fast = document["consumers"][0].clone();
    fast["id"] = json!("fast");
    fast["service"]["mean"] = json!(0.5);
    let groups = document["consumers"].as_array_mut().expect("a list");
    groups.push(fast);
    let mixed = Scenario::from_value(&document).expect("valid");
    assert_eq!(model(&mixed), "M/G/2 with workers that differ");
    assert_eq!(
        why(&mixed, "utilisation"),
        "the groups of workers differ in their service times"
    );
    assert_eq!(exact(&Prediction::of(&mixed), "throughput"), 1.5);
    document["consumers"][1]["service"]["mean"] = json!(1.0);
    let alike = Scenario::from_value(&document).expect("valid");
    assert_eq!(model(&alike), "M/M/2");
}

#[test]
fn the_presets_have_the_models_that_they_are_about() {
    assert_eq!(model(&preset("work-queue")), "M/M/4");
    let article = Prediction::of(&preset("article"));
    assert!(
        article
            .why()
            .is_some_and(|why| why.english.contains("limit"))
    );
}

#[test]
fn models_are_named() {
    let names = [
        (vec![poisson(0.5), exponential(1.0)], "M/M/1"),
        (vec![poisson(0.5)], "M/D/1"),
        (vec![("producers[0].arrivals.rate", json!(0.5))], "D/D/1"),
        (
            vec![("producers[0].arrivals.rate", json!(0.5)), exponential(1.0)],
            "D/M/1",
        ),
        (
            vec![renewal(lognormal(2.0, 2.0)), exponential(1.0)],
            "GI/M/1",
        ),
        (vec![renewal(lognormal(2.0, 2.0)), workers(4)], "G/D/4"),
        (
            vec![
                renewal(json!({ "distribution": "erlang", "mean": 2, "stages": 2 })),
                exponential(1.0),
            ],
            "GI/M/1",
        ),
        (
            vec![
                poisson(9.0),
                exponential(1.0),
                workers(4),
                ("queues[0].max_ready", json!(20)),
            ],
            "M/M/4 with 20 slots (M/M/4/24)",
        ),
        (
            vec![poisson(9.0), ("queues[0].max_ready", json!(0))],
            "M/G/1 without slots (M/G/1/1)",
        ),
        (
            vec![
                poisson(0.5),
                ("consumers[0].poll", json!({ "interval": 1.0 })),
            ],
            "M/D/1 with a worker that polls",
        ),
    ];
    for (changes, name) in names {
        assert_eq!(model(&plain(&changes)), name);
    }
}

#[test]
fn poisson_producers_add_up() {
    let one = Prediction::of(&plain(&[poisson(0.8), exponential(1.0)]));
    let four = plain(&[
        poisson(0.2),
        exponential(1.0),
        ("producers[0].count", json!(4)),
    ]);
    let four = Prediction::of(&four);
    assert_eq!(four.model, one.model);
    for name in NAMES {
        assert_close(exact(&four, name), exact(&one, name), 1e-12);
    }
}

#[test]
fn constant_producers_keep_step_and_others_are_approximated() {
    let many = ("producers[0].count", json!(3));
    let constant = ("producers[0].arrivals.rate", json!(0.2));
    let step = plain(&[constant, many.clone()]);
    assert_eq!(
        why(&step, "waiting_mean"),
        "several producers at equal intervals keep step with each other"
    );
    let sum = plain(&[renewal(lognormal(5.0, 2.0)), many, exponential(1.0)]);
    let waiting = &Prediction::of(&sum).system["waiting_mean"];
    let Badge::Approximate { how_good } = &waiting.badge else {
        panic!("{waiting:?}")
    };
    assert!(
        how_good.english.contains("Kingman") && how_good.english.contains("Whitt"),
        "{how_good:?}"
    );
    // Between Poisson arrivals and one stream of this scv.
    let value = waiting.value.expect("a value");
    assert!((1.5..2.25).contains(&value), "{value}");
}

#[test]
fn littles_law_holds_within_each_exact_prediction() {
    let cases = [
        vec![poisson(3.6), exponential(1.0), workers(4)],
        vec![
            poisson(9.0),
            exponential(1.0),
            workers(4),
            ("queues[0].max_ready", json!(3)),
        ],
        vec![poisson(0.7), ("consumers[0].service", lognormal(1.0, 4.0))],
        vec![poisson(2.0), workers(3), ("queues[0].max_ready", json!(0))],
        vec![
            poisson(0.5),
            ("consumers[0].poll", json!({ "interval": 1.0 })),
        ],
        vec![("producers[0].arrivals.rate", json!(0.8)), exponential(1.0)],
    ];
    for changes in cases {
        let scenario = plain(&changes);
        let prediction = Prediction::of(&scenario);
        let value = |name: &str| exact(&prediction, name);
        let accepted = value("throughput");
        let offered = scenario.producers[0].arrivals.message_rate();
        assert_close(accepted, offered * (1.0 - value("loss_probability")), 1e-12);
        assert_close(
            value("system_mean"),
            accepted * value("sojourn_mean"),
            1e-12,
        );
        let busy = value("utilisation") * f64::from(scenario.consumers[0].count);
        assert_close(value("system_mean"), value("ready_mean") + busy, 1e-12);
    }
}
