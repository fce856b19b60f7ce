//! Systems of every kind that a scenario can describe, small enough to be read.

use super::page::started;
use crate::scenario::Scenario;
use crate::session::Live;
use serde_json::{Value, json};

fn producer(id: &str, to: &str, rate: f64) -> Value {
    json!({ "id": id, "to": to, "count": 1, "arrivals": { "process": "poisson", "rate": rate } })
}

fn queue(id: &str) -> Value {
    json!({ "id": id, "discipline": "fifo" })
}

fn group(id: &str, from: &str, count: u32, mean: f64) -> Value {
    let service = json!({ "distribution": "exponential", "mean": mean });
    json!({ "id": id, "from": from, "count": count, "service": service })
}

fn with(mut node: Value, more: Value) -> Value {
    let (Some(node_fields), Value::Object(more)) = (node.as_object_mut(), more) else {
        unreachable!("nodes are objects");
    };
    node_fields.extend(more);
    node
}

fn system(
    name: &str,
    producers: Vec<Value>,
    queues: Vec<Value>,
    consumers: Vec<Value>,
) -> (String, Live) {
    held(name, producers, queues, consumers, 0.0)
}

fn held(
    name: &str,
    producers: Vec<Value>,
    queues: Vec<Value>,
    consumers: Vec<Value>,
    hold: f64,
) -> (String, Live) {
    let document = json!({
        "tailback": 1, "name": name, "seed": 3, "broker": { "lock": { "hold": hold } },
        "producers": producers, "queues": queues, "consumers": consumers,
    });
    let scenario = Scenario::parse(&document.to_string()).expect("a valid scenario");
    (name.to_owned(), started(scenario))
}

fn five_stages() -> (String, Live) {
    let id = |stage: usize| format!("a{stage}");
    let queues = (1..=5).map(|stage| match stage % 2 {
        0 => with(
            queue(&id(stage)),
            json!({ "max_ready": 6, "overflow": "block" }),
        ),
        _ => queue(&id(stage)),
    });
    let groups = (1..=5).map(|stage| {
        let node = group(
            &format!("stage-{stage}"),
            &id(stage),
            2 + stage as u32 % 3,
            0.6,
        );
        if stage < 5 {
            with(node, json!({ "forward_to": id(stage + 1) }))
        } else {
            node
        }
    });
    system(
        "five",
        vec![producer("uploads", "a1", 3.0)],
        queues.collect(),
        groups.collect(),
    )
}

fn fan_out() -> (String, Live) {
    let id = |lane: usize| format!("q{lane}");
    let ways: Vec<Value> = (0..8)
        .map(|lane| json!({ "to": id(lane), "probability": 0.125 }))
        .collect();
    let mut queues = vec![queue("in")];
    queues.extend((0..8).map(|lane| with(queue(&id(lane)), json!({ "max_ready": 8 }))));
    let router = with(group("router", "in", 2, 0.2), json!({ "forward_to": ways }));
    let mut groups = vec![router];
    groups
        .extend((0..8).map(|lane| group(&format!("g{lane}"), &id(lane), 1 + lane as u32 % 3, 1.0)));
    system("fan-out", vec![producer("web", "in", 6.0)], queues, groups)
}

fn fan_in() -> (String, Live) {
    let id = |lane: usize| format!("q{lane}");
    let producers = (0..8)
        .map(|lane| producer(&format!("p{lane}"), &id(lane), 1.0))
        .collect();
    let mut queues: Vec<Value> = (0..8).map(|lane| queue(&id(lane))).collect();
    queues.push(with(queue("all"), json!({ "max_ready": 5 })));
    let forward = json!({ "forward_to": "all" });
    let lane = |lane: usize| {
        with(
            group(&format!("g{lane}"), &id(lane), 1, 0.8),
            forward.clone(),
        )
    };
    let mut groups: Vec<Value> = (0..8).map(lane).collect();
    groups.push(group("sink", "all", 5, 0.4));
    system("fan-in", producers, queues, groups)
}

fn skipping() -> (String, Live) {
    let ways = json!({ "forward_to": [
        { "to": "b", "probability": 0.5 }, { "to": "d", "probability": 0.3 }, { "to": "c", "probability": 0.2 }
    ] });
    let queues = ["a", "b", "c", "d"].map(queue).to_vec();
    let groups = vec![
        with(group("one", "a", 2, 0.5), ways),
        with(group("two", "b", 2, 0.5), json!({ "forward_to": "c" })),
        with(group("three", "c", 2, 0.5), json!({ "forward_to": "d" })),
        group("four", "d", 2, 0.5),
    ];
    system("skipping", vec![producer("web", "a", 3.0)], queues, groups)
}

fn feedback() -> (String, Live) {
    let producers = vec![
        producer("web", "work", 2.0),
        producer("mobile", "review", 0.5),
    ];
    let back = json!({ "forward_to": [{ "to": "work", "probability": 0.3 }] });
    let groups = vec![
        with(
            group("doers", "work", 3, 0.8),
            json!({ "forward_to": "review" }),
        ),
        with(group("checkers", "review", 2, 0.5), back),
    ];
    system(
        "feedback",
        producers,
        vec![queue("work"), queue("review")],
        groups,
    )
}

fn redelivery() -> (String, Live) {
    let rules = json!({ "max_deliveries": 3, "dead_letter": "failed", "redelivery": { "delay": 2.0, "factor": 2.0 } });
    let groups = vec![with(
        group("workers", "work", 4, 0.6),
        json!({ "failure": { "probability": 0.4 } }),
    )];
    let queues = vec![with(queue("work"), rules), queue("failed")];
    system(
        "redelivery",
        vec![producer("events", "work", 3.0)],
        queues,
        groups,
    )
}

fn mended() -> (String, Live) {
    let rules = json!({ "max_deliveries": 2, "dead_letter": "failed" });
    let groups = vec![
        with(
            group("workers", "work", 4, 0.6),
            json!({ "failure": { "probability": 0.4 } }),
        ),
        with(
            group("menders", "failed", 1, 0.7),
            json!({ "forward_to": "work" }),
        ),
    ];
    let queues = vec![with(queue("work"), rules), queue("failed")];
    system(
        "mended",
        vec![producer("events", "work", 3.0)],
        queues,
        groups,
    )
}

fn losses() -> [(String, Live); 3] {
    let fails = json!({ "ack": "on-delivery", "failure": { "probability": 0.1 } });
    let due = json!({ "deadline": { "distribution": "constant", "value": 2.0 } });
    let ttl = json!({ "ttl": { "distribution": "exponential", "mean": 4.0 } });
    let drops = json!({ "max_ready": 10, "overflow": "drop-oldest" });
    let blocks = json!({ "max_ready": 5, "overflow": "block" });
    [
        system(
            "expiring",
            vec![
                with(producer("web", "orders", 8.0), due),
                producer("app", "orders", 4.0),
            ],
            vec![with(queue("orders"), ttl)],
            vec![group("workers", "orders", 4, 0.5)],
        ),
        system(
            "dropping",
            vec![producer("sensor", "readings", 12.0)],
            vec![with(queue("readings"), drops)],
            vec![with(group("readers", "readings", 2, 0.3), fails)],
        ),
        system(
            "blocking",
            vec![
                producer("web", "orders", 12.0),
                producer("app", "orders", 3.0),
            ],
            vec![with(queue("orders"), blocks)],
            vec![group("workers", "orders", 2, 0.3)],
        ),
    ]
}

fn priorities() -> (String, Live) {
    let of = |id: &str, rate, priority: i32| {
        with(
            producer(id, "orders", rate),
            json!({ "priority": priority }),
        )
    };
    let producers = vec![of("gold", 1.0, 2), of("silver", 2.0, 1), of("bulk", 4.0, 0)];
    let rules = json!({ "discipline": "priority-preemptive", "max_ready": 40 });
    system(
        "priorities",
        producers,
        vec![with(queue("orders"), rules)],
        vec![group("workers", "orders", 4, 0.6)],
    )
}

fn outages() -> (String, Live) {
    let up = json!({ "distribution": "exponential", "mean": 5.0 });
    let down = json!({ "distribution": "exponential", "mean": 3.0 });
    let rules = json!({ "outages": { "up": up, "down": down, "on_outage": "requeue" } });
    let groups = vec![with(group("workers", "orders", 5, 0.6), rules)];
    system(
        "outages",
        vec![producer("web", "orders", 6.0)],
        vec![queue("orders")],
        groups,
    )
}

fn crowds() -> [(String, Live); 3] {
    let names: Vec<String> = (0..30).map(|place| format!("p{place}")).collect();
    let many = names.iter().map(|id| producer(id, "orders", 1.0)).collect();
    let all = with(
        producer("things", "orders", 1.0),
        json!({ "count": 10_000 }),
    );
    [
        system(
            "many producers",
            many,
            vec![queue("orders")],
            vec![group("workers", "orders", 5, 0.2)],
        ),
        system(
            "crowd",
            vec![all],
            vec![queue("orders")],
            vec![group("workers", "orders", 1000, 0.1)],
        ),
        system(
            "groups",
            vec![producer("web", "orders", 20.0)],
            vec![with(queue("orders"), json!({ "max_ready": 100 }))],
            vec![
                group("fast", "orders", 3, 0.1),
                group("slow", "orders", 12, 0.6),
                group("many", "orders", 400, 20.0),
            ],
        ),
    ]
}

fn locked() -> (String, Live) {
    let producers = vec![
        producer("web", "orders", 8.0),
        producer("app", "orders", 6.0),
    ];
    let queues = vec![with(queue("orders"), json!({ "max_ready": 20 }))];
    held(
        "lock",
        producers,
        queues,
        vec![group("workers", "orders", 6, 0.3)],
        0.02,
    )
}

/// All of them, with their names.
pub(super) fn all() -> Vec<(String, Live)> {
    let mut systems = vec![
        five_stages(),
        fan_out(),
        fan_in(),
        skipping(),
        feedback(),
        redelivery(),
        mended(),
        priorities(),
        outages(),
        locked(),
    ];
    systems.extend(losses());
    systems.extend(crowds());
    systems
}

/// One of them.
pub(super) fn named(name: &str) -> Live {
    let found = all().into_iter().find(|(known, _)| known == name);
    found
        .map(|(_, live)| live)
        .unwrap_or_else(|| panic!("no system {name}"))
}
