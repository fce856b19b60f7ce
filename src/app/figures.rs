//! The strip of figures: each with its unit, how sure it is, and what theory says.

use super::beside::Beside;
use super::forecast::Forecast;
use super::unit::Unit;
use crate::draw::format::Number;
use crate::metrics::Estimate;
use crate::metrics::account::Share;
use crate::metrics::totals::Metric;
use crate::scenario::document::Consumer;
use crate::session::Live;
use crate::session::course::Course;
use crate::theory::Stability;
use crate::words::{Language, Say, Words, both, say};

/// One figure of the strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it is.
    pub name: &'static str,
    /// Its symbol, if it has a usual one.
    pub symbol: &'static str,
    /// Value and unit.
    pub value: String,
    /// How sure it is.
    pub note: String,
    /// What it means, for the tooltip.
    pub help: &'static str,
    /// What it would be without the last change; empty where nothing is compared.
    pub without: String,
    /// Whether it should alarm.
    pub alarm: bool,
    /// What theory says.
    pub theory: Beside,
}

/// Little's law counts as seen to hold when both sides agree this well.
const LITTLE: f64 = 0.03;

const NOTHING: Words = both("nothing yet", "暂无数据");
const SETTLING: Words = both("settling", "尚未稳定");
const GROWS: Words = both("grows for ever", "无限增长");

/// What a figure is: its words, and where its value comes from.
struct Kind {
    name: Words,
    symbol: &'static str,
    help: Words,
    metric: Metric,
    unit: Unit,
}

const UTILISATION: Kind = Kind {
    name: both("Utilisation", "利用率"),
    symbol: "ρ",
    help: both(
        "Share of the workers' time that is spent working",
        "工作者用于工作的时间占比",
    ),
    metric: Metric::Utilisation,
    unit: Unit::Share,
};

const THROUGHPUT: Kind = Kind {
    name: both("Throughput", "吞吐量"),
    symbol: "",
    help: both("Messages finished in a second", "每秒完成的消息数"),
    metric: Metric::Throughput,
    unit: Unit::PerSecond,
};

const BACKLOG: Kind = Kind {
    name: both("Mean backlog", "平均积压"),
    symbol: "L",
    help: both(
        "Messages in the system, waiting or worked on, averaged over time",
        "系统中排队或处理中的消息数，对时间取平均",
    ),
    metric: Metric::SystemMean,
    unit: Unit::Messages,
};

const WAIT: Kind = Kind {
    name: both("Mean wait", "平均排队时间"),
    symbol: "Wq",
    help: both(
        "From publish to the start of the work",
        "从发布到开始处理的时间",
    ),
    metric: Metric::WaitingMean,
    unit: Unit::Seconds,
};

const SOJOURN: Kind = Kind {
    name: both("Mean sojourn", "平均逗留时间"),
    symbol: "W",
    help: both("From publish until it is done", "从发布到处理完毕的时间"),
    metric: Metric::SojournMean,
    unit: Unit::Seconds,
};

const REFUSED: Kind = Kind {
    name: both("Refused", "拒收率"),
    symbol: "",
    help: both(
        "Share of the messages offered that a full queue turned away",
        "到达的消息中因队列已满而被拒收的比例",
    ),
    metric: Metric::LossProbability,
    unit: Unit::Share,
};

const LOST: Kind = Kind {
    name: both("Lost", "丢失"),
    symbol: "",
    help: both(
        "Share of the messages accepted that nobody will finish any more",
        "已接收的消息中再也不会有人完成的比例",
    ),
    metric: Metric::LostFraction,
    unit: Unit::Share,
};

const DUPLICATED: Kind = Kind {
    name: both("Duplicated", "重复"),
    symbol: "",
    help: both(
        "Services of messages that had been finished before, for each message settled",
        "对已完成消息的重复处理次数，相对已确认的消息数",
    ),
    metric: Metric::Account(Share::Duplicate),
    unit: Unit::Share,
};

const DISORDERED: Kind = Kind {
    name: both("Out of order", "乱序"),
    symbol: "",
    help: both(
        "Share of the messages settled after a later one of the same producer",
        "晚于同一生产者的后续消息才确认的消息比例",
    ),
    metric: Metric::Account(Share::OutOfOrder),
    unit: Unit::Share,
};

/// The whole strip.
#[must_use]
pub fn strip(live: &Live, forecast: &Forecast, language: Language) -> Vec<Figure> {
    let diverges = matches!(forecast.stability(), Stability::Unstable { .. });
    let figure = |kind: &Kind| figure(live, forecast, kind, diverges, language);
    let mut refused = figure(&REFUSED);
    refused.alarm = live.counted().passage.refused > 0;
    if !refused.alarm {
        refused.note = language.pick("none so far", "至今没有").to_owned();
    }
    let mut strip = vec![
        figure(&UTILISATION),
        figure(&THROUGHPUT),
        figure(&BACKLOG),
        figure(&WAIT),
        figure(&SOJOURN),
        p99(live, forecast, diverges, language),
        refused,
        little(live, forecast, diverges, language),
    ];
    if live.world().keeps_account() {
        strip.extend([&LOST, &DUPLICATED, &DISORDERED].map(figure));
    }
    strip
}

/// The mean sojourn time alone.
#[must_use]
pub fn sojourn(live: &Live, forecast: &Forecast, language: Language) -> Figure {
    let diverges = matches!(forecast.stability(), Stability::Unstable { .. });
    figure(live, forecast, &SOJOURN, diverges, language)
}

fn figure(
    live: &Live,
    forecast: &Forecast,
    kind: &Kind,
    diverges: bool,
    language: Language,
) -> Figure {
    let (metric, unit) = (kind.metric, kind.unit);
    let diverging = metric.diverges_under_overload();
    let (estimate, why) = if metric == Metric::Utilisation && workers(live) == 0 {
        (Estimate::UNKNOWN, Some(both("no workers", "没有工作者")))
    } else if diverges && diverging {
        // What was measured is no estimate of a mean: there is none.
        (Estimate::UNKNOWN, Some(GROWS))
    } else {
        (live.estimate(metric), None)
    };
    Figure {
        name: kind.name.of(language),
        symbol: kind.symbol,
        value: estimate
            .mean
            .map_or("–".to_owned(), |value| unit.write(value, language)),
        note: match why {
            Some(why) => why.string(language),
            None if live.has_ended() => language.pick("to the end", "直至结束").to_owned(),
            None => sureness(&estimate, unit, language),
        },
        help: kind.help.of(language),
        without: without(live, unit, language, |ghost| ghost.estimate(metric).mean),
        alarm: false,
        theory: Beside::of(forecast, metric.name(), unit, diverging, language),
    }
}

/// The figure of the future that the last change replaced, over the same time.
fn without(
    live: &Live,
    unit: Unit,
    language: Language,
    figure: impl Fn(&Course) -> Option<f64>,
) -> String {
    let ghost = live.ghost().filter(|ghost| ghost.is_abreast(live.course()));
    let value = ghost.and_then(|ghost| figure(ghost.course()));
    value.map_or(String::new(), |value| {
        let value = unit.write(value, language);
        say!("unchanged: {value}", "不改动则为 {value}").string(language)
    })
}

fn workers(live: &Live) -> u32 {
    let groups = live.scenario().consumers.iter();
    groups.map(Consumer::most_workers).sum()
}

/// How sure a figure is: its half-width, or that it has none yet.
fn sureness(estimate: &Estimate, unit: Unit, language: Language) -> String {
    match (estimate.mean, estimate.half_width()) {
        (None, _) => NOTHING.string(language),
        (Some(_), None) => SETTLING.string(language),
        (Some(_), Some(half_width)) => format!("± {}", unit.write(half_width, language)),
    }
}

fn p99(live: &Live, forecast: &Forecast, diverges: bool, language: Language) -> Figure {
    let estimate = if diverges {
        Estimate::UNKNOWN
    } else {
        live.sojourn_estimate(0.99)
    };
    let note = match estimate.mean {
        _ if diverges => GROWS.string(language),
        Some(_) if live.has_ended() => language.pick("to the end", "直至结束").to_owned(),
        _ => sureness(&estimate, Unit::Seconds, language),
    };
    Figure {
        name: language.pick("Sojourn p99", "逗留时间 p99"),
        symbol: "",
        value: (estimate.mean).map_or("–".to_owned(), |value| {
            Unit::Seconds.write(value, language)
        }),
        note,
        help: language.pick(
            "99 of 100 messages are done within this time",
            "100 条消息中有 99 条在此时间内处理完毕",
        ),
        without: without(live, Unit::Seconds, language, |ghost| {
            ghost.sojourn_quantile(0.99)
        }),
        alarm: false,
        theory: Beside::of(forecast, "sojourn_p99", Unit::Seconds, true, language),
    }
}

/// L beside lambda x W, both measured since the last edit.
fn little(live: &Live, forecast: &Forecast, diverges: bool, language: Language) -> Figure {
    let counted = live.counted();
    let backlog = Metric::SystemMean.value(&counted);
    let sojourn = Metric::SojournMean.value(&counted);
    let rate = counted.passage.accepted as f64 / (counted.time as f64 / 1e9);
    let (value, note) = match (backlog, sojourn) {
        (Some(backlog), Some(sojourn)) => {
            let product = rate * sojourn;
            let holds = (product - backlog).abs() <= LITTLE * backlog.max(product);
            let (sign, note) = match (diverges, holds) {
                (true, _) => ("≠", both("no steady state", "没有稳态")),
                (false, true) => ("=", both("L = λW holds", "L = λW 成立")),
                (false, false) => ("≠", both("not long enough", "时间还不够长")),
            };
            let said = say!(
                "{backlog} {sign} {product}",
                "{backlog} {sign} {product}";
                backlog = Number(backlog),
                product = Number(product)
            );
            (said.string(language), note)
        }
        _ => ("–".to_owned(), NOTHING),
    };
    Figure {
        name: language.pick("Little's law", "利特尔法则"),
        symbol: "L = λW",
        value,
        note: note.string(language),
        help: language.pick(
            "Messages in the system = accepted rate × mean sojourn time; both sides are measured",
            "系统中的消息数 = 接受率 × 平均逗留时间；两边都是实测值",
        ),
        without: String::new(),
        alarm: false,
        theory: Beside::little(forecast, language),
    }
}
