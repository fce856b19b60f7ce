//! The fields of a queue.

use super::control::{CODEL, SHED_LOWEST, SHED_RANDOM};
use super::delivery;
use super::families::mean;
use super::link;
use super::spec::{
    Choice, Kind, MESSAGES, PURE, Part, SECONDS, Scale, Spec, choice, number, ratios,
    ratios_or_zero, spec, steps,
};
use crate::scenario::range;
use crate::words::both;

/// The disciplines.
pub const DISCIPLINES: [Choice; 8] = [
    choice(
        "\"fifo\"",
        both("First in, first out", "先进先出"),
        both("The oldest goes first", "最早到的先走"),
    ),
    choice(
        "\"lifo\"",
        both("Last in, first out", "后进先出"),
        both("The newest goes first", "最新到的先走"),
    ),
    choice(
        "\"random\"",
        both("At random", "随机"),
        both("Any of them, equally likely", "等可能地任取一条"),
    ),
    choice(
        "\"priority\"",
        both("Priority", "优先级"),
        both("The highest priority goes first", "优先级最高的先走"),
    ),
    choice(
        "\"priority-preemptive\"",
        both("Priority, preemptive", "抢占式优先级"),
        both(
            "A higher priority interrupts a service, which goes on later where it stopped",
            "高优先级可打断服务，之后从断点继续",
        ),
    ),
    choice(
        "\"shortest-first\"",
        both("Shortest first", "最短优先"),
        both("The one with the least work goes first", "工作量最小的先走"),
    ),
    choice(
        "\"earliest-deadline\"",
        both("Earliest deadline", "最早截止"),
        both(
            "The one whose deadline comes first goes first",
            "期限最近的先走",
        ),
    ),
    choice(
        "\"fair\"",
        both("Fair", "公平"),
        both("Producers in turn, by their weights", "生产者按权重轮流"),
    ),
];

/// What is always there.
pub const MAIN: Part = Part::main(&[spec(
    "discipline",
    both("Order", "次序"),
    both(
        "Which message a free worker takes next",
        "空闲的工作者接着取哪条消息",
    ),
    Kind::Choice(&DISCIPLINES),
)]);

/// What can be added.
pub const PARTS: [Part; 10] = [
    SHED_RANDOM,
    SHED_LOWEST,
    CODEL,
    link::ROOM,
    Part {
        keys: &["max_ready", "overflow"],
        name: both("Bound", "容量上限"),
        help: both("Only so many messages may be ready", "就绪消息数有上限"),
        first: r#"{"max_ready": 20}"#,
        specs: &[
            number(
                "max_ready",
                both("Slots", "槽位"),
                both(
                    "Most messages that may be ready; those being worked on do not count",
                    "最多可就绪的消息数；处理中的不计",
                ),
                Scale::new(range::READY, steps(0.0, 100.0, 1.0), MESSAGES)
                    .or_none(both("no bound", "无上限")),
            ),
            spec(
                "overflow",
                both("When full", "满时"),
                both(
                    "What becomes of a message that finds no slot",
                    "没有空槽时如何处理消息",
                ),
                Kind::Choice(&[
                    choice(
                        "null",
                        both("Refuse", "拒绝"),
                        both("The newcomer is turned away", "拒绝新来的"),
                    ),
                    choice(
                        "\"drop-oldest\"",
                        both("Drop oldest", "丢弃最旧"),
                        both("The oldest one makes room", "最旧的让位"),
                    ),
                    choice(
                        "\"block\"",
                        both("Block", "阻塞"),
                        both(
                            "Who brings it waits at the door: back-pressure",
                            "送来者在门口等待：反压",
                        ),
                    ),
                ]),
            ),
        ],
    },
    Part {
        keys: &["ttl"],
        name: both("Time to live", "存活时间"),
        help: both(
            "Messages that are ready for too long are dropped",
            "就绪过久的消息被丢弃",
        ),
        first: r#"{"ttl": {"distribution": "constant", "value": 10}}"#,
        specs: &[Spec {
            kind: Kind::Distribution(both("Variability of the time to live", "存活时间变异性")),
            ..mean(
                both("Mean time to live", "平均存活时间"),
                both(
                    "How long a message may be ready before it is dropped",
                    "消息就绪多久后被丢弃",
                ),
            )
        }
        .at("ttl")],
    },
    Part {
        keys: &["redelivery"],
        name: both("Redelivery delay", "重投延迟"),
        help: both(
            "A failed message stays away for a while before it is ready again",
            "失败的消息过一段时间才重新就绪",
        ),
        first: r#"{"redelivery": {"delay": 1, "factor": 2, "max_delay": 60}}"#,
        specs: &[
            number(
                "redelivery.delay",
                both("First delay", "首次延迟"),
                both(
                    "How long a message stays away after its first failure",
                    "首次失败后等待多久",
                ),
                Scale::new(range::DELAY, ratios_or_zero(0.01, 100.0), SECONDS),
            ),
            number(
                "redelivery.factor",
                both("Grows by", "增长倍数"),
                both(
                    "How many times longer after each further failure",
                    "每再失败一次，延迟变为几倍",
                ),
                Scale::new(range::FACTOR, steps(1.0, 4.0, 0.1), both("×", "倍")).or(1.0),
            ),
            number(
                "redelivery.max_delay",
                both("Longest delay", "最长延迟"),
                both(
                    "The delay grows no further; empty: it does",
                    "延迟不再增长；留空则不限",
                ),
                Scale::new(range::DELAY, ratios(0.1, 1000.0), SECONDS)
                    .or_none(both("no cap", "不限")),
            ),
            number(
                "redelivery.jitter",
                both("Jitter", "抖动"),
                both(
                    "Largest share of the delay that is taken off at random",
                    "随机扣除的延迟最大比例",
                ),
                Scale::new(range::PROBABILITY, steps(0.0, 1.0, 0.05), PURE),
            ),
        ],
    },
    delivery::VISIBILITY,
    Part {
        keys: &["max_deliveries", "dead_letter"],
        name: both("Dead letters", "死信"),
        help: both(
            "A message that failed too often is set aside",
            "失败过多的消息被搁置",
        ),
        first: r#"{"max_deliveries": 5}"#,
        specs: &[
            number(
                "max_deliveries",
                both("Most deliveries", "最多投递次数"),
                both(
                    "Deliveries allowed in all; the failure of the last one ends it",
                    "允许的投递总次数；最后一次失败即告终",
                ),
                Scale::new(range::DELIVERIES, steps(1.0, 20.0, 1.0), PURE)
                    .or_none(both("no end", "不限")),
            ),
            spec(
                "dead_letter",
                both("Set aside in", "死信去向"),
                both(
                    "The queue for what failed the last delivery",
                    "最后一次投递失败后进入的队列",
                ),
                Kind::Queue(both("nowhere: dropped", "无：丢弃")),
            ),
        ],
    },
    super::partitions::PARTITIONS,
];
