//! Exchanges that go by what is written on messages.

use proptest::prelude::*;
use serde_json::{Value, json};
use tailback::broker::World;
use tailback::engine::SimTime;
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::warm_up::WarmUp;
use tailback::experiment::work::in_turn;
use tailback::scenario::Scenario;
use tailback::session::Run;
use tailback::theory::Load;

/// What is written on the messages of a producer.
pub fn labels() -> BoxedStrategy<Value> {
    let label = (0.1..3.0_f64, 0..4_usize).prop_map(|(weight, kind)| match kind {
        0 => json!({ "weight": weight }),
        1 => json!({ "weight": weight, "headers": { "kind": "x" } }),
        2 => json!({ "weight": weight, "topic": "a.b", "headers": { "kind": "y", "more": "z" } }),
        _ => json!({ "weight": weight, "topic": "a" }),
    });
    prop::collection::vec(label, 1..4)
        .prop_map(Value::from)
        .boxed()
}

/// What the queues want that messages go on to: some the same, some more than others.
pub fn bindings(forward_to: &Value) -> Value {
    let ways = forward_to
        .as_array()
        .cloned()
        .unwrap_or_else(|| vec![json!({ "to": forward_to })]);
    let topics = ["a", "a.b", "a"].iter().cycle();
    let all = ways.iter().zip(topics).enumerate();
    all.map(|(place, (way, topic))| {
        json!({ "to": way["to"], "topic": topic, "headers": { "kind": "x" }, "any": place % 2 == 0 })
    })
    .collect()
}

/// A producer with these labels, an exchange that takes no time, and queues `a` and `b` with fast workers.
fn exchange(labels: &Value, route: &Value) -> Value {
    let worker = |id: &str| {
        json!({ "id": format!("w{id}"), "from": id, "count": 2,
            "service": { "distribution": "exponential", "mean": 0.1 } })
    };
    json!({
        "tailback": 1, "name": "exchange",
        "producers": [{ "id": "p", "to": "in", "labels": labels,
            "arrivals": { "process": "poisson", "rate": 6 } }],
        "queues": [{ "id": "in" }, { "id": "a" }, { "id": "b" }],
        "consumers": [
            { "id": "exchange", "from": "in", "service": { "distribution": "constant", "value": 0 },
                "forward_to": [{ "to": "a", "probability": 0.5 }, { "to": "b", "probability": 0.5 }],
                "route": route },
            worker("a"), worker("b"),
        ],
    })
}

fn valid(document: &Value) -> Scenario {
    Scenario::from_value(document).expect("valid")
}

/// Messages that came to `a`, to `b` and nowhere, as shares of those published by the producer itself.
fn shares(labels: &Value, route: &Value) -> [f64; 3] {
    let mut run = Run::new(valid(&exchange(labels, route)));
    run.advance(SimTime::from_secs(5000.0), u64::MAX);
    shares_of(run.world())
}

fn shares_of(world: &World) -> [f64; 3] {
    let offered = |queue: usize| world.queue_passage(queue).offered as f64;
    let none = world.ledger().unrouted as f64;
    [offered(1), offered(2), none].map(|count| count / offered(0))
}

fn close(found: [f64; 3], exact: [f64; 3]) {
    for (found, exact) in found.iter().zip(exact) {
        assert!((found - exact).abs() < 0.012, "{found} instead of {exact}");
    }
}

#[test]
fn a_topic_itself_a_pattern_and_headers_lead_to_the_queues_that_want_them() {
    let labels = json!([
        { "weight": 5, "topic": "order.eu" },
        { "weight": 3, "topic": "order.us", "headers": { "vip": "yes" } },
        { "weight": 2, "topic": "log", "headers": { "vip": "no", "form": "json" } },
    ]);
    let bound = |by: &str, a: Value, b: Value| {
        let named = |mut binding: Value, to: &str| {
            binding["to"] = json!(to);
            binding
        };
        shares(
            &labels,
            &json!({ "by": by, "bindings": [named(a, "a"), named(b, "b")] }),
        )
    };
    let direct = bound(
        "direct",
        json!({ "topic": "order.eu" }),
        json!({ "topic": "log" }),
    );
    close(direct, [0.5, 0.2, 0.3]);
    // Both get what both want, and a topic without a pattern is one.
    let topic = bound(
        "topic",
        json!({ "topic": "order.*" }),
        json!({ "topic": "#.us" }),
    );
    close(topic, [0.8, 0.3, 0.2]);
    let headers = bound(
        "headers",
        json!({ "headers": { "vip": "no", "form": "json" } }),
        json!({ "headers": { "vip": "yes", "form": "json" }, "any": true }),
    );
    close(headers, [0.2, 0.5, 0.5]);
}

#[test]
fn a_queue_may_be_bound_twice_and_gets_one_copy() {
    let labels = json!([{ "topic": "x.y" }]);
    let bindings = json!([{ "to": "a", "topic": "x.*" }, { "to": "a", "topic": "*.y" }]);
    let found = shares(&labels, &json!({ "by": "topic", "bindings": bindings }));
    close(found, [1.0, 0.0, 0.0]);
}

#[test]
fn what_was_published_without_a_label_fits_only_what_fits_nothing() {
    let labels = json!([{ "topic": "x" }]);
    let mut document = exchange(
        &labels,
        &json!({ "by": "topic", "bindings": [
        { "to": "a", "topic": "#" }, { "to": "b", "topic": "x" },
    ] }),
    );
    document["producers"][0]
        .as_object_mut()
        .expect("a node")
        .remove("labels");
    let mut run = Run::new(valid(&document));
    run.advance(SimTime::from_secs(500.0), u64::MAX);
    close(shares_of(run.world()), [1.0, 0.0, 0.0]);
    // From here on they have one.
    run.edit("producers[0].labels", &labels).expect("valid");
    run.advance(SimTime::from_secs(1000.0), u64::MAX);
    close(shares_of(run.world()), [1.0, 0.5, 0.0]);
}

#[test]
fn theory_knows_what_comes_to_each_queue() {
    let document = exchange(
        &json!([{ "weight": 5, "topic": "order" }, { "weight": 3, "topic": "log" }]),
        &json!({ "by": "topic", "bindings": [
            { "to": "a", "topic": "#" }, { "to": "b", "topic": "order" },
        ] }),
    );
    let loads = Load::of(&valid(&document));
    let rate = |queue: usize| loads[queue].arrival_rate;
    assert!((rate(1) - 6.0).abs() < 1e-9 && (rate(2) - 3.75).abs() < 1e-9);
}

#[test]
fn the_share_that_nobody_wants_is_reported_with_an_interval() {
    let document = exchange(
        &json!([{ "weight": 3, "topic": "order" }, { "topic": "log" }]),
        &json!({ "by": "direct", "bindings": [{ "to": "a", "topic": "order" }] }),
    );
    let plan = Plan {
        replications: 8,
        confidence: 0.99,
        stop: Stop::After {
            length: 500.0,
            warm_up: WarmUp::Asked(0.0),
        },
        series: None,
    };
    let found = plan.run(&valid(&document), &in_turn).system["unrouted_fraction"];
    let (low, high) = (found.low.expect("sure"), found.high.expect("sure"));
    assert!(
        low <= 0.25 && 0.25 <= high && high - low < 0.05,
        "{low} to {high}"
    );
}

#[test]
fn what_is_wrong_with_labels_and_bindings_is_said() {
    let labels = json!([{ "topic": "a..b" }, { "headers": { "x": "y z" } }, { "weight": 0 }]);
    let route = json!({ "by": "direct", "bindings": [
        { "to": "in", "topic": "a" }, { "to": "a", "topic": "a.*" }, { "to": "b" },
    ] });
    let problems = Scenario::from_value(&exchange(&labels, &route)).expect_err("much is wrong");
    let paths: Vec<&str> = problems.iter().map(|problem| &*problem.path).collect();
    for path in [
        "producers[0].labels[0].topic",
        "producers[0].labels[1].headers.x",
        "producers[0].labels[2].weight",
        "consumers[0].route.bindings[0].to",
        "consumers[0].route.bindings[1].topic",
        "consumers[0].route.bindings[2].topic",
    ] {
        assert!(paths.contains(&path), "{path} is not among {paths:?}");
    }
}

#[test]
fn bindings_follow_the_name_of_their_queue_and_end_with_it() {
    use tailback::scenario::{BuildStep, Node};
    let route = json!({ "by": "topic", "bindings": [
        { "to": "a", "topic": "#" }, { "to": "b", "topic": "x" },
    ] });
    let scenario = valid(&exchange(&json!([{ "topic": "x" }]), &route));
    let bound = |scenario: &Scenario| -> Vec<String> {
        let route = scenario.consumers[0].route.as_ref().expect("an exchange");
        route
            .bindings
            .iter()
            .map(|binding| binding.to.clone())
            .collect()
    };
    let renamed = scenario.built(&BuildStep::Rename(Node::Queue(1), "all".into()));
    assert_eq!(bound(&renamed.expect("a name")), ["all", "b"]);
    let to_a = BuildStep::ForwardTo {
        consumer: 0,
        queue: Some(1),
    };
    assert_eq!(bound(&scenario.built(&to_a).expect("connected")), ["a"]);
    let without = (scenario.built(&BuildStep::Delete(Node::Consumer(2))))
        .and_then(|scenario| scenario.built(&BuildStep::Delete(Node::Queue(2))));
    assert_eq!(bound(&without.expect("deleted")), ["a"]);
}

/// A request that nobody wants is not wanted the second time either.
#[test]
fn all_attempts_at_a_request_have_one_label() {
    let labels = json!([{ "weight": 3, "topic": "x" }, { "topic": "y" }]);
    let route = json!({ "by": "direct", "bindings": [{ "to": "a", "topic": "x" }] });
    let mut document = exchange(&labels, &route);
    document["producers"][0]["client"] = json!({
        "timeout": { "distribution": "constant", "value": 5 }, "retries": 2,
    });
    let mut run = Run::new(valid(&document));
    run.advance(SimTime::from_secs(5000.0), u64::MAX);
    let passage = &run.world().producers()[0].passage;
    let share = passage.given_up as f64 / passage.requests as f64;
    assert!((share - 0.25).abs() < 0.015, "{share}");
    let dropped = run.world().ledger().unrouted as f64 / passage.given_up as f64;
    assert!(
        (dropped - 3.0).abs() < 0.05,
        "three attempts at each: {dropped}"
    );
}
