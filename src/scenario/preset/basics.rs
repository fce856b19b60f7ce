//! The first steps: load, bounds, the article's queue.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        slug: "work-queue",
        title: both("Work queue", "工作队列"),
        question: both(
            "What do the last per cent of utilisation cost?",
            "利用率最后的几个百分点要付出什么代价？",
        ),
        chinese: "请求随机到达，四个工作者共用一个队列。利用率为 80% 时，多数消息几乎不用排队。把速率调向 4/s，看看最后几个百分点的代价。",
        json: include_str!("../../../static/presets/work-queue.json"),
    },
    Preset {
        slug: "article",
        title: both("The article's queue", "文章里的队列"),
        question: both(
            "What does a consumer pay for blocking, and what for polling?",
            "消费者阻塞和轮询各付出什么代价？",
        ),
        chinese: "一个生产者每秒发布一条，从 item-0 到 item-9，然后停止。一个消费者一次取一条，每条处理一秒。每次入队和出队都要占用消息代理的锁。让消费者阻塞或轮询，比较两者的代价。",
        json: include_str!("../../../static/presets/article.json"),
    },
    Preset {
        slug: "overload",
        title: both("Overload", "过载"),
        question: both(
            "What happens when more arrives than can be done?",
            "到达的多于能处理的，会发生什么？",
        ),
        chinese: "到达的多于工作者所能处理的：为其处理能力的 120%。队列有 20 个槽位，一直是满的，放不下的就拒收。把速率降到 4/s 以下，或增加一个工作者，积压便会消退。",
        json: include_str!("../../../static/presets/overload.json"),
    },
    Preset {
        slug: "daily-rush",
        title: both("Daily rush", "每日高峰"),
        question: both(
            "When is the backlog at its peak: during the rush or after it?",
            "积压何时达到峰值：高峰之中，还是高峰之后？",
        ),
        chinese: "每两分钟速率升到 6/s，随后回落；四个工作者每秒只能处理 4 条。积压的峰值出现在高峰之后，而不是高峰之中。用 10 倍速运行。",
        json: include_str!("../../../static/presets/daily-rush.json"),
    },
    Preset {
        slug: "timers",
        title: both("Timers", "定时器"),
        question: both(
            "What does it cost to look by a timer instead of being told?",
            "按定时器查看而不是被通知，代价是什么？",
        ),
        chinese: "空闲的工作者按定时器每秒查看一次：虽然没有人忙，消息平均也要等半秒，而且多数查看一无所获。改为由消息代理唤醒：等待没有了，空的查看也没有了。",
        json: include_str!("../../../static/presets/timers.json"),
    },
];
