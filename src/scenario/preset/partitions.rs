//! Queues in partitions, and those who work on them.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        slug: "idle-consumers",
        title: both("Idle consumers", "闲置的消费者"),
        question: both("Why do more workers not help?", "为什么增加工作者没有用？"),
        chinese: "队列有三个分区，却有六个工作者：每个分区只属于一个工作者，于是三个无事可做，积压却在增长。加工作者没有用，加分区才有用。",
        json: include_str!("../../../static/presets/idle-consumers.json"),
    },
    Preset {
        slug: "hot-partition",
        title: both("Hot partition", "热点分区"),
        question: both(
            "What if one key is more frequent than all others?",
            "如果一个键比其他键频繁得多会怎样？",
        ),
        chinese: "四个工作者每秒能处理十条消息，只来六条。但各键并不均等：最频繁的键超出了其分区工作者的能力，它后面的消息越积越多，而其他工作者闲着。降低偏斜，问题就消失了。",
        json: include_str!("../../../static/presets/hot-partition.json"),
    },
    Preset {
        slug: "rebalance",
        title: both("Rebalance pause", "再均衡停顿"),
        question: both(
            "What does it cost when one worker restarts?",
            "一个工作者重启的代价是什么？",
        ),
        chinese: "组内的工作者不时重启，每次所有分区都要停三秒，直到重新分配完。改为协作式再均衡，只有更换工作者的分区会停。",
        json: include_str!("../../../static/presets/rebalance.json"),
    },
];
