//! Exchanges: one queue of several, or all of them.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        slug: "two-choices",
        title: both("Best of two", "二选一"),
        question: both(
            "How much does a second look save?",
            "多看一个队列能省下多少等待？",
        ),
        chinese: "五台服务器各有一个队列，占用九成。均衡器随机选两个队列，取较短的那个：没有人久等。只选一个，就会有队列堆积而别的空着；五个都看，好处并不更多。",
        json: include_str!("../../../static/presets/two-choices.json"),
    },
    Preset {
        slug: "fan-out",
        title: both("Fan-out tail", "扇出的尾部"),
        question: both("How slow is the slowest of five?", "五个中最慢的有多慢？"),
        chinese: "每条消息同时发给五台服务器，最后一份副本完成才算完成。单台平均 1.3 秒内回答；五个中最慢的约要两倍，单台偶尔的慢回答成了整体的常态。",
        json: include_str!("../../../static/presets/fan-out.json"),
    },
    Preset {
        slug: "topics",
        title: both("Topics", "主题"),
        question: both(
            "Which queues get a message, and what if none wants it?",
            "消息会去往哪些队列？都不要又如何？",
        ),
        chinese: "商店在每条消息上写一个主题，队列按模式绑定：订单与付款去往各自地区，每笔付款另送审计一份。十条中有一条是无人要的日志：交换机把它丢弃。",
        json: include_str!("../../../static/presets/topics.json"),
    },
];
