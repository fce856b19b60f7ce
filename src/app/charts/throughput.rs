//! What is offered, done and refused in a second.

use super::kind::Kind;
use super::limits;
use super::past::{Past, Put, present};
use crate::draw::{Format, Ink, Line, Panel};
use crate::metrics::totals::Metric;
use crate::words::both;

/// Hands over the panel.
pub fn add(put: Put<'_>, past: Past<'_>) {
    let done = past.rate(|sample| sample.finished);
    let offered = past.rate(|sample| sample.offered);
    let refused = past.rate(|sample| sample.refused);
    let without = past.without_the_change().rate(|sample| sample.finished);
    // A line that the scenario cannot make is not there.
    let mut queues = past.live.scenario().queues.iter();
    let bounded = queues.any(|queue| queue.max_ready.is_some());
    let (lines, many) = present([
        (
            Line::new(past.word(both("done", "完成")), Ink::A, &done),
            true,
        ),
        (
            Line::new(past.word(both("offered", "到达")), Ink::Dim, &offered).dashed(),
            true,
        ),
        (
            Line::new(past.word(both("refused", "拒收")), Ink::Red, &refused).dotted(),
            bounded,
        ),
        (
            Line::new(past.word(both("unchanged", "不改动")), Ink::A, &without).ghost(),
            past.is_haunted(),
        ),
    ]);
    let band = past.interval(Metric::Throughput, Ink::A);
    let unit = past.word(both("messages / s", "条/s"));
    let limits = limits::of(past, Kind::Throughput);
    put(&Panel {
        bands: band.as_slice(),
        limits: &limits,
        ..Panel::new(
            past.word(Kind::Throughput.name()),
            unit,
            Format::Number,
            &lines[..many],
        )
    });
}
