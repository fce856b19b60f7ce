//! The fields of a group that takes several messages at once, and of one that adds and removes workers by itself.

use super::families::mean;
use super::spec::{
    Kind, MESSAGES, PURE, Part, SECONDS, Scale, Spec, choice, number, ratios, ratios_or_zero, spec,
    steps,
};
use crate::scenario::range;
use crate::words::both;

/// How a worker takes several messages at once.
pub const BATCH: Part = Part {
    keys: &["batch"],
    name: both("Batches", "批处理"),
    help: both(
        "A worker takes several messages at once and settles them together",
        "一个工作者一次取走多条消息，一起完成",
    ),
    first: r#"{"batch": {"size": 8, "set_up": {"distribution": "constant", "value": 0.2}}}"#,
    specs: &[
        number(
            "batch.size",
            both("Most at once", "每批最多"),
            both(
                "Messages that a worker takes at once",
                "工作者一次取走的消息数",
            ),
            Scale::new(range::BATCH_SIZE, steps(1.0, 64.0, 1.0), MESSAGES),
        ),
        number(
            "batch.linger",
            both("Lingers for", "等待凑批"),
            both(
                "How long it waits for more after its first message, unless the batch is full before",
                "取到第一条后等多久凑更多，除非先凑满",
            ),
            Scale::new(range::CONSTANT, ratios_or_zero(0.01, 100.0), SECONDS).or(0.0),
        ),
        Spec {
            kind: Kind::Distribution(both("Variability of the set-up", "准备时间变异性")),
            ..mean(
                both("Set-up", "准备时间"),
                both(
                    "What a batch takes besides the work of its messages, on average",
                    "除各条消息的工作量外，每批平均还需多久",
                ),
            )
        }
        .at("batch.set_up"),
    ],
};

/// How the number of workers follows the work.
pub const AUTOSCALE: Part = Part {
    keys: &["autoscale"],
    name: both("Autoscaling", "自动伸缩"),
    help: both(
        "It adds and removes workers by what there is to do; Workers is where it begins",
        "按工作量增减工作者；“工作者”是起始数量",
    ),
    first: r#"{"autoscale": {"target": 10, "every": 5, "start_up": 10, "max": 10}}"#,
    specs: &[
        spec(
            "autoscale.on",
            both("Looks at", "依据"),
            both("What it measures", "测量什么"),
            Kind::Choice(&[
                choice(
                    "\"backlog\"",
                    both("Backlog", "积压"),
                    both(
                        "Ready messages for each worker",
                        "每个工作者对应的就绪消息数",
                    ),
                ),
                choice(
                    "\"lag\"",
                    both("Lag", "滞后"),
                    both(
                        "How long the oldest ready message has been in the queue, in seconds",
                        "最早的就绪消息在队列中已有多少秒",
                    ),
                ),
                choice(
                    "\"utilisation\"",
                    both("Utilisation", "利用率"),
                    both(
                        "Share of the time since its last look for which the workers were busy",
                        "上次查看以来工作者忙碌的时间占比",
                    ),
                ),
            ]),
        ),
        number(
            "autoscale.target",
            both("Target", "目标"),
            both(
                "What that should be: messages for each worker, seconds, or a share up to 1",
                "应达到的值：每个工作者的消息数、秒数，或不超过 1 的占比",
            ),
            Scale::new(range::TARGET, ratios(0.1, 100.0), PURE),
        ),
        number(
            "autoscale.every",
            both("Looks every", "查看周期"),
            both("Time from look to look", "两次查看之间的时间"),
            Scale::new(range::LOOK, ratios(0.1, 100.0), SECONDS),
        ),
        number(
            "autoscale.start_up",
            both("Start-up", "启动时间"),
            both(
                "How long an added worker takes until it works; it is paid for meanwhile",
                "新增的工作者多久后才能工作；其间照样计费",
            ),
            Scale::new(range::CONSTANT, ratios_or_zero(0.1, 100.0), SECONDS).or(0.0),
        ),
        number(
            "autoscale.cooldown",
            both("Cooldown", "冷却时间"),
            both(
                "How long nothing changes after a change",
                "一次变更后多久不再变更",
            ),
            Scale::new(range::CONSTANT, ratios_or_zero(0.1, 1000.0), SECONDS).or(0.0),
        ),
        number(
            "autoscale.step",
            both("Step", "步长"),
            both(
                "Most workers added or removed at a look; empty: any number",
                "一次最多增减的工作者数；留空则不限",
            ),
            Scale::new(range::STEP, steps(1.0, 20.0, 1.0), PURE).or_none(both("any", "不限")),
        ),
        number(
            "autoscale.min",
            both("Fewest workers", "最少工作者"),
            both("It removes no more", "不会减到更少"),
            Scale::new(range::WORKERS, steps(0.0, 20.0, 1.0), PURE).or(1.0),
        ),
        number(
            "autoscale.max",
            both("Most workers", "最多工作者"),
            both("It adds no more", "不会增到更多"),
            Scale::new(range::WORKERS, steps(0.0, 50.0, 1.0), PURE),
        ),
    ],
};
