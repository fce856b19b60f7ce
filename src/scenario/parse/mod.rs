//! From JSON to a valid scenario, or every reason why not.

mod alert;
mod arrivals;
mod client;
mod control;
mod distribution;
mod fault;
mod labels;
mod link;
mod links;
mod partitions;
mod storage;

use super::arrivals::Arrivals;
use super::document::{
    Broker, Consumer, Deduplicate, Failure, Forward, Forwards, Lock, LockKind, Outages, Poll,
    Producer, Queue, Redelivery, Scenario, Sharing,
};
use super::range::{self, Range};
use super::reader::{A_TEXT, Node, Notes, Problem, quoted};
use crate::broker::discipline::Discipline;
use crate::broker::settings::{Ack, OnFailure, OnOutage, Overflow};
use crate::engine::Distribution;
use crate::words::{Say, Text, Words, both, say};
use arrivals::arrivals;
use client::client;
use distribution::{A_DISTRIBUTION, distribution, optional_distribution};
use serde_json::Value;

/// The lists of nodes.
const LISTS: [&str; 3] = ["producers", "queues", "consumers"];

const ID: Words = both(
    "a name of letters, digits, - and _, at most 40 of them",
    "由字母、数字、- 和 _ 组成、最多 40 个字符的名称",
);
const QUEUE_ID: Words = both("the id of a queue", "某个队列的 id");
const A_PROCESS: Words = both("an object with a process", "含 process 的对象");

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// Every problem at once, each with its path.
    pub fn parse(json: &str) -> Result<Self, Vec<Problem>> {
        let value: Value = serde_json::from_str(json).map_err(|error| {
            vec![Problem {
                path: String::new(),
                message: not_json(&error),
            }]
        })?;
        Self::from_value(&value)
    }

    /// Reads a scenario from JSON already taken apart.
    ///
    /// # Errors
    /// Every problem at once, each with its path.
    pub fn from_value(value: &Value) -> Result<Self, Vec<Problem>> {
        let (scenario, problems) = Self::read(value);
        if problems.is_empty() {
            Ok(scenario)
        } else {
            Err(problems)
        }
    }

    /// Reads a scenario that is being built: it may still lack nodes of a kind, which a file may not.
    ///
    /// # Errors
    /// Every other problem at once, each with its path.
    pub fn unfinished(value: &Value) -> Result<Self, Vec<Problem>> {
        let (scenario, mut problems) = Self::read(value);
        let is_empty = |list: &str| value[list].as_array().is_some_and(Vec::is_empty);
        problems.retain(|problem| !(LISTS.contains(&&*problem.path) && is_empty(&problem.path)));
        if problems.is_empty() {
            Ok(scenario)
        } else {
            Err(problems)
        }
    }

    fn read(value: &Value) -> (Self, Vec<Problem>) {
        let notes = Notes::default();
        let scenario = read(&Node::root(value, &notes));
        (scenario, notes.into_inner())
    }

    /// Whether it lacks nodes of a kind.
    #[must_use]
    pub const fn is_unfinished(&self) -> bool {
        self.producers.is_empty() || self.queues.is_empty() || self.consumers.is_empty()
    }

    /// The arrivals that stand somewhere in a document; none if something is wrong with them.
    #[must_use]
    pub fn arrivals_from(value: &Value) -> Option<Arrivals> {
        let notes = Notes::default();
        let found = arrivals(Some(&Node::root(value, &notes)));
        notes.into_inner().is_empty().then_some(found)
    }

    /// The distribution that stands somewhere in a document; none if something is wrong with it.
    #[must_use]
    pub fn distribution_from(value: &Value) -> Option<Distribution> {
        let notes = Notes::default();
        let found = distribution(Some(&Node::root(value, &notes)), &range::CONSTANT);
        notes.into_inner().is_empty().then_some(found)
    }
}

fn not_json(error: &serde_json::Error) -> Text {
    let (line, column) = (error.line(), error.column());
    say!(
        "is not JSON: {error}",
        "不是 JSON：第 {line} 行第 {column} 列有误"
    )
    .text()
}

fn read(node: &Node<'_>) -> Scenario {
    node.allow(&[
        "tailback",
        "name",
        "about",
        "seed",
        "broker",
        "producers",
        "queues",
        "consumers",
        "faults",
        "alerts",
    ]);
    let producers = node.nodes("producers", range::MOST_NODES);
    let queues = node.nodes("queues", range::MOST_NODES);
    let consumers = node.nodes("consumers", range::MOST_NODES);
    let list = |key: &'static str| match node.has(key) {
        true => node.nodes(key, range::MOST_NODES),
        false => Vec::new(),
    };
    let (faults, alerts) = (list("faults"), list("alerts"));
    let scenario = Scenario {
        tailback: node.number("tailback", &range::FORMAT) as u32,
        name: node.text("name", &A_TEXT),
        about: node.optional_text("about").unwrap_or_default(),
        seed: node.optional_whole("seed", &range::SEED).unwrap_or(1),
        broker: (node.optional_node("broker")).map_or_else(Broker::default, |node| broker(&node)),
        producers: producers.iter().map(producer).collect(),
        queues: queues.iter().map(queue).collect(),
        consumers: consumers.iter().map(consumer).collect(),
        faults: faults.iter().map(fault::fault).collect(),
        alerts: alerts.iter().map(alert::alert).collect(),
    };
    links::check(&scenario, [&producers, &queues, &consumers]);
    fault::check(&scenario, &faults);
    alert::check(&scenario, &alerts);
    scenario
}

fn broker(node: &Node<'_>) -> Broker {
    node.allow(&["lock", "disk", "replication", "outages"]);
    let lock = node.optional_node("lock").map(|node| {
        node.allow(&["hold", "kind", "shards", "contention"]);
        Lock {
            hold: node.number("hold", &range::HOLD),
            kind: one_of(&node, "kind", &LockKind::WORDS),
            shards: (node.optional_whole("shards", &range::SHARDS)).map(|shards| shards as u32),
            contention: (node.optional_number("contention", &range::CONTENTION)).unwrap_or(0.0),
        }
    });
    Broker {
        lock: lock.unwrap_or_default(),
        disk: node.optional_node("disk").map(|node| storage::disk(&node)),
        replication: (node.optional_node("replication")).map(|node| storage::replication(&node)),
        outages: (node.optional_node("outages")).map(|node| storage::downtimes(&node)),
    }
}

fn producer(node: &Node<'_>) -> Producer {
    node.allow(&[
        "id", "to", "count", "arrivals", "limit", "first_at", "priority", "weight", "service",
        "deadline", "payload", "link", "poison", "client", "keys", "labels",
    ]);
    Producer {
        id: id(node),
        to: node.text("to", &QUEUE_ID),
        count: count(node, &range::COPIES),
        arrivals: arrivals(node.node("arrivals", &A_PROCESS).as_ref()),
        limit: node.optional_whole("limit", &range::LIMIT),
        first_at: node.optional_number("first_at", &range::INSTANT),
        priority: node
            .optional_number("priority", &range::PRIORITY)
            .map_or(0, |priority| priority as i32),
        weight: node
            .optional_number("weight", &range::WEIGHT)
            .unwrap_or(1.0),
        service: optional_distribution(node, "service"),
        deadline: optional_distribution(node, "deadline"),
        payload: node
            .optional_node("payload")
            .map(|node| link::payload(&node)),
        link: node
            .optional_node("link")
            .and_then(|node| link::link(&node)),
        poison: node
            .optional_number("poison", &range::PROBABILITY)
            .unwrap_or(0.0),
        client: node.optional_node("client").and_then(|node| client(&node)),
        keys: node
            .optional_node("keys")
            .map(|node| partitions::keys(&node)),
        labels: labels::labels(node),
    }
}

fn queue(node: &Node<'_>) -> Queue {
    node.allow(&[
        "id",
        "discipline",
        "max_ready",
        "max_bytes",
        "overflow",
        "ttl",
        "max_deliveries",
        "dead_letter",
        "shed",
        "redelivery",
        "partitions",
        "visibility",
    ]);
    Queue {
        id: id(node),
        discipline: one_of(node, "discipline", &Discipline::WORDS),
        max_ready: node.optional_whole("max_ready", &range::READY),
        max_bytes: node.optional_whole("max_bytes", &range::MAX_BYTES),
        overflow: one_of(node, "overflow", &Overflow::WORDS),
        ttl: optional_distribution(node, "ttl"),
        max_deliveries: node.optional_whole("max_deliveries", &range::DELIVERIES),
        dead_letter: node.optional_text("dead_letter"),
        shed: (node.optional_node("shed"))
            .map_or_else(Default::default, |node| control::shed(&node)),
        redelivery: node
            .optional_node("redelivery")
            .map(|node| redelivery(&node)),
        partitions: (node.optional_node("partitions")).map(|node| partitions::partitions(&node)),
        visibility: node
            .optional_node("visibility")
            .map(|node| distribution(Some(&node), &range::DURATION)),
    }
}

pub(super) fn redelivery(node: &Node<'_>) -> Redelivery {
    node.allow(&["delay", "factor", "max_delay", "jitter"]);
    Redelivery {
        delay: node.number("delay", &range::DELAY),
        factor: node
            .optional_number("factor", &range::FACTOR)
            .unwrap_or(1.0),
        max_delay: node.optional_number("max_delay", &range::DELAY),
        jitter: node
            .optional_number("jitter", &range::PROBABILITY)
            .unwrap_or(0.0),
    }
}

fn consumer(node: &Node<'_>) -> Consumer {
    node.allow(&[
        "id",
        "from",
        "count",
        "service",
        "speed",
        "poll",
        "ack",
        "failure",
        "on_failure",
        "deduplicate",
        "outages",
        "sharing",
        "batch",
        "autoscale",
        "prefetch",
        "link",
        "forward_to",
        "route",
    ]);
    Consumer {
        id: id(node),
        from: node.text("from", &QUEUE_ID),
        count: count(node, &range::WORKERS),
        service: optional_distribution(node, "service"),
        speed: node.optional_number("speed", &range::SPEED).unwrap_or(1.0),
        poll: node.optional_node("poll").map(|node| {
            node.allow(&["interval"]);
            Poll {
                interval: node.number("interval", &range::DURATION),
            }
        }),
        ack: one_of(node, "ack", &Ack::WORDS),
        failure: node.optional_node("failure").map(|node| {
            node.allow(&["probability"]);
            Failure {
                probability: node.number("probability", &range::PROBABILITY),
            }
        }),
        on_failure: one_of(node, "on_failure", &OnFailure::WORDS),
        deduplicate: node.optional_node("deduplicate").map(|node| {
            node.allow(&["window"]);
            Deduplicate {
                window: node.number("window", &range::DURATION),
            }
        }),
        outages: node.optional_node("outages").map(|node| outages(&node)),
        sharing: node.optional_node("sharing").map(|node| {
            node.allow(&["at_once"]);
            Sharing {
                at_once: node.optional_whole("at_once", &range::AT_ONCE),
            }
        }),
        batch: (node.optional_node("batch")).map(|node| control::batch(&node)),
        autoscale: (node.optional_node("autoscale")).map(|node| control::autoscale(&node)),
        prefetch: node.optional_whole("prefetch", &range::PREFETCH),
        link: node
            .optional_node("link")
            .and_then(|node| link::link(&node)),
        forward_to: forwards(node),
        route: (node.optional_node("route")).map(|node| labels::route(&node)),
    }
}

fn outages(node: &Node<'_>) -> Outages {
    node.allow(&["up", "down", "on_outage"]);
    let time = |key| distribution(node.node(key, &A_DISTRIBUTION).as_ref(), &range::DURATION);
    Outages {
        up: time("up"),
        down: time("down"),
        on_outage: one_of(node, "on_outage", &OnOutage::WORDS),
    }
}

fn forwards(node: &Node<'_>) -> Forwards {
    if !node.is_list("forward_to") {
        return node
            .optional_text("forward_to")
            .map_or(Forwards::Nowhere, Forwards::All);
    }
    let way = |node: &Node<'_>| {
        node.allow(&["to", "probability"]);
        Forward {
            to: node.text("to", &QUEUE_ID),
            probability: node.number("probability", &range::PROBABILITY),
        }
    };
    let ways: Vec<Forward> = node
        .nodes("forward_to", range::MOST_NODES)
        .iter()
        .map(way)
        .collect();
    let sum: f64 = ways.iter().map(|way| way.probability).sum();
    if sum > 1.0 + 1e-9 {
        node.problem(
            "forward_to",
            say!(
                "has probabilities that sum to {sum}; they must sum to 1 at most",
                "的概率之和为 {sum}；最多只能为 1"
            ),
        );
    }
    Forwards::Some(ways)
}

/// The word of a field that may be absent, as what it stands for.
fn one_of<T: Copy + Default>(node: &Node<'_>, key: &str, choices: &[(&'static str, T)]) -> T {
    let words: Vec<&'static str> = choices.iter().map(|(word, _)| *word).collect();
    let chosen = node.optional_choice(key, &words);
    let found = choices.iter().find(|(word, _)| Some(*word) == chosen);
    found.map_or_else(T::default, |(_, value)| *value)
}

fn count(node: &Node<'_>, range: &Range) -> u32 {
    node.optional_whole("count", range).unwrap_or(1) as u32
}

fn id(node: &Node<'_>) -> String {
    let id = node.text("id", &ID);
    let allowed = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if !id.chars().all(allowed) || id.chars().count() > 40 {
        let found = quoted(&id);
        let message =
            say!("must be {right}, not {found}", "须为{right}，而不是 {found}"; right = ID);
        node.problem("id", message);
    }
    id
}
