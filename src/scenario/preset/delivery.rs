//! What becomes of a message whose service fails.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        slug: "retries",
        title: both("Retries", "重试"),
        question: both("How much work do failures add?", "失败会增加多少工作量？"),
        chinese: "十次服务中有三次失败，隔一段越来越长的时间再试，最多五次，之后转入死信。工作者的工作量比生产者所要求的多出近一半。",
        json: include_str!("../../../static/presets/retries.json"),
    },
    Preset {
        slug: "poison-message",
        title: both("Poison messages", "毒消息"),
        question: both(
            "Why does all work stop when two messages in a hundred are bad?",
            "一百条消息中只有两条是坏的，为何全部工作都停了？",
        ),
        chinese: "百分之二的消息每次处理都失败，随即回到队首：每条都永远占住一个工作者，四条就使一切停止。让失败的消息转为死信，或最多投递五次：工作照常进行。预取 50 只是推迟停顿。",
        json: include_str!("../../../static/presets/poison-message.json"),
    },
    Preset {
        slug: "head-of-line",
        title: both("Head-of-line blocking", "队头阻塞"),
        question: both(
            "Why do messages wait while workers are idle?",
            "有工作者空闲，消息为何还要等待？",
        ),
        chinese: "消息多数很短，少数很长，每个工作者预取二十条：排在长消息之后的只能等它，而别的工作者闲着。把预取改为 1，消息便去往空闲的工作者。",
        json: include_str!("../../../static/presets/head-of-line.json"),
    },
    Preset {
        slug: "visibility-timeout",
        title: both("Visibility timeout", "可见性超时"),
        question: both(
            "Why are messages done twice although no worker fails?",
            "没有工作者失败，消息为何会被处理两次？",
        ),
        chinese: "平均处理一秒，但有时要久得多；两秒之后，队列就把消息再交给另一个工作者，而前一个仍在继续。把可见性超时调到 20 秒，或让消费者去重。",
        json: include_str!("../../../static/presets/visibility-timeout.json"),
    },
    Preset {
        slug: "ack-before-work",
        title: both("Acknowledge before the work", "先确认后处理"),
        question: both(
            "What does a crash of a worker cost, before and after the acknowledgement?",
            "工作者崩溃时，先确认与后确认各付出什么代价？",
        ),
        chinese: "每个工作者平均二十秒崩溃一次，手上的消息在投递时已确认：它丢失了。改为处理后确认：什么也不丢，但有些工作要重做。",
        json: include_str!("../../../static/presets/ack-before-work.json"),
    },
];
