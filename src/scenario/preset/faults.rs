//! What goes wrong for a while, and how a system gets over it.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[Preset {
    slug: "catch-up",
    title: both("Catch-up after an outage", "停机后的追赶"),
    question: both(
        "How long does an outage last once it is over?",
        "停机结束之后，影响还要持续多久？",
    ),
    chinese: "所有工作者在第 10 秒崩溃，20 秒后恢复，而消息照常到来。积压只能由富余的处理能力消化：停机 D 秒，还要 D λ/(μ−λ) 秒才能追上，这里是 30 秒。多一个工作者，差不多只要一半的时间；富余越少，追赶越久。",
    json: include_str!("../../../static/presets/catch-up.json"),
}];
