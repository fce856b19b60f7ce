//! What keeps a system in order by itself, and what that does in turn.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        slug: "swinging-autoscaler",
        title: both("Swinging autoscaler", "摇摆的自动伸缩"),
        question: both(
            "Why does the number of workers swing, and what calms it?",
            "工作者数量为何摇摆，怎样让它平静？",
        ),
        chinese: "消息需要五个工作者；自动伸缩每两秒看一次，而新工作者八秒后才能启动。于是头一批还没到，它又一再下单，最后多出许多，再遣散大半，周而复始。冷却时间长过启动时间，它就平静了：先看到上次变更的效果，再作下一次。",
        json: include_str!("../../../static/presets/swinging-autoscaler.json"),
    },
    Preset {
        slug: "consumer-batching",
        title: both("Consumer batching", "批量消费"),
        question: both(
            "What does a batch buy, and what does it cost?",
            "批处理换来什么，代价又是什么？",
        ),
        chinese: "模型服务器一次最多取八条消息：每批 0.2 秒，另加每条 0.05 秒。逐条处理每秒只能做 4 条，满批能做 13 条，而每秒到达 9 条。积压越多，批就越满。让它等待凑批，批会更满，但消息要等后来者。",
        json: include_str!("../../../static/presets/consumer-batching.json"),
    },
    Preset {
        slug: "bufferbloat",
        title: both("Bufferbloat", "缓冲膨胀"),
        question: both(
            "What does a longer queue do for an overloaded system?",
            "过载时，更长的队列有什么用？",
        ),
        chinese: "到达的消息略多于能处理的，而队列容得下 200 条：很快就满了，丢的和短队列一样多，还让每条消息多等 20 秒。只留 10 条的位置：吞吐一样，丢失一样，只等一秒。",
        json: include_str!("../../../static/presets/bufferbloat.json"),
    },
    Preset {
        slug: "codel",
        title: both("CoDel", "CoDel"),
        question: both(
            "Which messages should an overloaded queue give up?",
            "过载的队列该放弃哪些消息？",
        ),
        chinese: "每秒到达 12 条，只能处理 10 条，而每条只在两秒内有用。CoDel 容许队列一时变长；但所有消息都等了半秒以上、持续两秒时，它就放弃消息，越弃越快，直到等待变短。没有它，队列不断增长，每条消息都完成得太晚。",
        json: include_str!("../../../static/presets/codel.json"),
    },
];
