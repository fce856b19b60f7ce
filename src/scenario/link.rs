//! The types of a scenario file for what messages carry and how they come to the broker.

use crate::broker::settings::{self, PayloadKind};
use crate::engine::Distribution;
use serde::Serialize;

/// What the messages of a producer carry.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Payload {
    /// What it is.
    pub kind: PayloadKind,
    /// How much of it, in bytes.
    pub bytes: Distribution,
}

/// The way of each copy or worker to the broker.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Link {
    /// Seconds for which a message is under way once it was sent; by default none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency: Option<Distribution>,
    /// Bytes / s; by default sending takes no time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bandwidth: Option<f64>,
    /// Probability of a message to be lost.
    #[serde(skip_serializing_if = "is_nothing")]
    pub loss: f64,
}

impl Link {
    pub(super) fn settings(&self) -> settings::Link {
        settings::Link {
            latency: self.latency.clone(),
            bandwidth: self.bandwidth,
            loss: self.loss,
        }
    }
}

impl Payload {
    pub(super) fn settings(&self) -> settings::Payload {
        settings::Payload {
            kind: self.kind,
            bytes: self.bytes.clone(),
        }
    }
}

fn is_nothing(loss: &f64) -> bool {
    *loss == 0.0
}
