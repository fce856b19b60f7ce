//! The fields of what keeps a system in order by itself.

use super::families::mean;
use super::spec::{
    Kind, MESSAGES, PURE, Part, SECONDS, Scale, Spec, choice, number, ratios, ratios_or_zero, spec,
    steps,
};
use crate::scenario::range;
use crate::words::both;

/// Sheds newcomers by chance.
pub const SHED_RANDOM: Part = Part {
    keys: &["shed.random"],
    name: both("Sheds by chance", "随机卸载"),
    help: both(
        "Turns some newcomers away while there are too many",
        "消息过多时随机拒掉一部分新消息",
    ),
    first: r#"{"shed.random": {"above": 20, "probability": 0.5}}"#,
    specs: &[
        number(
            "shed.random.above",
            both("From ready on", "就绪数达到"),
            both(
                "While so many messages are ready, or more",
                "当就绪消息达到这么多时",
            ),
            Scale::new(range::READY, steps(0.0, 100.0, 1.0), MESSAGES),
        ),
        number(
            "shed.random.probability",
            both("Sheds with probability", "卸载概率"),
            both("Of each newcomer then", "此时每条新消息被卸掉的概率"),
            Scale::new(range::PROBABILITY, steps(0.0, 1.0, 0.01), PURE),
        ),
    ],
};

/// Sheds newcomers of a low priority.
pub const SHED_LOWEST: Part = Part {
    keys: &["shed.priority"],
    name: both("Sheds by priority", "按优先级卸载"),
    help: both(
        "Turns newcomers of a low priority away while there are too many",
        "消息过多时拒掉低优先级的新消息",
    ),
    first: r#"{"shed.priority": {"above": 20, "below": 1}}"#,
    specs: &[
        number(
            "shed.priority.above",
            both("From backlog on", "积压达到"),
            both(
                "While so many messages are ready, or more",
                "当就绪消息达到这么多时",
            ),
            Scale::new(range::READY, steps(0.0, 100.0, 1.0), MESSAGES),
        ),
        number(
            "shed.priority.below",
            both("Sheds priorities below", "卸掉低于此优先级"),
            both("Of their producers", "以其生产者的优先级为准"),
            Scale::new(range::PRIORITY, steps(-5.0, 10.0, 1.0), PURE),
        ),
    ],
};

/// CoDel.
pub const CODEL: Part = Part {
    keys: &["shed.codel"],
    name: both("CoDel", "CoDel"),
    help: both(
        "Gives messages up when all have waited for too long, more and more of them until the wait is short",
        "所有消息都等得太久时开始放弃，越弃越快，直到等待变短",
    ),
    first: r#"{"shed.codel": {"target": 0.5, "interval": 5}}"#,
    specs: &[
        number(
            "shed.codel.target",
            both("Wait accepted", "可接受的等待"),
            both(
                "It sheds nothing as long as some message waits for less",
                "只要有消息等得比这短，就不卸载",
            ),
            Scale::new(range::DURATION, ratios(0.01, 100.0), SECONDS),
        ),
        number(
            "shed.codel.interval",
            both("Interval", "间隔"),
            both(
                "How long all may wait for more before it sheds one; later ones follow faster",
                "所有消息都超时多久后卸掉第一条；之后越来越快",
            ),
            Scale::new(range::DURATION, ratios(0.01, 100.0), SECONDS),
        ),
    ],
};

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
