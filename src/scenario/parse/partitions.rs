//! Reads keys and partitions.

use super::one_of;
use crate::broker::settings::Rebalance;
use crate::scenario::partitions::{Keys, Partitions};
use crate::scenario::range;
use crate::scenario::reader::Node;

pub fn keys(node: &Node<'_>) -> Keys {
    node.allow(&["count", "skew"]);
    Keys {
        count: node.number("count", &range::KEYS) as u32,
        skew: node.optional_number("skew", &range::SKEW).unwrap_or(0.0),
    }
}

pub fn partitions(node: &Node<'_>) -> Partitions {
    node.allow(&["count", "rebalance", "pause"]);
    Partitions {
        count: node.number("count", &range::PARTITIONS) as u32,
        rebalance: one_of(node, "rebalance", &Rebalance::WORDS),
        pause: node
            .optional_number("pause", &range::CONSTANT)
            .unwrap_or(0.0),
    }
}
