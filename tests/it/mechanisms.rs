//! Random mechanisms of the nodes of a scenario: what a node may do besides the plain thing.

use crate::labels::{bindings, labels};
use crate::scenarios::{Move, Story, distribution, rate, seconds};
use proptest::prelude::*;
use serde_json::{Value, json};
use tailback::broker::settings::{RouteBy, Watched};
use tailback::scenario::Scenario;

/// A field that is there in some of the scenarios; null leaves it out.
fn sometimes(
    weight: f64,
    strategy: impl Strategy<Value = Value> + 'static,
) -> BoxedStrategy<Value> {
    prop::option::weighted(weight, strategy)
        .prop_map(|value| value.unwrap_or(Value::Null))
        .boxed()
}

fn durations() -> BoxedStrategy<Value> {
    distribution(seconds())
}

/// Arrivals other than Poisson, constant and renewal.
pub fn arrivals() -> BoxedStrategy<Value> {
    let state = || {
        (rate(), seconds()).prop_map(|(rate, dwell)| json!({ "rate": rate, "mean_dwell": dwell }))
    };
    let points = prop::collection::vec((0.01..2.0_f64, rate()), 1..4);
    let times = prop::collection::vec(prop_oneof![Just(0.25), 0.0..1.0_f64], 1..12);
    prop_oneof![
        prop::collection::vec(state(), 2..4)
            .prop_map(|states| json!({ "process": "mmpp", "states": states })),
        (rate(), durations(), durations()).prop_map(
            |(rate, on, off)| json!({ "process": "on-off", "rate": rate, "on": on, "off": off })
        ),
        (rate(), points, any::<bool>()).prop_map(|(first, points, repeat)| {
            let mut at = 0.0;
            let mut line = vec![json!([0.0, first])];
            for (gap, rate) in points {
                at += gap;
                line.push(json!([at, rate]));
            }
            json!({ "process": "schedule", "points": line, "repeat": repeat })
        }),
        durations().prop_map(|think| json!({ "process": "closed-loop", "think": think })),
        times.prop_map(|gaps| {
            let mut at = 0.0;
            let times = gaps.into_iter().map(|gap| {
                at += gap;
                at
            });
            json!({ "process": "replay", "times": times.collect::<Vec<f64>>() })
        }),
    ]
    .boxed()
}

/// Fields of a producer.
pub fn of_producer() -> Vec<(&'static str, BoxedStrategy<Value>)> {
    vec![
        (
            "priority",
            sometimes(0.5, (-2..3_i32).prop_map(Value::from)),
        ),
        (
            "weight",
            sometimes(0.3, (0.5..4.0_f64).prop_map(Value::from)),
        ),
        ("service", sometimes(0.2, durations())),
        ("deadline", sometimes(0.3, durations())),
        (
            "poison",
            sometimes(
                0.2,
                prop_oneof![0.0..0.5_f64, Just(1.0)].prop_map(Value::from),
            ),
        ),
        ("client", sometimes(0.4, client())),
        ("payload", sometimes(0.3, payload())),
        ("link", sometimes(0.2, link())),
        ("labels", sometimes(0.4, labels())),
        (
            "keys",
            sometimes(
                0.3,
                (1..20_u32, 0.0..2.0_f64)
                    .prop_map(|(count, skew)| json!({ "count": count, "skew": skew })),
            ),
        ),
    ]
}

/// Fields of the broker: what outlives its crashes.
pub fn of_broker() -> Vec<(&'static str, BoxedStrategy<Value>)> {
    let word = |words: &'static [&'static str]| prop::sample::select(words).prop_map(Value::from);
    let disk = with_fields(
        durations()
            .prop_map(|write| json!({ "write": write }))
            .boxed(),
        vec![
            ("sync", sometimes(0.5, word(&["each", "group"]))),
            (
                "every",
                sometimes(0.5, (0.0..1.0_f64).prop_map(Value::from)),
            ),
            ("confirm", sometimes(0.5, word(&["on-sync", "on-arrival"]))),
        ],
    );
    let fetch = distribution(0.001..2.0_f64);
    let replication = with_fields(
        (fetch, 1..4_u64)
            .prop_map(|(fetch, followers)| json!({ "fetch": fetch, "followers": followers }))
            .boxed(),
        vec![
            ("acks", sometimes(0.5, word(&["all", "leader", "none"]))),
            (
                "failover",
                sometimes(0.7, (0.0..1.0_f64).prop_map(Value::from)),
            ),
            (
                "unclean",
                sometimes(0.5, any::<bool>().prop_map(Value::from)),
            ),
        ],
    );
    let outages = (distribution(0.2..5.0_f64), distribution(0.01..2.0_f64))
        .prop_map(|(up, down)| json!({ "up": up, "down": down }));
    vec![
        ("disk", sometimes(0.5, disk)),
        ("replication", sometimes(0.5, replication)),
        ("outages", sometimes(0.6, outages)),
    ]
}

/// Messages of some bytes.
fn payload() -> BoxedStrategy<Value> {
    let kind = prop::sample::select(vec!["text", "image", "audio", "video"]);
    let sizes = distribution(0.0..4.0_f64);
    (kind, sizes)
        .prop_map(|(kind, bytes)| json!({ "kind": kind, "bytes": bytes }))
        .boxed()
}

/// A link with some of what it may have.
fn link() -> BoxedStrategy<Value> {
    with_fields(
        Just(json!({})).boxed(),
        vec![
            ("latency", sometimes(0.7, durations())),
            (
                "bandwidth",
                sometimes(0.6, (1.0..10.0_f64).prop_map(Value::from)),
            ),
            ("loss", sometimes(0.6, (0.0..1.0_f64).prop_map(Value::from))),
        ],
    )
}

/// A lock of one kind or another that is held for so long.
pub fn lock(hold: BoxedStrategy<f64>) -> BoxedStrategy<Value> {
    let word = |words: &'static [&'static str]| prop::sample::select(words).prop_map(Value::from);
    let lock = hold.prop_map(|hold| json!({ "hold": hold })).boxed();
    with_fields(
        lock,
        vec![
            ("kind", sometimes(0.5, word(&["sharded", "readers-writer"]))),
            ("shards", sometimes(0.5, (1..4_u32).prop_map(Value::from))),
            (
                "contention",
                sometimes(0.3, (0.0..0.3_f64).prop_map(Value::from)),
            ),
        ],
    )
}

/// What goes wrong for a while, in a system of so many producers and consumers.
pub fn faults(producers: usize, consumers: usize) -> BoxedStrategy<Value> {
    let of_group = (
        prop::sample::select(vec!["consumer-crash", "consumer-slow-down"]),
        0..consumers,
    )
        .prop_map(|(fault, group)| json!({ "fault": fault, "on": format!("c{group}") }));
    let of_producer = (
        prop::sample::select(vec!["load-spike", "link-slow-down", "network-partition"]),
        0..producers,
    )
        .prop_map(|(fault, producer)| json!({ "fault": fault, "on": format!("p{producer}") }));
    let of_broker = prop::sample::select(vec!["broker-crash", "disk-stall"])
        .prop_map(|fault| json!({ "fault": fault, "on": "broker" }));
    let times = (
        prop_oneof![Just(0.0), seconds()],
        seconds(),
        0.2..4.0_f64,
        prop::option::of(durations()),
        any::<bool>(),
    );
    let fault = (
        prop_oneof![2 => of_group, 2 => of_producer, 1 => of_broker],
        times,
    )
        .prop_map(
            |(mut fault, (at, lasts, factor, every, begins_by_chance))| {
                fault["for"] = json!(lasts);
                let sized = ["consumer-slow-down", "load-spike", "link-slow-down"];
                if sized.iter().any(|word| fault["fault"] == *word) {
                    fault["factor"] = json!(factor);
                }
                if every.is_none() || !begins_by_chance {
                    fault["at"] = json!(at);
                }
                if let Some(every) = every {
                    // What comes again at once would never end.
                    fault["every"] = if every["value"] == 0.0 {
                        json!({ "distribution": "constant", "value": 0.5 })
                    } else {
                        every
                    };
                }
                fault
            },
        );
    prop::collection::vec(fault, 1..4)
        .prop_map(Value::from)
        .boxed()
}

/// What is watched, in a system of so many queues.
pub fn alerts(queues: usize) -> BoxedStrategy<Value> {
    let words = Watched::WORDS.map(|(word, _)| word).to_vec();
    let rule = (
        prop::sample::select(words),
        prop::option::of(0..queues),
        any::<bool>(),
        (prop::sample::select(vec!["above", "below"]), -1.0..5.0_f64),
        (0.0..3.0_f64, 0.1..5.0_f64, 0.05..2.0_f64),
    );
    let rule = rule.prop_map(|(watch, queue, change, (side, limit), (lasts, window, every))| {
        let mut rule = json!({
            "watch": watch, "change": change, side: limit, "for": lasts, "window": window.max(2.0 * every), "every": every
        });
        if let Some(queue) = queue {
            rule["on"] = json!(format!("q{queue}"));
        }
        rule
    });
    prop::collection::vec(rule, 1..4)
        .prop_map(|mut rules| {
            for (place, rule) in rules.iter_mut().enumerate() {
                rule["id"] = json!(format!("a{place}"));
            }
            Value::from(rules)
        })
        .boxed()
}

/// A client with some of what it may have.
fn client() -> BoxedStrategy<Value> {
    let backoff = (prop_oneof![Just(0.0), seconds()], 1.0..3.0, 0.0..1.0).prop_map(
        |(delay, factor, jitter)| json!({ "delay": delay, "factor": factor, "jitter": jitter }),
    );
    let budget =
        (0.0..1.0, 1..4_u32).prop_map(|(share, burst)| json!({ "share": share, "burst": burst }));
    let breaker = (0.1..1.0, 1..6_u32, seconds(), 1..3_u32).prop_map(|(failures, window, open_for, probes)| {
        json!({ "failures": failures, "window": window, "open_for": open_for, "probes": probes })
    });
    let limit =
        (0.5..8.0, 1..4_u32).prop_map(|(rate, burst)| json!({ "rate": rate, "burst": burst }));
    with_fields(
        (0..4_u32)
            .prop_map(|retries| json!({ "retries": retries }))
            .boxed(),
        vec![
            ("timeout", sometimes(0.8, durations())),
            ("backoff", sometimes(0.5, backoff)),
            ("budget", sometimes(0.3, budget)),
            ("breaker", sometimes(0.4, breaker)),
            ("rate_limit", sometimes(0.3, limit)),
        ],
    )
}

/// Fields of a queue in a system of so many.
pub fn of_queue(queues: usize) -> Vec<(&'static str, BoxedStrategy<Value>)> {
    let word = |words: &'static [&'static str]| prop::sample::select(words).prop_map(Value::from);
    vec![
        (
            "discipline",
            sometimes(
                0.8,
                word(&[
                    "fifo",
                    "lifo",
                    "random",
                    "priority",
                    "priority-preemptive",
                    "shortest-first",
                    "earliest-deadline",
                    "fair",
                ]),
            ),
        ),
        ("overflow", sometimes(0.6, word(&["drop-oldest", "block"]))),
        ("ttl", sometimes(0.3, durations())),
        ("visibility", sometimes(0.3, durations())),
        (
            "max_bytes",
            sometimes(0.2, (1..6_u64).prop_map(Value::from)),
        ),
        (
            "partitions",
            sometimes(
                0.25,
                (1..5_u32, word(&["eager", "cooperative"]), prop_oneof![Just(0.0), seconds()])
                    .prop_map(|(count, rebalance, pause)| {
                        json!({ "count": count, "rebalance": rebalance, "pause": pause })
                    }),
            ),
        ),
        ("shed", sometimes(0.3, shed())),
        (
            "max_deliveries",
            sometimes(0.5, (1..4_u64).prop_map(Value::from)),
        ),
        (
            "dead_letter",
            sometimes(
                0.4,
                (0..queues).prop_map(|queue| json!(format!("q{queue}"))),
            ),
        ),
        (
            "redelivery",
            sometimes(
                0.5,
                (prop_oneof![Just(0.0), seconds()], 1.0..3.0, 0.0..1.0).prop_map(
                    |(delay, factor, jitter)| {
                        json!({
                            "delay": delay, "factor": factor, "max_delay": 3.0, "jitter": jitter,
                        })
                    },
                ),
            ),
        ),
    ]
}

/// Fields of a consumer in a system of so many queues.
pub fn of_consumer(queues: usize) -> Vec<(&'static str, BoxedStrategy<Value>)> {
    let word = |words: &'static [&'static str]| prop::sample::select(words).prop_map(Value::from);
    let queue = move || (0..queues).prop_map(|queue| format!("q{queue}"));
    let share = (queue(), 0.0..0.6_f64);
    let ways = prop_oneof![
        queue().prop_map(Value::from),
        share.prop_map(|(to, share)| json!([{ "to": to, "probability": share }])),
    ];
    let outages = (durations(), durations(), word(&["resume", "requeue"]))
        .prop_map(|(up, down, then)| json!({ "up": up, "down": down, "on_outage": then }));
    let sharing = prop::option::of(1..4_u64).prop_map(|most| match most {
        Some(most) => json!({ "at_once": most }),
        None => json!({}),
    });
    vec![
        (
            "speed",
            sometimes(0.3, (0.5..3.0_f64).prop_map(Value::from)),
        ),
        ("ack", sometimes(0.2, word(&["on-delivery"]))),
        (
            "failure",
            sometimes(
                0.4,
                (0.0..0.9_f64).prop_map(|share| json!({ "probability": share })),
            ),
        ),
        ("on_failure", sometimes(0.3, word(&["dead-letter"]))),
        (
            "deduplicate",
            sometimes(
                0.2,
                seconds().prop_map(|window| json!({ "window": window })),
            ),
        ),
        ("outages", sometimes(0.3, outages)),
        ("sharing", sometimes(0.2, sharing)),
        ("batch", sometimes(0.3, batch())),
        ("autoscale", sometimes(0.3, autoscale())),
        ("prefetch", sometimes(0.3, (1..5_u64).prop_map(Value::from))),
        ("link", sometimes(0.15, link())),
        ("forward_to", sometimes(0.4, ways)),
        (
            "route",
            sometimes(
                0.3,
                (
                    prop::sample::select(&RouteBy::WORDS[..]).prop_map(|(word, _)| word),
                    1..4_u32,
                )
                    .prop_map(|(by, choices)| json!({ "by": by, "choices": choices })),
            ),
        ),
    ]
}

/// What a queue may shed, in some of the ways.
fn shed() -> BoxedStrategy<Value> {
    let random = (0..4_u64, 0.0..1.0_f64)
        .prop_map(|(above, share)| json!({ "above": above, "probability": share }));
    let lowest =
        (0..4_u64, -1..3_i32).prop_map(|(above, below)| json!({ "above": above, "below": below }));
    let codel = (0.01..1.0_f64, 0.01..1.0_f64)
        .prop_map(|(target, interval)| json!({ "target": target, "interval": interval }));
    with_fields(
        Just(json!({})).boxed(),
        vec![
            ("random", sometimes(0.5, random)),
            ("priority", sometimes(0.5, lowest)),
            ("codel", sometimes(0.6, codel)),
        ],
    )
}

/// Batches that may be full or not.
fn batch() -> BoxedStrategy<Value> {
    with_fields(
        (1..5_u64).prop_map(|size| json!({ "size": size })).boxed(),
        vec![
            ("linger", sometimes(0.6, seconds().prop_map(Value::from))),
            ("set_up", sometimes(0.6, durations())),
        ],
    )
}

/// An autoscaler that looks often enough to be seen.
fn autoscale() -> BoxedStrategy<Value> {
    let goal = prop_oneof![
        (0.2..4.0).prop_map(|target: f64| json!({ "target": target })),
        (0.05..2.0).prop_map(|target: f64| json!({ "on": "lag", "target": target })),
        (0.2..1.2).prop_map(|target: f64| json!({ "on": "utilisation", "target": target })),
    ];
    let base = (goal, 0.05..1.5_f64, 0..3_u64, 0..5_u64)
        .prop_map(|(mut goal, every, min, more)| {
            goal["every"] = json!(every);
            goal["min"] = json!(min);
            goal["max"] = json!(min + more);
            goal
        })
        .boxed();
    with_fields(
        base,
        vec![
            ("start_up", sometimes(0.5, seconds().prop_map(Value::from))),
            ("cooldown", sometimes(0.5, seconds().prop_map(Value::from))),
            ("step", sometimes(0.5, (1..3_u64).prop_map(Value::from))),
        ],
    )
}

/// Puts drawn fields into `node`.
pub fn with_fields(
    node: BoxedStrategy<Value>,
    fields: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> BoxedStrategy<Value> {
    let (names, values): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    (node, values)
        .prop_map(move |(mut node, values)| {
            for (name, value) in names.iter().zip(values) {
                if !value.is_null() {
                    node[*name] = value;
                }
            }
            node
        })
        .boxed()
}

/// Takes out of a drawn document what does not go together, so that it is valid.
pub fn reconcile(mut document: Value) -> Value {
    let shares = |node: &Value| node.get("sharing").is_some() || node.get("prefetch").is_some();
    let replays = |id: &Value, document: &Value| {
        let nodes = document["producers"].as_array();
        let mut nodes = nodes.into_iter().flatten();
        nodes.any(|node| node["id"] == *id && node["arrivals"]["process"] == "replay")
    };
    if let Some(faults) = document["faults"].as_array().cloned() {
        let has_link = |id: &Value| {
            let mut nodes = document["producers"].as_array().into_iter().flatten();
            nodes.any(|node| {
                node["id"] == *id && node["link"].as_object().is_some_and(|it| !it.is_empty())
            })
        };
        let fits = |fault: &Value| match fault["fault"].as_str() {
            Some("load-spike") => !replays(&fault["on"], &document),
            Some("link-slow-down" | "network-partition") => has_link(&fault["on"]),
            Some("disk-stall") => document["broker"]["disk"].is_object(),
            _ => true,
        };
        let faults: Vec<Value> = faults.into_iter().filter(fits).collect();
        if faults.is_empty() {
            remove(&mut document, "faults");
        } else {
            document["faults"] = json!(faults);
        }
    }
    let mut of_takers: Vec<(Value, Value, bool)> = Vec::new();
    for node in document["consumers"].as_array_mut().into_iter().flatten() {
        if node.get("sharing").is_some() {
            remove(node, "prefetch");
        }
        if shares(node) {
            remove(node, "poll");
            remove(node, "batch");
        }
        // What comes back must take time.
        if node["service"]["value"] == 0.0 {
            node["service"]["value"] = json!(0.25);
        }
        of_takers.push((node["from"].clone(), node["service"].clone(), shares(node)));
    }
    // Copies must not come back to be copied.
    let onward = |node: &Value| node.get("forward_to").is_some();
    let consumers = document["consumers"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let set_aside = (document["queues"].as_array().into_iter().flatten())
        .any(|node| node.get("dead_letter").is_some());
    let single = consumers.iter().filter(|node| onward(node)).count() == 1 && !set_aside;
    for node in document["consumers"].as_array_mut().into_iter().flatten() {
        let home = node["from"].clone();
        let back = node.get("forward_to").is_some_and(|to| {
            *to == home
                || to
                    .as_array()
                    .is_some_and(|ways| ways.iter().any(|way| way["to"] == home))
        });
        let by = RouteBy::WORDS
            .iter()
            .find(|(word, _)| node["route"]["by"] == *word);
        let by = by.map_or(RouteBy::RoundRobin, |(_, by)| *by);
        if by.copies() && (back || !single || !onward(node)) {
            node["route"]["by"] = json!("round-robin");
        } else if by.binds() {
            node["route"]["bindings"] = bindings(&node["forward_to"]);
        } else if node["route"].is_null() {
            remove(node, "route");
        }
    }
    let mut parted = Vec::new();
    let mut timed = Vec::new();
    for node in document["queues"].as_array_mut().into_iter().flatten() {
        if node.get("partitions").is_some() {
            remove(node, "discipline");
            remove(node, "shed");
            remove(node, "visibility");
            parted.push(node["id"].clone());
        }
        let id = node["id"].clone();
        if node.get("visibility").is_some() {
            timed.push(id.clone());
        }
        let takers: Vec<_> = of_takers.iter().filter(|taker| taker.0 == id).collect();
        let alike = takers.iter().all(|taker| taker.1 == takers[0].1);
        let shared = takers.iter().any(|taker| taker.2);
        let discipline = node["discipline"].as_str().unwrap_or_default();
        if discipline == "shortest-first" && !alike || discipline == "priority-preemptive" && shared
        {
            node["discipline"] = json!("priority");
        }
        if node.get("dead_letter") == Some(&id) {
            remove(node, "dead_letter");
        }
    }
    for node in document["consumers"].as_array_mut().into_iter().flatten() {
        if parted.contains(&node["from"]) {
            remove(node, "sharing");
            remove(node, "batch");
            remove(node, "prefetch");
        }
        if timed.contains(&node["from"]) || node.get("deduplicate").is_some() {
            remove(node, "batch");
        }
    }
    document
}

/// Fields by which messages may leave a queue otherwise than in the order in which they came in,
/// or without the lock.
const DISORDER: [&str; 19] = [
    "link",
    "partitions",
    "faults",
    "discipline",
    "overflow",
    "shed",
    "ttl",
    "max_deliveries",
    "dead_letter",
    "redelivery",
    "visibility",
    "poison",
    "failure",
    "outages",
    "sharing",
    "batch",
    "prefetch",
    "forward_to",
    "route",
];

/// A story in which messages leave every queue in the order in which they came in.
pub fn orderly(story: &Story) -> Story {
    let mut document = serde_json::to_value(&story.scenario).expect("plain data");
    for kind in ["producers", "queues", "consumers"] {
        for node in document[kind].as_array_mut().into_iter().flatten() {
            DISORDER.iter().for_each(|field| remove(node, field));
        }
    }
    remove(&mut document, "faults");
    if let Some(broker) = document.get_mut("broker") {
        remove(broker, "outages");
        if let Some(lock) = broker.get_mut("lock") {
            remove(lock, "kind");
        }
    }
    let is_orderly = |step: &&Move| match step {
        Move::Edit(path, _) if path == "broker.lock" => false,
        Move::Edit(path, _) => !DISORDER.iter().any(|field| path.ends_with(field)),
        _ => true,
    };
    Story {
        scenario: Scenario::from_value(&document).expect("less is valid, too"),
        moves: story.moves.iter().filter(is_orderly).cloned().collect(),
    }
}

fn remove(node: &mut Value, field: &str) {
    if let Some(fields) = node.as_object_mut() {
        fields.remove(field);
    }
}
