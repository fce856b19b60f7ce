//! What outlives a crash of the broker, and what that costs.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        slug: "crash",
        title: both("Crash", "崩溃"),
        question: both(
            "What does a crash of the broker take?",
            "代理崩溃会带走什么？",
        ),
        chinese: "代理每半分钟崩溃一次，三秒后恢复。内存中的消息全部丢失，正在处理的也一样。给它一块磁盘：先写盘再接受，就什么也不丢；后台写盘，只丢上次同步之后到达的。",
        json: include_str!("../../../static/presets/crash.json"),
    },
    Preset {
        slug: "group-commit",
        title: both("Group commit", "组提交"),
        question: both(
            "What does one sync for many messages buy?",
            "一次同步写入多条消息有什么好处？",
        ),
        chinese: "每条消息先写盘再接受，每次 0.2 秒，每秒到达 4.5 条：磁盘占用九成，消息等的是磁盘而不是工作者。让一次同步写入所有等待的消息，等待就消失了。",
        json: include_str!("../../../static/presets/group-commit.json"),
    },
    Preset {
        slug: "leader-crash",
        title: both("Leader crash", "领导者崩溃"),
        question: both(
            "Whose acknowledgement makes a message safe?",
            "谁确认了，消息才算安全？",
        ),
        chinese: "领导的代理每分钟崩溃两次，由跟随者接替。领导者一拿到消息就算接受，所以每次崩溃都会丢失跟随者尚未拉取的消息。要求全部确认后，已接受的消息不再丢失，但每条都要等一次拉取。",
        json: include_str!("../../../static/presets/leader-crash.json"),
    },
];
