//! The figures of an experiment, by name and node: the JSON report of the command.

use super::observation::Observation;
use super::transient::Point;
use super::warm_up::Cut;
use super::words;
use crate::engine::SimTime;
use crate::metrics::batches;
use crate::metrics::estimate::Estimate;
use crate::metrics::totals::{Metric, Place, Sums};
use crate::metrics::{Durations, Histogram};
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
    /// Why so many, in words.
    pub warm_up_rule: String,
    /// How sure the metrics asked for became, if a precision was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
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
    /// By id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub alerts: BTreeMap<String, Figures>,
    /// The state at equal steps of time, if it was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<Point>,
}

/// What a run to precision reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Precision {
    /// The relative half-width asked for.
    pub asked: f64,
    /// Whether all metrics reached it.
    pub met: bool,
    /// The relative half-width of each metric; none where there is no interval.
    pub reached: BTreeMap<String, Option<f64>>,
}

/// Quantiles of waiting and sojourn times by the ends of their names.
pub const QUANTILES: [(&str, f64); 4] = [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)];

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
        let diverges = matches!(stability, Stability::Unstable { .. })
            || stability != Stability::Finite && words::has_no_mean_wait(scenario);
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
        let quantiles = match stability {
            Stability::Unstable { .. } => Figures::new(),
            _ => quantiles(observations, method, confidence),
        };
        system.extend(quantiles.clone());
        let mut report = Self {
            scenario: scenario.name.clone(),
            seed: scenario.seed,
            replications: 1,
            confidence,
            simulated: 0.0,
            warm_up: 0.0,
            warm_up_rule: String::new(),
            precision: None,
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
            alerts: (scenario.alerts.iter().enumerate())
                .map(|(place, rule)| {
                    (
                        rule.id.clone(),
                        figures(Place::Alert, &|it| &it.totals.alerts[place]),
                    )
                })
                .collect(),
            series: Vec::new(),
        };
        // Times are kept for the whole; those of the only queue are the same.
        if let [queue] = scenario.queues.as_slice()
            && let Some(figures) = report.queues.get_mut(&queue.id)
        {
            figures.extend(quantiles);
        }
        report.with_words(scenario, &stability, observations, method)
    }

    /// With what a reader must know before believing it.
    fn with_words(
        self,
        scenario: &Scenario,
        stability: &Stability,
        observations: &[Observation],
        method: Method,
    ) -> Self {
        let mut report = match stability {
            Stability::Unstable { why } => self.warn(format!(
                "unstable: {}; the backlog grows for ever, so waiting and sojourn times and \
                 message counts have no mean",
                why.english
            )),
            Stability::Unclear { why } => self.warn(format!(
                "perhaps unstable: {}; see whether the figures stay when it runs for longer",
                why.english
            )),
            Stability::Stable | Stability::Finite => self,
        };
        if let Some(why) = words::locked_up(scenario, observations) {
            return report.without_intervals(why);
        }
        // Of a run that ends by itself, replications are independent observations of the whole.
        if *stability != Stability::Finite {
            let doubt = words::infinite_variance(scenario).or_else(|| words::too_few(observations));
            if let Some(why) = doubt {
                return report.without_intervals(why);
            }
            if let Some(warning) = words::infinite_third_moment(scenario) {
                report = report.warn(warning);
            }
        }
        if method == Method::Batches && lacks_interval(&report) {
            report = report.warn(
                "too short for intervals: parts of the run still depend on each other; run it for \
                 longer or ask for replications"
                    .to_owned(),
            );
        }
        match words::one_decides(observations) {
            Some(warning) if report.system.values().any(|it| it.low.is_some()) => {
                report.warn(warning)
            }
            _ => report,
        }
    }

    /// With the stretch of time that it covers.
    #[must_use]
    pub fn covering(mut self, replications: u32, simulated: SimTime, warm_up: &Cut) -> Self {
        self.replications = replications;
        self.simulated = simulated.secs();
        self.warm_up = warm_up.end.secs();
        self.warm_up_rule = warm_up.rule.to_owned();
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
    Some(match widening(metric, sums, method) {
        Some(factor) => estimate.widened(factor),
        None => Estimate::bare(mean),
    })
}

/// By how much intervals must be widened; none if there can be none.
fn widening(metric: Metric, sums: &[Sums], method: Method) -> Option<f64> {
    match method {
        Method::Batches => batches::widening(metric, sums),
        Method::Replications | Method::Whole => Some(1.0),
    }
}

fn quantiles(observations: &[Observation], method: Method, confidence: f64) -> Figures {
    let systems = observations.iter().map(|it| it.totals.system);
    let systems: Vec<Sums> = systems.collect();
    let mut figures = Figures::new();
    let mut add = |what: &str, mean: Metric, histogram: fn(&Observation) -> &Histogram| {
        // Batches whose means depend on each other have quantiles that do.
        let widening = widening(mean, &systems, method);
        let durations = Durations::new(observations.iter().map(histogram), confidence);
        for (name, at) in QUANTILES {
            let quantile = durations.quantile(at, widening);
            figures.insert(format!("{what}_{name}"), quantile);
        }
    };
    add("waiting", Metric::WaitingMean, |it| &it.waiting);
    add("sojourn", Metric::SojournMean, |it| &it.sojourn);
    figures
}
