//! What a delivery comes to.

use serde::Serialize;

/// What a worker says of a message whose service failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnFailure {
    /// Nack with requeue: it is delivered again, as the queue has it.
    #[default]
    Requeue,
    /// Nack without: it is set aside at once.
    DeadLetter,
}

impl OnFailure {
    /// Both, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 2] = [
        ("requeue", Self::Requeue),
        ("dead-letter", Self::DeadLetter),
    ];
}
