//! How long to run, and until how sure.

use super::observation::Observation;
use super::replication::{MOST_MESSAGES, Replication};
use super::report::{Method, Report};
use super::target::Target;
use super::transient;
use super::warm_up::{self, Cut, WarmUp};
use super::work::{ForEach, Work, patient};
use crate::engine::SimTime;
use crate::scenario::Scenario;
use crate::theory::Stability;

/// No run is begun that goes beyond this, s: half of the time that there is.
pub(super) const LAST: f64 = 9e9;

/// How long to run, and until how sure.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Independent replications; at least 1.
    pub replications: u32,
    /// In (0, 1).
    pub confidence: f64,
    /// When to stop.
    pub stop: Stop,
    /// Seconds between the instants of the time series, if there is to be one.
    pub series: Option<f64>,
}

/// When an experiment stops.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// After `length` simulated seconds in all.
    After {
        /// Seconds.
        length: f64,
        /// How much of the start is left out.
        warm_up: WarmUp,
    },
    /// When the half-width of every metric is at most this share of it, or after so many events.
    Precision {
        /// Above 0.
        relative: f64,
        /// Events of all replications together.
        events: u64,
        /// Those to be sure of.
        metrics: Vec<Target>,
    },
}

impl Plan {
    /// Simulated seconds that a run takes if nobody says: until the end if there is one, else
    /// 100,000 publishes.
    #[must_use]
    pub fn usual_length(scenario: &Scenario) -> f64 {
        match Stability::of(scenario) {
            Stability::Finite => SimTime::MAX.secs() / 2.0,
            _ => time_for(scenario, 1e5),
        }
    }

    /// Replications of a run to precision if nobody says: enough for an honest interval, few enough
    /// to run long each. Where messages are so rare that simulated time ends before a run has many
    /// of them, more runs bring them.
    #[must_use]
    pub fn usual_replications(scenario: &Scenario) -> u32 {
        let is_rare = publish_rate(scenario) * LAST < 1e6;
        if is_rare { 256 } else { 32 }
    }

    /// Runs `scenario` to the end of the plan, however long that takes.
    #[must_use]
    pub fn run(&self, scenario: &Scenario, for_each: &ForEach<'_>) -> Report {
        let listener = &patient;
        self.carry_out(scenario, &Work { for_each, listener })
    }

    /// Runs `scenario` to the end of the plan, or until who listens says to stop.
    #[must_use]
    pub fn carry_out(&self, scenario: &Scenario, work: &Work<'_>) -> Report {
        let new = |ordinal: u32| {
            let replication = Replication::new(scenario, u64::from(ordinal));
            match self.series {
                Some(step) => replication.recording(step),
                None => replication,
            }
        };
        let mut all: Vec<Replication> = (0..self.replications).map(new).collect();
        let mut report = match &self.stop {
            Stop::After { length, warm_up } => {
                let cut = warm_up::live(scenario, &mut all, work, *length, *warm_up);
                let report = self.after(scenario, &all, &cut);
                match cut.problem {
                    Some(problem) => report.without_intervals(problem),
                    None => report,
                }
            }
            Stop::Precision {
                relative,
                events,
                metrics,
            } => self.until_sure(scenario, &mut all, work, *relative, *events, metrics),
        };
        report.series = transient::series(&all, self.confidence);
        if all.iter().any(Replication::is_full) {
            report = report.warn(format!(
                "given up with more than {MOST_MESSAGES} messages in the system, before the time \
                 was over"
            ));
        }
        if !work.may_go_on() {
            let now = all.iter().map(|one| one.now().secs());
            let least = now.fold(f64::INFINITY, f64::min);
            report = report.warn(format!(
                "stopped when the time allowed was over: every run has lived for at least {least} \
                 simulated seconds"
            ));
        }
        report
    }

    /// The report of runs that have come to their end.
    fn after(&self, scenario: &Scenario, all: &[Replication], cut: &Cut) -> Report {
        let [single] = all else {
            return self.of_replications(scenario, all, cut);
        };
        let parts = single.parts_since(cut.parts);
        let (observations, method) = if single.has_ended() || parts.len() < 2 {
            (vec![single.observe_since(cut.parts)], Method::Whole)
        } else {
            (parts, Method::Batches)
        };
        let report = Report::new(scenario, &observations, method, self.confidence);
        report.covering(1, single.now(), cut)
    }

    /// The report of independent runs, where they stand.
    pub(super) fn of_replications(
        &self,
        scenario: &Scenario,
        all: &[Replication],
        cut: &Cut,
    ) -> Report {
        let mut observations: Vec<Observation> =
            all.iter().map(|one| one.observe_since(cut.parts)).collect();
        // Runs that were stopped before their warm-up was over have seen nothing.
        if observations.iter().any(Observation::is_empty) {
            observations.retain(|one| !one.is_empty());
        }
        let now = all.iter().map(Replication::now).max().unwrap_or_default();
        Report::new(
            scenario,
            &observations,
            Method::Replications,
            self.confidence,
        )
        .covering(self.replications, now, cut)
    }
}

/// Seconds that so many publishes take; where nobody publishes, as if there were one in 1000 s.
pub(super) fn time_for(scenario: &Scenario, publishes: f64) -> f64 {
    let rate = publish_rate(scenario);
    let rate = if rate > 0.0 { rate } else { 1e-3 };
    (publishes / rate).min(LAST)
}

/// Publishes / s of all producers together.
pub(super) fn publish_rate(scenario: &Scenario) -> f64 {
    let rate = |node: &crate::scenario::document::Producer| {
        f64::from(node.count) * node.arrivals.message_rate()
    };
    scenario.producers.iter().map(rate).sum()
}
