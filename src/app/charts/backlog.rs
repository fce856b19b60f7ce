//! Messages that wait or are worked on.

use super::kind::Kind;
use super::limits;
use super::past::{Past, Put, present};
use crate::draw::{Format, Ink, Line, Panel};
use crate::metrics::totals::Metric;
use crate::words::both;

/// Hands over the panel.
pub fn add(put: Put<'_>, past: Past<'_>) {
    let ready = past.level(|sample| sample.ready as f64);
    let in_flight = past.level(|sample| sample.in_flight as f64);
    let at_lock = past.level(|sample| sample.at_lock as f64);
    let without = past
        .without_the_change()
        .level(|sample| sample.ready as f64);
    let locked = past.live.scenario().broker.lock.hold > 0.0;
    let (lines, many) = present([
        (
            Line::new(past.word(both("ready", "就绪")), Ink::A, &ready),
            true,
        ),
        (
            Line::new(past.word(both("in flight", "处理中")), Ink::C, &in_flight).dashed(),
            true,
        ),
        (
            Line::new(past.word(both("at the lock", "等锁")), Ink::D, &at_lock).dotted(),
            locked,
        ),
        (
            Line::new(past.word(both("unchanged", "不改动")), Ink::A, &without).ghost(),
            past.is_haunted(),
        ),
    ]);
    let band = past.interval(Metric::ReadyMean, Ink::A);
    let unit = past.word(both("messages", "条"));
    let limits = limits::of(past, Kind::Backlog);
    put(&Panel {
        y_max: Some(4.0),
        bands: band.as_slice(),
        limits: &limits,
        ..Panel::new(
            past.word(Kind::Backlog.name()),
            unit,
            Format::Count,
            &lines[..many],
        )
    });
}
