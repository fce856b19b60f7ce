//! What becomes of a message whose service fails.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[Preset {
    slug: "retries",
    title: both("Retries", "重试"),
    question: both("How much work do failures add?", "失败会增加多少工作量？"),
    chinese: "十次服务中有三次失败，隔一段越来越长的时间再试，最多五次，之后转入死信。工作者的工作量比生产者所要求的多出近一半。",
    json: include_str!("../../../static/presets/retries.json"),
}];
