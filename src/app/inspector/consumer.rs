//! The fields of a group of consumers.

use super::control::{AUTOSCALE, BATCH};
use super::delivery;
use super::families::mean;
use super::link;
use super::route;
use super::spec::{
    Kind, MESSAGES, PURE, Part, SECONDS, Scale, Spec, choice, number, ratios, spec, steps,
};
use crate::scenario::range;
use crate::words::both;

/// What is always there.
pub const MAIN: Part = Part::main(&[
    number(
        "count",
        both("Workers", "工作者"),
        both(
            "They take from the queue side by side; one taken away finishes its message first",
            "并行地从队列取消息；被撤走的先做完手上的",
        ),
        Scale::new(range::WORKERS, steps(0.0, 20.0, 1.0), PURE).or(1.0),
    ),
    Spec {
        kind: Kind::Distribution(both("Variability", "变异性")),
        ..mean(
            both("Mean work", "平均工作量"),
            both(
                "Time that a worker takes for one message, on average",
                "一个工作者处理一条消息的平均时间",
            ),
        )
    }
    .at("service"),
    spec(
        "poll",
        both("An idle worker", "空闲的工作者"),
        both("How it learns of a message", "如何得知有消息"),
        Kind::Choice(&[
            choice(
                "null",
                both("Blocks", "阻塞"),
                both(
                    "The broker wakes it with the message: message-driven",
                    "由消息代理带着消息唤醒：消息驱动",
                ),
            ),
            choice(
                r#"{"interval": 0.5}"#,
                both("Polls", "轮询"),
                both(
                    "It looks again and again: timer-driven",
                    "反复查看：定时驱动",
                ),
            ),
        ]),
    ),
    number(
        "poll.interval",
        both("Looks every", "查看间隔"),
        both(
            "Time from a look that found nothing to the next look",
            "从一次空查到下一次查看的时间",
        ),
        Scale::new(range::DURATION, ratios(0.01, 10.0), SECONDS),
    )
    .needing("poll"),
]);

/// What can be added.
pub const PARTS: [Part; 13] = [
    route::ROUTE,
    link::LINK,
    Part {
        keys: &["speed"],
        name: both("Speed", "速度"),
        help: both(
            "Faster or slower workers than their service time says",
            "比服务时间所示更快或更慢",
        ),
        first: r#"{"speed": 2}"#,
        specs: &[number(
            "speed",
            both("Speed", "速度"),
            both(
                "Work done in a second: how many times faster than the service time says",
                "每秒完成的工作量：是服务时间所示的几倍",
            ),
            Scale::new(range::SPEED, ratios(0.1, 10.0), both("×", "倍")).or(1.0),
        )],
    },
    Part {
        keys: &["failure"],
        name: both("Failures", "失败"),
        help: both("Some services fail", "部分服务会失败"),
        first: r#"{"failure": {"probability": 0.1}}"#,
        specs: &[number(
            "failure.probability",
            both("Fails with probability", "失败概率"),
            both(
                "Of each service, independently of the others",
                "每次服务独立失败的概率",
            ),
            Scale::new(range::PROBABILITY, steps(0.0, 1.0, 0.01), PURE),
        )],
    },
    delivery::ON_FAILURE,
    delivery::PREFETCH,
    delivery::DEDUPLICATE,
    Part {
        keys: &["ack"],
        name: both("Acknowledgement", "确认"),
        help: both("When a delivery counts as done", "何时算投递完成"),
        first: r#"{"ack": "on-delivery"}"#,
        specs: &[spec(
            "ack",
            both("Acknowledges", "确认时机"),
            both("When a delivery counts as done", "何时算投递完成"),
            Kind::Choice(&[
                choice(
                    "\"after-service\"",
                    both("After the work", "处理后"),
                    both(
                        "What fails is delivered again: at least once",
                        "失败则重投：至少一次",
                    ),
                ),
                choice(
                    "\"on-delivery\"",
                    both("On delivery", "投递时"),
                    both("What fails is lost: at most once", "失败即丢失：至多一次"),
                ),
            ]),
        )],
    },
    Part {
        keys: &["outages"],
        name: both("Outages", "停机"),
        help: both(
            "Each worker is up and down in turn",
            "每个工作者轮流开机、停机",
        ),
        first: r#"{"outages": {"up": {"distribution": "exponential", "mean": 60},
            "down": {"distribution": "exponential", "mean": 5}}}"#,
        specs: &[
            Spec {
                kind: Kind::Distribution(both("Variability up", "开机变异性")),
                ..mean(
                    both("Mean time up", "平均开机时间"),
                    both("How long a worker is up", "工作者持续开机多久"),
                )
            }
            .at("outages.up"),
            Spec {
                kind: Kind::Distribution(both("Variability down", "停机变异性")),
                ..mean(
                    both("Mean time down", "平均停机时间"),
                    both("How long a worker is down", "工作者持续停机多久"),
                )
            }
            .at("outages.down"),
            spec(
                "outages.on_outage",
                both("Its message", "手上的消息"),
                both(
                    "What becomes of the message that it works on",
                    "正在处理的消息如何处置",
                ),
                Kind::Choice(&[
                    choice(
                        "null",
                        both("Waits", "等待"),
                        both(
                            "It waits there and goes on where it stopped",
                            "原地等待，之后从断点继续",
                        ),
                    ),
                    choice(
                        "\"requeue\"",
                        both("Goes back", "退回"),
                        both("It is ready again and delivered anew", "重新就绪，再次投递"),
                    ),
                ]),
            ),
        ],
    },
    Part {
        keys: &["sharing"],
        name: both("Processor sharing", "处理器共享"),
        help: both(
            "A worker divides its speed among several messages",
            "一个工作者把速度分给多条消息",
        ),
        first: r#"{"sharing": {"at_once": 8}}"#,
        specs: &[number(
            "sharing.at_once",
            both("Messages at once", "同时处理"),
            both(
                "Most messages that one worker works on at once; empty: any number",
                "一个工作者最多同时处理的消息数；留空则不限",
            ),
            Scale::new(range::AT_ONCE, steps(1.0, 64.0, 1.0), MESSAGES)
                .or_none(both("any number", "不限")),
        )],
    },
    BATCH,
    AUTOSCALE,
    Part {
        keys: &["forward_to"],
        name: both("Passes on", "转发"),
        help: both("Messages go on to another queue", "消息继续去往另一队列"),
        // Which queue depends on the scenario.
        first: r#"{"forward_to": null}"#,
        specs: &[spec(
            "forward_to",
            both("Probability to", "去往概率"),
            both(
                "Of each message; what is left of 1 leaves the system",
                "每条消息去往该队列的概率；余下的离开系统",
            ),
            Kind::Ways,
        )],
    },
];
