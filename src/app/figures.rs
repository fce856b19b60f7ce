//! The strip of figures: each with its unit and how sure it is.

use crate::draw::format::{Count, Duration, Number, Percent, Rate};
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
}

/// Little's law counts as seen to hold when both sides agree this well.
const LITTLE: f64 = 0.03;

/// The whole strip.
#[must_use]
pub fn strip(live: &Live) -> Vec<Figure> {
    let diverges = matches!(Stability::of(live.scenario()), Stability::Unstable { .. });
    let workers: u32 = live
        .scenario()
        .consumers
        .iter()
        .map(|node| node.count)
        .sum();
    let mean = |metric: Metric| {
        if metric == Metric::Utilisation && workers == 0 {
            return (Estimate::UNKNOWN, Some("no workers"));
        }
        if diverges && metric.diverges_under_overload() {
            // What was measured is no estimate of a mean: there is none.
            (Estimate::UNKNOWN, Some("grows for ever"))
        } else {
            (live.estimate(metric), None)
        }
    };
    let figure = |name, symbol, help, metric: Metric, write: &dyn Fn(f64) -> String| {
        let (estimate, why) = mean(metric);
        Figure {
            name,
            symbol,
            value: estimate.mean.map_or("–".to_owned(), write),
            note: match why {
                Some(why) => why.to_owned(),
                None if live.has_ended() => "to the end".to_owned(),
                None => sureness(&estimate, write),
            },
            help,
            alarm: false,
        }
    };
    let seconds = |value: f64| Duration(value).to_string();
    let mut refused = figure(
        "Refused",
        "",
        "Share of the messages offered that a full queue turned away",
        Metric::LossProbability,
        &|value| Percent(value).to_string(),
    );
    refused.alarm = live.counted().passage.refused > 0;
    if !refused.alarm {
        refused.note = "none so far".to_owned();
    }
    vec![
        figure(
            "Utilisation",
            "ρ",
            "Share of the workers' time that is spent working",
            Metric::Utilisation,
            &|value| Percent(value).to_string(),
        ),
        figure(
            "Throughput",
            "",
            "Messages finished in a second",
            Metric::Throughput,
            &|value| Rate(value).to_string(),
        ),
        figure(
            "Mean backlog",
            "L",
            "Messages in the system, waiting or worked on, averaged over time",
            Metric::SystemMean,
            &|value| format!("{} msg", Number(value)),
        ),
        figure(
            "Mean wait",
            "Wq",
            "From publish to the start of the work",
            Metric::WaitingMean,
            &seconds,
        ),
        figure(
            "Mean sojourn",
            "W",
            "From publish until it is done",
            Metric::SojournMean,
            &seconds,
        ),
        p99(live, diverges),
        refused,
        little(live, diverges),
    ]
}

/// How sure a figure is: its half-width, or that it has none yet.
fn sureness(estimate: &Estimate, write: &dyn Fn(f64) -> String) -> String {
    match (estimate.mean, estimate.half_width()) {
        (None, _) => "nothing yet".to_owned(),
        (Some(_), None) => "settling".to_owned(),
        (Some(_), Some(half_width)) => format!("± {}", write(half_width)),
    }
}

fn p99(live: &Live, diverges: bool) -> Figure {
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
        value: quantile.map_or("–".to_owned(), |value| Duration(value).to_string()),
        note,
        help: "99 of 100 messages are done within this time",
        alarm: false,
    }
}

/// L beside lambda x W, both measured since the last edit.
fn little(live: &Live, diverges: bool) -> Figure {
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
    }
}
