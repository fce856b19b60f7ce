//! The fields of keys and partitions.

use super::spec::{
    Kind, PURE, Part, SECONDS, Scale, choice, number, ratios, ratios_or_zero, spec, steps,
};
use crate::scenario::range;
use crate::words::both;

/// What the messages of a producer are about.
pub const KEYS: Part = Part {
    keys: &["keys"],
    name: both("Keys", "键"),
    help: both(
        "Each message is about one of so many things; a queue in partitions parts them by it",
        "每条消息属于某个键；分区队列按键划分消息",
    ),
    first: r#"{"keys": {"count": 100}}"#,
    specs: &[
        number(
            "keys.count",
            both("Keys", "键数"),
            both("How many there are", "一共有多少个键"),
            Scale::new(range::KEYS, ratios(10.0, 10_000.0), PURE),
        ),
        number(
            "keys.skew",
            both("Skew of the keys", "键的偏斜"),
            both(
                "Exponent of Zipf's law: 0 has all keys alike, 1 the second half as often as the first",
                "齐夫定律的指数：0 表示各键均等；1 表示第二个键的频率是第一个的一半",
            ),
            Scale::new(range::SKEW, steps(0.0, 3.0, 0.1), PURE),
        ),
    ],
};

/// The partitions of a queue.
pub const PARTITIONS: Part = Part {
    keys: &["partitions"],
    name: both("Partitions", "分区"),
    help: both(
        "Messages are parted by key; each part belongs to one worker, which keeps its order",
        "消息按键分区；每个分区属于一个工作者，区内保持次序",
    ),
    first: r#"{"partitions": {"count": 4, "pause": 1}}"#,
    specs: &[
        number(
            "partitions.count",
            both("Partitions", "分区数"),
            both(
                "How many; more workers than partitions have nothing to do",
                "一共多少个；多于分区数的工作者无事可做",
            ),
            Scale::new(range::PARTITIONS, steps(1.0, 16.0, 1.0), PURE),
        ),
        spec(
            "partitions.rebalance",
            both("Rebalance", "再均衡"),
            both(
                "What stands still when workers come or go",
                "工作者加入或离开时，什么要停下来",
            ),
            Kind::Choice(&[
                choice(
                    "\"eager\"",
                    both("Eager", "急切"),
                    both("All partitions stand still", "所有分区都停下"),
                ),
                choice(
                    "\"cooperative\"",
                    both("Cooperative", "协作"),
                    both(
                        "Only those that get another worker do",
                        "只有更换工作者的分区停下",
                    ),
                ),
            ]),
        ),
        number(
            "partitions.pause",
            both("Rebalance takes", "再均衡耗时"),
            both(
                "How long partitions stand still when workers come or go",
                "工作者加入或离开时，分区停多久",
            ),
            Scale::new(range::CONSTANT, ratios_or_zero(0.1, 60.0), SECONDS),
        ),
    ],
};
