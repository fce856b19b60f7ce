//! What links can carry.

use super::load::{Load, is_closed};
use crate::engine::Distribution;
use crate::scenario::Scenario;
use crate::scenario::document::Producer;
use crate::words::{Say, Text, both, say};

/// Where a copy publishes more bytes than its link carries, for ever.
pub(super) fn congested(scenario: &Scenario) -> Option<Text> {
    let grows = |node: &&Producer| {
        let link = node.link.as_ref();
        let bandwidth = link.and_then(|link| link.bandwidth);
        let bytes = node.payload.as_ref().map_or(0.0, |it| it.bytes.mean());
        let rate = node.arrivals.message_rate();
        let goes_on = node.limit.is_none() && !is_closed(node) && node.client.is_none();
        node.count > 0 && goes_on && bandwidth.is_some_and(|bandwidth| rate * bytes >= bandwidth)
    };
    let id = &scenario.producers.iter().find(grows)?.id;
    let why = say!(
        "a copy of {id} publishes more bytes than its link carries",
        "{id} 的一个副本发布的字节多于其链路所能传输的"
    );
    Some(why.text())
}

/// Where workers wait until what they hand on has arrived, which the rates do not tell.
pub(super) fn held_up(scenario: &Scenario, loads: &[Load]) -> Option<Text> {
    let sends = |load: &&Load| {
        let mut groups = scenario
            .consumers
            .iter()
            .filter(|node| node.from == load.queue);
        load.may_grow()
            && groups.any(|node| {
                let slow = |link: &crate::scenario::document::Link| {
                    link.bandwidth.is_some()
                        || link.latency.as_ref().map_or(0.0, Distribution::mean) > 0.0
                };
                node.forward_to.ways().next().is_some() && node.link.as_ref().is_some_and(slow)
            })
    };
    loads.iter().find(sends)?;
    let why = both(
        "workers wait until what they hand on has arrived, which takes from their time",
        "工作者要等转发的消息送达，这会占用它们的时间",
    );
    Some(why.text())
}
