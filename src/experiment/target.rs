//! The name of one figure of a report, such as `system.sojourn_mean` or
//! `queues.orders.waiting_mean`.

use super::report::{Figures, QUANTILES, Report};
use crate::metrics::Estimate;
use crate::metrics::totals::{Metric, Place};
use crate::scenario::Scenario;
use std::fmt;

/// A figure of a report, by place and metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    place: Place,
    /// Of the node; empty for the system.
    id: String,
    metric: String,
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, id, metric } = self;
        match place {
            Place::System => write!(formatter, "system.{metric}"),
            Place::Producer => write!(formatter, "producers.{id}.{metric}"),
            Place::Queue => write!(formatter, "queues.{id}.{metric}"),
            Place::Consumer => write!(formatter, "consumers.{id}.{metric}"),
            Place::Alert => write!(formatter, "alerts.{id}.{metric}"),
        }
    }
}

impl Target {
    /// Reads the name of a figure that reports of `scenario` have.
    ///
    /// # Errors
    /// What is wrong with it and what would be right.
    pub fn parse(text: &str, scenario: &Scenario) -> Result<Self, String> {
        let right = "must be system.METRIC, producers.ID.METRIC, queues.ID.METRIC, consumers.ID.METRIC or alerts.ID.METRIC";
        let wrong = || format!("{right}, not {text:?}");
        let (kind, rest) = text.split_once('.').ok_or_else(wrong)?;
        let (id, metric) = match kind {
            "system" => ("", rest),
            _ => rest.rsplit_once('.').ok_or_else(wrong)?,
        };
        let ids = ids(kind, scenario).ok_or_else(wrong)?;
        let place = match kind {
            "producers" => Place::Producer,
            "queues" => Place::Queue,
            "consumers" => Place::Consumer,
            "alerts" => Place::Alert,
            _ => Place::System,
        };
        if !ids.contains(&id) {
            let known = ids.join(", ");
            return Err(format!(
                "{id:?} in {text:?} is not one of the {kind}: {known}"
            ));
        }
        let names = names(place, scenario);
        if !names.iter().any(|name| name == metric) {
            let known = names.join(", ");
            return Err(format!(
                "{metric:?} in {text:?} is no figure there; those are {known}"
            ));
        }
        Ok(Self {
            place,
            id: id.to_owned(),
            metric: metric.to_owned(),
        })
    }

    /// What a run to precision makes sure of unless told otherwise.
    #[must_use]
    pub fn usual() -> Vec<Self> {
        let metrics = [
            Metric::WaitingMean,
            Metric::SojournMean,
            Metric::SystemMean,
            Metric::ReadyMean,
        ];
        let target = |metric: Metric| Self {
            place: Place::System,
            id: String::new(),
            metric: metric.name().to_owned(),
        };
        metrics.map(target).into()
    }

    /// The figure in `report`; none if nothing was measured there.
    #[must_use]
    pub fn estimate(&self, report: &Report) -> Option<Estimate> {
        self.figures(report)?.get(&self.metric).copied()
    }

    /// The half-width of the figure as a share of it. A figure that is small against what it is a
    /// part of counts as a thousandth of that: nobody could wait for a hundredth of a probability
    /// of 1e-9. None while there is no interval.
    #[must_use]
    pub fn relative_half_width(&self, report: &Report) -> Option<f64> {
        let estimate = self.estimate(report)?;
        let half_width = estimate.half_width()?;
        if half_width == 0.0 {
            return Some(0.0);
        }
        let figures = self.figures(report)?;
        let whole = match whole_of(&self.metric) {
            Whole::One => 1.0,
            Whole::Figure(name) => figures.get(name).and_then(|it| it.mean).unwrap_or(0.0),
            Whole::Nothing => 0.0,
        };
        Some(half_width / estimate.mean?.abs().max(whole / 1000.0))
    }

    fn figures<'a>(&self, report: &'a Report) -> Option<&'a Figures> {
        match self.place {
            Place::System => Some(&report.system),
            Place::Producer => report.producers.get(&self.id),
            Place::Queue => report.queues.get(&self.id),
            Place::Consumer => report.consumers.get(&self.id),
            Place::Alert => report.alerts.get(&self.id),
        }
    }
}

/// What a figure is a part of.
enum Whole {
    /// It is a share.
    One,
    /// Another figure of the same place.
    Figure(&'static str),
    /// Nothing.
    Nothing,
}

fn whole_of(metric: &str) -> Whole {
    if metric.starts_with("waiting_") {
        return Whole::Figure(Metric::SojournMean.name());
    }
    match metric {
        "ready_mean" => Whole::Figure(Metric::SystemMean.name()),
        "empty_poll_rate" => Whole::Figure(Metric::PollRate.name()),
        "sojourn_mean" | "system_mean" | "arrival_rate" | "poll_rate" => Whole::Nothing,
        name if name.starts_with("sojourn_") => Whole::Nothing,
        name if name.ends_with("_rate") || name.ends_with("put") => {
            Whole::Figure(Metric::ArrivalRate.name())
        }
        _ => Whole::One,
    }
}

/// The ids of the nodes of a kind; the system has one without a name.
fn ids<'a>(kind: &str, scenario: &'a Scenario) -> Option<Vec<&'a str>> {
    Some(match kind {
        "system" => vec![""],
        "producers" => scenario.producers.iter().map(|node| &*node.id).collect(),
        "queues" => scenario.queues.iter().map(|node| &*node.id).collect(),
        "consumers" => scenario.consumers.iter().map(|node| &*node.id).collect(),
        "alerts" => scenario.alerts.iter().map(|rule| &*rule.id).collect(),
        _ => return None,
    })
}

/// The names of the figures of a place.
fn names(place: Place, scenario: &Scenario) -> Vec<String> {
    let metrics = Metric::ALL.into_iter().filter(|it| it.applies_to(place));
    let mut names: Vec<String> = metrics.map(|it| it.name().to_owned()).collect();
    let only_queue = place == Place::Queue && scenario.queues.len() == 1;
    if place == Place::System || only_queue {
        for (quantile, _) in QUANTILES {
            names.extend(["waiting", "sojourn"].map(|what| format!("{what}_{quantile}")));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::Preset;

    #[test]
    fn a_name_is_read_and_written() {
        let scenario = Preset::first().scenario();
        for name in [
            "system.sojourn_p99",
            "producers.web.arrival_rate",
            "queues.orders.waiting_p99",
            "consumers.workers.utilisation",
        ] {
            let target = Target::parse(name, &scenario).expect("it is there");
            assert_eq!(target.to_string(), name);
        }
    }

    #[test]
    fn a_name_that_no_report_has_is_refused_with_what_would_be_right() {
        let scenario = Preset::first().scenario();
        for (name, right) in [
            ("sojourn_mean", "must be system.METRIC"),
            ("topics.a.b", "must be system.METRIC"),
            ("queues.waiting_mean", "must be system.METRIC"),
            ("queues.nowhere.waiting_mean", "one of the queues: orders"),
            ("system.colour", "those are arrival_rate, "),
            (
                "consumers.workers.waiting_mean",
                "those are delivery_rate, ",
            ),
        ] {
            let error = Target::parse(name, &scenario).expect_err(name);
            assert!(error.contains(right), "{error}");
        }
    }
}
