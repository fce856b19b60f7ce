//! Messages that wait or are worked on.

use super::past::Past;
use crate::draw::{Chart, Format, Ink, Line, Panel};

/// Adds the panel.
pub fn add(chart: &mut Chart, past: Past<'_>) {
    let ready = past.level(|sample| sample.ready as f64);
    let in_flight = past.level(|sample| sample.in_flight as f64);
    let at_lock = past.level(|sample| sample.at_lock as f64);
    let language = past.language;
    let lines = [
        Line::new(language.pick("ready", "就绪"), Ink::A, &ready),
        Line::new(language.pick("in flight", "处理中"), Ink::C, &in_flight).dashed(),
        Line::new(language.pick("at the lock", "等锁"), Ink::D, &at_lock).dotted(),
    ];
    let locked = past.live.scenario().broker.lock.hold > 0.0;
    let lines = &lines[..2 + usize::from(locked)];
    chart.add(&Panel {
        y_max: Some(4.0),
        ..Panel::new(
            language.pick("Backlog", "积压"),
            language.pick("messages", "条"),
            Format::Count,
            lines,
        )
    });
}
