//! Reads what keeps a system in order by itself.

use super::distribution::optional_distribution;
use super::one_of;
use crate::broker::settings::Measure;
use crate::scenario::control::{Autoscale, Batch, Codel, Lowest, Random, Shed};
use crate::scenario::range;
use crate::scenario::reader::Node;
use crate::words::say;

pub fn shed(node: &Node<'_>) -> Shed {
    node.allow(&["random", "priority", "codel"]);
    Shed {
        random: node.optional_node("random").map(|node| {
            node.allow(&["above", "probability"]);
            Random {
                above: above(&node),
                probability: node.number("probability", &range::PROBABILITY),
            }
        }),
        priority: node.optional_node("priority").map(|node| {
            node.allow(&["above", "below"]);
            Lowest {
                above: above(&node),
                below: node.number("below", &range::PRIORITY) as i32,
            }
        }),
        codel: node.optional_node("codel").map(|node| {
            node.allow(&["target", "interval"]);
            Codel {
                target: node.number("target", &range::DURATION),
                interval: node.number("interval", &range::DURATION),
            }
        }),
    }
}

fn above(node: &Node<'_>) -> u64 {
    node.number("above", &range::READY) as u64
}

pub fn batch(node: &Node<'_>) -> Batch {
    node.allow(&["size", "linger", "set_up"]);
    Batch {
        size: node.number("size", &range::BATCH_SIZE) as u32,
        linger: (node.optional_number("linger", &range::CONSTANT)).unwrap_or(0.0),
        set_up: optional_distribution(node, "set_up"),
    }
}

pub fn autoscale(node: &Node<'_>) -> Autoscale {
    node.allow(&[
        "on", "target", "every", "start_up", "cooldown", "step", "min", "max",
    ]);
    let time = |key| node.optional_number(key, &range::CONSTANT).unwrap_or(0.0);
    let min = node.optional_whole("min", &range::WORKERS).unwrap_or(1) as u32;
    let max = node.number("max", &range::WORKERS) as u32;
    if max < min {
        node.problem(
            "max",
            say!(
                "is {max}; it must not be below min, which is {min}",
                "为 {max}；不得小于 min（{min}）"
            ),
        );
    }
    Autoscale {
        on: one_of(node, "on", &Measure::WORDS),
        target: node.number("target", &range::TARGET),
        every: node.number("every", &range::LOOK),
        start_up: time("start_up"),
        cooldown: time("cooldown"),
        step: (node.optional_whole("step", &range::STEP)).map(|step| step as u32),
        min,
        max,
    }
}
