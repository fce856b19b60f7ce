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
        chinese: "百分之二的消息每次处理都失败，随即回到队首：每条都永远占住一个工作者，四条就使一切停止。让失败的消息转为死信，或最多投递五次：工作照常进行。",
        json: include_str!("../../../static/presets/poison-message.json"),
    },
];
