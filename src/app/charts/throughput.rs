//! What is offered, done and refused in a second.

use super::past::Past;
use crate::draw::{Chart, Format, Ink, Line, Panel};

/// Adds the panel.
pub fn add(chart: &mut Chart, past: Past<'_>) {
    let done = past.rate(|sample| sample.finished);
    let offered = past.rate(|sample| sample.offered);
    let refused = past.rate(|sample| sample.refused);
    let lines = [
        Line::new("done", Ink::A, &done),
        Line::new("offered", Ink::Dim, &offered).dashed(),
        Line::new("refused", Ink::Red, &refused).dotted(),
    ];
    // A line that the scenario cannot make is not there.
    let mut queues = past.live.scenario().queues.iter();
    let bounded = queues.any(|queue| queue.max_ready.is_some());
    let lines = &lines[..2 + usize::from(bounded)];
    let panel = Panel::new("Throughput", "messages / s", Format::Number, lines);
    chart.add(&panel);
}
