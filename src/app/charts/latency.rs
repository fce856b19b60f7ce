//! Quantiles of the sojourn time, beside what theory says of them.

use super::kind::Kind;
use super::limits;
use super::past::{Past, Put, present};
use crate::app::forecast::Stretch;
use crate::draw::{Format, Ink, Line, Panel};
use crate::words::both;

/// Hands over the panel.
pub fn add(put: Put<'_>, past: Past<'_>) {
    let p99 = past.level(|sample| sample.p99);
    let p50 = past.level(|sample| sample.p50);
    let theory_p99 = past.theory(|stretch| stretch.p99);
    let theory_p50 = past.theory(|stretch| stretch.p50);
    // Where theory has nothing to say of the settings in force, its lines end before.
    let goes_on = past.theory.last().is_some_and(Stretch::is_known);
    let (name_p99, name_p50) = if goes_on {
        (
            both("theory p99", "理论 p99"),
            both("theory p50", "理论 p50"),
        )
    } else {
        (
            both("p99 before", "此前 p99"),
            both("p50 before", "此前 p50"),
        )
    };
    let without = past.without_the_change().level(|sample| sample.p99);
    let has_theory = past.theory.iter().any(Stretch::is_known);
    let (lines, many) = present([
        (Line::new("p99", Ink::B, &p99).dashed(), true),
        (Line::new("p50", Ink::A, &p50), true),
        (
            Line::new(past.word(both("unchanged", "不改动")), Ink::B, &without).ghost(),
            past.is_haunted(),
        ),
        (
            Line::new(past.word(name_p99), Ink::B, &theory_p99).reference(),
            has_theory,
        ),
        (
            Line::new(past.word(name_p50), Ink::A, &theory_p50).reference(),
            has_theory,
        ),
    ]);
    let limits = limits::of(past, Kind::Latency);
    put(&Panel {
        log: past.log,
        limits: &limits,
        ..Panel::new(
            past.word(Kind::Latency.name()),
            past.word(both("sojourn time", "逗留时间")),
            Format::Duration,
            &lines[..many],
        )
    });
}
