//! Full queues that hold each other up in a circle are found, and no figure of such a run is a confident one.

use crate::presets::{measure, preset};
use serde_json::{Value, json};
use tailback::app::verdict::{self, State};
use tailback::app::{Action, Lab, View};
use tailback::broker::World;
use tailback::engine::SimTime;
use tailback::scenario::Scenario;

/// Two queues of one slot; most of what the second one's worker has done goes back to the first.
fn circle(change: impl Fn(&mut Value)) -> Scenario {
    let service = json!({ "distribution": "exponential", "mean": 0.2 });
    let mut document = json!({
        "tailback": 1, "name": "Circle", "seed": 1,
        "producers": [{ "id": "web", "to": "there",
            "arrivals": { "process": "poisson", "rate": 2.0 } }],
        "queues": [
            { "id": "there", "max_ready": 1, "overflow": "block" },
            { "id": "back", "max_ready": 1, "overflow": "block" }],
        "consumers": [
            { "id": "out", "from": "there", "service": service, "forward_to": "back" },
            { "id": "home", "from": "back", "service": service,
                "forward_to": [{ "to": "there", "probability": 0.6 }] }],
    });
    change(&mut document);
    Scenario::from_value(&document).expect("valid")
}

fn after(scenario: &Scenario, seconds: f64) -> World {
    let mut world = World::new(&scenario.settings(), scenario.seed, 0);
    world.advance(SimTime::from_secs(seconds), u64::MAX);
    world
}

#[test]
fn a_circle_that_has_locked_up_is_found_and_nothing_moves_in_it() {
    let scenario = circle(|_| {});
    let mut world = after(&scenario, 1000.0);
    assert_eq!(world.locked_up(), [0, 1]);
    let settled = world.ledger().settled;
    world.advance(SimTime::from_secs(100_000.0), u64::MAX);
    assert_eq!(world.ledger().settled, settled);
    let report = measure(&scenario, 1000.0);
    let words = report.warnings.join("\n");
    assert!(words.contains("locked up: there and back"), "{words}");
    let sure = report.system.values().any(|figure| figure.low.is_some());
    assert!(!sure, "no figure has an interval");
}

#[test]
fn a_change_ends_it() {
    let mut world = after(&circle(|_| {}), 1000.0);
    let settled = world.ledger().settled;
    let refuses = circle(|it| it["queues"][0]["overflow"] = json!("reject"));
    world.change(&refuses.settings());
    // Those that wait at the door stay there; one more slot lets them in.
    let wider = circle(|it| it["queues"][0]["max_ready"] = json!(50));
    world.change(&wider.settings());
    assert_eq!(world.locked_up(), [] as [usize; 0]);
    world.advance(SimTime::from_secs(1010.0), u64::MAX);
    assert!(world.ledger().settled > settled);
}

#[test]
fn what_only_waits_has_not_locked_up() {
    let expiring = circle(|it| {
        it["queues"][0]["ttl"] = json!({ "distribution": "constant", "value": 5.0 });
    });
    for scenario in [
        expiring,
        preset("pipeline"),
        circle(|it| it["queues"][0]["overflow"] = json!("reject")),
    ] {
        for second in 1..200 {
            let world = after(&scenario, f64::from(second));
            assert_eq!(world.locked_up(), [] as [usize; 0], "{}", scenario.name);
        }
    }
}

#[test]
fn the_page_says_so() {
    let mut lab = Lab::open("work-queue");
    lab.act(Action::Open(circle(|_| {}).to_json()));
    lab.act(Action::Speed(1.0));
    for _ in 0..100 {
        lab.tick(0.05, || true);
    }
    let verdict: verdict::Verdict = View::of(&lab, None).verdict;
    assert_eq!(verdict.state, State::LockedUp);
    assert!(verdict.reason.english.contains("there, back are full"));
}
