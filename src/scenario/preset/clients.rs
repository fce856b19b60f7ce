//! Clients that wait, ask again, and what keeps that from hurting.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        slug: "retry-storm",
        title: both("Retry storm", "重试风暴"),
        question: both(
            "Why does the overload stay when the spike that caused it is long over?",
            "引发过载的尖峰早已过去，过载为何还在？",
        ),
        chinese: "工作者每秒能做 10 条，客户端请求 6 次。第 15 秒的尖峰使等待超过超时，每个请求变成四条消息：24/s，几乎全是白做。加上重试预算 0.1 或熔断器，便会恢复。",
        json: include_str!("../../../static/presets/retry-storm.json"),
    },
    Preset {
        slug: "goodput-collapse",
        title: both("Goodput collapse", "有效吞吐崩塌"),
        question: both(
            "Why is almost nothing of use although every worker is busy?",
            "工作者都在忙，为何几乎没有有用的结果？",
        ),
        chinese: "每秒到达 12 条，工作者能做 10 条，客户端等 2 秒。等待更长之后，做完的都没人再等：吞吐不变，有效吞吐趋于零。试试后进先出。",
        json: include_str!("../../../static/presets/goodput-collapse.json"),
    },
    Preset {
        slug: "lifo-overload",
        title: both("Newest first under overload", "过载时后进先出"),
        question: both(
            "What does a queue save when it serves the newest first?",
            "队列先服务最新的消息，能挽回什么？",
        ),
        chinese: "同样的过载，但最新的消息先走：做的是客户端还在等的。代价由少数旧消息承担。与先进先出比较。",
        json: include_str!("../../../static/presets/lifo-overload.json"),
    },
    Preset {
        slug: "thundering-herd",
        title: both("Thundering herd", "惊群"),
        question: both(
            "Why do clients that back off still come all at once?",
            "客户端明明在退避，为何仍然同时到来？",
        ),
        chinese: "六十个客户端同时请求，队列太短，多数被拒收。大家等同样久，于是又同时到来。把退避抖动调为 1：多数请求都能完成。",
        json: include_str!("../../../static/presets/thundering-herd.json"),
    },
    Preset {
        slug: "coordinated-omission",
        title: both("Coordinated omission", "协调遗漏"),
        question: both(
            "Why do two measurements of the same stall differ by so much?",
            "同样的停顿，两种测量为何相差这么多？",
        ),
        chinese: "两个相同的工作者每 20 秒停 5 秒。开环照常请求；闭环等待，每次停顿只测到一条慢消息。比较平均逗留时间。",
        json: include_str!("../../../static/presets/coordinated-omission.json"),
    },
];
