//! The families of distributions and their fields.

use super::spec::{
    Choice, Columns, Kind, PURE, SCV, SECONDS, Scale, Spec, choice, number, ratios, ratios_or_zero,
    spec, steps,
};
use crate::app::field::Side;
use crate::scenario::range;
use crate::words::{Words, both};

/// The families, plain ones first.
pub const FAMILIES: [Choice; 10] = [
    choice(
        "\"constant\"",
        both("Constant", "定长"),
        both("Always the same", "每次都一样"),
    ),
    choice(
        "\"exponential\"",
        both("Exponential", "指数"),
        both("Memoryless: scv 1", "无记忆：scv 为 1"),
    ),
    choice(
        "\"erlang\"",
        both("Erlang", "爱尔朗"),
        both(
            "A sum of exponential stages: scv 1 / stages",
            "若干指数阶段之和：scv 为 1 / 阶段数",
        ),
    ),
    choice(
        "\"lognormal\"",
        both("Lognormal", "对数正态"),
        both(
            "Many short ones, some long: what services often look like",
            "短的多、长的少：实际服务时间常如此",
        ),
    ),
    choice(
        "\"hyperexponential\"",
        both("Hyperexponential", "超指数"),
        both(
            "One of two exponentials: scv above 1",
            "两个指数分布的混合：scv 大于 1",
        ),
    ),
    choice(
        "\"gamma\"",
        both("Gamma", "伽马"),
        both(
            "From nearly constant to wild by one number",
            "一个参数，从几乎定长到剧烈波动",
        ),
    ),
    choice(
        "\"weibull\"",
        both("Weibull", "韦布尔"),
        both(
            "An exponential to a power: what wears out or settles in",
            "指数变量的幂：磨损或磨合",
        ),
    ),
    choice(
        "\"uniform\"",
        both("Uniform", "均匀"),
        both("Evenly between two durations", "在两个时长之间均匀分布"),
    ),
    choice(
        "\"pareto\"",
        both("Pareto", "帕累托"),
        both("A heavy tail: rare ones are enormous", "重尾：罕见，但极长"),
    ),
    choice(
        "\"empirical\"",
        both("As measured", "实测"),
        both(
            "Drawn from values or quantiles that were measured",
            "从实测值或分位数中抽取",
        ),
    ),
];

/// The variability of a distribution.
#[must_use]
pub const fn scv(label: Words) -> Spec {
    let help = both(
        "Squared coefficient of variation, variance / mean²: 0 all alike, 1 exponential, 4 wild",
        "变异系数的平方，方差 / 均值²：0 全相同，1 指数，4 剧烈波动",
    );
    let range = range::Range {
        min: 0.0,
        ..range::SCV
    };
    let scale = Scale::new(range, steps(0.0, 8.0, 0.25), SCV);
    number("", label, help, scale).side(Side::Scv)
}

/// The mean of a distribution.
#[must_use]
pub const fn mean(label: Words, help: Words) -> Spec {
    let scale = Scale::new(range::DURATION, ratios(0.01, 10.0), SECONDS);
    number("", label, help, scale).side(Side::Mean)
}

const STAGES: Spec = number(
    "stages",
    both("Stages", "阶段数"),
    both(
        "Exponential stages one after the other: the more, the less it varies",
        "依次经过的指数阶段：越多，波动越小",
    ),
    Scale::new(range::STAGES, steps(1.0, 20.0, 1.0), PURE),
);

const LOW: Spec = number(
    "low",
    both("Shortest", "最短"),
    both("No duration is below it", "任何时长都不低于此值"),
    Scale::new(range::CONSTANT, ratios_or_zero(0.01, 10.0), SECONDS),
);

const HIGH: Spec = number(
    "high",
    both("Longest", "最长"),
    both("No duration is above it", "任何时长都不高于此值"),
    Scale::new(range::DURATION, ratios(0.01, 100.0), SECONDS),
);

const SHAPE: Spec = number(
    "shape",
    both("Tail exponent", "尾指数"),
    both(
        "The smaller, the heavier the tail; at 2 or below the variance is infinite",
        "越小尾越重；不大于 2 时方差无穷大",
    ),
    Scale::new(range::SHAPE, steps(1.1, 6.0, 0.1), PURE),
);

const VALUES: Spec = spec(
    "values",
    both("Values", "数值"),
    both("Each is equally likely", "每个值等可能"),
    Kind::List(Columns::One(both("seconds, one a line", "秒，每行一个"))),
)
.needing("values");

const QUANTILES: Spec = spec(
    "quantiles",
    both("Quantiles", "分位数"),
    both(
        "From probability 0 to 1; straight lines between them",
        "概率从 0 到 1；其间按直线插值",
    ),
    Kind::List(Columns::Pair(both(
        "probability, seconds; a pair a line",
        "概率, 秒；每行一对",
    ))),
)
.needing("quantiles");

/// The fields of a family besides its mean; `variability` is what that is called.
#[must_use]
pub fn fields(family: &str, variability: Words) -> Vec<Spec> {
    match family {
        "erlang" => vec![scv(variability), STAGES],
        "uniform" => vec![LOW, HIGH],
        "pareto" => vec![SHAPE],
        "empirical" => vec![VALUES, QUANTILES],
        _ => vec![scv(variability)],
    }
}
