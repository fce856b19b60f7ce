//! The types of a scenario file for the broker's lock.

use serde::Serialize;

/// What serialises the broker's operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Lock {
    /// Seconds for which each enqueue and each dequeue holds it; 0 is no lock.
    pub hold: f64,
    /// One mutex or several.
    #[serde(skip_serializing_if = "is_mutex")]
    pub kind: LockKind,
    /// How many of them where it is sharded; by default 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shards: Option<u32>,
    /// Share of the hold time by which each worker that waits prolongs it.
    #[serde(skip_serializing_if = "is_nothing")]
    pub contention: f64,
}

/// One mutex or several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LockKind {
    /// One operation at a time.
    #[default]
    Mutex,
    /// One at a time in each of several shards.
    Sharded,
    /// One at a time, but those who only look do so together.
    ReadersWriter,
}

/// Shards where nobody says how many.
pub const USUAL_SHARDS: u32 = 8;

impl LockKind {
    /// All of them, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("mutex", Self::Mutex),
        ("sharded", Self::Sharded),
        ("readers-writer", Self::ReadersWriter),
    ];
}

impl Lock {
    /// Seconds for which a worker holds it to get a message: one that polls may have to look first, and ask once more.
    #[must_use]
    pub fn hold_of_take(&self, polls: bool) -> f64 {
        let twice = polls && self.kind == LockKind::ReadersWriter;
        self.hold * if twice { 2.0 } else { 1.0 }
    }

    /// How many mutexes it consists of.
    #[must_use]
    pub fn mutexes(&self) -> usize {
        match self.kind {
            LockKind::Mutex | LockKind::ReadersWriter => 1,
            LockKind::Sharded => self.shards.unwrap_or(USUAL_SHARDS) as usize,
        }
    }
}

const fn is_mutex(kind: &LockKind) -> bool {
    matches!(kind, LockKind::Mutex)
}

fn is_nothing(contention: &f64) -> bool {
    *contention == 0.0
}
