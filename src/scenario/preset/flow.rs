//! Stages one after the other.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[
    Preset {
        slug: "pipeline",
        title: both("Pipeline", "流水线"),
        question: both(
            "How does a slow stage hold up a fast one?",
            "慢的一级怎样拖住快的一级？",
        ),
        chinese: "两级处理。第二级较慢，队列又短：队列满时，第一级的工作者只能拿着做完的消息等待空位。给第二级增加一个工作者试试。",
        json: include_str!("../../../static/presets/pipeline.json"),
    },
    Preset {
        slug: "moving-bottleneck",
        title: both("Moving bottleneck", "会移动的瓶颈"),
        question: both(
            "Where does the bottleneck go when it is widened?",
            "把瓶颈加宽之后，它会移到哪里？",
        ),
        chinese: "三级处理，解析最慢，它的队列在变长。给它增加一个工作者：吞吐量只升到存储所能处理的程度，队列转而在那里变长。再给存储增加一个，才全部通过。",
        json: include_str!("../../../static/presets/moving-bottleneck.json"),
    },
];
