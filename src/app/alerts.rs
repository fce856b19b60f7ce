//! Alert rules in words: what they say, how they are, and how well they do.

use crate::broker::alert::{AlertNote, Rule};
use crate::broker::settings::{self, Limit, Watched};
use crate::draw::format::{Clock, Count, Duration, Number, Percent, Rate};
use crate::engine::SimTime;
use crate::metrics::AlarmSums;
use crate::scenario::Scenario;
use crate::session::Live;
use crate::words::{Language, Say, Text, Words, both, say};

/// How a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is beyond its limit.
    Quiet,
    /// Its limit is passed, not for long enough yet.
    Pending,
    /// It fires.
    Firing,
}

/// What the page says of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub id: String,
    /// When it fires.
    pub rule: String,
    /// How it is.
    pub state: State,
    /// That in words.
    pub said: String,
    /// How it did: alarms, faults detected and missed, delay, false alarms.
    pub record: [String; 4],
}

/// All rules.
#[must_use]
pub fn rows(live: &Live, language: Language) -> Vec<Row> {
    let world = live.world();
    let sums = world.totals().alerts;
    let rules = live.scenario().alerts.iter().zip(&world.alerts().rules);
    rules
        .zip(&sums)
        .map(|((document, rule), sums)| Row {
            id: document.id.clone(),
            rule: condition(rule, live.scenario()).of(language).to_owned(),
            state: state(rule),
            said: said(rule).of(language).to_owned(),
            record: record(&sums.alarms, language),
        })
        .collect()
}

fn state(rule: &Rule) -> State {
    match (rule.firing_since, rule.beyond_since) {
        (Some(_), _) => State::Firing,
        (None, Some(_)) => State::Pending,
        (None, None) => State::Quiet,
    }
}

fn said(rule: &Rule) -> Text {
    let since = |time: SimTime| Clock::new(time.secs());
    let value = match rule.value {
        Some(value) => amount(&rule.settings, value),
        None => both("unknown", "未知").into(),
    };
    match (rule.firing_since, rule.beyond_since) {
        (Some(time), _) => say!("firing since {clock}: {value}", "{clock} 起告警：{value}"; clock = since(time), value).text(),
        (None, Some(time)) => say!("pending since {clock}: {value}", "{clock} 起超限：{value}"; clock = since(time), value).text(),
        (None, None) => say!("quiet: {value}", "正常：{value}"; value).text(),
    }
}

fn record(sums: &AlarmSums, language: Language) -> [String; 4] {
    let count = |count: u64| Count(count as f64);
    let of = sums.detected + sums.missed;
    let delay = sums.delay as f64 / 1e9 / sums.detected as f64;
    let detected =
        say!("{part} of {of}", "{of} 中 {part}"; part = count(sums.detected), of = count(of));
    [
        count(sums.fired).to_string(),
        detected.string(language),
        Duration(if sums.detected > 0 { delay } else { f64::NAN }).string(language),
        count(sums.false_alarms).to_string(),
    ]
}

/// The columns of the record.
pub const RECORD: [(Words, Words); 4] = [
    (
        both("Alarms", "告警"),
        both("How often it fired", "触发次数"),
    ),
    (
        both("Faults detected", "发现的故障"),
        both(
            "Faults during which it fired, or shortly after, of those that are over or detected",
            "故障期间或稍后触发的次数，占已结束或已发现的故障",
        ),
    ),
    (
        both("Detection delay", "发现延迟"),
        both(
            "From the beginning of a fault until it fired, on average",
            "从故障开始到触发的平均时间",
        ),
    ),
    (
        both("False alarms", "误报"),
        both("Alarms while nothing was wrong", "没有故障时的告警"),
    ),
];

/// What a rule says when it fires, and when it clears.
#[must_use]
pub fn words(note: &AlertNote) -> Text {
    let id = &*note.id;
    if note.fires {
        say!("alarm: {id}", "告警：{id}").text()
    } else {
        say!("{id} is over", "{id} 解除").text()
    }
}

/// When a rule fires, as in "backlog of work above 20 for 5 s".
fn condition(rule: &Rule, scenario: &Scenario) -> Text {
    let settings = &rule.settings;
    let what = watched(settings.watch);
    let at = settings.queue.map(|queue| &scenario.queues[queue].id);
    let what = match at {
        Some(queue) => say!("{what} of {queue}", "{queue} 的{what}"; what).text(),
        None => what.into(),
    };
    let what = if settings.change {
        say!("change of {what}", "{what}的变化"; what).text()
    } else {
        what
    };
    let limit = amount(settings, settings.limit.value());
    let beyond = match settings.limit {
        Limit::Above(_) => say!("{what} above {limit}", "{what}高于 {limit}"; what, limit).text(),
        Limit::Below(_) => say!("{what} below {limit}", "{what}低于 {limit}"; what, limit).text(),
    };
    if settings.lasts.is_zero() {
        return beyond;
    }
    let time = Duration(settings.lasts.secs());
    say!("{beyond} for {time}", "{beyond}，持续 {time}"; beyond, time).text()
}

/// What is watched.
#[must_use]
pub const fn watched(watch: Watched) -> Words {
    match watch {
        Watched::Backlog => both("backlog", "积压"),
        Watched::OldestAge => both("age of the oldest message", "最旧消息的年龄"),
        Watched::ArrivalRate => both("arrival rate", "到达率"),
        Watched::Throughput => both("throughput", "吞吐量"),
        Watched::LossRate => both("loss rate", "丢失率"),
        Watched::Utilisation => both("utilisation", "利用率"),
        Watched::Sojourn => both("mean sojourn time", "平均逗留时间"),
    }
}

/// A value of what a rule watches, with its unit.
fn amount(settings: &settings::Alert, value: f64) -> Text {
    let plain = match settings.watch {
        Watched::Backlog if settings.change => {
            return say!("{rate}", "{rate}"; rate = Rate(value)).text();
        }
        Watched::Backlog => say!("{many}", "{many}"; many = Count(value)).text(),
        Watched::OldestAge | Watched::Sojourn if settings.change => {
            say!("{many} s", "{many} s"; many = Number(value)).text()
        }
        Watched::OldestAge | Watched::Sojourn => {
            say!("{time}", "{time}"; time = Duration(value)).text()
        }
        Watched::ArrivalRate | Watched::Throughput | Watched::LossRate => {
            say!("{rate}", "{rate}"; rate = Rate(value)).text()
        }
        Watched::Utilisation => say!("{share}", "{share}"; share = Percent(value)).text(),
    };
    if settings.change {
        say!("{plain} each second", "每秒 {plain}"; plain).text()
    } else {
        plain
    }
}
