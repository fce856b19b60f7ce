//! Reads what messages carry and how they come to the broker.

use super::distribution::{A_DISTRIBUTION, distribution, optional_distribution};
use super::one_of;
use crate::broker::settings::PayloadKind;
use crate::scenario::link::{Link, Payload};
use crate::scenario::range;
use crate::scenario::reader::Node;

pub fn payload(node: &Node<'_>) -> Payload {
    node.allow(&["kind", "bytes"]);
    Payload {
        kind: one_of(node, "kind", &PayloadKind::WORDS),
        bytes: distribution(node.node("bytes", &A_DISTRIBUTION).as_ref(), &range::BYTES),
    }
}

/// A link; one without anything of it is none.
pub fn link(node: &Node<'_>) -> Option<Link> {
    node.allow(&["latency", "bandwidth", "loss"]);
    let link = Link {
        latency: optional_distribution(node, "latency"),
        bandwidth: node.optional_number("bandwidth", &range::BANDWIDTH),
        loss: (node.optional_number("loss", &range::PROBABILITY)).unwrap_or(0.0),
    };
    (link != Link::default()).then_some(link)
}
