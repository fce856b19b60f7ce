//! The fields that say how deliveries go wrong, and what becomes of them.

use super::families::mean;
use super::spec::{
    Kind, MESSAGES, PURE, Part, SECONDS, Scale, Spec, choice, number, ratios, spec, steps,
};
use crate::scenario::range;
use crate::words::both;

/// Messages that no worker can do.
pub const POISON: Part = Part {
    keys: &["poison"],
    name: both("Poison messages", "毒消息"),
    help: both(
        "Every service of some messages fails",
        "部分消息每次处理都失败",
    ),
    first: r#"{"poison": 0.01}"#,
    specs: &[number(
        "poison",
        both("Poison with probability", "毒消息概率"),
        both(
            "Of each message: every service of it fails, however often it is delivered",
            "每条消息是毒消息的概率：无论投递多少次，处理都失败",
        ),
        Scale::new(range::PROBABILITY, steps(0.0, 0.2, 0.005), PURE),
    )],
};

/// How long a delivery may take.
pub const VISIBILITY: Part = Part {
    keys: &["visibility"],
    name: both("Visibility timeout", "可见性超时"),
    help: both(
        "A delivery that takes too long is made again, while the first worker goes on",
        "处理过久的消息会再次投递，而原来的工作者仍在继续",
    ),
    first: r#"{"visibility": {"distribution": "constant", "value": 5}}"#,
    specs: &[Spec {
        kind: Kind::Distribution(both("Variability of the timeout", "可见性超时变异性")),
        ..mean(
            both("Mean visibility timeout", "平均可见性超时"),
            both(
                "How long a delivery may take before its message is ready again",
                "一次投递多久未完成，消息便重新就绪",
            ),
        )
    }
    .at("visibility")],
};

/// Taking messages ahead.
pub const PREFETCH: Part = Part {
    keys: &["prefetch"],
    name: both("Prefetch", "预取"),
    help: both(
        "A worker takes messages ahead and works on one after the other",
        "工作者预先取走多条消息，逐条处理",
    ),
    first: r#"{"prefetch": 10}"#,
    specs: &[number(
        "prefetch",
        both("Messages in hand", "手中消息数"),
        both(
            "Most messages that a worker has in hand: what is behind a long one waits there",
            "一个工作者手中最多的消息数：排在耗时消息之后的须在那里等待",
        ),
        Scale::new(range::PREFETCH, steps(1.0, 100.0, 1.0), MESSAGES).or(1.0),
    )],
};

/// Recognising what was finished before.
pub const DEDUPLICATE: Part = Part {
    keys: &["deduplicate"],
    name: both("Deduplication", "去重"),
    help: both(
        "A message that was finished before is settled without work",
        "已完成过的消息不再处理，直接确认",
    ),
    first: r#"{"deduplicate": {"window": 60}}"#,
    specs: &[number(
        "deduplicate.window",
        both("Remembers for", "记忆时长"),
        both(
            "How long a message finished is recognised when it comes once more, as another attempt of a client too",
            "完成的消息再次到来时，多久之内能识别出来；客户端的再次请求也算",
        ),
        Scale::new(range::DURATION, ratios(1.0, 1000.0), SECONDS),
    )],
};

/// What a worker says of what it could not do.
pub const ON_FAILURE: Part = Part {
    keys: &["on_failure"],
    name: both("After a failure", "失败之后"),
    help: both(
        "What becomes of a message whose service failed",
        "处理失败的消息如何处置",
    ),
    first: r#"{"on_failure": "dead-letter"}"#,
    specs: &[spec(
        "on_failure",
        both("A failed message", "失败的消息"),
        both(
            "What the worker asks for when its service failed",
            "处理失败时，工作者如何要求",
        ),
        Kind::Choice(&[
            choice(
                "\"requeue\"",
                both("Comes back", "重新入队"),
                both(
                    "Nack with requeue: it is delivered again",
                    "否认并重新入队：再次投递",
                ),
            ),
            choice(
                "\"dead-letter\"",
                both("Is set aside", "转为死信"),
                both(
                    "Nack without requeue: a dead letter at once",
                    "否认且不重新入队：立即成为死信",
                ),
            ),
        ]),
    )],
};
