//! What of the accepted messages outlives a crash of the broker.

use crate::engine::{Distribution, SimDuration};
use serde::Serialize;

/// Where the broker keeps accepted messages besides its memory, and when it goes down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Storage {
    /// The disk of the broker; none: it keeps messages in memory alone.
    pub disk: Option<Disk>,
    /// Other brokers that copy what this one accepts; none: there are no others.
    pub replication: Option<Replication>,
    /// When it crashes; none: never by itself.
    pub outages: Option<Downtimes>,
    /// Whether a fault may crash it.
    pub crashes: bool,
}

impl Storage {
    /// Whether there is nothing of it.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// A disk that syncs one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Disk {
    /// What one sync writes.
    pub sync: Sync,
    /// How long it takes.
    pub write: Distribution,
    /// Syncs begin at multiples of this; zero: as soon as there is something to write.
    pub every: SimDuration,
    /// Whether a message is accepted before it is written.
    pub confirm: Confirm,
}

/// What one sync writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sync {
    /// One message.
    #[default]
    Each,
    /// All that came before it began.
    Group,
}

/// When the broker accepts a message that is to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confirm {
    /// When it is written.
    #[default]
    OnSync,
    /// When it comes in.
    OnArrival,
}

/// Brokers that follow the leader: each fetches, again and again, all that the leader has and it lacks.
#[derive(Clone, Debug, PartialEq)]
pub struct Replication {
    /// How many; at least 1.
    pub followers: usize,
    /// How long one fetch takes.
    pub fetch: Distribution,
    /// Who must have a message before it is accepted.
    pub acks: Acks,
    /// How long it takes until another one leads.
    pub failover: SimDuration,
    /// Whether one may lead that has not caught up.
    pub unclean: bool,
}

/// Who must have a message before it is accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Acks {
    /// All brokers that are in sync.
    #[default]
    All,
    /// The leader alone.
    Leader,
    /// Nobody: it counts as accepted when it is sent, also to a broker that is down, of which its producer never
    /// hears. A full queue still refuses it.
    None,
}

/// Times for which the broker that leads is up, and for which one that crashed is down.
#[derive(Clone, Debug, PartialEq)]
pub struct Downtimes {
    /// From its start to its crash.
    pub up: Distribution,
    /// From its crash until it is there again.
    pub down: Distribution,
}

impl Sync {
    /// Both, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 2] = [("each", Self::Each), ("group", Self::Group)];
}

impl Confirm {
    /// Both, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 2] =
        [("on-sync", Self::OnSync), ("on-arrival", Self::OnArrival)];
}

impl Acks {
    /// All of them, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("all", Self::All),
        ("leader", Self::Leader),
        ("none", Self::None),
    ];
}
