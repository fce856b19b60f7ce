//! Reads what goes wrong for a while.

use super::distribution::distribution;
use crate::scenario::arrivals::Process;
use crate::scenario::document::{Producer, Scenario};
use crate::scenario::fault::{BROKER, Fault, FaultKind, Struck};
use crate::scenario::range;
use crate::scenario::reader::{Node, quoted};
use crate::words::{Say, Words, both, say};

const A_NODE: Words = both(
    "the id of a producer or consumer, or broker",
    "某个生产者或消费者的 id，或 broker",
);

pub fn fault(node: &Node<'_>) -> Fault {
    node.allow(&["fault", "on", "at", "for", "every", "factor"]);
    let words = FaultKind::WORDS.map(|(word, _)| word);
    let chosen = node.choice("fault", &words);
    let kind = (FaultKind::WORDS.iter())
        .find(|(word, _)| Some(*word) == chosen)
        .map_or(FaultKind::ConsumerCrash, |(_, kind)| *kind);
    let every = node.optional_node("every");
    // One of the two says when it begins.
    let at = if every.is_some() {
        node.optional_number("at", &range::POINT)
    } else {
        Some(node.number("at", &range::POINT))
    };
    let factor = if kind.has_factor() {
        Some(node.number("factor", &range::FAULT_FACTOR))
    } else {
        if chosen.is_some() && node.has("factor") {
            let message = both(
                "means nothing to this fault; leave it out",
                "对这种故障没有意义；请去掉",
            );
            node.problem("factor", message);
        }
        None
    };
    Fault {
        fault: kind,
        on: node.text("on", &A_NODE),
        at,
        lasts: node.number("for", &range::DURATION),
        every: every.map(|node| distribution(Some(&node), &range::DURATION)),
        factor,
    }
}

/// Faults strike nodes that are there, and that can have them.
pub fn check(scenario: &Scenario, nodes: &[Node<'_>]) {
    for (node, fault) in nodes.iter().zip(&scenario.faults) {
        let producers = || scenario.producers.iter().map(|node| &*node.id);
        let consumers = || scenario.consumers.iter().map(|node| &*node.id);
        let (known, kind): (Vec<&str>, _) = match fault.fault.strikes() {
            Struck::Consumer => (consumers().collect(), both("a consumer", "消费者")),
            Struck::Producer => (producers().collect(), both("a producer", "生产者")),
            Struck::Broker => (vec![BROKER], both("the broker", "消息代理")),
        };
        if known.contains(&&*fault.on) {
            if let Some(why) = cannot_have(scenario, fault) {
                node.problem("on", why);
            }
        } else if !fault.on.is_empty() && !known.is_empty() {
            // Without nodes it strikes nothing; that they are missing is said already.
            let (id, known) = (quoted(&fault.on), known.join(", "));
            let message = say!(
                "{id} is not {kind}; right would be {known}",
                "{id} 不是{kind}；应为 {known}";
                kind
            );
            node.problem("on", message.text());
        }
    }
}

/// Why a fault cannot happen to a node that is there.
fn cannot_have(scenario: &Scenario, fault: &Fault) -> Option<Words> {
    let producer = scenario.producers.iter().find(|node| node.id == fault.on);
    let replays = |node: &Producer| matches!(node.arrivals.process, Process::Replay { .. });
    match fault.fault {
        FaultKind::LoadSpike if producer.is_some_and(replays) => Some(both(
            "publishes at given instants, which no spike can change",
            "在给定时刻发布，突增无法改变",
        )),
        FaultKind::LinkSlowDown | FaultKind::NetworkPartition
            if producer.is_some_and(|node| node.link.is_none()) =>
        {
            Some(both(
                "has no `link` that could be slow or cut",
                "没有可变慢或中断的 `link`",
            ))
        }
        FaultKind::DiskStall if scenario.broker.disk.is_none() => Some(both(
            "has no `disk` that could stall",
            "没有可停滞的 `disk`",
        )),
        _ => None,
    }
}
