//! Who goes first, and what it costs the others.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[Preset {
    slug: "two-classes",
    title: both("Two classes", "两类消息"),
    question: both(
        "Who pays when some messages may go first?",
        "让一部分消息优先，代价由谁承担？",
    ),
    chinese: "紧急消息优先：负载不变，它们几乎不用排队，代价由其他消息承担。在场景文件中把 discipline 改为 fifo，比较一下。",
    json: include_str!("../../../static/presets/two-classes.json"),
}];
