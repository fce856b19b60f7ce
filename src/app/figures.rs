//! The strip of figures: each with its unit, how sure it is, and what theory says.

use super::beside::Beside;
use super::forecast::Forecast;
use super::unit::Unit;
use crate::draw::format::{Count, Number};
use crate::metrics::Estimate;
use crate::metrics::totals::Metric;
use crate::session::Live;
use crate::theory::Stability;

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
    /// Whether it should alarm.
    pub alarm: bool,
    /// What theory says.
    pub theory: Beside,
}

/// Little's law counts as seen to hold when both sides agree this well.
const LITTLE: f64 = 0.03;

/// What a figure is: its words, and where its value comes from.
struct Kind {
    name: &'static str,
    symbol: &'static str,
    help: &'static str,
    metric: Metric,
    unit: Unit,
}

const UTILISATION: Kind = Kind {
    name: "Utilisation",
    symbol: "ρ",
    help: "Share of the workers' time that is spent working",
    metric: Metric::Utilisation,
    unit: Unit::Share,
};

const THROUGHPUT: Kind = Kind {
    name: "Throughput",
    symbol: "",
    help: "Messages finished in a second",
    metric: Metric::Throughput,
    unit: Unit::PerSecond,
};

const BACKLOG: Kind = Kind {
    name: "Mean backlog",
    symbol: "L",
    help: "Messages in the system, waiting or worked on, averaged over time",
    metric: Metric::SystemMean,
    unit: Unit::Messages,
};

const WAIT: Kind = Kind {
    name: "Mean wait",
    symbol: "Wq",
    help: "From publish to the start of the work",
    metric: Metric::WaitingMean,
    unit: Unit::Seconds,
};

const SOJOURN: Kind = Kind {
    name: "Mean sojourn",
    symbol: "W",
    help: "From publish until it is done",
    metric: Metric::SojournMean,
    unit: Unit::Seconds,
};

const REFUSED: Kind = Kind {
    name: "Refused",
    symbol: "",
    help: "Share of the messages offered that a full queue turned away",
    metric: Metric::LossProbability,
    unit: Unit::Share,
};

/// The whole strip.
#[must_use]
pub fn strip(live: &Live, forecast: &Forecast) -> Vec<Figure> {
    let diverges = matches!(forecast.stability(), Stability::Unstable { .. });
    let figure = |kind: &Kind| figure(live, forecast, kind, diverges);
    let mut refused = figure(&REFUSED);
    refused.alarm = live.counted().passage.refused > 0;
    if !refused.alarm {
        refused.note = "none so far".to_owned();
    }
    vec![
        figure(&UTILISATION),
        figure(&THROUGHPUT),
        figure(&BACKLOG),
        figure(&WAIT),
        figure(&SOJOURN),
        p99(live, forecast, diverges),
        refused,
        little(live, forecast, diverges),
    ]
}

/// The mean sojourn time alone.
#[must_use]
pub fn sojourn(live: &Live, forecast: &Forecast) -> Figure {
    let diverges = matches!(forecast.stability(), Stability::Unstable { .. });
    figure(live, forecast, &SOJOURN, diverges)
}

fn figure(live: &Live, forecast: &Forecast, kind: &Kind, diverges: bool) -> Figure {
    let (metric, unit) = (kind.metric, kind.unit);
    let diverging = metric.diverges_under_overload();
    let (estimate, why) = if metric == Metric::Utilisation && workers(live) == 0 {
        (Estimate::UNKNOWN, Some("no workers"))
    } else if diverges && diverging {
        // What was measured is no estimate of a mean: there is none.
        (Estimate::UNKNOWN, Some("grows for ever"))
    } else {
        (live.estimate(metric), None)
    };
    Figure {
        name: kind.name,
        symbol: kind.symbol,
        value: estimate
            .mean
            .map_or("–".to_owned(), |value| unit.write(value)),
        note: match why {
            Some(why) => why.to_owned(),
            None if live.has_ended() => "to the end".to_owned(),
            None => sureness(&estimate, unit),
        },
        help: kind.help,
        alarm: false,
        theory: Beside::of(forecast, metric.name(), unit, diverging),
    }
}

fn workers(live: &Live) -> u32 {
    let groups = live.scenario().consumers.iter();
    groups.map(|node| node.count).sum()
}

/// How sure a figure is: its half-width, or that it has none yet.
fn sureness(estimate: &Estimate, unit: Unit) -> String {
    match (estimate.mean, estimate.half_width()) {
        (None, _) => "nothing yet".to_owned(),
        (Some(_), None) => "settling".to_owned(),
        (Some(_), Some(half_width)) => format!("± {}", unit.write(half_width)),
    }
}

fn p99(live: &Live, forecast: &Forecast, diverges: bool) -> Figure {
    let quantile = live.sojourn_quantile(0.99).filter(|_| !diverges);
    let settled = live.counted().passage.sojourn.count;
    let note = match quantile {
        _ if diverges => "grows for ever".to_owned(),
        None => "nothing yet".to_owned(),
        // Fewer than ten beyond it say little of where it lies.
        Some(_) if settled < 1000 && !live.has_ended() => "settling".to_owned(),
        Some(_) => format!("of {} msg", Count(settled as f64)),
    };
    Figure {
        name: "Sojourn p99",
        symbol: "",
        value: quantile.map_or("–".to_owned(), |value| Unit::Seconds.write(value)),
        note,
        help: "99 of 100 messages are done within this time",
        alarm: false,
        theory: Beside::of(forecast, "sojourn_p99", Unit::Seconds, true),
    }
}

/// L beside lambda x W, both measured since the last edit.
fn little(live: &Live, forecast: &Forecast, diverges: bool) -> Figure {
    let counted = live.counted();
    let backlog = Metric::SystemMean.value(&counted);
    let sojourn = Metric::SojournMean.value(&counted);
    let rate = counted.passage.accepted as f64 / (counted.time as f64 / 1e9);
    let (value, note) = match (backlog, sojourn) {
        (Some(backlog), Some(sojourn)) => {
            let product = rate * sojourn;
            let holds = (product - backlog).abs() <= LITTLE * backlog.max(product);
            let (sign, note) = match (diverges, holds) {
                (true, _) => ("≠", "no steady state"),
                (false, true) => ("=", "L = λW holds"),
                (false, false) => ("≠", "not long enough"),
            };
            let (backlog, product) = (Number(backlog), Number(product));
            (format!("{backlog} {sign} {product}"), note)
        }
        _ => ("–".to_owned(), "nothing yet"),
    };
    Figure {
        name: "Little's law",
        symbol: "L = λW",
        value,
        note: note.to_owned(),
        help: "Messages in the system = accepted rate × mean sojourn time; both sides are measured",
        alarm: false,
        theory: Beside::little(forecast),
    }
}
