//! The fields of an alert rule.

use super::spec::{Kind, PURE, Part, SECONDS, Scale, choice, number, ratios, ratios_or_zero, spec};
use crate::scenario::range;
use crate::words::both;

/// What is always there.
pub const MAIN: Part = Part::main(&[
    spec(
        "watch",
        both("Watches", "监视"),
        both("The figure that it looks at", "它查看的指标"),
        Kind::Choice(&[
            choice(
                "\"backlog\"",
                both("Backlog", "积压"),
                both("Ready messages", "就绪消息数"),
            ),
            choice(
                "\"oldest-age\"",
                both("Oldest message", "最旧消息"),
                both(
                    "Age of the oldest ready message, s",
                    "最旧就绪消息的年龄，秒",
                ),
            ),
            choice(
                "\"arrival-rate\"",
                both("Arrivals", "到达"),
                both("Messages offered each second", "每秒到达的消息"),
            ),
            choice(
                "\"throughput\"",
                both("Throughput", "吞吐量"),
                both("Services completed each second", "每秒完成的服务"),
            ),
            choice(
                "\"loss-rate\"",
                both("Losses", "丢失"),
                both(
                    "Messages each second that left otherwise than settled",
                    "每秒未确认就离开的消息",
                ),
            ),
            choice(
                "\"utilisation\"",
                both("Utilisation", "利用率"),
                both(
                    "Share of the workers' time that they were busy",
                    "工作者忙碌的时间占比",
                ),
            ),
            choice(
                "\"sojourn\"",
                both("Sojourn time", "逗留时间"),
                both("Mean of those that left, s", "离开者的平均值，秒"),
            ),
        ]),
    ),
    spec(
        "on",
        both("Of", "对象"),
        both("The queue that it watches", "它监视的队列"),
        Kind::Queue(both("the whole system", "整个系统")),
    ),
    spec(
        "change",
        both("By", "依据"),
        both(
            "How much it is, or how fast it grows",
            "看数值，还是看增长速度",
        ),
        Kind::Choice(&[
            choice(
                "null",
                both("Its value", "数值"),
                both("How much it is", "数值大小"),
            ),
            choice(
                "true",
                both("Its change", "变化率"),
                both("How much more it is each second", "每秒增加多少"),
            ),
        ]),
    ),
    number(
        "above",
        both("Too much above", "高于则过高"),
        both("It is beyond the limit above this", "高于此值即超限"),
        Scale::new(range::THRESHOLD, ratios_or_zero(0.01, 10_000.0), PURE),
    )
    .needing("above"),
    number(
        "below",
        both("Too little below", "低于则过低"),
        both("It is beyond the limit below this", "低于此值即超限"),
        Scale::new(range::THRESHOLD, ratios_or_zero(0.01, 10_000.0), PURE),
    )
    .needing("below"),
    number(
        "for",
        both("For", "持续"),
        both(
            "Time for which that must hold before it fires: the longer, the fewer false alarms, and the later",
            "持续多久才告警：越久误报越少，也越晚",
        ),
        Scale::new(range::HOLDS, ratios_or_zero(0.1, 1000.0), SECONDS).or(0.0),
    ),
    number(
        "window",
        both("Measured over", "测量窗口"),
        both(
            "Time over which rates, shares and changes are measured",
            "测量速率、占比和变化所用的时间",
        ),
        Scale::new(range::LOOKS, ratios(0.1, 1000.0), SECONDS).or(10.0),
    ),
    number(
        "every",
        both("Looks every", "查看间隔"),
        both("Time from one look to the next", "两次查看之间的时间"),
        Scale::new(range::LOOKS, ratios(0.1, 100.0), SECONDS).or(1.0),
    ),
]);
