//! What faults leave of the time of workers.

use super::load::Load;
use crate::scenario::Scenario;
use crate::scenario::fault::FaultKind;
use crate::words::{Say, Text, say};

/// Where faults that come again and again may take too much.
pub(super) fn struck(scenario: &Scenario, loads: &[Load]) -> Option<Text> {
    let mut strain = 0.0;
    for fault in &scenario.faults {
        if let Some(every) = &fault.every {
            let share = fault.lasts / (fault.lasts + every.mean());
            let factor = fault.factor.unwrap_or(1.0);
            strain += match fault.fault {
                // A crash undoes what the workers have in hand.
                FaultKind::ConsumerCrash => {
                    let work = scenario.consumers[scenario.struck(fault)].service_mean();
                    share + 2.0 * work / (fault.lasts + every.mean())
                }
                FaultKind::ConsumerSlowDown => share * (1.0 - 1.0 / factor).max(0.0),
                FaultKind::LoadSpike => share * (factor - 1.0).max(0.0),
                // What comes late or not at all is no more work; what a broker that is down delivers anew, is.
                FaultKind::LinkSlowDown | FaultKind::NetworkPartition => 0.0,
                FaultKind::BrokerCrash | FaultKind::DiskStall => 2.0 * share,
            };
        }
    }
    let grows =
        |load: &&Load| load.may_grow() && load.utilisation() * (1.0 + strain) >= 1.0 - strain;
    let load = loads.iter().filter(|_| strain > 0.0).find(grows)?;
    let queue = &load.queue;
    let why = say!(
        "faults that come again may leave {queue} too little time to catch up",
        "反复发生的故障可能使 {queue} 来不及追上"
    );
    Some(why.text())
}
