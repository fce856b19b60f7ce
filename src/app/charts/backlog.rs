//! Messages that wait or are worked on.

use super::past::Past;
use crate::draw::{Chart, Format, Ink, Line, Panel};

/// Adds the panel.
pub fn add(chart: &mut Chart, past: Past<'_>) {
    let ready = past.level(|sample| sample.ready as f64);
    let in_flight = past.level(|sample| sample.in_flight as f64);
    let at_lock = past.level(|sample| sample.at_lock as f64);
    let lines = [
        Line::new("ready", Ink::A, &ready),
        Line::new("in flight", Ink::C, &in_flight).dashed(),
        Line::new("at the lock", Ink::D, &at_lock).dotted(),
    ];
    let locked = past.live.scenario().broker.lock.hold > 0.0;
    let lines = &lines[..2 + usize::from(locked)];
    chart.add(&Panel {
        y_max: Some(4.0),
        ..Panel::new("Backlog", "messages", Format::Count, lines)
    });
}
