//! What more workers bring, and what they cost.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[Preset {
    slug: "scale-out-hurts",
    title: both("Scale-out that hurts", "适得其反的扩容"),
    question: both(
        "Why do more workers get less done?",
        "为什么工作者越多，完成得越少？",
    ),
    chinese: "四十个工作者轮流查看同一队列，每次查看都要占用消息代理的锁；等锁的工作者越多，交接越慢，锁几乎一直被占用，完成的只有到达的一半。减到 12 个工作者，或把锁分成 8 片，消息就全部通过。",
    json: include_str!("../../../static/presets/scale-out-hurts.json"),
}];
