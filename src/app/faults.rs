//! Faults in words: on the time axis, in the log, and on their cards.

use super::alerts;
use crate::broker::World;
use crate::broker::fault::FaultNote;
use crate::broker::settings::FaultKind;
use crate::draw::format::Number;
use crate::engine::SimTime;
use crate::scenario::Scenario;
use crate::session::Live;
use crate::words::{Say, Text, both, say};

/// The beginnings and ends of faults and alarms on the time axis.
#[derive(Clone, Debug, Default)]
pub struct FaultMarks {
    marks: Vec<(f64, Text)>,
    /// How many there were and when the last one was, of each kind, when they were put into words.
    seen: [(u64, SimTime); 2],
}

impl FaultMarks {
    /// Marks what there is up to the present of `live`.
    pub fn follow(&mut self, live: &Live) {
        let (faults, watch) = (live.faults(), live.alerts());
        let last = |time: Option<SimTime>| time.unwrap_or(SimTime::ZERO);
        let now = [
            (
                faults.noted(),
                last(faults.notes().next_back().map(|note| note.time)),
            ),
            (
                watch.noted(),
                last(watch.notes().next_back().map(|note| note.time)),
            ),
        ];
        if now != self.seen {
            let scenario = live.scenario();
            self.seen = now;
            self.marks.clear();
            let faults = (faults.notes()).map(|note| (note.time.secs(), words(note, scenario)));
            let alarms = watch
                .notes()
                .map(|note| (note.time.secs(), alerts::words(note)));
            self.marks.extend(faults.chain(alarms));
        }
    }

    /// When, s, and what.
    pub fn all(&self) -> impl Iterator<Item = (f64, &Text)> {
        self.marks.iter().map(|(time, text)| (*time, text))
    }
}

/// What is wrong now, a sentence for each.
pub fn present(world: &World, scenario: &Scenario) -> impl Iterator<Item = Text> {
    world.faults().present().map(move |kind| {
        let (time, begins) = (world.now(), true);
        let what = words(&FaultNote { time, kind, begins }, scenario);
        say!("Fault: {what}.", "故障：{what}。"; what).text()
    })
}

/// What happened.
#[must_use]
pub fn words(note: &FaultNote, scenario: &Scenario) -> Text {
    let group = |group: usize| &scenario.consumers[group].id;
    match (note.kind, note.begins) {
        (FaultKind::ConsumerCrash { group: at }, true) => {
            let who = group(at);
            say!("{who} crashed", "{who} 崩溃").text()
        }
        (FaultKind::ConsumerCrash { group: at }, false) => {
            let who = group(at);
            say!("{who} up again", "{who} 恢复").text()
        }
        (FaultKind::ConsumerSlowDown { group: at, factor }, true) => {
            let (who, times) = (group(at), Number(factor));
            say!("{who} {times} × slower", "{who} 慢 {times} 倍"; who, times).text()
        }
        (FaultKind::ConsumerSlowDown { group: at, .. }, false) => {
            let who = group(at);
            say!("{who} at full speed", "{who} 恢复速度").text()
        }
        (FaultKind::LoadSpike { producer, factor }, true) => {
            let (who, times) = (&scenario.producers[producer].id, Number(factor));
            say!("{who} load × {times}", "{who} 负载 × {times}"; who, times).text()
        }
        (FaultKind::LoadSpike { producer, .. }, false) => {
            let who = &scenario.producers[producer].id;
            say!("{who} load as before", "{who} 负载恢复").text()
        }
        (FaultKind::LinkSlowDown { producer, factor }, true) => {
            let (who, times) = (&scenario.producers[producer].id, Number(factor));
            say!("{who} link {times} × slower", "{who} 链路慢 {times} 倍"; who, times).text()
        }
        (FaultKind::LinkSlowDown { producer, .. }, false) => {
            let who = &scenario.producers[producer].id;
            say!("{who} link as before", "{who} 链路恢复").text()
        }
        (FaultKind::NetworkPartition { producer }, true) => {
            let who = &scenario.producers[producer].id;
            say!("{who} cut off", "{who} 网络中断").text()
        }
        (FaultKind::NetworkPartition { producer }, false) => {
            let who = &scenario.producers[producer].id;
            say!("{who} connected again", "{who} 网络恢复").text()
        }
        (FaultKind::BrokerCrash, true) => both("broker crashed", "代理崩溃").into(),
        (FaultKind::BrokerCrash, false) => both("crashed broker back", "崩溃的代理恢复").into(),
        (FaultKind::DiskStall, true) => both("disk stalls", "磁盘停滞").into(),
        (FaultKind::DiskStall, false) => both("disk goes on", "磁盘恢复").into(),
    }
}
