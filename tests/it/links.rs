//! Links and payloads: what the way to the broker costs, and what gets lost on it.

use crate::scenarios::{
    at, deliveries, edit_to, instants, pass, plain, preset, publishes, settlements,
};
use serde_json::{Value, json};
use tailback::broker::trace::Step;
use tailback::metrics::totals::Metric;
use tailback::scenario::Scenario;
use tailback::session::Run;

fn lived(scenario: Scenario, until: f64) -> Run {
    let mut run = Run::new(scenario);
    pass(&mut run, at(until));
    run
}

fn constant(value: f64) -> Value {
    json!({ "distribution": "constant", "value": value })
}

fn figure(run: &Run, metric: Metric) -> f64 {
    let value = metric.value(&run.world().system_sums());
    value.unwrap_or_else(|| panic!("{} has a value", metric.name()))
}

#[test]
fn a_constant_latency_shifts_every_sojourn_by_itself() {
    let random = [
        (
            "producers[0].arrivals",
            json!({ "process": "poisson", "rate": 1.0 }),
        ),
        (
            "consumers[0].service",
            json!({ "distribution": "exponential", "mean": 0.7 }),
        ),
    ];
    let near = lived(plain(&random), 500.0);
    let mut changes = random.to_vec();
    changes.push(("producers[0].link", json!({ "latency": constant(0.25) })));
    let far = lived(plain(&changes), 500.25);
    let later: Vec<f64> = settlements(near.world())
        .iter()
        .map(|time| time + 0.25)
        .collect();
    let found = settlements(far.world());
    assert_eq!(found.len(), later.len());
    for (found, expected) in found.iter().zip(&later) {
        assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    }
    let shift = figure(&far, Metric::SojournMean) - figure(&near, Metric::SojournMean);
    assert!((shift - 0.25).abs() < 1e-9, "{shift}");
}

/// A link is a queue by itself: messages of random sizes are sent one after the other. Its wait is that of M/G/1.
#[test]
fn bandwidth_makes_a_link_a_queue_of_its_own() {
    for (sizes, scv) in [
        (constant(700.0), 0.0),
        (json!({ "distribution": "exponential", "mean": 700.0 }), 1.0),
        (
            json!({ "distribution": "erlang", "mean": 700.0, "stages": 4 }),
            0.25,
        ),
    ] {
        let run = lived(
            plain(&[
                (
                    "producers[0].arrivals",
                    json!({ "process": "poisson", "rate": 1.0 }),
                ),
                ("producers[0].payload", json!({ "bytes": sizes })),
                ("producers[0].link", json!({ "bandwidth": 1000.0 })),
                ("consumers[0].service", constant(0.0)),
                ("consumers[0].count", json!(1000)),
            ]),
            200_000.0,
        );
        // Pollaczek and Khinchine.
        let expected = 0.7 + 0.7 * 0.7 * (1.0 + scv) / (2.0 * 0.3);
        let found = figure(&run, Metric::SojournMean);
        assert!(
            (found / expected - 1.0).abs() < 0.03,
            "{found} s, not {expected} s"
        );
    }
}

#[test]
fn copies_have_a_line_each() {
    let changes = [
        ("producers[0].count", json!(3)),
        (
            "producers[0].payload",
            json!({ "kind": "audio", "bytes": constant(500.0) }),
        ),
        (
            "producers[0].link",
            json!({ "bandwidth": 1000.0, "latency": constant(0.25) }),
        ),
        ("consumers[0].count", json!(3)),
    ];
    let run = lived(plain(&changes), 2.0);
    assert_eq!(publishes(run.world()), [1.0, 1.0, 1.0, 2.0, 2.0, 2.0]);
    assert_eq!(deliveries(run.world()), [1.75, 1.75, 1.75]);
    // One copy with a batch of three has one line for all of them.
    let mut changes = changes.to_vec();
    changes[0] = ("producers[0].arrivals.batch", json!(3));
    let run = lived(plain(&changes), 2.9);
    assert_eq!(deliveries(run.world()), [1.75, 2.25, 2.75]);
}

#[test]
fn what_is_lost_on_a_link_is_counted_by_itself() {
    let run = lived(
        plain(&[
            ("producers[0].arrivals.rate", json!(10.0)),
            ("producers[0].link", json!({ "loss": 0.2 })),
            ("consumers[0].count", json!(20)),
        ]),
        10_000.0,
    );
    let ledger = run.world().ledger();
    let share = ledger.strayed as f64 / ledger.published as f64;
    assert!((share - 0.2).abs() < 0.006, "{share}");
    assert_eq!((ledger.refused, ledger.lost), (0, 0));
    assert!((figure(&run, Metric::LinkLossFraction) - share).abs() < 1e-12);
    // Where there is no link the report says nothing of it.
    let near = lived(plain(&[]), 10.0);
    assert_eq!(
        Metric::LinkLossFraction.value(&near.world().system_sums()),
        None
    );
}

#[test]
fn a_client_hears_nothing_of_what_is_lost_and_asks_again() {
    let client = json!({ "timeout": constant(0.5), "retries": 2 });
    let mut run = lived(
        plain(&[
            ("producers[0].client", client),
            ("producers[0].limit", json!(1)),
            ("producers[0].link", json!({ "loss": 1.0 })),
            ("consumers[0].service", constant(0.25)),
        ]),
        1.75,
    );
    // Each attempt is lost at once, and missed half a second later.
    assert_eq!(publishes(run.world()), [1.0, 1.5]);
    assert_eq!(
        instants(run.world(), |step| step == Step::Strayed),
        [1.0, 1.5]
    );
    edit_to(&mut run, "producers[0].link", Value::Null);
    pass(&mut run, at(9.0));
    assert_eq!(publishes(run.world()), [1.0, 1.5, 2.0]);
    assert_eq!(run.world().ledger().settled, 1);
    assert!(run.world().has_ended());
}

#[test]
fn a_worker_waits_until_what_it_hands_on_has_arrived() {
    let pipeline = preset("pipeline");
    let mut document = serde_json::to_value(pipeline).expect("plain data");
    document["producers"][0]["arrivals"] = json!({ "process": "constant", "rate": 0.1 });
    document["producers"][0]["limit"] = json!(1);
    document["consumers"][0]["link"] = json!({ "latency": constant(3.0) });
    let scenario = Scenario::from_value(&document).expect("valid");
    let mut run = Run::new(scenario);
    pass(&mut run, at(1000.0));
    let handed = instants(run.world(), |step| matches!(step, Step::Forwarded(_)));
    let arrived = instants(run.world(), |step| step == Step::Accepted);
    assert!((arrived[1] - handed[0] - 3.0).abs() < 1e-9);
    assert!(run.world().has_ended());
}

#[test]
fn a_queue_is_full_from_so_many_bytes_on() {
    let run = lived(
        plain(&[
            ("producers[0].payload", json!({ "bytes": constant(400.0) })),
            ("queues[0].max_bytes", json!(1000)),
            ("consumers[0].count", json!(0)),
        ]),
        6.5,
    );
    // Three of 400 bytes: with two there is room still.
    let queue = &run.world().queues()[0];
    assert_eq!((queue.ready.len(), queue.ready.bytes()), (3, 1200));
    assert_eq!(run.world().ledger().refused, 3);
}

#[test]
fn a_drop_of_the_oldest_makes_room_in_bytes() {
    let run = lived(
        plain(&[
            ("producers[0].payload", json!({ "bytes": constant(400.0) })),
            ("queues[0].max_bytes", json!(1000)),
            ("queues[0].overflow", json!("drop-oldest")),
            ("consumers[0].count", json!(0)),
        ]),
        6.5,
    );
    assert_eq!(run.world().queues()[0].ready.len(), 3);
    assert_eq!(run.world().ledger().evicted, 3);
}
