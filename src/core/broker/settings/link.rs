//! What messages carry, and the links by which they come to the broker.

use crate::engine::Distribution;
use serde::Serialize;

/// What the messages of a producer carry.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload {
    /// What it is.
    pub kind: PayloadKind,
    /// How much of it, in bytes.
    pub bytes: Distribution,
}

/// What a message carries. Only its size matters to the broker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayloadKind {
    /// Words.
    #[default]
    Text,
    /// A picture.
    Image,
    /// Sound.
    Audio,
    /// Moving pictures.
    Video,
}

/// The way from each copy of a producer, or each worker of a group, to the broker.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// How long a message is under way once it was sent; none: no time.
    pub latency: Option<Distribution>,
    /// Bytes / s; messages are sent one after the other. None: no time.
    pub bandwidth: Option<f64>,
    /// Probability of a message to be lost.
    pub loss: f64,
}

impl PayloadKind {
    /// All of them, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("text", Self::Text),
        ("image", Self::Image),
        ("audio", Self::Audio),
        ("video", Self::Video),
    ];
}
