//! The model of one queue: its name, and the formula that answers for it.

use super::figures::{self, Figures, Found, because, exact};
use super::mechanism::{Mechanism, no_formula};
use super::system::{Source, System, Worker};
use super::{bounded, bursts, flows, infinite, leaving, ordered, ranked, stable, unreliable};
use crate::broker::discipline::Discipline;
use crate::engine::Distribution;
use crate::words::{Say, Text, Words, both, say};

/// The name of the model and what it says; no name if none applies.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// In Kendall's notation where it has one.
    pub model: Option<Text>,
    /// What it says.
    pub found: Found,
}

/// What theory says about `system` by itself.
#[must_use]
pub fn answer(system: &System) -> Answer {
    let mut answer = formula(system);
    infinite::explain(system, &mut answer.found);
    answer
}

fn formula(system: &System) -> Answer {
    let mechanisms = Mechanism::of(system);
    let is = |mechanism| mechanisms.contains(&mechanism);
    let named = |(model, found)| Answer { model, found };
    let worker = match &system.worker {
        Err(why) => return with_differing_workers(system, &mechanisms, why),
        Ok(worker) => worker,
    };
    if system.arrival_rate == 0.0 && !is(Mechanism::Closed) {
        return silent(system);
    }
    match (mechanisms.as_slice(), &system.ttl) {
        ([Mechanism::Bound], _) => {
            named(bounded::answer(system, worker, system.slots.unwrap_or(0)))
        }
        ([Mechanism::Ttl], Some(ttl)) => named(leaving::expiring(system, worker, ttl)),
        ([Mechanism::Closed], _) => named(leaving::closed(system, worker)),
        _ if is(Mechanism::Bound)
            || is(Mechanism::Pressure)
            || is(Mechanism::Ttl)
            || is(Mechanism::Closed) =>
        {
            named((
                None,
                Found::only(figures::nothing(&no_formula(&mechanisms))),
            ))
        }
        (kinds, _) if system.load() >= 1.0 => overloaded(system, worker, kinds),
        (kinds, _) => Answer {
            model: Some(name(system, kinds)),
            found: open(system, worker, kinds),
        },
    }
}

/// Of an open system without a bound that keeps up.
fn open(system: &System, worker: &Worker, mechanisms: &[Mechanism]) -> Found {
    let why = no_formula(mechanisms);
    let figures = flows::steady(system, worker, &why);
    match mechanisms {
        [] | [Mechanism::Work] => stable::answer(system, figures),
        [Mechanism::Order] => ordered::blind(system, figures),
        [Mechanism::Turns] => ordered::in_turns(system, figures),
        [Mechanism::Shortest] => ordered::shortest(system, figures),
        [Mechanism::Ranks] | [Mechanism::Ranks, Mechanism::Work] => {
            ranked::answer(system, false, figures)
        }
        [Mechanism::Preemption] | [Mechanism::Preemption, Mechanism::Work] => {
            ranked::answer(system, true, figures)
        }
        [Mechanism::Batch] => bursts::batches(system, figures),
        [Mechanism::Modulated] => bursts::modulated(system, figures),
        [Mechanism::Failure] => unreliable::failures(system, worker, figures),
        [Mechanism::Outages] => unreliable::outages(system, worker, figures),
        [Mechanism::Sharing] | [Mechanism::Work, Mechanism::Sharing] => {
            ordered::sharing(system, figures)
        }
        [Mechanism::Poll] => stable::polling(system, worker.poll.unwrap_or(0.0), figures),
        _ => Found::only(figures),
    }
}

fn silent(system: &System) -> Answer {
    let mut figures = figures::nothing(&both("nothing is published", "没有消息发布"));
    for name in [
        "arrival_rate",
        "utilisation",
        "throughput",
        "delivery_rate",
        "goodput",
        "dead_letter_rate",
        "system_mean",
        "ready_mean",
    ] {
        exact(&mut figures, name, 0.0);
    }
    let model = name(system, &[]).followed_by(both(", without arrivals", "，无到达"));
    let found = Found::only(figures);
    let model = Some(model);
    Answer { model, found }
}

/// Mechanisms under which the workers do the same work when they never rest.
const INDIFFERENT: [Mechanism; 6] = [
    Mechanism::Order,
    Mechanism::Batch,
    Mechanism::Modulated,
    Mechanism::Failure,
    Mechanism::Outages,
    Mechanism::Poll,
];

fn overloaded(system: &System, worker: &Worker, mechanisms: &[Mechanism]) -> Answer {
    let percent = system.load() * 100.0;
    let why = say!(
        "there is no steady state: the load is {percent:.0} % of the capacity, and the backlog grows",
        "不存在稳态：负载为处理能力的 {percent:.0}%，积压不断增长"
    );
    let mut figures = figures::nothing(&why);
    let same = mechanisms
        .iter()
        .all(|mechanism| INDIFFERENT.contains(mechanism));
    // What comes back is served before what is new, so all that is begun is ended.
    if same && !flows::undoes(worker) && !system.stays_away {
        let flows = flows::settled(system, worker, system.arrival_rate, system.capacity);
        let known = flows.into_iter().filter(|(_, known)| known.value.is_some());
        figures.extend(known);
        exact(&mut figures, "loss_probability", 0.0);
        exact(&mut figures, "expired_fraction", 0.0);
    }
    exact(&mut figures, "arrival_rate", system.arrival_rate);
    let model = name(system, mechanisms).followed_by(both(", overloaded", "，过载"));
    let found = Found::only(figures);
    let model = Some(model);
    Answer { model, found }
}

/// With workers that differ only what comes and goes is known, and only where all that comes goes.
fn with_differing_workers(system: &System, mechanisms: &[Mechanism], why: &Text) -> Answer {
    let mut figures = figures::nothing(&why);
    let open = |mechanism: &Mechanism| {
        !matches!(
            mechanism,
            Mechanism::Bound | Mechanism::Pressure | Mechanism::Ttl | Mechanism::Closed
        )
    };
    if system.load() < 1.0 && mechanisms.iter().all(open) && system.is_reliable {
        for name in ["arrival_rate", "throughput", "delivery_rate", "goodput"] {
            exact(&mut figures, name, system.arrival_rate);
        }
        for name in ["dead_letter_rate", "loss_probability", "expired_fraction"] {
            exact(&mut figures, name, 0.0);
        }
        if system.has_deadlines() {
            figures = figures::without(figures, |name| name == "goodput", &why);
        }
    }
    let letter = arrivals(system);
    let model = Text::same(format_args!("{letter}/G/{}", system.servers))
        .followed_by(both(" with workers that differ", "，工作者各不相同"));
    let found = Found::only(because(figures, &why));
    let model = Some(model);
    Answer { model, found }
}

/// The name of a queue without a bound.
#[must_use]
pub fn name(system: &System, mechanisms: &[Mechanism]) -> Text {
    let service = match &system.law {
        Some(Distribution::Exponential { .. }) => "M",
        Some(Distribution::Constant { .. }) => "D",
        _ => "G",
    };
    let letter = match arrivals(system) {
        "G" if mechanisms.is_empty() && stable::as_gim1(system).is_some() => "GI",
        letter => letter,
    };
    let batch = if mechanisms.contains(&Mechanism::Batch) {
        let size = system.streams[0].batch;
        let alike = system.streams.iter().all(|stream| stream.batch == size);
        if alike {
            format!("^[{size}]")
        } else {
            "^[X]".to_owned()
        }
    } else {
        String::new()
    };
    let servers = system.servers;
    let name = Text::same(format_args!("{letter}{batch}/{service}/{servers}"));
    let suffixes = mechanisms
        .iter()
        .map(|mechanism| suffix(*mechanism, system));
    suffixes.fold(name, Text::followed_by)
}

fn arrivals(system: &System) -> &'static str {
    let modulated = |source: &Source| matches!(source, Source::Modulated(_));
    match system.interval() {
        _ if system.is_poisson() => "M",
        Some(Distribution::Constant { .. }) => "D",
        _ if system
            .streams
            .iter()
            .any(|stream| modulated(&stream.source)) =>
        {
            "MMPP"
        }
        _ => "G",
    }
}

const fn suffix(mechanism: Mechanism, system: &System) -> Words {
    match mechanism {
        Mechanism::Order if matches!(system.discipline, Discipline::Lifo) => {
            both(", last first", "，后到先服务")
        }
        Mechanism::Order => both(", in random order", "，随机次序"),
        Mechanism::Turns if matches!(system.discipline, Discipline::Fair) => {
            both(", in fair turns", "，公平轮转")
        }
        Mechanism::Turns => both(", earliest deadline first", "，最早截止优先"),
        Mechanism::Shortest => both(", shortest first", "，最短优先"),
        Mechanism::Ranks => both(" with priorities", "，带优先级"),
        Mechanism::Preemption => both(" with preemptive priorities", "，抢占优先级"),
        Mechanism::Failure => both(" with redelivery", "，有重投"),
        Mechanism::Outages => both(" with outages", "，有停机"),
        Mechanism::Sharing => both(" with processor sharing", "，处理器共享"),
        Mechanism::Poll if system.servers == 1 => both(" with a worker that polls", "，工作者轮询"),
        Mechanism::Poll => both(" with workers that poll", "，工作者轮询"),
        _ => both("", ""),
    }
}

/// Only flows are left, because of `why`: where arrivals are of a kind that no formula knows.
#[must_use]
pub fn flows_alone(figures: Figures, why: &dyn Say) -> Figures {
    let of_time = |name: &str| {
        let level = ["ready_mean", "system_mean"].contains(&name);
        level || name.contains("waiting") || name.contains("sojourn")
    };
    figures::without(figures, of_time, &why)
}
