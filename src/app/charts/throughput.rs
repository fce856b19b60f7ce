//! What is offered, done and refused in a second.

use super::past::Past;
use crate::draw::{Chart, Format, Ink, Line, Panel};

/// Adds the panel.
pub fn add(chart: &mut Chart, past: Past<'_>) {
    let done = past.rate(|sample| sample.finished);
    let offered = past.rate(|sample| sample.offered);
    let refused = past.rate(|sample| sample.refused);
    let language = past.language;
    let lines = [
        Line::new(language.pick("done", "完成"), Ink::A, &done),
        Line::new(language.pick("offered", "到达"), Ink::Dim, &offered).dashed(),
        Line::new(language.pick("refused", "拒收"), Ink::Red, &refused).dotted(),
    ];
    // A line that the scenario cannot make is not there.
    let mut queues = past.live.scenario().queues.iter();
    let bounded = queues.any(|queue| queue.max_ready.is_some());
    let lines = &lines[..2 + usize::from(bounded)];
    let panel = Panel::new(
        language.pick("Throughput", "吞吐量"),
        language.pick("messages / s", "条/s"),
        Format::Number,
        lines,
    );
    chart.add(&panel);
}
