//! The order in which ready messages are taken.

use serde::Serialize;

/// The order in which ready messages are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Discipline {
    /// First in, first out.
    #[default]
    Fifo,
    /// Last in, first out.
    Lifo,
    /// Any of them, each as likely.
    Random,
    /// The highest priority; among equals, first in, first out.
    Priority,
    /// The highest priority, which takes a worker from a lower one; the interrupted service goes
    /// on later where it stopped.
    PriorityPreemptive,
    /// The least work.
    ShortestFirst,
    /// The earliest deadline; those without one last.
    EarliestDeadline,
    /// Producers in turn, by weight: start-time fair queueing (Goyal, Vin and Cheng 1996), each
    /// message counting alike.
    Fair,
}

impl Discipline {
    /// Whether it gives each message a rank when it comes in.
    #[must_use]
    #[inline]
    pub const fn ranks(self) -> bool {
        !matches!(self, Self::Fifo | Self::Lifo | Self::Random)
    }

    /// All of them, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 8] = [
        ("fifo", Self::Fifo),
        ("lifo", Self::Lifo),
        ("random", Self::Random),
        ("priority", Self::Priority),
        ("priority-preemptive", Self::PriorityPreemptive),
        ("shortest-first", Self::ShortestFirst),
        ("earliest-deadline", Self::EarliestDeadline),
        ("fair", Self::Fair),
    ];
}
