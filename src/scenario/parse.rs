//! From JSON to a valid scenario, or every reason why not.

use super::document::{
    Arrivals, Broker, Consumer, Discipline, Lock, Overflow, Poll, Producer, Queue, Scenario,
};
use super::range::{self, Range};
use super::reader::{Node, Notes, Problem, quoted};
use crate::engine::Distribution;
use serde_json::Value;

const ID: &str = "a name of letters, digits, - and _, at most 40 of them";

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// Every problem at once, each with its path.
    pub fn parse(json: &str) -> Result<Self, Vec<Problem>> {
        let value: Value = serde_json::from_str(json).map_err(|error| {
            vec![Problem {
                path: String::new(),
                message: format!("is not JSON: {error}"),
            }]
        })?;
        Self::from_value(&value)
    }

    /// Reads a scenario from JSON already taken apart.
    ///
    /// # Errors
    /// Every problem at once, each with its path.
    pub fn from_value(value: &Value) -> Result<Self, Vec<Problem>> {
        let notes = Notes::default();
        let scenario = read(&Node::root(value, &notes));
        let problems = notes.into_inner();
        if problems.is_empty() {
            Ok(scenario)
        } else {
            Err(problems)
        }
    }
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
    ]);
    let producers = node.nodes("producers");
    let queues = node.nodes("queues");
    let consumers = node.nodes("consumers");
    let scenario = Scenario {
        tailback: node.number("tailback", &range::FORMAT) as u32,
        name: node.text("name", "a text"),
        about: node.optional_text("about").unwrap_or_default(),
        seed: node.optional_whole("seed", &range::SEED).unwrap_or(1),
        broker: node
            .optional_node("broker")
            .map(|node| broker(&node))
            .unwrap_or_default(),
        producers: producers.iter().map(producer).collect(),
        queues: queues.iter().map(queue).collect(),
        consumers: consumers.iter().map(consumer).collect(),
    };
    check_links(&scenario, [&producers, &queues, &consumers]);
    scenario
}

fn broker(node: &Node<'_>) -> Broker {
    node.allow(&["lock"]);
    let lock = node.optional_node("lock").map(|node| {
        node.allow(&["hold"]);
        Lock {
            hold: node.number("hold", &range::HOLD),
        }
    });
    Broker {
        lock: lock.unwrap_or_default(),
    }
}

fn producer(node: &Node<'_>) -> Producer {
    node.allow(&["id", "to", "count", "arrivals", "limit", "first_at"]);
    Producer {
        id: id(node),
        to: node.text("to", "the id of a queue"),
        count: count(node, &range::COPIES),
        arrivals: node
            .node("arrivals", "an object with a process")
            .map_or(Arrivals::Poisson { rate: 0.0 }, |node| arrivals(&node)),
        limit: node.optional_whole("limit", &range::LIMIT),
        first_at: node.optional_number("first_at", &range::INSTANT),
    }
}

fn arrivals(node: &Node<'_>) -> Arrivals {
    let rate = || {
        node.allow(&["process", "rate"]);
        node.number("rate", &range::RATE)
    };
    match node.choice("process", &["poisson", "constant", "renewal"]) {
        Some("poisson") => Arrivals::Poisson { rate: rate() },
        Some("renewal") => {
            node.allow(&["process", "interval"]);
            let interval = node.node("interval", "an object with a distribution");
            Arrivals::Renewal {
                interval: distribution(interval.as_ref(), &range::INTERVAL),
            }
        }
        Some(_) => Arrivals::Constant { rate: rate() },
        None => Arrivals::Constant { rate: 0.0 },
    }
}

fn queue(node: &Node<'_>) -> Queue {
    node.allow(&["id", "discipline", "max_ready", "overflow"]);
    let _ = node.optional_choice("discipline", &["fifo"]);
    let _ = node.optional_choice("overflow", &["reject"]);
    Queue {
        id: id(node),
        discipline: Discipline::Fifo,
        max_ready: node.optional_whole("max_ready", &range::READY),
        overflow: Overflow::Reject,
    }
}

fn consumer(node: &Node<'_>) -> Consumer {
    node.allow(&["id", "from", "count", "service", "poll"]);
    let service = node.node("service", "an object with a distribution");
    let poll = node.optional_node("poll").map(|node| {
        node.allow(&["interval"]);
        Poll {
            interval: node.number("interval", &range::DURATION),
        }
    });
    Consumer {
        id: id(node),
        from: node.text("from", "the id of a queue"),
        count: count(node, &range::WORKERS),
        service: distribution(service.as_ref(), &range::CONSTANT),
        poll,
    }
}

fn count(node: &Node<'_>, range: &Range) -> u32 {
    node.optional_whole("count", range).unwrap_or(1) as u32
}

fn distribution(node: Option<&Node<'_>>, constant: &Range) -> Distribution {
    let stand_in = Distribution::Constant { value: 1.0 };
    let Some(node) = node else {
        return stand_in;
    };
    let mean = || node.number("mean", &range::DURATION);
    let words = [
        "constant",
        "exponential",
        "erlang",
        "lognormal",
        "hyperexponential",
    ];
    match node.choice("distribution", &words) {
        Some("constant") => {
            node.allow(&["distribution", "value"]);
            Distribution::Constant {
                value: node.number("value", constant),
            }
        }
        Some("exponential") => {
            node.allow(&["distribution", "mean"]);
            Distribution::Exponential { mean: mean() }
        }
        Some("erlang") => {
            node.allow(&["distribution", "mean", "stages"]);
            Distribution::Erlang {
                mean: mean(),
                stages: node.number("stages", &range::STAGES) as u32,
            }
        }
        Some("lognormal") => {
            node.allow(&["distribution", "mean", "scv"]);
            Distribution::Lognormal {
                mean: mean(),
                scv: node.number("scv", &range::SCV),
            }
        }
        Some(_) => {
            node.allow(&["distribution", "mean", "scv"]);
            Distribution::Hyperexponential {
                mean: mean(),
                scv: node.number("scv", &range::SCV_HYPER),
            }
        }
        None => stand_in,
    }
}

fn id(node: &Node<'_>) -> String {
    let id = node.text("id", ID);
    let allowed = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if !id.chars().all(allowed) || id.chars().count() > 40 {
        node.problem("id", format!("must be {ID}, not {}", quoted(&id)));
    }
    id
}

/// Ids are unique among nodes of a kind, and links lead to queues.
fn check_links(scenario: &Scenario, nodes: [&[Node<'_>]; 3]) {
    let ids: [Vec<&str>; 3] = [
        scenario
            .producers
            .iter()
            .map(|node| node.id.as_str())
            .collect(),
        scenario
            .queues
            .iter()
            .map(|node| node.id.as_str())
            .collect(),
        scenario
            .consumers
            .iter()
            .map(|node| node.id.as_str())
            .collect(),
    ];
    for (nodes, ids) in nodes.into_iter().zip(&ids) {
        for (place, node) in nodes.iter().enumerate() {
            if !ids[place].is_empty() && ids[..place].contains(&ids[place]) {
                let message = format!("{} is taken by another node already", quoted(ids[place]));
                node.problem("id", message);
            }
        }
    }
    let check = |node: &Node<'_>, key: &str, target: &str| {
        // Without queues every link leads nowhere; that they are missing is said already.
        if !target.is_empty() && !ids[1].is_empty() && !ids[1].contains(&target) {
            let known = ids[1].join(", ");
            node.problem(
                key,
                format!("{} is not a queue; the queues are {known}", quoted(target)),
            );
        }
    };
    for (node, producer) in nodes[0].iter().zip(&scenario.producers) {
        check(node, "to", &producer.to);
    }
    for (node, consumer) in nodes[2].iter().zip(&scenario.consumers) {
        check(node, "from", &consumer.from);
    }
}
