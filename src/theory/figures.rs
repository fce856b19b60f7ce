//! The figures of a system while they are filled in.

use super::badge::{Badge, Known};
use std::collections::BTreeMap;

/// The figures that theory speaks about, by their names in the report; see [`NAMES`].
pub type Figures = BTreeMap<&'static str, Known>;

/// Their names.
pub const NAMES: [&str; 16] = [
    "utilisation",
    "throughput",
    "loss_probability",
    "probability_of_waiting",
    "waiting_mean",
    "sojourn_mean",
    "system_mean",
    "ready_mean",
    "waiting_p50",
    "waiting_p90",
    "waiting_p95",
    "waiting_p99",
    "sojourn_p50",
    "sojourn_p90",
    "sojourn_p95",
    "sojourn_p99",
];

const WAITING: [(&str, f64); 4] = [
    ("waiting_p50", 0.5),
    ("waiting_p90", 0.9),
    ("waiting_p95", 0.95),
    ("waiting_p99", 0.99),
];

const SOJOURN: [(&str, f64); 4] = [
    ("sojourn_p50", 0.5),
    ("sojourn_p90", 0.9),
    ("sojourn_p95", 0.95),
    ("sojourn_p99", 0.99),
];

/// A quantile as a function of its place in (0, 1).
pub type Quantile<'a> = &'a dyn Fn(f64) -> Option<f64>;

/// Every figure, none of them known because of `why`.
#[must_use]
pub fn nothing(why: &str) -> Figures {
    NAMES
        .iter()
        .map(|name| (*name, Known::nothing(why)))
        .collect()
}

/// Fills in one figure that is exact.
pub fn exact(figures: &mut Figures, name: &'static str, value: f64) {
    figures.insert(name, Known::new(value, Badge::Exact));
}

/// Fills in the means that follow from the mean waiting time of the accepted messages in s: by
/// Little's law, with `throughput` in 1/s and `service_mean` in s.
pub fn means(
    figures: &mut Figures,
    waiting_mean: f64,
    service_mean: f64,
    throughput: f64,
    badge: &Badge,
) {
    let sojourn_mean = waiting_mean + service_mean;
    for (name, value) in [
        ("waiting_mean", waiting_mean),
        ("sojourn_mean", sojourn_mean),
        ("ready_mean", throughput * waiting_mean),
        ("system_mean", throughput * sojourn_mean),
    ] {
        figures.insert(name, Known::new(value, badge.clone()));
    }
}

/// Fills in the quantiles of the waiting time that `quantile` knows.
pub fn waiting_quantiles(figures: &mut Figures, quantile: Quantile<'_>, badge: &Badge) {
    quantiles(figures, &WAITING, quantile, badge);
}

/// Fills in the quantiles of the sojourn time that `quantile` knows.
pub fn sojourn_quantiles(figures: &mut Figures, quantile: Quantile<'_>, badge: &Badge) {
    quantiles(figures, &SOJOURN, quantile, badge);
}

fn quantiles(
    figures: &mut Figures,
    names: &[(&'static str, f64)],
    quantile: Quantile<'_>,
    badge: &Badge,
) {
    for (name, at) in names {
        if let Some(value) = quantile(*at) {
            figures.insert(name, Known::new(value, badge.clone()));
        }
    }
}
