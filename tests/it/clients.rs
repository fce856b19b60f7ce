//! Producers that are clients, second by second: what they publish again, give up, and wait for in vain.

use crate::scenarios::{at, edit_to, pass, plain};
use serde_json::{Value, json};
use tailback::broker::World;
use tailback::broker::trace::Step;
use tailback::metrics::Passage;
use tailback::scenario::Scenario;
use tailback::session::Run;

/// One request at second 0, three seconds of work for each message.
fn one_request(client: Value) -> Scenario {
    plain(&[
        ("producers[0].limit", json!(1)),
        ("producers[0].first_at", json!(0)),
        ("producers[0].client", client),
        ("consumers[0].service.value", json!(3.0)),
    ])
}

fn seconds(value: f64) -> Value {
    json!({ "distribution": "constant", "value": value })
}

/// The world of a scenario after so many seconds, and when messages were published.
fn lived(scenario: &Scenario, until: f64) -> (World, Vec<f64>) {
    let mut world = World::new(&scenario.settings(), 1, 0).with_trace(1 << 12);
    world.advance(at(until), u64::MAX);
    let trace = world.trace().expect("a trace").since(0);
    let publishes = trace.filter(|it| matches!(it.step, Step::Published { .. }));
    let times = publishes.map(|it| it.time.secs()).collect();
    (world, times)
}

fn passage(world: &World) -> &Passage {
    &world.producers()[0].passage
}

#[test]
fn what_takes_too_long_is_asked_for_again_and_done_in_vain() {
    let (world, times) = lived(
        &one_request(json!({ "timeout": seconds(2.0), "retries": 1 })),
        60.0,
    );
    assert_eq!(times, [0.0, 2.0]);
    let it = passage(&world);
    assert_eq!((it.requests, it.attempts, it.given_up), (1, 2, 1));
    assert_eq!((it.good, it.late, it.wasted), (0, 2, 2));
    assert!(
        world.has_ended() && world.now() == at(6.0),
        "{:?}",
        world.now()
    );
}

#[test]
fn what_is_in_time_is_done() {
    let (world, times) = lived(
        &one_request(json!({ "timeout": seconds(4.0), "retries": 1 })),
        60.0,
    );
    assert_eq!(times, [0.0]);
    let it = passage(&world);
    assert_eq!((it.good, it.late, it.given_up), (1, 0, 0));
    assert!(world.has_ended() && world.now() == at(3.0));
}

#[test]
fn backoff_grows_from_retry_to_retry() {
    let client = json!({ "timeout": seconds(1.0), "retries": 3, "backoff": { "delay": 1.0, "factor": 2.0 } });
    assert_eq!(lived(&one_request(client), 60.0).1, [0.0, 2.0, 5.0, 10.0]);
}

#[test]
fn a_refusal_is_told_at_once() {
    let scenario = one_request(json!({ "retries": 2, "backoff": { "delay": 0.5 } }));
    let scenario = scenario
        .with("consumers[0].count", &json!(0))
        .expect("valid");
    let scenario = scenario
        .with("queues[0].max_ready", &json!(0))
        .expect("valid");
    let (world, times) = lived(&scenario, 60.0);
    assert_eq!(times, [0.0, 0.5, 1.0]);
    assert_eq!((passage(&world).refused, passage(&world).given_up), (3, 1));
    assert!(world.has_ended());
}

#[test]
fn a_rate_limit_spaces_messages_out_and_a_higher_one_frees_those_that_wait() {
    let scenario = plain(&[
        ("producers[0].arrivals.batch", json!(5)),
        ("producers[0].limit", json!(5)),
        ("producers[0].first_at", json!(0)),
        (
            "producers[0].client",
            json!({ "rate_limit": { "rate": 0.5, "burst": 2 } }),
        ),
    ]);
    assert_eq!(lived(&scenario, 60.0).1, [0.0, 0.0, 2.0, 4.0, 6.0]);
    let mut run = Run::new(scenario);
    pass(&mut run, at(3.0));
    assert_eq!(run.world().ledger().published, 3);
    edit_to(&mut run, "producers[0].client.rate_limit.rate", 10.0);
    pass(&mut run, at(3.05));
    assert_eq!(run.world().ledger().published, 5);
}

#[test]
fn an_open_breaker_refuses_at_the_client() {
    // Nobody works, so every attempt fails after half a second: at 1.5 and 2.5. Closed again it is never.
    let scenario = plain(&[
        ("consumers[0].count", json!(0)),
        (
            "producers[0].client",
            json!({ "timeout": seconds(0.5), "breaker": { "failures": 1.0, "window": 2, "open_for": 3.2, "probes": 1 } }),
        ),
    ]);
    let (world, times) = lived(&scenario, 10.9);
    assert_eq!(times, [1.0, 2.0, 6.0, 10.0]);
    assert_eq!(
        (passage(&world).requests, passage(&world).given_up),
        (10, 10)
    );
}

#[test]
fn a_closed_loop_thinks_when_its_request_has_ended_and_not_its_message() {
    let scenario = plain(&[
        ("consumers[0].count", json!(0)),
        (
            "producers[0].arrivals",
            json!({ "process": "closed-loop", "think": seconds(1.0) }),
        ),
        ("producers[0].client", json!({ "timeout": seconds(2.0) })),
    ]);
    assert_eq!(lived(&scenario, 10.0).1, [1.0, 4.0, 7.0, 10.0]);
}

#[test]
fn a_client_taken_away_waits_for_what_it_asked_and_asks_no_more() {
    let mut run = Run::new(one_request(
        json!({ "timeout": seconds(2.0), "retries": 5 }),
    ));
    pass(&mut run, at(1.0));
    edit_to(&mut run, "producers[0].client", Value::Null);
    pass(&mut run, at(60.0));
    let it = passage(run.world());
    assert_eq!((it.attempts, it.given_up, it.wasted), (1, 1, 1));
    assert!(run.world().has_ended());
}
