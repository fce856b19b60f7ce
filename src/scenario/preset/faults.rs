//! What goes wrong for a while, and how a system gets over it.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        slug: "catch-up",
        title: both("Catch-up after an outage", "停机后的追赶"),
        question: both(
            "How long does an outage last once it is over?",
            "停机结束之后，影响还要持续多久？",
        ),
        chinese: "所有工作者在第 10 秒崩溃，20 秒后恢复，而消息照常到来。积压只能由富余的处理能力消化：停机 D 秒，还要 D λ/(μ−λ) 秒才能追上，这里是 30 秒。多一个工作者，差不多只要一半的时间；富余越少，追赶越久。",
        json: include_str!("../../../static/presets/catch-up.json"),
    },
    Preset {
        slug: "alarms",
        title: both("Alarms", "告警"),
        question: both("When should an alarm fire?", "告警应在何时触发？"),
        chinese: "工作者不时变慢一半，持续 25 秒。三条规则监视同一个队列：一条只要有十条消息就告警，一条要等到三十条消息持续十秒，一条看积压增长得多快。第一条快，但总是误报；第二条可靠，但来得晚。移动阈值，看看误报、延迟和漏报各要付出什么代价。",
        json: include_str!("../../../static/presets/alarms.json"),
    },
];
