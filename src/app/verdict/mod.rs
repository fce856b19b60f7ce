//! How the system is, in words, computed from the figures.

mod bottleneck;
mod effect;
mod reasons;
#[cfg(test)]
mod tests;

use crate::broker::settings::Overflow;
use crate::draw::format::Duration;
use crate::session::Live;
use crate::theory::{Load, Stability};
use crate::words::{Say, Text, Words, both, say};
pub use effect::Before;

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
    /// Something is wrong for a while, and messages pile up.
    Struck,
    /// A backlog from before is being worked off.
    Recovering,
    /// Full queues hold each other up for good.
    LockedUp,
    /// The broker is down.
    Down,
    /// A queue gives messages up to keep the others in time.
    Shedding,
    /// More messages wait than the page keeps.
    Full,
    /// Nobody publishes.
    Silent,
    /// The run ended by itself.
    Ended,
}

/// How the system is, with the reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// In one word.
    pub state: State,
    /// In two or three.
    pub headline: Words,
    /// Why, in a sentence.
    pub reason: Text,
    /// Where the work piles up first; empty where there is but one place.
    pub bottleneck: Text,
    /// Which control would help; empty if nothing is wrong.
    pub advice: Text,
    /// The last change, in words, and what it did; empty if there was none.
    pub last_change: Text,
}

/// Publishes since the last edit below which nothing is said.
const EARLY: u64 = 20;

/// How `live` is now; `last_change` names the last edit, if there was one, and `before` is how it
/// was until then.
#[must_use]
pub fn of(live: &Live, last_change: Option<&Text>, before: &Before) -> Verdict {
    let loads = Load::of(live.scenario());
    let state = state(live);
    let advises = matches!(
        state,
        State::FallingBehind | State::Filling | State::Refusing
    );
    let advice = if advises {
        bottleneck::advice(live, &loads)
    } else {
        Text::default()
    };
    let since = live.now().since(live.counted_since()).secs();
    let change = |change: &Text| {
        let effect = before.effect(live);
        say!(
            "Last change {since} ago: {change}. {effect}",
            "{since}前的改动：{change}。{effect}";
            since = Duration(since), change, effect
        )
        .text()
    };
    Verdict {
        state,
        headline: headline(state),
        reason: reasons::of(live, state),
        bottleneck: bottleneck::words(live, &loads),
        advice,
        last_change: last_change.map(change).unwrap_or_default(),
    }
}

const fn headline(state: State) -> Words {
    match state {
        State::Early => both("Watching.", "观察中。"),
        State::KeepingUp => both("Keeping up.", "跟得上。"),
        State::FallingBehind => both("Falling behind.", "跟不上。"),
        State::Filling => both("Filling up.", "正在填满。"),
        State::Refusing => both("Refusing.", "正在拒绝。"),
        State::Struck => both("Struck by a fault.", "遭遇故障。"),
        State::Recovering => both("Recovering.", "正在恢复。"),
        State::LockedUp => both("Locked up.", "已卡死。"),
        State::Down => both("Down.", "停机。"),
        State::Shedding => both("Shedding load.", "正在卸载。"),
        State::Full => both("Paused.", "已暂停。"),
        State::Silent => both("Silent.", "静默。"),
        State::Ended => both("Ended.", "已结束。"),
    }
}

fn state(live: &Live) -> State {
    let counted = live.counted();
    let offered = counted.passage.offered;
    if live.has_ended() {
        State::Ended
    } else if live.is_full() {
        State::Full
    } else if !live.world().locked_up().is_empty() {
        State::LockedUp
    } else if live.world().is_down() {
        State::Down
    } else if arrival_rate(live) == 0.0 && live.world().in_system() == 0 {
        State::Silent
    } else if is_unstable(live) {
        State::FallingBehind
    } else if is_struck(live) {
        State::Struck
    } else if capacity(live) > arrival_rate(live) && is_draining(live) {
        State::Recovering
    } else if is_refusing(live) {
        State::Refusing
    } else if live.counted().passage.shed > 0 {
        State::Shedding
    } else if overloaded(live).is_some() {
        State::Filling
    } else if offered < EARLY {
        State::Early
    } else {
        State::KeepingUp
    }
}

/// Whether something is wrong now and messages wait: what the rates promise does not hold meanwhile.
fn is_struck(live: &Live) -> bool {
    let ready = |sample: &crate::session::Sample| sample.ready;
    let waiting = live.series().at(live.now().secs()).map_or(0, ready);
    waiting > 10 && live.world().faults().present().next().is_some()
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
        || held_up(live).is_some()
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

/// The queue that is full for good and holds up what comes before it, where that piles up.
fn held_up(live: &Live) -> Option<Load> {
    let load = overloaded(live)?;
    let queue = live
        .scenario()
        .queues
        .iter()
        .find(|queue| queue.id == load.queue)?;
    let ready = live
        .series()
        .at(live.now().secs())
        .map_or(0, |sample| sample.ready);
    let full = queue.max_ready? + 4 * u64::from(load.workers);
    (queue.overflow == Overflow::Block && ready > 2 * full).then_some(load)
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

/// The bounded queue that gets the most above what can be done, if one does.
fn overloaded(live: &Live) -> Option<Load> {
    let loads = Load::of(live.scenario()).into_iter();
    let over =
        loads.filter(|load| load.bounded && load.arrival_rate > 0.0 && load.utilisation() >= 1.0);
    over.max_by(|one, other| one.utilisation().total_cmp(&other.utilisation()))
}
