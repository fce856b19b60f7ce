//! Reads what keeps a system in order by itself.

use super::one_of;
use crate::broker::settings::Measure;
use crate::scenario::control::Autoscale;
use crate::scenario::range;
use crate::scenario::reader::Node;
use crate::words::say;

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
