//! The report for people.

use crate::experiment::Report;
use crate::experiment::report::Figures;
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
    ] {
        for (id, figures) in nodes {
            section(&mut out, &format!("{kind} {id}"), figures);
        }
    }
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
        "{}: {} {runs} of {} s, the first {} s left out, seed {}; intervals of {} %",
        report.scenario,
        report.replications,
        digits(report.simulated),
        digits(report.warm_up),
        report.seed,
        digits(report.confidence * 100.0),
    );
    for warning in &report.warnings {
        let _ = writeln!(out, "warning: {warning}");
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
