//! Quantiles of the sojourn time, beside what theory says of them.

use super::past::Past;
use crate::app::forecast::Stretch;
use crate::draw::{Chart, Format, Ink, Line, Panel};

/// Adds the panel.
pub fn add(chart: &mut Chart, past: Past<'_>) {
    let p99 = past.level(|sample| sample.p99);
    let p50 = past.level(|sample| sample.p50);
    let theory_p99 = past.theory(|stretch| stretch.p99);
    let theory_p50 = past.theory(|stretch| stretch.p50);
    // Where theory has nothing to say of the settings in force, its lines end before.
    let goes_on = past.theory.last().is_some_and(Stretch::is_known);
    let (name_p99, name_p50) = if goes_on {
        ("theory p99", "theory p50")
    } else {
        ("p99 before", "p50 before")
    };
    let lines = [
        Line::new("p99", Ink::B, &p99).dashed(),
        Line::new("p50", Ink::A, &p50),
        Line::new(name_p99, Ink::B, &theory_p99).reference(),
        Line::new(name_p50, Ink::A, &theory_p50).reference(),
    ];
    let has_theory = past.theory.iter().any(Stretch::is_known);
    let lines = &lines[..if has_theory { 4 } else { 2 }];
    chart.add(&Panel::new(
        "Latency",
        "sojourn time",
        Format::Duration,
        lines,
    ));
}
