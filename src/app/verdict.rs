//! How the system is, in words, computed from the figures.

use crate::draw::format::{Count, Duration, Number, Percent, Rate};
use crate::metrics::totals::Metric;
use crate::session::Live;
use crate::theory::{Load, Stability};

/// How the system is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Too little has happened to say.
    Early,
    /// What comes in is done in time.
    KeepingUp,
    /// The backlog grows for ever.
    FallingBehind,
    /// A bounded queue that gets more than can be done is not full yet.
    Filling,
    /// A full queue turns messages away.
    Refusing,
    /// A backlog from before is being worked off.
    Recovering,
    /// Nobody publishes.
    Silent,
    /// The run ended by itself.
    Ended,
}

/// How the system is, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// In one word.
    pub state: State,
    /// In two or three.
    pub headline: &'static str,
    /// Why, in a sentence.
    pub reason: String,
    /// The last change, in words.
    pub last_change: String,
}

/// Publishes since the last edit below which nothing is said.
const EARLY: u64 = 20;

/// How `live` is now; `last_change` names the last edit, if there was one.
#[must_use]
pub fn of(live: &Live, last_change: Option<&str>) -> Verdict {
    let state = state(live);
    let (headline, reason) = match state {
        State::Early => ("Watching.", early(live)),
        State::KeepingUp => ("Keeping up.", keeping_up(live)),
        State::FallingBehind => ("Falling behind.", falling_behind(live)),
        State::Filling => ("Filling up.", filling(live)),
        State::Refusing => ("Refusing.", refusing(live)),
        State::Recovering => ("Recovering.", recovering(live)),
        State::Silent => (
            "Silent.",
            "Nobody publishes: every producer's rate is 0.".to_owned(),
        ),
        State::Ended => ("Ended.", ended(live)),
    };
    let since = live.now().since(live.counted_since()).secs();
    let change = |change: &str| format!("Last change {} ago: {change}.", Duration(since));
    Verdict {
        state,
        headline,
        reason,
        last_change: last_change.map(change).unwrap_or_default(),
    }
}

fn state(live: &Live) -> State {
    let counted = live.counted();
    let offered = counted.passage.offered;
    if live.has_ended() {
        State::Ended
    } else if arrival_rate(live) == 0.0 && live.world().in_system() == 0 {
        State::Silent
    } else if matches!(Stability::of(live.scenario()), Stability::Unstable { .. }) {
        State::FallingBehind
    } else if is_draining(live) {
        State::Recovering
    } else if counted.passage.refused > 0 && is_refusing(live) {
        State::Refusing
    } else if overloaded(live).is_some() {
        State::Filling
    } else if offered < EARLY {
        State::Early
    } else {
        State::KeepingUp
    }
}

/// Refused something within the window of the charts' rates, or more than 1 % of all.
fn is_refusing(live: &Live) -> bool {
    let counted = live.counted().passage;
    let then = live.series().at(live.now().secs() - live.rate_window());
    let before = then.map_or(0, |sample| sample.refused);
    live.world().ledger().refused > before || counted.refused * 100 > counted.offered
}

/// Whether a backlog far above the usual goes down.
fn is_draining(live: &Live) -> bool {
    let ready = |time: f64| live.series().at(time).map_or(0, |sample| sample.ready);
    let now = live.now().secs();
    let backlog = ready(now);
    let workers: u32 = Load::of(live.scenario())
        .iter()
        .map(|load| load.workers)
        .sum();
    let then = ready(now - live.latency_window());
    backlog > 10 && backlog > u64::from(workers) * 4 && backlog + backlog / 10 < then
}

fn arrival_rate(live: &Live) -> f64 {
    Load::of(live.scenario())
        .iter()
        .map(|load| load.arrival_rate)
        .sum()
}

fn early(live: &Live) -> String {
    let offered = live.counted().passage.offered;
    match offered {
        0 => "No message has been published yet.".to_owned(),
        1 => "One message so far; too few to judge by.".to_owned(),
        _ => format!("{offered} messages so far; too few to judge by."),
    }
}

fn keeping_up(live: &Live) -> String {
    let busy = Metric::Utilisation.value(&live.counted()).unwrap_or(0.0);
    let workers: u32 = Load::of(live.scenario())
        .iter()
        .map(|load| load.workers)
        .sum();
    let who = if workers == 1 {
        "The worker is".to_owned()
    } else {
        format!("{workers} workers are")
    };
    let times = live.sojourn_quantile(0.5).zip(live.sojourn_quantile(0.99));
    let took = times.map_or(String::new(), |(half, most)| {
        format!(
            "; half of the messages are done within {}, 99 of 100 within {}",
            Duration(half),
            Duration(most)
        )
    });
    format!("{who} busy {} of the time{took}.", Percent(busy))
}

fn falling_behind(live: &Live) -> String {
    match Stability::of(live.scenario()) {
        Stability::Unstable { why } => {
            let grows = Load::of(live.scenario())
                .iter()
                .map(|load| (load.arrival_rate - load.capacity).max(0.0))
                .sum::<f64>();
            let speed = if grows > 0.0 {
                format!(", by {} on average", Rate(grows))
            } else {
                String::new()
            };
            format!("The backlog grows without end{speed}: {why}.")
        }
        _ => String::new(),
    }
}

/// The queue that gets the most above what can be done, if one does.
fn overloaded(live: &Live) -> Option<Load> {
    let loads = Load::of(live.scenario()).into_iter();
    let over = loads.filter(|load| load.arrival_rate > 0.0 && load.utilisation() >= 1.0);
    over.max_by(|one, other| one.utilisation().total_cmp(&other.utilisation()))
}

fn filling(live: &Live) -> String {
    let Some(load) = overloaded(live) else {
        return String::new();
    };
    let does = match load.workers {
        0 => "nobody takes them out".to_owned(),
        _ => format!("{} can be done", Rate(load.capacity)),
    };
    let offered = Rate(load.arrival_rate);
    format!(
        "{offered} arrive at {} and {does}: its slots will not last.",
        load.queue
    )
}

fn refusing(live: &Live) -> String {
    let share = Metric::LossProbability
        .value(&live.counted())
        .unwrap_or(0.0);
    let share = Percent(share);
    match overloaded(live) {
        Some(load) if load.workers == 0 => {
            format!("{share} of the messages are turned away: nobody takes them out.")
        }
        Some(load) => format!(
            "{share} of the messages are turned away: {} arrive at {}, {} can be done.",
            Rate(load.arrival_rate),
            load.queue,
            Rate(load.capacity)
        ),
        None => format!("The queue is full at times and {share} of the messages are turned away."),
    }
}

fn recovering(live: &Live) -> String {
    let now = live.now().secs();
    let window = live.latency_window();
    let ready = |time: f64| live.series().at(time).map_or(0, |sample| sample.ready) as f64;
    let speed = (ready(now - window) - ready(now)) / window;
    format!(
        "{} messages wait; the backlog shrinks by {}, so it is gone in about {}.",
        Count(ready(now)),
        Rate(speed),
        Duration(ready(now) / speed)
    )
}

fn ended(live: &Live) -> String {
    let ledger = live.world().ledger();
    let refused = match ledger.refused {
        0 => String::new(),
        refused => format!(", {refused} were refused"),
    };
    format!(
        "All {} messages are done{refused}, after {} s.",
        Count(ledger.settled as f64),
        Number(live.now().secs())
    )
}
