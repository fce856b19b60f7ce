//! Faults in words: on the time axis, in the log, and on their cards.

use crate::broker::World;
use crate::broker::fault::FaultNote;
use crate::broker::settings::FaultKind;
use crate::draw::format::Number;
use crate::engine::SimTime;
use crate::scenario::Scenario;
use crate::session::Live;
use crate::words::{Say, Text, say};

/// The beginnings and ends of faults on the time axis.
#[derive(Clone, Debug, Default)]
pub struct FaultMarks {
    marks: Vec<(f64, Text)>,
    /// How many there were and when the last one was, when they were put into words.
    seen: (u64, SimTime),
}

impl FaultMarks {
    /// Marks what there is up to the present of `live`.
    pub fn follow(&mut self, live: &Live) {
        let faults = live.faults();
        let last = faults.notes().next_back();
        let now = (faults.noted(), last.map_or(SimTime::ZERO, |note| note.time));
        if now != self.seen {
            let scenario = live.scenario();
            self.seen = now;
            self.marks.clear();
            (self.marks).extend(
                faults
                    .notes()
                    .map(|note| (note.time.secs(), words(note, scenario))),
            );
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
    }
}
