//! The share of their time that workers are busy.

use super::kind::Kind;
use super::limits;
use super::past::{Past, Put, present};
use crate::draw::{Format, Ink, Line, Panel};
use crate::metrics::totals::Metric;
use crate::session::Sample;
use crate::words::both;

/// Hands over the panel.
pub fn add(put: Put<'_>, past: Past<'_>) {
    let busy = past.over(share);
    let without = past.without_the_change().over(share);
    let (lines, many) = present([
        (Line::new("ρ", Ink::A, &busy), true),
        (
            Line::new(past.word(both("unchanged", "不改动")), Ink::A, &without).ghost(),
            past.is_haunted(),
        ),
    ]);
    let band = past.interval(Metric::Utilisation, Ink::A);
    let unit = past.word(both("busy workers", "忙碌的工作者"));
    let limits = limits::of(past, Kind::Utilisation);
    put(&Panel {
        y_max: Some(1.0),
        bands: band.as_slice(),
        limits: &limits,
        ..Panel::new(
            past.word(Kind::Utilisation.name()),
            unit,
            Format::Percent,
            &lines[..many],
        )
    });
}

/// Busy over all worker time between two samples; NaN while that is too little to speak of.
fn share(start: &Sample, end: &Sample, window: f64) -> f64 {
    if end.time - start.time < window / 4.0 {
        return f64::NAN;
    }
    // Rounding may take it a hair above the whole, and the axis with it.
    ((end.busy - start.busy) / (end.capacity - start.capacity)).min(1.0)
}
