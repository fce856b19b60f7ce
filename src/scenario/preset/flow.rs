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
    Preset {
        slug: "sidecar",
        title: both("Sidecar", "边车代理"),
        question: both(
            "What does a proxy in front of every call cost?",
            "每次调用前都经过代理，代价是多少？",
        ),
        chinese: "服务旁的代理先用 0.12 秒处理每次调用，再交给服务。它有 72% 的时间在忙，所以调用在那里也要排队：增加的时间是它自身耗时的两倍多。让它多花四分之一，即 0.15 秒，它就有九成时间在忙，增加的时间超过自身耗时的五倍，而服务的余量一点没变。",
        json: include_str!("../../../static/presets/sidecar.json"),
    },
];
