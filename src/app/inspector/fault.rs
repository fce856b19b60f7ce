//! The fields of a fault.

use super::families::mean;
use super::spec::{Kind, PURE, Part, SECONDS, Scale, Spec, number, ratios, ratios_or_zero, spec};
use crate::scenario::range;
use crate::words::{Say, Text, both, say};

/// What is always there.
pub const MAIN: Part = Part::main(&[
    spec(
        "on",
        both("Strikes", "对象"),
        both("The node that it strikes", "受影响的节点"),
        Kind::Struck,
    ),
    number(
        "for",
        both("Lasts for", "持续"),
        both("Time until it is over", "到结束为止的时间"),
        Scale::new(range::DURATION, ratios(0.1, 1000.0), SECONDS),
    ),
    number(
        "factor",
        both("Times", "倍数"),
        both(
            "How many times longer services take, or more is published, while it lasts",
            "持续期间服务变慢、或发布增多的倍数",
        ),
        Scale::new(range::FAULT_FACTOR, ratios(0.1, 100.0), PURE),
    )
    .needing("factor"),
]);

/// What can be added.
pub const PARTS: [Part; 2] = [
    Part {
        keys: &["at"],
        name: both("Instant", "时刻"),
        help: both("When it begins for the first time", "首次发生的时刻"),
        first: r#"{"at": 0}"#,
        specs: &[number(
            "at",
            both("Begins at", "开始于"),
            both(
                "Instant at which it begins for the first time",
                "首次发生的时刻",
            ),
            Scale::new(range::POINT, ratios_or_zero(1.0, 10_000.0), SECONDS),
        )],
    },
    Part {
        keys: &["every"],
        name: both("Again and again", "反复发生"),
        help: both(
            "It begins again some time after its end",
            "结束后过一段时间再次发生",
        ),
        first: r#"{"every": {"distribution": "exponential", "mean": 60}}"#,
        specs: &[Spec {
            kind: Kind::Distribution(both("Variability of the time between", "间隔变异性")),
            ..mean(
                both("Again after", "间隔"),
                both(
                    "From its end until it begins again, on average",
                    "从结束到再次发生的平均时间",
                ),
            )
        }
        .at("every")],
    },
];

/// What a fault is called: what goes wrong, and where.
#[must_use]
pub fn title(fault: &str, on: &str) -> Text {
    match fault {
        "consumer-crash" => say!("{on} crash", "{on} 崩溃").text(),
        "consumer-slow-down" => say!("{on} slow down", "{on} 变慢").text(),
        "load-spike" => say!("{on} load spike", "{on} 负载突增").text(),
        "link-slow-down" => say!("{on} link slow down", "{on} 链路变慢").text(),
        "network-partition" => say!("{on} cut off", "{on} 网络中断").text(),
        "disk-stall" => both("disk stall", "磁盘停滞").into(),
        _ => both("broker crash", "代理崩溃").into(),
    }
}
