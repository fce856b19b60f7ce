//! The types of a scenario file for what goes wrong for a while. Times in seconds.

use super::document::Scenario;
use crate::broker::settings;
use crate::engine::{Distribution, SimDuration, SimTime};
use serde::Serialize;

/// Something that goes wrong, once or again and again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    /// What.
    pub fault: FaultKind,
    /// The node.
    pub on: String,
    /// When it begins for the first time, in seconds; by default after the first of its intervals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    /// How long it lasts, in seconds.
    #[serde(rename = "for")]
    pub lasts: f64,
    /// Seconds from its end until it begins again; by default it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<Distribution>,
    /// How many times longer, or more; there where the fault has a size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor: Option<f64>,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// All workers of a group are down.
    ConsumerCrash,
    /// Services take longer.
    ConsumerSlowDown,
    /// A producer publishes more.
    LoadSpike,
    /// The links of a producer take longer.
    LinkSlowDown,
    /// All that a producer sends is lost on its way.
    NetworkPartition,
    /// The broker crashes.
    BrokerCrash,
    /// No write of the broker's disk comes to its end.
    DiskStall,
}

/// What a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Struck {
    /// A producer.
    Producer,
    /// A group of consumers.
    Consumer,
    /// The broker.
    Broker,
}

/// What the broker is called where a fault strikes it.
pub const BROKER: &str = "broker";

impl FaultKind {
    /// All of them, by the words of a scenario file.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("consumer-crash", Self::ConsumerCrash),
        ("consumer-slow-down", Self::ConsumerSlowDown),
        ("load-spike", Self::LoadSpike),
        ("link-slow-down", Self::LinkSlowDown),
        ("network-partition", Self::NetworkPartition),
        ("broker-crash", Self::BrokerCrash),
        ("disk-stall", Self::DiskStall),
    ];

    /// Whether it has a factor.
    #[must_use]
    pub const fn has_factor(self) -> bool {
        matches!(
            self,
            Self::ConsumerSlowDown | Self::LoadSpike | Self::LinkSlowDown
        )
    }

    /// What it strikes.
    #[must_use]
    pub const fn strikes(self) -> Struck {
        match self {
            Self::ConsumerCrash | Self::ConsumerSlowDown => Struck::Consumer,
            Self::LoadSpike | Self::LinkSlowDown | Self::NetworkPartition => Struck::Producer,
            Self::BrokerCrash | Self::DiskStall => Struck::Broker,
        }
    }
}

impl Scenario {
    /// The place of the node that a fault strikes, among those of its kind; there is one broker.
    ///
    /// # Panics
    /// If there is none, which a valid scenario does not ask for.
    #[must_use]
    pub fn struck(&self, fault: &Fault) -> usize {
        let place = match fault.fault.strikes() {
            Struck::Consumer => (self.consumers.iter()).position(|node| node.id == fault.on),
            Struck::Producer => (self.producers.iter()).position(|node| node.id == fault.on),
            Struck::Broker => Some(0),
        };
        place.expect("faults of a valid scenario strike nodes that are there")
    }

    /// Faults of a node that has another name now.
    pub(super) fn rename_struck(&mut self, kind: Struck, before: &str, name: &str) {
        for fault in &mut self.faults {
            if fault.fault.strikes() == kind && fault.on == before {
                name.clone_into(&mut fault.on);
            }
        }
    }

    /// Nothing strikes a node that is not there any more.
    pub(super) fn end_faults(&mut self, kind: Struck, id: &str) {
        let strikes = |fault: &Fault| fault.fault.strikes() == kind;
        self.faults
            .retain(|fault| !strikes(fault) || fault.on != id);
    }

    pub(super) fn fault(&self, fault: &Fault) -> settings::Fault {
        let node = self.struck(fault);
        let factor = fault.factor.unwrap_or(1.0);
        settings::Fault {
            kind: match fault.fault {
                FaultKind::ConsumerCrash => settings::FaultKind::ConsumerCrash { group: node },
                FaultKind::ConsumerSlowDown => settings::FaultKind::ConsumerSlowDown {
                    group: node,
                    factor,
                },
                FaultKind::LoadSpike => settings::FaultKind::LoadSpike {
                    producer: node,
                    factor,
                },
                FaultKind::LinkSlowDown => settings::FaultKind::LinkSlowDown {
                    producer: node,
                    factor,
                },
                FaultKind::NetworkPartition => {
                    settings::FaultKind::NetworkPartition { producer: node }
                }
                FaultKind::BrokerCrash => settings::FaultKind::BrokerCrash,
                FaultKind::DiskStall => settings::FaultKind::DiskStall,
            },
            at: fault.at.map(SimTime::from_secs),
            lasts: SimDuration::from_secs(fault.lasts),
            every: fault.every.clone(),
        }
    }
}
