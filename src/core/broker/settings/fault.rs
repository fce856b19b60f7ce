//! What goes wrong for a while, and when.

use crate::engine::{Distribution, SimDuration, SimTime};

/// Something that goes wrong, once or again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What, and where.
    pub kind: FaultKind,
    /// When it begins for the first time; none: after the first of its intervals.
    pub at: Option<SimTime>,
    /// How long it lasts.
    pub lasts: SimDuration,
    /// From its end until it begins again; none: it does not.
    pub every: Option<Distribution>,
}

/// What goes wrong, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FaultKind {
    /// All workers of a group are down, and what they had in hand is delivered anew.
    ConsumerCrash {
        /// Index of the group.
        group: usize,
    },
    /// Services that begin take longer.
    ConsumerSlowDown {
        /// Index of the group.
        group: usize,
        /// How many times longer; above 0.
        factor: f64,
    },
    /// A producer publishes more.
    LoadSpike {
        /// Index of the producer.
        producer: usize,
        /// How many times more; above 0.
        factor: f64,
    },
    /// The links of a producer take longer.
    LinkSlowDown {
        /// Index of the producer.
        producer: usize,
        /// How many times longer; above 0.
        factor: f64,
    },
    /// All that a producer sends is lost on its way.
    NetworkPartition {
        /// Index of the producer.
        producer: usize,
    },
    /// The broker crashes.
    BrokerCrash,
    /// No write of the broker's disk comes to its end.
    DiskStall,
}

impl FaultKind {
    /// How many times longer, or more, where it has a size.
    #[must_use]
    pub const fn factor(self) -> Option<f64> {
        match self {
            Self::ConsumerSlowDown { factor, .. }
            | Self::LoadSpike { factor, .. }
            | Self::LinkSlowDown { factor, .. } => Some(factor),
            Self::ConsumerCrash { .. }
            | Self::NetworkPartition { .. }
            | Self::BrokerCrash
            | Self::DiskStall => None,
        }
    }
}
