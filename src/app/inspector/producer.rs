//! The fields of a producer.

use super::families::{mean, scv};
use super::link;
use super::spec::{
    Choice, Columns, Kind, MESSAGES, PER_SECOND, PURE, Part, SECONDS, Scale, Spec, choice, number,
    ratios, ratios_or_zero, spec, steps,
};
use super::{client, delivery};
use crate::app::field::Side;
use crate::scenario::range;
use crate::words::both;

/// The processes, plain ones first.
pub const PROCESSES: [Choice; 8] = [
    choice(
        "\"poisson\"",
        both("Poisson", "泊松"),
        both("Independent of each other", "彼此独立"),
    ),
    choice(
        "\"constant\"",
        both("Constant", "等间隔"),
        both("At equal intervals", "间隔相等"),
    ),
    choice(
        "\"renewal\"",
        both("Bursts", "突发"),
        both(
            "Independent intervals of any variability",
            "间隔独立，波动任选",
        ),
    ),
    choice(
        "\"on-off\"",
        both("On and off", "开关式"),
        both("Poisson while on, silent while off", "开时泊松，关时静默"),
    ),
    choice(
        "\"mmpp\"",
        both("Modulated (MMPP)", "调制泊松（MMPP）"),
        both(
            "Poisson at a rate that jumps from state to state",
            "泊松，速率在状态间跳变",
        ),
    ),
    choice(
        "\"schedule\"",
        both("Schedule", "时间表"),
        both(
            "Poisson at a rate that follows a drawn line",
            "泊松，速率随折线变化",
        ),
    ),
    choice(
        "\"closed-loop\"",
        both("Closed loop", "闭环"),
        both(
            "Waits for its message to leave the system, thinks, publishes again",
            "等消息离开系统，思考后再发布",
        ),
    ),
    choice(
        "\"replay\"",
        both("Replay", "回放"),
        both("At given instants", "在给定时刻"),
    ),
];

/// The rate in the long run.
const RATE: Spec = number(
    "arrivals",
    both("Rate", "速率"),
    both(
        "Messages that one copy publishes in a second, on average",
        "一个副本平均每秒发布的消息数",
    ),
    Scale::new(range::RATE, ratios_or_zero(0.1, 100.0), PER_SECOND),
)
.side(Side::Rate);

/// The process.
pub const PROCESS: Spec = spec(
    "arrivals",
    both("Arrivals", "到达过程"),
    both("When messages are published", "消息何时发布"),
    Kind::Choice(&PROCESSES),
)
.side(Side::Process);

/// What is always there.
pub const MAIN: Part = Part::main(&[
    RATE,
    number(
        "count",
        both("Copies", "副本数"),
        both(
            "Producers of this kind, each publishing on its own",
            "此类生产者的个数，各自独立发布",
        ),
        Scale::new(range::COPIES, steps(0.0, 20.0, 1.0), PURE).or(1.0),
    ),
    spec("arrivals", PROCESS.label, PROCESS.help, Kind::Arrivals),
]);

/// What can be added.
pub const PARTS: [Part; 17] = [
    link::PAYLOAD,
    link::LINK,
    super::partitions::KEYS,
    super::labels::LABELS,
    Part {
        keys: &["arrivals.batch"],
        name: both("Batches", "批量"),
        help: both("Several messages at each instant", "每个时刻发布多条消息"),
        first: r#"{"arrivals.batch": 5}"#,
        specs: &[number(
            "arrivals.batch",
            both("Messages at once", "每批条数"),
            both("Messages published at each instant", "每个时刻发布的消息数"),
            Scale::new(range::BATCH, steps(1.0, 50.0, 1.0), MESSAGES).or(1.0),
        )],
    },
    Part {
        keys: &["limit"],
        name: both("Limit", "发布上限"),
        help: both(
            "It stops for good after so many messages",
            "发布这么多条后永远停止",
        ),
        first: r#"{"limit": 1000}"#,
        specs: &[number(
            "limit",
            both("Stops after", "停止于"),
            both(
                "Messages of one copy before it stops for good",
                "一个副本停止前发布的消息数",
            ),
            Scale::new(range::LIMIT, ratios(10.0, 100_000.0), MESSAGES),
        )],
    },
    Part {
        keys: &["first_at"],
        name: both("Start", "开始时刻"),
        help: both("The instant of its first publish", "首次发布的时刻"),
        first: r#"{"first_at": 0}"#,
        specs: &[number(
            "first_at",
            both("Publishes first at", "首次发布于"),
            both(
                "Instant of the first publish; it counts from the next reset on",
                "首次发布的时刻；下次重置后生效",
            ),
            Scale::new(range::INSTANT, ratios_or_zero(0.1, 100.0), SECONDS),
        )],
    },
    Part {
        keys: &["priority"],
        name: both("Priority", "优先级"),
        help: both("Who goes first in a priority queue", "优先级队列中谁先走"),
        first: r#"{"priority": 1}"#,
        specs: &[number(
            "priority",
            both("Priority", "优先级"),
            both(
                "Higher ones are served first where the queue's order looks at it",
                "队列按优先级排序时，数值大者先服务",
            ),
            Scale::new(range::PRIORITY, steps(-5.0, 5.0, 1.0), PURE),
        )],
    },
    Part {
        keys: &["weight"],
        name: both("Weight", "权重"),
        help: both("Its share of a fair queue", "在公平队列中的份额"),
        first: r#"{"weight": 2}"#,
        specs: &[number(
            "weight",
            both("Weight", "权重"),
            both(
                "Its share of a fair queue against the other producers'",
                "相对其他生产者，在公平队列中的份额",
            ),
            Scale::new(range::WEIGHT, ratios(0.1, 10.0), PURE).or(1.0),
        )],
    },
    Part {
        keys: &["service"],
        name: both("Own work", "自带工作量"),
        help: both(
            "Its messages bring work that overrides the consumers'",
            "其消息自带工作量，覆盖消费者的设定",
        ),
        first: r#"{"service": {"distribution": "exponential", "mean": 1}}"#,
        specs: &[Spec {
            kind: Kind::Distribution(both("Variability of its work", "工作量变异性")),
            ..mean(
                both("Mean work of its messages", "其消息的平均工作量"),
                both(
                    "Work of one message, which overrides the consumers' service time",
                    "一条消息的工作量，覆盖消费者的服务时间",
                ),
            )
        }
        .at("service")],
    },
    Part {
        keys: &["deadline"],
        name: both("Deadline", "截止期限"),
        help: both(
            "What is done later does not count as goodput",
            "超过期限才完成的不计入有效吞吐量",
        ),
        first: r#"{"deadline": {"distribution": "constant", "value": 2}}"#,
        specs: &[Spec {
            kind: Kind::Distribution(both("Variability of the deadline", "期限变异性")),
            ..mean(
                both("Mean deadline", "平均期限"),
                both(
                    "Time from the publish within which a message should be done",
                    "从发布起，消息应在此时间内完成",
                ),
            )
        }
        .at("deadline")],
    },
    delivery::POISON,
    client::WAITS,
    client::BACKOFF,
    client::BUDGET,
    client::BREAKER,
    client::RATE_LIMIT,
];

/// The fields of a process besides its rate.
#[must_use]
pub fn fields(process: &str) -> &'static [Spec] {
    match process {
        "renewal" => &RENEWAL,
        "mmpp" => &MMPP,
        "on-off" => &ON_OFF,
        "schedule" => &SCHEDULE,
        "closed-loop" => &CLOSED,
        "replay" => &REPLAY,
        _ => &[],
    }
}

const RENEWAL: [Spec; 1] = [Spec {
    side: Side::Scv,
    kind: Kind::Distribution(both("Burstiness", "突发性")),
    ..scv(both("Intervals", "间隔"))
}
.at("arrivals.interval")];

const MMPP: [Spec; 1] = [spec(
    "arrivals.states",
    both("States", "状态"),
    both(
        "They take turns; each lasts for an exponential time",
        "轮流出现；每个持续指数时间",
    ),
    Kind::List(Columns::Fields(
        ["rate", "mean_dwell"],
        both(
            "rate / s, mean seconds; a state a line",
            "速率 / s, 平均持续秒数；每行一个状态",
        ),
    )),
)];

const ON_OFF: [Spec; 3] = [
    number(
        "arrivals.rate",
        both("Rate while on", "开时速率"),
        both(
            "Messages that one copy publishes in a second while it is on",
            "一个副本开时每秒发布的消息数",
        ),
        Scale::new(range::RATE, ratios_or_zero(0.1, 100.0), PER_SECOND),
    ),
    Spec {
        kind: Kind::Distribution(both("Variability on", "开时变异性")),
        ..mean(
            both("Mean time on", "平均开时"),
            both("How long it publishes", "持续发布多久"),
        )
    }
    .at("arrivals.on"),
    Spec {
        kind: Kind::Distribution(both("Variability off", "关时变异性")),
        ..mean(
            both("Mean time off", "平均关时"),
            both("How long it is silent", "静默多久"),
        )
    }
    .at("arrivals.off"),
];

const SCHEDULE: [Spec; 2] = [
    spec(
        "arrivals.points",
        both("Points", "折点"),
        both(
            "The rate runs straight from point to point; the first is at second 0",
            "速率在折点之间直线变化；第一个在第 0 秒",
        ),
        Kind::List(Columns::Pair(both(
            "second, rate / s; a point a line",
            "秒, 速率 / s；每行一个折点",
        ))),
    ),
    spec(
        "arrivals.repeat",
        both("After the last point", "最后折点之后"),
        both(
            "Whether it starts anew at the time of the last point",
            "到最后折点时是否重新开始",
        ),
        Kind::Choice(&[
            choice(
                "null",
                both("Stay", "保持"),
                both("The rate stays as it is there", "速率保持不变"),
            ),
            choice(
                "true",
                both("Repeat", "重复"),
                both("It starts anew", "重新开始"),
            ),
        ]),
    ),
];

const CLOSED: [Spec; 1] = [Spec {
    kind: Kind::Distribution(both("Variability of the thought", "思考变异性")),
    ..mean(
        both("Mean time to think", "平均思考时间"),
        both(
            "From the end of one message to the publish of the next",
            "从一条消息结束到发布下一条",
        ),
    )
}
.at("arrivals.think")];

const REPLAY: [Spec; 1] = [spec(
    "arrivals.times",
    both("Instants", "时刻"),
    both(
        "Seconds since the start, none before the one before it",
        "距开始的秒数，不得倒退",
    ),
    Kind::List(Columns::One(both("seconds, one a line", "秒，每行一个"))),
)];
