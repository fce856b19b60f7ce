//! Once warm, the event loop allocates nothing: a run of a billion messages needs the memory of a
//! run of a million.
#![cfg(not(target_arch = "wasm32"))]

use allocation_counter::measure;
use serde_json::{Value, json};
use tailback::broker::World;
use tailback::broker::world::Advance;
use tailback::engine::SimTime;
use tailback::scenario::Scenario;

const EVENTS: u64 = 1_000_000;

/// M/M/16 at 90 %, its queue bounded so that there is a most of everything, with `changes`.
fn scenario(changes: &[(&str, Value)]) -> Scenario {
    let document = json!({
        "tailback": 1, "name": "M/M/16", "seed": 1,
        "producers": [
            { "id": "p", "to": "q", "arrivals": { "process": "poisson", "rate": 14.4 } },
        ],
        "queues": [{ "id": "q", "max_ready": 60 }],
        "consumers": [{
            "id": "c", "from": "q", "count": 16,
            "service": { "distribution": "exponential", "mean": 1.0 },
        }],
    });
    let base = Scenario::from_value(&document).expect("valid");
    changes.iter().fold(base, |scenario, (path, value)| {
        scenario.with(path, value).expect("in range")
    })
}

/// Runs long enough to have seen the bound reached, then counts what a million events allocate.
fn allocates_nothing(mut world: World) {
    let mut advance = |events| {
        let outcome = world.advance(SimTime::MAX, events);
        assert_eq!(outcome, Advance::Spent);
        world.system_sums().passage.refused
    };
    let refused = advance(EVENTS);
    assert!(refused > 0, "the warm-up sees the bound");
    let counted = measure(|| {
        advance(EVENTS);
    });
    assert_eq!(counted.count_total, 0);
}

fn world(changes: &[(&str, Value)]) -> World {
    World::new(&scenario(changes).settings(), 1, 0)
}

#[test]
fn a_bounded_queue_allocates_nothing_once_warm() {
    allocates_nothing(world(&[]));
}

#[test]
fn the_trace_allocates_nothing_once_warm() {
    allocates_nothing(world(&[]).with_trace(4096));
}

#[test]
fn the_lock_allocates_nothing_once_warm() {
    // Who waits for the lock is not bounded; at 40 % its longest queue is soon seen.
    allocates_nothing(world(&[
        ("broker.lock.hold", json!(0.0125)),
        ("queues[0].max_ready", json!(30)),
    ]));
}

#[test]
fn polling_allocates_nothing_once_warm() {
    let poll = ("consumers[0].poll", json!({ "interval": 0.1 }));
    allocates_nothing(world(&[poll]));
}

#[test]
fn polling_under_the_lock_allocates_nothing_once_warm() {
    allocates_nothing(world(&[
        ("consumers[0].poll", json!({ "interval": 0.3 })),
        ("broker.lock.hold", json!(0.025)),
    ]));
}

#[test]
fn every_distribution_allocates_nothing_once_warm() {
    for service in [
        json!({ "distribution": "constant", "value": 1.1 }),
        json!({ "distribution": "erlang", "mean": 1.1, "stages": 4 }),
        json!({ "distribution": "lognormal", "mean": 1.0, "scv": 2.0 }),
        json!({ "distribution": "hyperexponential", "mean": 1.0, "scv": 4.0 }),
        json!({ "distribution": "uniform", "low": 0.5, "high": 1.7 }),
        json!({ "distribution": "gamma", "mean": 1.0, "scv": 2.0 }),
        json!({ "distribution": "weibull", "mean": 1.0, "scv": 2.0 }),
        json!({ "distribution": "pareto", "mean": 1.0, "shape": 2.5 }),
        json!({ "distribution": "empirical", "values": [0.2, 2.0] }),
        json!({ "distribution": "empirical", "quantiles": [[0, 0.2], [0.5, 0.7], [1, 2.6]] }),
    ] {
        allocates_nothing(world(&[("consumers[0].service", service)]));
    }
}

#[test]
fn clearing_the_statistics_and_reading_the_sums_allocate_nothing() {
    let mut world = world(&[]);
    world.advance(SimTime::MAX, EVENTS);
    let counted = measure(|| {
        world.clear_statistics();
        std::hint::black_box(world.system_sums());
        std::hint::black_box(world.sojourn().quantile(0.99));
    });
    assert_eq!(counted.count_total, 0);
}
