//! The report for people.

use crate::experiment::Report;
use crate::experiment::report::{Figures, Precision};
use crate::experiment::transient::Point;
use crate::metrics::Estimate;
use std::fmt::Write;

/// The report as text, a figure a line.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    heading(&mut out, report);
    section(&mut out, "system", &report.system);
    for (kind, nodes) in [
        ("producer", &report.producers),
        ("queue", &report.queues),
        ("consumer", &report.consumers),
        ("alert", &report.alerts),
    ] {
        for (id, figures) in nodes {
            section(&mut out, &format!("{kind} {id}"), figures);
        }
    }
    series(&mut out, &report.series);
    out
}

fn heading(out: &mut String, report: &Report) {
    let runs = if report.replications == 1 {
        "run"
    } else {
        "runs"
    };
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{}: {} {runs} of {} s, seed {}; intervals of {} %",
        report.scenario,
        report.replications,
        digits(report.simulated),
        report.seed,
        digits(report.confidence * 100.0),
    );
    let _ = writeln!(
        out,
        "warm-up: {} s left out ({})",
        digits(report.warm_up),
        report.warm_up_rule
    );
    if let Some(precision) = &report.precision {
        reached(out, precision);
    }
    for warning in &report.warnings {
        let _ = writeln!(out, "warning: {warning}");
    }
}

fn reached(out: &mut String, precision: &Precision) {
    let asked = precision.asked;
    let met = if precision.met {
        "reached"
    } else {
        "not reached"
    };
    let _ = writeln!(out, "precision: {asked} {met}; relative half-widths are");
    for (name, width) in &precision.reached {
        let width = width.map_or_else(|| "unknown".to_owned(), digits);
        let _ = writeln!(out, "  {name:<36}{width}");
    }
}

/// A line for each point.
fn series(out: &mut String, points: &[Point]) {
    if points.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "\nseries\n  {:<10}{:<36}{:<36}throughput",
        "time", "backlog", "ready"
    );
    for point in points {
        let _ = writeln!(
            out,
            "  {:<10}{:<36}{:<36}{}",
            digits(point.time),
            figure(&point.backlog),
            figure(&point.ready),
            figure(&point.throughput)
        );
    }
}

fn section(out: &mut String, title: &str, figures: &Figures) {
    let _ = writeln!(out, "\n{title}");
    for (name, estimate) in figures {
        let _ = writeln!(out, "  {name:<24}{}", figure(estimate));
    }
}

fn figure(estimate: &Estimate) -> String {
    match (estimate.mean, estimate.low, estimate.high) {
        (None, ..) => "no such mean".to_owned(),
        (Some(mean), Some(low), Some(high)) => {
            format!("{:<12} {} to {}", digits(mean), digits(low), digits(high))
        }
        (Some(mean), ..) => format!("{:<12} no interval yet", digits(mean)),
    }
}

/// Five significant digits.
pub(super) fn digits(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let size = value.abs().log10().floor();
    if !(-4.0..9.0).contains(&size) {
        return format!("{value:.4e}");
    }
    let text = format!("{value:.*}", (4.0 - size).max(0.0) as usize);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}
