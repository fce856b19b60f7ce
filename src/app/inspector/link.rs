//! The fields of what messages carry and of the links by which they come.

use super::families::mean;
use super::spec::{
    Kind, PURE, Part, SECONDS, Scale, Spec, choice, number, ratios, ratios_or_zero, spec,
};
use crate::scenario::range;
use crate::words::{Words, both};

const BYTES: Words = both("bytes", "字节");
const BANDWIDTH: Words = both("bytes / s", "字节/s");

/// A field of a distribution of durations, for one of sizes.
#[must_use]
pub fn in_bytes(mut line: Spec) -> Spec {
    if let Kind::Number(scale) = &mut line.kind
        && scale.unit == SECONDS
    {
        *scale = Scale::new(range::BYTES, ratios(1e3, 1e7), BYTES);
    }
    line
}

/// What the messages of a producer carry.
pub const PAYLOAD: Part = Part {
    keys: &["payload"],
    name: both("Payload", "载荷"),
    help: both(
        "What its messages carry: a size, which costs time on links and room in queues",
        "消息的内容与大小：在链路上耗时，在队列中占空间",
    ),
    first: r#"{"payload": {"kind": "image", "bytes": {"distribution": "lognormal", "mean": 100000, "scv": 1}}}"#,
    specs: &[
        spec(
            "payload.kind",
            both("Carries", "内容"),
            both("What a message carries", "消息携带什么"),
            Kind::Choice(&[
                choice("\"text\"", both("Text", "文本"), both("Words", "文字")),
                choice(
                    "\"image\"",
                    both("Image", "图像"),
                    both("A picture", "图片"),
                ),
                choice("\"audio\"", both("Audio", "音频"), both("Sound", "声音")),
                choice(
                    "\"video\"",
                    both("Video", "视频"),
                    both("Moving pictures", "动态影像"),
                ),
            ]),
        ),
        Spec {
            kind: Kind::Sizes(both("Variability of the size", "大小变异性")),
            ..mean(
                both("Size", "大小"),
                both("Bytes of a message, on average", "每条消息的平均字节数"),
            )
        }
        .at("payload.bytes"),
    ],
};

/// How messages come to the broker.
pub const LINK: Part = Part {
    keys: &["link.latency", "link.bandwidth", "link.loss"],
    name: both("Link", "链路"),
    help: both(
        "The way to the broker takes time, and messages may get lost on it",
        "去往代理的路上要花时间，消息也可能丢失",
    ),
    first: r#"{"link.latency": {"distribution": "constant", "value": 0.05}, "link.loss": 0.01}"#,
    specs: &[
        Spec {
            kind: Kind::Distribution(both("Variability of the latency", "延迟变异性")),
            ..mean(
                both("Latency", "链路延迟"),
                both(
                    "Time for which a message is under way, on average",
                    "消息在途的平均时间",
                ),
            )
        }
        .at("link.latency"),
        number(
            "link.bandwidth",
            both("Bandwidth", "带宽"),
            both(
                "Bytes / s of one copy or worker; its messages are sent one after the other",
                "每个副本或工作者每秒传输的字节数；消息逐条发送",
            ),
            Scale::new(range::BANDWIDTH, ratios(1e3, 1e9), BANDWIDTH)
                .or_none(both("no limit", "不限")),
        ),
        number(
            "link.loss",
            both("Lost on the way", "途中丢失"),
            both("Probability of a message to be lost", "消息丢失的概率"),
            Scale::new(range::PROBABILITY, ratios_or_zero(0.001, 1.0), PURE),
        ),
    ],
};

/// The bound of a queue in bytes.
pub const ROOM: Part = Part {
    keys: &["max_bytes"],
    name: both("Room in bytes", "字节容量"),
    help: both(
        "It is full, too, from so many bytes on",
        "达到这么多字节时也算满",
    ),
    first: r#"{"max_bytes": 1000000}"#,
    specs: &[number(
        "max_bytes",
        both("Most bytes", "最多字节"),
        both(
            "With so many bytes ready, it is full",
            "就绪的字节达到此数即满",
        ),
        Scale::new(range::MAX_BYTES, ratios(1000.0, 1e9), BYTES).or_none(both("no bound", "不限")),
    )],
};
