//! The figures of a system while they are filled in.

use super::badge::{Badge, Known};
use crate::words::Say;
use std::collections::BTreeMap;

/// The figures that theory speaks about, by their names in the report; see [`NAMES`].
pub type Figures = BTreeMap<&'static str, Known>;

/// Their names.
pub const NAMES: [&str; 23] = [
    "arrival_rate",
    "utilisation",
    "availability",
    "throughput",
    "delivery_rate",
    "goodput",
    "dead_letter_rate",
    "loss_probability",
    "expired_fraction",
    "probability_of_waiting",
    "waiting_mean",
    "waiting_sd",
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

/// The names of those that are also said of each queue.
pub const OF_QUEUE: [&str; 6] = [
    "arrival_rate",
    "throughput",
    "waiting_mean",
    "sojourn_mean",
    "system_mean",
    "ready_mean",
];

/// The names of those that are also said of each producer.
pub const OF_PRODUCER: [&str; 3] = ["arrival_rate", "waiting_mean", "sojourn_mean"];

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
pub fn nothing(why: &dyn Say) -> Figures {
    NAMES
        .iter()
        .map(|name| (*name, Known::nothing(why)))
        .collect()
}

/// Those of `names`, none of them known because of `why`.
#[must_use]
pub fn nothing_of(names: &[&'static str], why: &dyn Say) -> Figures {
    let none = |name: &&'static str| (*name, Known::nothing(why));
    names.iter().map(none).collect()
}

/// Notes why a figure is not known.
pub fn unknown(figures: &mut Figures, name: &'static str, why: &dyn Say) {
    figures.insert(name, Known::nothing(why));
}

/// Fills in one figure that is exact.
pub fn exact(figures: &mut Figures, name: &'static str, value: f64) {
    figures.insert(name, Known::new(value, Badge::Exact));
}

/// What a formula found: the figures, and the mean times of the messages of each stream where they
/// are known one by one.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Of all messages.
    pub figures: Figures,
    /// Of each stream, in the order of the system; empty if nothing is known.
    pub streams: Vec<Times>,
}

/// Mean times of some messages.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    /// Waiting time in s.
    pub waiting: Known,
    /// Sojourn time in s.
    pub sojourn: Known,
}

impl Times {
    /// Both known as well.
    #[must_use]
    pub fn new(waiting: f64, sojourn: f64, badge: &Badge) -> Self {
        Self {
            waiting: Known::new(waiting, badge.clone()),
            sojourn: Known::new(sojourn, badge.clone()),
        }
    }

    /// Neither known, because of `why`.
    #[must_use]
    pub fn nothing(why: &dyn Say) -> Self {
        let waiting = Known::nothing(why);
        let sojourn = waiting.clone();
        Self { waiting, sojourn }
    }
}

impl Found {
    /// Figures alone.
    #[must_use]
    pub const fn only(figures: Figures) -> Self {
        let streams = Vec::new();
        Self { figures, streams }
    }

    /// Where all streams wait alike: the mean waiting time is that of all, then comes a service.
    #[must_use]
    pub fn alike(figures: Figures, service_means: impl Iterator<Item = f64>) -> Self {
        let waiting = &figures["waiting_mean"];
        let times = |service: f64| match waiting.value {
            Some(value) => Times::new(value, value + service, &waiting.badge),
            None => Times {
                waiting: waiting.clone(),
                sojourn: waiting.clone(),
            },
        };
        let streams = service_means.map(times).collect();
        Self { figures, streams }
    }
}

/// `figures`, with `why` as the reason of those without a value.
#[must_use]
pub fn because(mut figures: Figures, why: &dyn Say) -> Figures {
    let unknown = figures.values_mut().filter(|known| known.value.is_none());
    unknown.for_each(|known| *known = Known::nothing(why));
    figures
}

/// `figures` without the values at `names`, because of `why`.
#[must_use]
pub fn without(mut figures: Figures, names: impl Fn(&str) -> bool, why: &dyn Say) -> Figures {
    let gone = figures.iter_mut().filter(|(name, _)| names(name));
    gone.for_each(|(_, known)| *known = Known::nothing(why));
    figures
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
