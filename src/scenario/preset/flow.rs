//! Stages one after the other.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[Preset {
    slug: "pipeline",
    title: both("Pipeline", "流水线"),
    question: both(
        "How does a slow stage hold up a fast one?",
        "慢的一级怎样拖住快的一级？",
    ),
    chinese: "两级处理。第二级较慢，队列又短：队列满时，第一级的工作者只能拿着做完的消息等待空位。给第二级增加一个工作者试试。",
    json: include_str!("../../../static/presets/pipeline.json"),
}];
