//! The figures of an experiment, by name and node: the JSON report of the command.

use super::observation::{self, Observation};
use crate::engine::SimTime;
use crate::metrics::batches;
use crate::metrics::estimate::Estimate;
use crate::metrics::totals::{Metric, Place, Sums};
use crate::scenario::Scenario;
use crate::theory::Stability;
use serde::Serialize;
use std::collections::BTreeMap;

/// Figures by the names of the glossary.
pub type Figures = BTreeMap<String, Estimate>;

/// What an experiment found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Name of the scenario.
    pub scenario: String,
    /// Its seed.
    pub seed: u64,
    /// Independent replications.
    pub replications: u32,
    /// Confidence of every interval.
    pub confidence: f64,
    /// Simulated seconds of one replication, warm-up included.
    pub simulated: f64,
    /// Simulated seconds left out at the start.
    pub warm_up: f64,
    /// What a reader must know before believing a figure.
    pub warnings: Vec<String>,
    /// The whole.
    pub system: Figures,
    /// By id.
    pub producers: BTreeMap<String, Figures>,
    /// By id.
    pub queues: BTreeMap<String, Figures>,
    /// By id.
    pub consumers: BTreeMap<String, Figures>,
}

/// Where the observations come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Independent runs.
    Replications,
    /// Parts of one run, which are only independent if it is long.
    Batches,
    /// One run that ended by itself: the only observation there is.
    Whole,
}

impl Report {
    /// The report of `scenario` from what was observed of it.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        observations: &[Observation],
        method: Method,
        confidence: f64,
    ) -> Self {
        let stability = Stability::of(scenario);
        let diverges = matches!(stability, Stability::Unstable { .. });
        let figures = |kind: Place, pick: &dyn Fn(&Observation) -> &Sums| -> Figures {
            let sums: Vec<Sums> = observations
                .iter()
                .map(|observation| *pick(observation))
                .collect();
            let estimate = |metric: Metric| estimate(metric, &sums, method, confidence, diverges);
            let named = |metric: Metric| Some((metric.name().to_owned(), estimate(metric)?));
            let applies = |metric: &Metric| metric.applies_to(kind);
            let metrics = Metric::ALL.into_iter().filter(applies);
            metrics.filter_map(named).collect()
        };
        let mut system = figures(Place::System, &|it| &it.totals.system);
        if !diverges {
            system.extend(quantiles(observations, method, confidence));
        }
        let mut report = Self {
            scenario: scenario.name.clone(),
            seed: scenario.seed,
            replications: 1,
            confidence,
            simulated: 0.0,
            warm_up: 0.0,
            warnings: Vec::new(),
            system,
            producers: (scenario.producers.iter().enumerate())
                .map(|(place, node)| {
                    (
                        node.id.clone(),
                        figures(Place::Producer, &|it| &it.totals.producers[place]),
                    )
                })
                .collect(),
            queues: (scenario.queues.iter().enumerate())
                .map(|(place, node)| {
                    (
                        node.id.clone(),
                        figures(Place::Queue, &|it| &it.totals.queues[place]),
                    )
                })
                .collect(),
            consumers: (scenario.consumers.iter().enumerate())
                .map(|(place, node)| {
                    (
                        node.id.clone(),
                        figures(Place::Consumer, &|it| &it.totals.consumers[place]),
                    )
                })
                .collect(),
        };
        report = match stability {
            Stability::Unstable { why } => report.warn(format!(
                "unstable: {why}; the backlog grows for ever, so waiting and sojourn times and \
                 message counts have no mean"
            )),
            Stability::Unclear { why } => report.warn(format!(
                "perhaps unstable: {why}; see whether the figures stay when it runs for longer"
            )),
            Stability::Stable | Stability::Finite => report,
        };
        if method == Method::Batches && lacks_interval(&report) {
            report = report.warn(
                "too short for intervals: parts of the run still depend on each other; run it for \
                 longer or ask for replications"
                    .to_owned(),
            );
        }
        report
    }

    /// With the stretch of time that it covers.
    #[must_use]
    pub fn covering(mut self, replications: u32, simulated: SimTime, warm_up: SimTime) -> Self {
        self.replications = replications;
        self.simulated = simulated.secs();
        self.warm_up = warm_up.secs();
        self
    }

    /// With one more warning.
    #[must_use]
    pub fn warn(mut self, warning: String) -> Self {
        self.warnings.push(warning);
        self
    }

    /// As indented JSON.
    ///
    /// # Panics
    /// Never: it is plain data.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a report is plain data")
    }
}

/// Whether a figure has a value but no interval for want of time.
fn lacks_interval(report: &Report) -> bool {
    let sojourn = report.system.get(Metric::SojournMean.name());
    sojourn.is_some_and(|estimate| estimate.mean.is_some() && estimate.low.is_none())
}

/// The figure at one place; none where it means nothing.
fn estimate(
    metric: Metric,
    sums: &[Sums],
    method: Method,
    confidence: f64,
    diverges: bool,
) -> Option<Estimate> {
    let estimate = metric.estimate(sums.iter(), confidence);
    let mean = estimate.mean?;
    if diverges && metric.diverges_under_overload() {
        return Some(Estimate::UNKNOWN);
    }
    let dependent = method == Method::Batches && batches::depend(metric, sums);
    Some(if dependent {
        Estimate::bare(mean)
    } else {
        estimate
    })
}

fn quantiles(observations: &[Observation], method: Method, confidence: f64) -> Figures {
    const QUANTILES: [(&str, f64); 4] = [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)];
    let systems = observations.iter().map(|it| it.totals.system);
    let systems: Vec<Sums> = systems.collect();
    // Batches whose means depend on each other have quantiles that do.
    let sure = |quantile: Estimate, mean: Metric| match quantile.mean {
        Some(value) if method == Method::Batches && batches::depend(mean, &systems) => {
            Estimate::bare(value)
        }
        _ => quantile,
    };
    let mut figures = Figures::new();
    for (name, at) in QUANTILES {
        let waiting = observations.iter().map(|observation| &observation.waiting);
        let sojourn = observations.iter().map(|observation| &observation.sojourn);
        let waiting = observation::quantile(waiting, at, confidence);
        let sojourn = observation::quantile(sojourn, at, confidence);
        figures.insert(
            format!("waiting_{name}"),
            sure(waiting, Metric::WaitingMean),
        );
        figures.insert(
            format!("sojourn_{name}"),
            sure(sojourn, Metric::SojournMean),
        );
    }
    figures
}
