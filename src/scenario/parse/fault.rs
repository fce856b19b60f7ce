//! Reads what goes wrong for a while.

use super::distribution::distribution;
use crate::scenario::arrivals::Process;
use crate::scenario::document::Scenario;
use crate::scenario::fault::{Fault, FaultKind};
use crate::scenario::range;
use crate::scenario::reader::{Node, quoted};
use crate::words::{Say, Words, both, say};

const A_NODE: Words = both(
    "the id of a producer or consumer",
    "某个生产者或消费者的 id",
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
        let (known, kind): (Vec<&str>, _) = if fault.fault.strikes_consumers() {
            (consumers().collect(), both("consumer", "消费者"))
        } else {
            (producers().collect(), both("producer", "生产者"))
        };
        if !known.contains(&&*fault.on) {
            // Without nodes it strikes nothing; that they are missing is said already.
            if !fault.on.is_empty() && !known.is_empty() {
                let (id, known) = (quoted(&fault.on), known.join(", "));
                let message = say!(
                    "{id} is not a {kind}; those are {known}",
                    "{id} 不是{kind}；{kind}有 {known}";
                    kind
                );
                node.problem("on", message.text());
            }
        } else if fault.fault == FaultKind::LoadSpike
            && let Some(producer) = scenario.producers.iter().find(|node| node.id == fault.on)
            && matches!(producer.arrivals.process, Process::Replay { .. })
        {
            let message = both(
                "publishes at given instants, which no spike can change",
                "在给定时刻发布，突增无法改变",
            );
            node.problem("on", message);
        }
    }
}
