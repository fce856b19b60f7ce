//! The fields of a producer that is a client: how it waits, asks again, and is kept from it.

use super::families::mean;
use super::spec::{
    Kind, PER_SECOND, PURE, Part, SECONDS, Scale, Spec, number, ratios, ratios_or_zero, steps,
};
use crate::scenario::range;
use crate::words::both;

/// How long it waits, and how often it asks again.
pub const WAITS: Part = Part {
    keys: &["client.timeout", "client.retries"],
    name: both("Time-out and retries", "超时与重试"),
    help: both(
        "It waits for its message, and asks again with a new one when that takes too long",
        "等待消息完成；等得太久就用新消息再次请求",
    ),
    first: r#"{"client.timeout": {"distribution": "constant", "value": 2}, "client.retries": 3}"#,
    specs: &[
        Spec {
            kind: Kind::Distribution(both("Variability of the time-out", "超时变异性")),
            ..mean(
                both("Mean time-out", "平均超时"),
                both(
                    "How long it waits for a message; what is done later is done in vain",
                    "等待一条消息多久；之后才完成的都是白做",
                ),
            )
        }
        .at("client.timeout"),
        number(
            "client.retries",
            both("Retries", "重试次数"),
            both(
                "Attempts after the first, each with a new message",
                "首次之后的尝试次数，每次发布新消息",
            ),
            Scale::new(range::RETRIES, steps(0.0, 10.0, 1.0), PURE).or(0.0),
        ),
    ],
};

/// How long it waits before it asks again.
pub const BACKOFF: Part = Part {
    keys: &["client.backoff"],
    name: both("Backoff", "退避"),
    help: both(
        "It waits before each retry, longer each time",
        "每次重试前先等待，一次比一次久",
    ),
    first: r#"{"client.backoff": {"delay": 1, "factor": 2, "max_delay": 60, "jitter": 1}}"#,
    specs: &[
        number(
            "client.backoff.delay",
            both("First backoff", "首次退避"),
            both(
                "How long it waits before the first retry",
                "首次重试前等待多久",
            ),
            Scale::new(range::DELAY, ratios_or_zero(0.01, 100.0), SECONDS),
        ),
        number(
            "client.backoff.factor",
            both("Backoff grows by", "退避增长倍数"),
            both(
                "How many times longer before each further retry",
                "每再重试一次，等待变为几倍",
            ),
            Scale::new(range::FACTOR, steps(1.0, 4.0, 0.1), both("×", "倍")).or(1.0),
        ),
        number(
            "client.backoff.max_delay",
            both("Longest backoff", "最长退避"),
            both(
                "The wait grows no further; empty: it does",
                "等待不再增长；留空则不限",
            ),
            Scale::new(range::DELAY, ratios(0.1, 1000.0), SECONDS).or_none(both("no cap", "不限")),
        ),
        number(
            "client.backoff.jitter",
            both("Backoff jitter", "退避抖动"),
            both(
                "Largest share of the wait that is taken off at random, so that retries do not come all at once",
                "随机扣除的等待最大比例，以免重试同时到来",
            ),
            Scale::new(range::PROBABILITY, steps(0.0, 1.0, 0.05), PURE),
        ),
    ],
};

/// How many retries it may make in all.
pub const BUDGET: Part = Part {
    keys: &["client.budget"],
    name: both("Retry budget", "重试预算"),
    help: both(
        "Retries are allowed as a share of requests",
        "重试次数不得超过请求数的一定比例",
    ),
    first: r#"{"client.budget": {"share": 0.1}}"#,
    specs: &[
        number(
            "client.budget.share",
            both("Retries per request", "每次请求的重试"),
            both(
                "Retries that each request adds to the budget",
                "每次请求为预算增加的重试次数",
            ),
            Scale::new(range::SHARE, steps(0.0, 2.0, 0.05), PURE),
        ),
        number(
            "client.budget.burst",
            both("Retries saved up", "最多积攒"),
            both(
                "Most retries saved up, and those there are at first",
                "最多积攒的重试次数，也是最初的次数",
            ),
            Scale::new(range::TOKENS, steps(1.0, 50.0, 1.0), PURE).or(10.0),
        ),
    ],
};

/// When it asks nothing for a while.
pub const BREAKER: Part = Part {
    keys: &["client.breaker"],
    name: both("Circuit breaker", "熔断器"),
    help: both(
        "Asks nothing for a while when too many attempts fail, then tries a few",
        "失败过多时暂停请求一段时间，之后先试几次",
    ),
    first: r#"{"client.breaker": {"open_for": 5}}"#,
    specs: &[
        number(
            "client.breaker.failures",
            both("Opens at", "断开阈值"),
            both(
                "Share of the last attempts that failed at which it opens",
                "最近的尝试中失败达到此比例时断开",
            ),
            Scale::new(range::OPENS_AT, steps(0.05, 1.0, 0.05), PURE).or(0.5),
        ),
        number(
            "client.breaker.window",
            both("Looks at the last", "观察最近"),
            both("How many last attempts count", "统计最近多少次尝试"),
            Scale::new(
                range::WINDOW,
                steps(1.0, 100.0, 1.0),
                both("attempts", "次"),
            )
            .or(20.0),
        ),
        number(
            "client.breaker.open_for",
            both("Open for", "断开时长"),
            both(
                "How long it refuses every request before it is half open",
                "进入半开之前，拒绝一切请求多久",
            ),
            Scale::new(range::DURATION, ratios(0.1, 100.0), SECONDS),
        ),
        number(
            "client.breaker.probes",
            both("Probes", "试探次数"),
            both(
                "Attempts let through while half open; it closes if all succeed, and opens again if one fails",
                "半开时放行的尝试数；全部成功则闭合，有一次失败则再断开",
            ),
            Scale::new(range::PROBES, steps(1.0, 20.0, 1.0), both("attempts", "次")).or(3.0),
        ),
    ],
};

/// How fast it publishes at most.
pub const RATE_LIMIT: Part = Part {
    keys: &["client.rate_limit"],
    name: both("Rate limit", "限速"),
    help: both(
        "Requests wait at the client when they come too fast",
        "请求来得太快时先在客户端等待",
    ),
    first: r#"{"client.rate_limit": {"rate": 5}}"#,
    specs: &[
        number(
            "client.rate_limit.rate",
            both("Most in a second", "每秒最多"),
            both(
                "Messages that one copy may publish in a second, retries included",
                "一个副本每秒可发布的消息数，含重试",
            ),
            Scale::new(range::LIMITED_RATE, ratios(0.1, 100.0), PER_SECOND),
        ),
        number(
            "client.rate_limit.burst",
            both("Burst", "突发量"),
            both(
                "Messages that may go at once after a pause",
                "停顿之后可以立即发出的消息数",
            ),
            Scale::new(range::TOKENS, steps(1.0, 50.0, 1.0), PURE).or(1.0),
        ),
    ],
};
