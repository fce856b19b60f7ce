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
    /// More messages wait than the page keeps.
    Full,
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
        State::Full => ("Paused.", full(live)),
        State::Silent => ("Silent.", "Nobody publishes.".to_owned()),
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
    } else if live.is_full() {
        State::Full
    } else if arrival_rate(live) == 0.0 && live.world().in_system() == 0 {
        State::Silent
    } else if is_unstable(live) {
        State::FallingBehind
    } else if capacity(live) > arrival_rate(live) && is_draining(live) {
        State::Recovering
    } else if is_refusing(live) {
        State::Refusing
    } else if overloaded(live).is_some() {
        State::Filling
    } else if offered < EARLY {
        State::Early
    } else {
        State::KeepingUp
    }
}

/// Refused something of late.
fn is_refusing(live: &Live) -> bool {
    let then = live.series().at(live.now().secs() - live.latency_window());
    live.world().ledger().refused > then.map_or(0, |sample| sample.refused)
}

fn is_unstable(live: &Live) -> bool {
    let stability = Stability::of(live.scenario());
    matches!(stability, Stability::Unstable { .. })
        || is_outgrowing(live)
        || is_behind_for_now(live)
}

/// Whether the backlog grows though the rates alone do not say so: workers wait for the lock.
fn is_outgrowing(live: &Live) -> bool {
    let unclear = matches!(Stability::of(live.scenario()), Stability::Unclear { .. });
    let now = live.now().secs();
    let ready = |time: f64| live.series().at(time).map_or(0, |sample| sample.ready);
    let started = live.counted_since().secs();
    unclear && ready(now) > 100 && ready(now) > 2 * ready(started + (now - started) / 3.0)
}

/// Whether a backlog far above the usual is being worked off: it shrinks by more than chance alone
/// would move it, or is so large that it can only come from before.
fn is_draining(live: &Live) -> bool {
    let now = live.now().secs();
    let sample = |time: f64| live.series().at(time).copied().unwrap_or_default();
    let (last, then) = (sample(now), sample(now - live.latency_window()));
    let workers: u32 = Load::of(live.scenario())
        .iter()
        .map(|load| load.workers)
        .sum();
    let moved = (last.offered - then.offered) + (last.finished - then.finished);
    // Counts of independent events scatter by their square root.
    let chance = 2.0 * (moved as f64).sqrt();
    let shrinks = then.ready as f64 - last.ready as f64 > chance;
    let workers = u64::from(workers);
    last.ready > 10 && (last.ready > workers * 20 || last.ready > workers * 4 && shrinks)
}

/// Publishes / s of the producers that have not reached their limit.
fn arrival_rate(live: &Live) -> f64 {
    let pairs = live
        .scenario()
        .producers
        .iter()
        .zip(live.world().producers());
    pairs
        .filter(|(_, producer)| !producer.is_exhausted())
        .map(|(node, _)| f64::from(node.count) * node.arrivals.message_rate())
        .fold(0.0, |sum, rate| sum + rate)
}

/// Messages / s that can be done.
fn capacity(live: &Live) -> f64 {
    let loads = Load::of(live.scenario());
    loads.iter().fold(0.0, |sum, load| sum + load.capacity)
}

/// A run that ends by itself gets more than can be done until the last message is published.
fn is_behind_for_now(live: &Live) -> bool {
    let loads = Load::of(live.scenario());
    let workers = loads
        .iter()
        .map(|load| u64::from(load.workers))
        .sum::<u64>();
    let ready = live
        .series()
        .at(live.now().secs())
        .map_or(0, |sample| sample.ready);
    Stability::of(live.scenario()) == Stability::Finite
        && arrival_rate(live) >= capacity(live)
        && ready > 4 * workers
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
            format!("The backlog grows without end{speed}: {}.", why.english)
        }
        Stability::Unclear { why } => format!("The backlog grows: {}.", why.english),
        Stability::Finite => format!(
            "{} arrive and {} can be done: the backlog grows until the last is published.",
            Rate(arrival_rate(live)),
            Rate(capacity(live))
        ),
        Stability::Stable => String::new(),
    }
}

fn full(live: &Live) -> String {
    format!(
        "{} messages wait, more than this page keeps. Reset, and offer less or add workers.",
        Count(live.world().in_system() as f64)
    )
}

/// The bounded queue that gets the most above what can be done, if one does.
fn overloaded(live: &Live) -> Option<Load> {
    let loads = Load::of(live.scenario()).into_iter();
    let over =
        loads.filter(|load| load.bounded && load.arrival_rate > 0.0 && load.utilisation() >= 1.0);
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
    let ready = live.series().at(now).map_or(0, |sample| sample.ready) as f64;
    let spare = capacity(live) - arrival_rate(live);
    format!(
        "{} messages wait from before; {} more can be done than arrives, so they are gone in about {}.",
        Count(ready),
        Rate(spare),
        Duration(ready / spare)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::Preset;
    use crate::session::Command;
    use serde_json::{Value, json};

    fn live(slug: &str) -> Live {
        let mut live = Live::new(Preset::find(slug).unwrap().scenario());
        live.obey(Command::Play).unwrap();
        live
    }

    fn edit(live: &mut Live, path: &str, value: Value) {
        let path = path.to_owned();
        live.obey(Command::Edit { path, value }).unwrap();
    }

    fn after(live: &mut Live, seconds: f64) -> Verdict {
        live.tick(seconds, || true);
        of(live, None)
    }

    #[test]
    fn a_calm_queue_is_watched_and_then_keeps_up() {
        let mut live = live("work-queue");
        assert_eq!(after(&mut live, 1.0).state, State::Early);
        let verdict = after(&mut live, 600.0);
        assert_eq!(verdict.state, State::KeepingUp);
        assert!(
            verdict.reason.starts_with("4 workers are busy"),
            "{}",
            verdict.reason
        );
    }

    #[test]
    fn a_bounded_queue_fills_up_refuses_and_keeps_up_again() {
        let mut live = live("overload");
        assert_eq!(after(&mut live, 2.0).state, State::Filling);
        assert_eq!(after(&mut live, 300.0).state, State::Refusing);
        edit(&mut live, "producers[0].arrivals.rate", json!(2));
        assert_eq!(after(&mut live, 120.0).state, State::KeepingUp);
        edit(&mut live, "producers[0].arrivals.rate", json!(0));
        assert_eq!(after(&mut live, 60.0).state, State::Silent);
    }

    #[test]
    fn a_queue_without_bound_falls_behind_and_recovers() {
        let mut live = live("work-queue");
        edit(&mut live, "producers[0].arrivals.rate", json!(12));
        let verdict = after(&mut live, 60.0);
        assert_eq!(verdict.state, State::FallingBehind);
        assert!(
            verdict.reason.contains("by 8.0 / s on average"),
            "{}",
            verdict.reason
        );
        edit(&mut live, "producers[0].arrivals.rate", json!(0.5));
        let verdict = after(&mut live, 30.0);
        assert_eq!(verdict.state, State::Recovering);
        assert!(
            verdict.reason.contains("gone in about"),
            "{}",
            verdict.reason
        );
    }

    #[test]
    fn a_run_that_ends_says_when() {
        let verdict = after(&mut live("article"), 30.0);
        assert_eq!(verdict.state, State::Ended);
        assert_eq!(verdict.reason, "All 10 messages are done, after 10.2 s.");
    }

    #[test]
    fn a_run_with_a_limit_falls_behind_until_the_last_is_published_and_then_recovers() {
        let mut live = live("work-queue");
        edit(&mut live, "producers[0].limit", json!(400));
        edit(&mut live, "producers[0].arrivals.rate", json!(20));
        let verdict = after(&mut live, 15.0);
        assert_eq!(verdict.state, State::FallingBehind);
        assert!(
            verdict.reason.contains("until the last is published"),
            "{}",
            verdict.reason
        );
        let verdict = after(&mut live, 20.0);
        assert_eq!(verdict.state, State::Recovering);
        assert!(!verdict.reason.contains('∞'), "{}", verdict.reason);
        assert_eq!(after(&mut live, 300.0).state, State::Ended);
    }
}
