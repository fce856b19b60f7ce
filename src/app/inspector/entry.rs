//! What can be added to a scenario while it runs, beside its nodes: faults and alert rules.

use super::node::{Node, Sort};
use crate::app::field::Turned;
use crate::words::{Words, both};
use serde_json::{Value, json};

/// One more of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A crash of consumers.
    Crash,
    /// Slower services.
    SlowDown,
    /// More publishes.
    Spike,
    /// A slower link.
    LinkSlowDown,
    /// A link that loses all.
    Partition,
    /// A crash of the broker.
    BrokerCrash,
    /// A disk that writes nothing.
    DiskStall,
    /// An alert rule.
    Alert,
}

/// Seconds from now until a new fault begins.
const SOON: f64 = 5.0;

impl Entry {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Crash,
        Self::SlowDown,
        Self::Spike,
        Self::LinkSlowDown,
        Self::Partition,
        Self::BrokerCrash,
        Self::DiskStall,
        Self::Alert,
    ];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> Words {
        match self {
            Self::Crash => both("Consumer crash", "消费者崩溃"),
            Self::SlowDown => both("Consumer slow-down", "消费者变慢"),
            Self::Spike => both("Load spike", "负载突增"),
            Self::LinkSlowDown => both("Link slow-down", "链路变慢"),
            Self::Partition => both("Network partition", "网络中断"),
            Self::BrokerCrash => both("Broker crash", "代理崩溃"),
            Self::DiskStall => both("Disk stall", "磁盘停滞"),
            Self::Alert => both("Alert rule", "告警规则"),
        }
    }

    /// What it does.
    #[must_use]
    pub const fn help(self) -> Words {
        match self {
            Self::Crash => both(
                "All workers of a group go down in 5 s, for 10 s",
                "5 秒后，一组工作者全部停机 10 秒",
            ),
            Self::SlowDown => both(
                "Services take three times as long, in 5 s, for 20 s",
                "5 秒后，服务时间变为三倍，持续 20 秒",
            ),
            Self::Spike => both(
                "A producer publishes three times as much, in 5 s, for 20 s",
                "5 秒后，某个生产者的发布量变为三倍，持续 20 秒",
            ),
            Self::LinkSlowDown => both(
                "The links of a producer take five times as long, in 5 s, for 20 s",
                "5 秒后，某个生产者的链路耗时变为五倍，持续 20 秒",
            ),
            Self::Partition => both(
                "All that a producer sends is lost on its link, in 5 s, for 10 s",
                "5 秒后，某个生产者经链路发送的一切都会丢失，持续 10 秒",
            ),
            Self::BrokerCrash => both(
                "The broker goes down in 5 s, for 10 s; what it has in memory alone is lost",
                "5 秒后，代理停机 10 秒；只在内存中的内容会丢失",
            ),
            Self::DiskStall => both(
                "No write of the disk comes to its end, in 5 s, for 10 s",
                "5 秒后，磁盘写入无法完成，持续 10 秒",
            ),
            Self::Alert => both(
                "Watches a figure, and fires when it is too large or too small for too long",
                "监视某个指标，过大或过小太久就告警",
            ),
        }
    }

    /// Whether there is something that it could happen to.
    #[must_use]
    pub fn is_possible(self, document: &Value) -> bool {
        let mut producers = producers(document);
        match self {
            Self::Spike => producers.any(|node| !replays(node)),
            Self::LinkSlowDown | Self::Partition => producers.any(|node| node["link"].is_object()),
            Self::DiskStall => document["broker"]["disk"].is_object(),
            _ => true,
        }
    }

    const fn list(self) -> &'static str {
        match self {
            Self::Alert => Sort::Alert.list(),
            _ => Sort::Fault.list(),
        }
    }

    /// The edit that adds one at `now`, s.
    #[must_use]
    pub fn add(self, document: &Value, now: f64) -> Turned {
        let at = now.ceil() + SOON;
        let first = |list: &str| document[list][0]["id"].clone();
        let new = match self {
            Self::Crash => {
                json!({ "fault": "consumer-crash", "on": first("consumers"), "at": at, "for": 10 })
            }
            Self::SlowDown => json!({
                "fault": "consumer-slow-down", "on": first("consumers"), "at": at, "for": 20, "factor": 3
            }),
            Self::Spike => {
                let on = &producers(document).find(|node| !replays(node))?["id"];
                json!({ "fault": "load-spike", "on": on, "at": at, "for": 20, "factor": 3 })
            }
            Self::LinkSlowDown | Self::Partition => {
                let on = &producers(document).find(|node| node["link"].is_object())?["id"];
                if self == Self::Partition {
                    json!({ "fault": "network-partition", "on": on, "at": at, "for": 10 })
                } else {
                    json!({ "fault": "link-slow-down", "on": on, "at": at, "for": 20, "factor": 5 })
                }
            }
            Self::BrokerCrash => {
                json!({ "fault": "broker-crash", "on": "broker", "at": at, "for": 10 })
            }
            Self::DiskStall => {
                json!({ "fault": "disk-stall", "on": "broker", "at": at, "for": 10 })
            }
            Self::Alert => {
                let free = |number: &usize| !is_taken(document, &format!("alert-{number}"));
                let number = (1..).find(free)?;
                json!({ "id": format!("alert-{number}"), "watch": "backlog", "above": 20, "for": 5 })
            }
        };
        let mut list = document[self.list()]
            .as_array()
            .cloned()
            .unwrap_or_default();
        list.push(new);
        Some((self.list().to_owned(), list.into()))
    }
}

fn producers(document: &Value) -> impl Iterator<Item = &Value> {
    document["producers"].as_array().into_iter().flatten()
}

/// Whether a producer publishes at given instants, which no spike can change.
fn replays(producer: &Value) -> bool {
    producer["arrivals"]["process"] == "replay"
}

fn is_taken(document: &Value, id: &str) -> bool {
    let rules = document["alerts"].as_array();
    rules.into_iter().flatten().any(|rule| rule["id"] == id)
}

/// The edit that takes one out of its list; of nodes it is none, since that would be another system.
#[must_use]
pub fn take_out(document: &Value, node: Node) -> Turned {
    if !matches!(node.sort, Sort::Fault | Sort::Alert) {
        return None;
    }
    let mut list = document[node.sort.list()].as_array()?.clone();
    if node.place >= list.len() {
        return None;
    }
    list.remove(node.place);
    let rest = if list.is_empty() {
        Value::Null
    } else {
        list.into()
    };
    Some((node.sort.list().to_owned(), rest))
}
