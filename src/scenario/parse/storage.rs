//! Reads what outlives a crash of the broker.

use super::distribution::{A_DISTRIBUTION, distribution};
use super::one_of;
use crate::broker::settings::{Acks, Confirm, Sync};
use crate::scenario::range;
use crate::scenario::reader::Node;
use crate::scenario::storage::{Disk, Downtimes, Replication};

pub fn disk(node: &Node<'_>) -> Disk {
    node.allow(&["sync", "write", "every", "confirm"]);
    Disk {
        sync: one_of(node, "sync", &Sync::WORDS),
        write: distribution(
            node.node("write", &A_DISTRIBUTION).as_ref(),
            &range::CONSTANT,
        ),
        every: node.optional_number("every", &range::EVERY).unwrap_or(0.0),
        confirm: one_of(node, "confirm", &Confirm::WORDS),
    }
}

pub fn replication(node: &Node<'_>) -> Replication {
    node.allow(&["followers", "fetch", "acks", "failover", "unclean"]);
    Replication {
        followers: node
            .optional_whole("followers", &range::FOLLOWERS)
            .unwrap_or(2) as u32,
        fetch: distribution(
            node.node("fetch", &A_DISTRIBUTION).as_ref(),
            &range::DURATION,
        ),
        acks: one_of(node, "acks", &Acks::WORDS),
        failover: node
            .optional_number("failover", &range::CONSTANT)
            .unwrap_or(0.0),
        unclean: node.flag("unclean"),
    }
}

pub fn downtimes(node: &Node<'_>) -> Downtimes {
    node.allow(&["up", "down"]);
    let time = |key| distribution(node.node(key, &A_DISTRIBUTION).as_ref(), &range::DURATION);
    Downtimes {
        up: time("up"),
        down: time("down"),
    }
}
