//! Workers that take several messages at once.

use crate::presets::{mean, measure};
use crate::scenarios::{
    any_scenario, at, cases, deliveries, edit_to, pass, plain, settlements, trace_of,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use tailback::broker::World;
use tailback::broker::consumer::Activity;
use tailback::metrics::totals::Metric;
use tailback::scenario::Scenario;
use tailback::session::Run;
use tailback::theory::{Load, Stability};

fn batched(rate: f64, batch: Value) -> Scenario {
    plain(&[
        ("producers[0].arrivals.rate", json!(rate)),
        ("consumers[0].batch", batch),
    ])
}

fn watched(scenario: &Scenario, seconds: f64) -> World {
    let world = World::new(&scenario.settings(), scenario.seed, 0);
    let mut world = world.with_trace(100_000);
    world.advance(at(seconds), u64::MAX);
    world
}

fn near(found: &[f64], expected: &[f64]) -> bool {
    let close = |(one, other): (&f64, &f64)| (one - other).abs() < 1e-6;
    found.len() == expected.len() && found.iter().zip(expected).all(close)
}

#[test]
fn a_worker_takes_what_is_ready_and_settles_it_together() {
    // Published at 0.5, 1, 1.5, ...; each takes 1 s, and a batch 0.25 s besides.
    let set_up = json!({ "distribution": "constant", "value": 0.25 });
    let world = watched(&batched(2.0, json!({ "size": 3, "set_up": set_up })), 8.0);
    // Alone, until 1.75; two that came meanwhile, until 4; then three of the five that are ready, until 7.25.
    let begun = [0.5, 1.75, 1.75, 4.0, 4.0, 4.0, 7.25, 7.25, 7.25];
    assert!(
        near(&deliveries(&world), &begun),
        "{:?}",
        deliveries(&world)
    );
    let done = [1.75, 4.0, 4.0, 7.25, 7.25, 7.25];
    assert!(
        near(&settlements(&world), &done),
        "{:?}",
        settlements(&world)
    );
}

#[test]
fn a_worker_that_lingers_begins_when_its_batch_is_full_or_its_time_is_over() {
    let until_full = watched(&batched(2.0, json!({ "size": 3, "linger": 10 })), 1.9);
    assert!(near(&deliveries(&until_full), &[1.5, 1.5, 1.5]));
    let until_late = watched(&batched(2.0, json!({ "size": 9, "linger": 1.25 })), 1.9);
    // The first came at 0.5, and others until 1.75.
    assert!(near(&deliveries(&until_late), &[1.75, 1.75, 1.75]));
    let waited = Metric::WaitingMean.value(&until_late.system_sums());
    assert!((waited.unwrap() - 0.75).abs() < 1e-6);
    let gathering = watched(&batched(2.0, json!({ "size": 9, "linger": 10 })), 3.1);
    let worker = &gathering.consumers()[0].workers[0];
    assert_eq!(worker.activity, Activity::Blocked);
    assert_eq!(worker.batch.as_ref().unwrap().messages().len(), 6);
    assert_eq!(gathering.queues()[0].ready.len(), 0);
}

#[test]
fn a_worker_that_is_taken_away_begins_with_what_it_gathered() {
    let mut run = Run::new(batched(2.0, json!({ "size": 9, "linger": 100 })));
    pass(&mut run, at(1.75));
    edit_to(&mut run, "consumers[0].count", 0);
    pass(&mut run, at(4.75));
    assert_eq!(run.world().ledger().settled, 3);
    assert_eq!(
        run.world().consumers()[0].workers[0].activity,
        Activity::Stopped
    );
}

#[test]
fn what_was_gathered_is_not_forgotten_when_batches_end_while_one_more_is_taken() {
    let mut run = Run::new(
        batched(2.0, json!({ "size": 9, "linger": 100 }))
            .with("broker.lock.hold", &json!(0.1))
            .expect("valid"),
    );
    // Two are in hand, and the worker has asked the lock for the third.
    pass(&mut run, at(1.65));
    let worker = &run.world().consumers()[0].workers[0];
    assert_eq!(worker.activity, Activity::Taking { claim: true });
    edit_to(&mut run, "consumers[0].batch", Value::Null);
    edit_to(&mut run, "producers[0].count", 0);
    pass(&mut run, at(60.0));
    assert_eq!(run.world().ledger().settled, 3);
    assert_eq!(run.world().in_system(), 0);
}

#[test]
fn a_poller_that_gathers_keeps_to_its_time_when_one_more_has_expired_meanwhile() {
    // It takes the first at 5.2, and asks the lock at 5.6 for the second, which has expired at 5.7.
    let mut run = Run::new(
        batched(2.0, json!({ "size": 9, "linger": 2 }))
            .with("broker.lock.hold", &json!(0.1))
            .and_then(|it| it.with("consumers[0].poll", &json!({ "interval": 5 })))
            .expect("valid"),
    );
    let ttl = |seconds: f64| json!({ "distribution": "constant", "value": seconds });
    edit_to(&mut run, "queues[0].ttl", ttl(0.15));
    pass(&mut run, at(5.4));
    let worker = &run.world().consumers()[0].workers[0];
    assert_eq!(worker.batch.as_ref().unwrap().messages().len(), 1);
    edit_to(&mut run, "queues[0].ttl", ttl(0.05));
    pass(&mut run, at(9.0));
    edit_to(&mut run, "producers[0].count", 0);
    pass(&mut run, at(60.0));
    assert_eq!(run.world().in_system(), 0);
}

#[test]
fn saturated_throughput_is_the_size_over_the_time_of_a_full_batch() {
    let set_up = json!({ "distribution": "constant", "value": 2 });
    for size in [1, 2, 5, 20] {
        let scenario = batched(40.0, json!({ "size": size, "set_up": set_up }));
        let most = f64::from(size) / (2.0 + f64::from(size));
        let capacity = Load::of(&scenario)[0].capacity;
        assert!((capacity - most).abs() < 1e-9, "{capacity} for {most}");
        let world = watched(&scenario, 2200.0);
        let done = world.ledger().settled as f64 / 2200.0;
        assert!((done - most).abs() < 0.02 * most, "{done} for {most}");
    }
}

#[test]
fn larger_batches_make_an_overloaded_system_stable() {
    let set_up = json!({ "distribution": "constant", "value": 1 });
    let of = |size: u32| {
        let scenario = batched(0.75, json!({ "size": size, "set_up": set_up }));
        Stability::of(&scenario)
    };
    assert!(matches!(of(1), Stability::Unstable { .. }));
    assert!(matches!(of(3), Stability::Unstable { .. }));
    assert_eq!(of(4), Stability::Stable);
}

/// The bulk queue M/M(1,b)/1 (Bailey 1954; Chaudhry and Templeton 1983): a service takes up to b that wait and lasts
/// for an exponential time whatever their number. The ready messages while it works are geometric in r, the root of
/// mu r^(b+1) - (lambda + mu) r + lambda below 1.
#[test]
fn a_bulk_queue_waits_as_long_as_theory_says() {
    let (lambda, mu, b) = (3.0, 1.0, 5);
    let excess = |r: f64| mu * r.powi(b + 1) - (lambda + mu) * r + lambda;
    let (mut low, mut high) = (0.0, 0.999_f64);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if excess(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    let r = low;
    let none = 1.0 / (mu / lambda + 1.0 / (1.0 - r));
    let ready = none * r / (1.0 - r).powi(2);
    let scenario = plain(&[
        (
            "producers[0].arrivals",
            json!({ "process": "poisson", "rate": lambda }),
        ),
        (
            "consumers[0].service",
            json!({ "distribution": "constant", "value": 0 }),
        ),
        (
            "consumers[0].batch",
            json!({ "size": b, "set_up": { "distribution": "exponential", "mean": 1.0 / mu } }),
        ),
    ]);
    let found = measure(&scenario, 12_000.0).system;
    for (name, expected) in [("ready_mean", ready), ("waiting_mean", ready / lambda)] {
        let estimate = &found[name];
        let (low, high) = (estimate.low.unwrap(), estimate.high.unwrap());
        assert!(
            low < expected && expected < high,
            "{name}: {expected} in {low} to {high}"
        );
        assert!(
            high - low < 0.12 * mean(&found, name),
            "too vague to say so"
        );
    }
}

proptest! {
    #![proptest_config(cases(100))]

    /// Batches of one message that need no set-up are no batches, to the bit.
    #[test]
    fn a_batch_of_one_is_a_message(scenario in any_scenario()) {
        let of = |batch: Value| {
            let mut document = serde_json::to_value(&scenario).unwrap();
            for node in document["queues"].as_array_mut().unwrap() {
                // A batch is not interrupted, and partitions know none.
                if node["discipline"] == "priority-preemptive" {
                    node["discipline"] = json!("priority");
                }
                node.as_object_mut().unwrap().remove("partitions");
                node.as_object_mut().unwrap().remove("visibility");
            }
            for node in document["consumers"].as_array_mut().unwrap() {
                for field in ["batch", "prefetch", "deduplicate"] {
                    node.as_object_mut().unwrap().remove(field);
                }
                if node.get("sharing").is_none() && !batch.is_null() {
                    node["batch"] = batch.clone();
                }
            }
            let scenario = Scenario::from_value(&document).unwrap();
            watched(&scenario, 20.0)
        };
        let single = of(Value::Null);
        let batched = of(json!({ "size": 1, "linger": 3 }));
        prop_assert_eq!(trace_of(&single), trace_of(&batched));
        prop_assert_eq!(single.ledger(), batched.ledger());
        let forget = |world: &World| {
            let mut totals = world.totals();
            for sums in &mut totals.consumers {
                (sums.batches, sums.batched) = (0, 0);
            }
            totals
        };
        prop_assert_eq!(forget(&single), forget(&batched));
    }
}
