//! Which systems keep up, mechanism by mechanism.

use super::{assert_close, exponential, poisson, workers};
use crate::scenarios::plain;
use serde_json::{Value, json};
use tailback::scenario::Scenario;
use tailback::theory::{Load, Stability};

/// A service of 1 s by one worker, at 0.9 / s, and `changes`.
fn busy(changes: &[(&str, Value)]) -> Scenario {
    let start = plain(&[poisson(0.9), exponential(1.0)]);
    changes.iter().fold(start, |scenario, (path, value)| {
        scenario
            .with(path, value)
            .unwrap_or_else(|all| panic!("{path}: {all:?}"))
    })
}

fn is_unstable(scenario: &Scenario) -> bool {
    matches!(Stability::of(scenario), Stability::Unstable { .. })
}

fn is_unclear(scenario: &Scenario) -> bool {
    matches!(Stability::of(scenario), Stability::Unclear { .. })
}

fn utilisation(scenario: &Scenario) -> f64 {
    Load::of(scenario)[0].utilisation()
}

fn always(seconds: f64) -> Value {
    json!({ "distribution": "constant", "value": seconds })
}

#[test]
fn what_costs_capacity_counts() {
    let failing = busy(&[("consumers[0].failure", json!({ "probability": 0.2 }))]);
    assert_close(utilisation(&failing), 1.125, 1e-12);
    assert!(is_unstable(&failing));
    let once = failing
        .with("queues[0].max_deliveries", &json!(1))
        .expect("valid");
    assert_eq!(Stability::of(&once), Stability::Stable);
    let hopeless = failing
        .with("consumers[0].failure.probability", &json!(1))
        .expect("valid");
    assert!(is_unstable(&hopeless));
    let down = json!({ "up": always(8.0), "down": always(2.0) });
    let down = busy(&[("consumers[0].outages", down)]);
    assert_close(utilisation(&down), 1.125, 1e-12);
    assert!(is_unstable(&down));
    let quick = down.with("consumers[0].speed", &json!(2)).expect("valid");
    assert_eq!(Stability::of(&quick), Stability::Stable);
    let batches = busy(&[("producers[0].arrivals.batch", json!(2))]);
    assert_close(utilisation(&batches), 1.8, 1e-12);
    // Messages that bring half of the work.
    let light = batches
        .with("producers[0].service", &always(0.5))
        .expect("valid");
    assert_close(utilisation(&light), 0.9, 1e-12);
    assert_eq!(Stability::of(&light), Stability::Stable);
}

#[test]
fn what_bounds_a_backlog_keeps_it_stable() {
    let patience = ("queues[0].ttl", always(5.0));
    let think = json!({ "process": "closed-loop", "think": always(0.1) });
    let many = ("producers[0].count", json!(50));
    for change in [
        vec![("producers[0].arrivals.rate", json!(9.0)), patience],
        vec![
            ("producers[0].arrivals.rate", json!(9.0)),
            ("queues[0].max_ready", json!(3)),
        ],
        vec![("producers[0].arrivals", think), many],
    ] {
        assert_eq!(
            Stability::of(&busy(&change)),
            Stability::Stable,
            "{change:?}"
        );
    }
    let think = json!({ "process": "closed-loop", "think": always(0.1) });
    let crowd = busy(&[
        ("producers[0].arrivals", think),
        ("producers[0].count", json!(50)),
    ]);
    assert_close(utilisation(&crowd), 1.0, 1e-12);
}

#[test]
fn the_long_run_of_the_arrivals_decides() {
    let states = json!([{ "rate": 1.8, "mean_dwell": 1 }, { "rate": 0, "mean_dwell": 1 }]);
    let modulated = busy(&[(
        "producers[0].arrivals",
        json!({ "process": "mmpp", "states": states }),
    )]);
    assert_close(utilisation(&modulated), 0.9, 1e-12);
    let day = |repeat: bool, last: f64| {
        let points = json!([[0, 0.0], [5, 1.8 - last], [10, last]]);
        let day = json!({ "process": "schedule", "points": points, "repeat": repeat });
        busy(&[("producers[0].arrivals", day)])
    };
    assert_eq!(Stability::of(&day(true, 0.0)), Stability::Stable);
    assert_eq!(Stability::of(&day(false, 0.5)), Stability::Stable);
    assert!(is_unstable(&day(false, 1.2)));
    let replay = json!({ "process": "replay", "times": [0.0, 1.0, 1.0] });
    assert_eq!(
        Stability::of(&busy(&[("producers[0].arrivals", replay)])),
        Stability::Finite
    );
}

fn pipeline(changes: &[(&str, Value)]) -> Scenario {
    let document = json!({
        "tailback": 1, "name": "pipeline",
        "producers": [
            { "id": "p", "to": "one", "arrivals": { "process": "poisson", "rate": 0.9 } }
        ],
        "queues": [{ "id": "one" }, { "id": "two" }],
        "consumers": [
            { "id": "c", "from": "one", "service": always(1.0), "forward_to": "two" },
            { "id": "d", "from": "two", "service": always(1.0) }
        ],
    });
    let start = Scenario::from_value(&document).expect("valid");
    changes.iter().fold(start, |scenario, (path, value)| {
        scenario
            .with(path, value)
            .unwrap_or_else(|all| panic!("{path}: {all:?}"))
    })
}

#[test]
fn messages_load_every_queue_on_their_way() {
    assert_eq!(Stability::of(&pipeline(&[])), Stability::Stable);
    let slow = pipeline(&[("consumers[1].service", always(2.0))]);
    let Stability::Unstable { why } = Stability::of(&slow) else {
        panic!("the second cannot keep up")
    };
    assert_eq!(
        why.english,
        "0.9 / s arrive at two and its workers can do 0.5 / s"
    );
    // The first one holds back what the second could not do.
    let first = pipeline(&[("consumers[0].service", always(2.0))]);
    assert_close(Load::of(&first)[1].arrival_rate, 0.5, 1e-9);
    assert!(is_unstable(&first));
    let back = json!([{ "to": "one", "probability": 0.5 }]);
    let round = pipeline(&[("consumers[0].forward_to", back)]);
    // It passes on one a second, and half of that comes back.
    assert_close(Load::of(&round)[0].arrival_rate, 1.4, 1e-9);
    assert!(is_unstable(&round));
    let Stability::Unstable { why } =
        Stability::of(&pipeline(&[("consumers[1].forward_to", json!("one"))]))
    else {
        panic!("nothing ever leaves")
    };
    assert_eq!(
        why.english,
        "messages go round from queue to queue and never leave"
    );
}

#[test]
fn dead_letters_load_their_queue_if_someone_takes_them() {
    let failing = [
        ("consumers[0].failure", json!({ "probability": 0.5 })),
        ("consumers[0].forward_to", Value::Null),
        ("consumers[0].count", json!(2)),
        ("queues[0].max_deliveries", json!(1)),
        ("queues[0].dead_letter", json!("two")),
    ];
    let dead = pipeline(&failing);
    assert_close(Load::of(&dead)[1].arrival_rate, 0.45, 1e-9);
    assert_eq!(Stability::of(&dead), Stability::Stable);
    // Else they stay there for good, which is not called a backlog.
    let kept = dead
        .with("consumers[1].from", &json!("one"))
        .expect("valid");
    assert_eq!(Load::of(&kept)[1].arrival_rate, 0.0);
    assert_eq!(Stability::of(&kept), Stability::Stable);
}

#[test]
fn where_rates_do_not_tell_it_is_unclear() {
    let requeue = json!({ "up": always(10.0), "down": always(0.1), "on_outage": "requeue" });
    assert!(is_unclear(&busy(&[(
        "consumers[0].outages",
        requeue.clone()
    )])));
    let calm = busy(&[("consumers[0].outages", requeue), workers(2)]);
    assert_eq!(Stability::of(&calm), Stability::Stable);
    let blocks = pipeline(&[
        ("queues[1].max_ready", json!(3)),
        ("queues[1].overflow", json!("block")),
    ]);
    assert!(is_unclear(&blocks));
}
