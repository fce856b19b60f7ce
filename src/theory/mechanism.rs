//! What makes a queue more than the plain one: first in, first out, for ever, one at a time.

use super::system::{Source, System, is_exponential};
use crate::broker::discipline::Discipline;
use crate::broker::settings::Overflow;

/// One such thing. A formula says which it knows; together they are another model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mechanism {
    /// The newest or any message is next.
    Order,
    /// The order goes by producer or deadline.
    Turns,
    /// The shortest is next.
    Shortest,
    /// Priorities that wait for the end of a service.
    Ranks,
    /// Priorities that do not.
    Preemption,
    /// Producers whose messages bring work of their own.
    Work,
    /// Several messages at once.
    Batch,
    /// A Poisson process whose rate changes by chance.
    Modulated,
    /// A rate that changes with time, or given instants.
    Timetable,
    /// Producers that wait for the answer.
    Closed,
    /// A bound at which newcomers are refused.
    Bound,
    /// A bound at which others are dropped or held up.
    Pressure,
    /// A time to live.
    Ttl,
    /// Services that fail.
    Failure,
    /// Workers that fail.
    Outages,
    /// Workers that work on several messages at once.
    Sharing,
    /// Workers that look for messages.
    Poll,
}

impl Mechanism {
    /// Those of `system`, in the order of this list.
    #[must_use]
    pub fn of(system: &System) -> Vec<Self> {
        let mut found = Vec::new();
        found.extend(order(system));
        let worker = system.worker.as_ref().ok();
        let any = |is_it: fn(&Source) -> bool| {
            let mut streams = system.streams.iter();
            streams.any(|stream| is_it(&stream.source))
        };
        let of_worker = |is_it: bool, mechanism| is_it.then_some(mechanism);
        found.extend(of_worker(
            worker.is_some() && system.law.is_none(),
            Self::Work,
        ));
        let batch = system.streams.iter().any(|stream| stream.batch > 1);
        found.extend(batch.then_some(Self::Batch));
        for (is_it, mechanism) in [
            (
                any(|source| matches!(source, Source::Modulated(_))),
                Self::Modulated,
            ),
            (
                any(|source| matches!(source, Source::Timetable)),
                Self::Timetable,
            ),
            (
                any(|source| matches!(source, Source::Closed(_))),
                Self::Closed,
            ),
        ] {
            found.extend(is_it.then_some(mechanism));
        }
        let refuses = system.overflow == Overflow::Reject;
        found.extend(
            system
                .slots
                .map(|_| if refuses { Self::Bound } else { Self::Pressure }),
        );
        found.extend(system.ttl.as_ref().map(|_| Self::Ttl));
        if let Some(worker) = worker {
            found.extend(of_worker(worker.failure > 0.0, Self::Failure));
            found.extend(of_worker(worker.outages.is_some(), Self::Outages));
            found.extend(of_worker(worker.sharing.is_some(), Self::Sharing));
            found.extend(of_worker(worker.poll.is_some(), Self::Poll));
        }
        found
    }

    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Order => "this order of service",
            Self::Turns => "an order by producer or deadline",
            Self::Shortest => "the shortest first",
            Self::Ranks => "priorities",
            Self::Preemption => "preemption",
            Self::Work => "messages with different work",
            Self::Batch => "batches",
            Self::Modulated => "a rate that changes by chance",
            Self::Timetable => "a timetable of arrivals",
            Self::Closed => "a closed loop",
            Self::Bound => "a bounded queue",
            Self::Pressure => "a full queue that drops or blocks",
            Self::Ttl => "a time to live",
            Self::Failure => "services that fail",
            Self::Outages => "outages",
            Self::Sharing => "processor sharing",
            Self::Poll => "polling",
        }
    }
}

/// Whether the order of service is more than first in, first out: it is no more where all messages
/// are alike to it.
fn order(system: &System) -> Option<Mechanism> {
    let alike = |same: fn(&super::system::Stream, &super::system::Stream) -> bool| {
        let first = system.streams.first();
        first.is_none_or(|first| system.streams.iter().all(|other| same(first, other)))
    };
    let ranks = !alike(|one, other| one.priority == other.priority);
    match system.discipline {
        Discipline::Fifo => None,
        Discipline::Lifo | Discipline::Random => Some(Mechanism::Order),
        Discipline::Priority => ranks.then_some(Mechanism::Ranks),
        Discipline::PriorityPreemptive => ranks.then_some(Mechanism::Preemption),
        Discipline::ShortestFirst => Some(Mechanism::Shortest),
        Discipline::EarliestDeadline => {
            let fixed =
                alike(|one, other| one.deadline == other.deadline && one.has_fixed_deadline());
            (!fixed).then_some(Mechanism::Turns)
        }
        Discipline::Fair => {
            (!alike(|one, other| one.producer == other.producer)).then_some(Mechanism::Turns)
        }
    }
}

/// Why there is no formula for these together.
#[must_use]
pub fn no_formula(mechanisms: &[Mechanism]) -> String {
    let words: Vec<&str> = mechanisms
        .iter()
        .map(|mechanism| mechanism.words())
        .collect();
    match words.as_slice() {
        [] => "no formula is known here".to_owned(),
        [one] => format!("no formula is known here for {one}"),
        [first @ .., last] => format!(
            "no formula is known here for {} together with {last}",
            first.join(", ")
        ),
    }
}

/// Whether a system is M/M/c and nothing else: then its departures are a Poisson process (Burke
/// 1956).
#[must_use]
pub fn is_markovian(system: &System) -> bool {
    let exponential = system.law.as_ref().is_some_and(is_exponential);
    let mechanisms = Mechanism::of(system);
    let harmless = |mechanism: &Mechanism| matches!(mechanism, Mechanism::Order | Mechanism::Turns);
    system.worker.is_ok() && system.is_poisson() && exponential && mechanisms.iter().all(harmless)
}
