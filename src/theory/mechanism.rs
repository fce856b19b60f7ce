//! What makes a queue more than the plain one: first in, first out, for ever, one at a time.

use super::system::{Source, System, is_exponential};
use crate::broker::discipline::Discipline;
use crate::broker::settings::Overflow;
use crate::words::{Say, Text, Words, both, say};

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
    pub const fn words(self) -> Words {
        match self {
            Self::Order => both("this order of service", "这种服务次序"),
            Self::Turns => both("an order by producer or deadline", "按生产者或截止时间排序"),
            Self::Shortest => both("the shortest first", "最短优先"),
            Self::Ranks => both("priorities", "优先级"),
            Self::Preemption => both("preemption", "抢占"),
            Self::Work => both("messages with different work", "工作量不同的消息"),
            Self::Batch => both("batches", "批量到达"),
            Self::Modulated => both("a rate that changes by chance", "随机变化的速率"),
            Self::Timetable => both("a timetable of arrivals", "按时间表到达"),
            Self::Closed => both("a closed loop", "闭环"),
            Self::Bound => both("a bounded queue", "有上限的队列"),
            Self::Pressure => both("a full queue that drops or blocks", "满时丢弃或阻塞的队列"),
            Self::Ttl => both("a time to live", "存活时间"),
            Self::Failure => both("services that fail", "会失败的服务"),
            Self::Outages => both("outages", "停机"),
            Self::Sharing => both("processor sharing", "处理器共享"),
            Self::Poll => both("polling", "轮询"),
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
pub fn no_formula(mechanisms: &[Mechanism]) -> Text {
    let words: Vec<Text> = mechanisms
        .iter()
        .map(|mechanism| mechanism.words().text())
        .collect();
    match words.as_slice() {
        [] => both("no formula is known here", "此处没有已知的公式").text(),
        [one] => say!("no formula is known here for {one}", "此处没有针对{one}的公式"; one).text(),
        [first @ .., last] => say!(
            "no formula is known here for {first} together with {last}",
            "此处没有{first}与{last}并存时的公式";
            first = Text::join(first, both(", ", "、")),
            last
        )
        .text(),
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
