//! Who goes first, and what it costs the others.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        slug: "two-classes",
        title: both("Two classes", "两类消息"),
        question: both(
            "Who pays when some messages may go first?",
            "让一部分消息优先，代价由谁承担？",
        ),
        chinese: "紧急消息优先：负载不变，它们几乎不用排队，代价由其他消息承担。在场景文件中把 discipline 改为 fifo，比较一下。",
        json: include_str!("../../../static/presets/two-classes.json"),
    },
    Preset {
        slug: "noisy-neighbour",
        title: both("Noisy neighbour", "吵闹的邻居"),
        question: both(
            "What does fair queueing spare a quiet tenant?",
            "公平排队让安静的租户免受什么？",
        ),
        chinese: "一个租户一次发三十条，另一个一条一条地发；两者共用一个队列和两个工作者。公平排队让它们轮流，安静的一方几乎不受影响。把次序改为先进先出，比较一下。",
        json: include_str!("../../../static/presets/noisy-neighbour.json"),
    },
];
