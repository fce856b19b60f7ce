//! The way from producers to the broker.

use super::Preset;
use crate::words::both;

pub(super) const PRESETS: &[Preset] = &[Preset {
    slug: "slow-link",
    title: both("Slow link", "慢链路"),
    question: both(
        "Workers are idle half the time. Why do images take so long?",
        "工作者一半时间闲着，为什么图片还要这么久？",
    ),
    chinese: "两台摄像机上传图片，平均 200 kB，各经一条 1 MB/s 的链路。代理的队列几乎总是空的，工作者也不忙：等待发生在链路上，那里的利用率是 80%，而且图片大小不一。带宽加倍，时间就降到几分之一；途中每百张还会丢一张。",
    json: include_str!("../../../static/presets/slow-link.json"),
}];
