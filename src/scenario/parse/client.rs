//! Reads how a producer's copies wait for their messages.

use super::distribution::optional_distribution;
use super::redelivery;
use crate::scenario::document::{Breaker, Budget, Client, RateLimit};
use crate::scenario::range;
use crate::scenario::reader::Node;

/// A client's patience, its retries, and what bounds them; one without any of it is none.
pub fn client(node: &Node<'_>) -> Option<Client> {
    node.allow(&[
        "timeout",
        "retries",
        "backoff",
        "budget",
        "breaker",
        "rate_limit",
    ]);
    let part = |key| node.optional_node(key);
    let client = Client {
        timeout: optional_distribution(node, "timeout"),
        retries: node.optional_whole("retries", &range::RETRIES).unwrap_or(0) as u32,
        backoff: part("backoff").map(|node| redelivery(&node)),
        budget: part("budget").map(|node| budget(&node)),
        breaker: part("breaker").map(|node| breaker(&node)),
        rate_limit: part("rate_limit").map(|node| rate_limit(&node)),
    };
    (client != Client::default()).then_some(client)
}

fn budget(node: &Node<'_>) -> Budget {
    node.allow(&["share", "burst"]);
    Budget {
        share: node.number("share", &range::SHARE),
        burst: node
            .optional_number("burst", &range::TOKENS)
            .unwrap_or(10.0),
    }
}

fn breaker(node: &Node<'_>) -> Breaker {
    node.allow(&["failures", "window", "open_for", "probes"]);
    let whole = |key, range, usual| node.optional_whole(key, range).unwrap_or(usual) as u32;
    Breaker {
        failures: node
            .optional_number("failures", &range::OPENS_AT)
            .unwrap_or(0.5),
        window: whole("window", &range::WINDOW, 20),
        open_for: node.number("open_for", &range::DURATION),
        probes: whole("probes", &range::PROBES, 3),
    }
}

fn rate_limit(node: &Node<'_>) -> RateLimit {
    node.allow(&["rate", "burst"]);
    RateLimit {
        rate: node.number("rate", &range::LIMITED_RATE),
        burst: node.optional_whole("burst", &range::TOKENS).unwrap_or(1) as u32,
    }
}
