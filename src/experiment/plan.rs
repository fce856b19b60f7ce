//! How long to run, and until how sure.

use super::observation::Observation;
use super::replication::{MOST_MESSAGES, Replication};
use super::report::{Method, Report};
use crate::engine::SimTime;
use crate::metrics::Estimate;
use crate::metrics::totals::Metric;
use crate::scenario::Scenario;
use crate::theory::Stability;

/// Batches that a single run is cut into for its intervals (Schmeiser 1982: 10 to 30).
const BATCHES: u32 = 20;
/// Publishes of one replication in the first round of a run to precision.
const FIRST_ROUND: f64 = 4000.0;

/// How long to run, and until how sure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Independent replications; at least 1.
    pub replications: u32,
    /// In (0, 1).
    pub confidence: f64,
    /// When to stop.
    pub stop: Stop,
}

/// When an experiment stops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stop {
    /// After `length` simulated seconds in all, of which the first `warm_up` are left out.
    After {
        /// Seconds.
        length: f64,
        /// Seconds.
        warm_up: f64,
    },
    /// When the half-width of every mean is at most this share of it, or after so many events.
    Precision {
        /// Above 0.
        relative: f64,
        /// Events of all replications together.
        events: u64,
    },
}

/// Does some work for each replication, each independent of the others, in any order or at once.
pub type ForEach<'a> = dyn Fn(&mut [Replication], &(dyn Fn(&mut Replication) + Sync)) + 'a;

/// One replication after the other.
pub fn in_turn(replications: &mut [Replication], work: &(dyn Fn(&mut Replication) + Sync)) {
    replications.iter_mut().for_each(work);
}

impl Plan {
    /// Simulated seconds that a run takes if nobody says: until the end if there is one, else
    /// 100,000 publishes.
    #[must_use]
    pub fn usual_length(scenario: &Scenario) -> f64 {
        match Stability::of(scenario) {
            Stability::Finite => SimTime::MAX.secs() / 2.0,
            _ => 1e5 / publish_rate(scenario).max(1e-3),
        }
    }

    /// Runs `scenario` to the end of the plan.
    #[must_use]
    pub fn run(&self, scenario: &Scenario, for_each: &ForEach<'_>) -> Report {
        let mut replications: Vec<Replication> = (0..u64::from(self.replications))
            .map(|ordinal| Replication::new(scenario, ordinal))
            .collect();
        match self.stop {
            Stop::After { length, warm_up } if self.replications == 1 => {
                self.single(scenario, &mut replications[0], length, warm_up)
            }
            Stop::After { length, warm_up } => {
                for_each(&mut replications, &|replication| {
                    warm(replication, warm_up);
                    replication.advance(SimTime::from_secs(length));
                });
                self.report(scenario, &replications, SimTime::from_secs(warm_up))
            }
            Stop::Precision { relative, events } => {
                self.until_sure(scenario, &mut replications, for_each, relative, events)
            }
        }
    }

    /// One run, cut into batches.
    fn single(
        &self,
        scenario: &Scenario,
        run: &mut Replication,
        length: f64,
        warm_up: f64,
    ) -> Report {
        warm(run, warm_up);
        let mut before = run.observe();
        let mut batches = Vec::new();
        for batch in 1..=BATCHES {
            let part = f64::from(batch) / f64::from(BATCHES);
            run.advance(SimTime::from_secs(warm_up + (length - warm_up) * part));
            let after = run.observe();
            batches.push(after.since(&before));
            before = after;
        }
        let report = if run.has_ended() {
            Report::new(scenario, &[run.observe()], Method::Whole, self.confidence)
        } else {
            Report::new(scenario, &batches, Method::Batches, self.confidence)
        };
        let report = report.covering(1, run.now(), SimTime::from_secs(warm_up));
        given_up(report, std::slice::from_ref(run))
    }

    /// Extends all replications together until the figures are sure enough.
    ///
    /// While they are far from it, the time doubles and what came before is forgotten; so in the
    /// end the warm-up is long against every correlation in the run (a run short enough to feel
    /// its start cannot be that sure), yet small against what is kept.
    fn until_sure(
        &self,
        scenario: &Scenario,
        replications: &mut [Replication],
        for_each: &ForEach<'_>,
        relative: f64,
        events: u64,
    ) -> Report {
        let mut warm_up = SimTime::ZERO;
        let mut until = SimTime::from_secs(FIRST_ROUND / publish_rate(scenario).max(1e-3));
        loop {
            for_each(replications, &|replication| replication.advance(until));
            let report = self.report(scenario, replications, warm_up);
            let spent: u64 = replications.iter().map(Replication::events).sum();
            let stuck = replications
                .iter()
                .all(|replication| replication.now() < until);
            let reached = report.worst_relative_half_width();
            if reached.is_some_and(|reached| reached <= relative) && warm_up > SimTime::ZERO {
                return report;
            }
            if spent > events || stuck {
                return report.warn(format!(
                    "stopped after {spent} events at a relative half-width of {} instead of {relative}",
                    reached.map_or_else(|| "unknown size".to_owned(), |reached| format!("{reached:.4}")),
                ));
            }
            // The half-width shrinks with the square root of the time that is measured.
            let excess = reached.map_or(f64::INFINITY, |reached| reached / relative);
            let needed = excess * excess;
            let measured = until.since(warm_up);
            if needed > 16.0 || warm_up == SimTime::ZERO {
                for_each(replications, &|replication| replication.clear());
                warm_up = until;
                until += until.since(SimTime::ZERO);
            } else {
                until = warm_up + measured.scale((needed * 1.1).clamp(1.1, 4.0));
            }
        }
    }

    fn report(
        &self,
        scenario: &Scenario,
        replications: &[Replication],
        warm_up: SimTime,
    ) -> Report {
        let observations: Vec<Observation> =
            replications.iter().map(Replication::observe).collect();
        let now = replications
            .iter()
            .map(Replication::now)
            .max()
            .unwrap_or_default();
        let report = Report::new(
            scenario,
            &observations,
            Method::Replications,
            self.confidence,
        );
        given_up(
            report.covering(self.replications, now, warm_up),
            replications,
        )
    }
}

impl Report {
    /// The half-width as a share of its mean, of the least sure mean of the whole system.
    fn worst_relative_half_width(&self) -> Option<f64> {
        const ASKED: [Metric; 4] = [
            Metric::WaitingMean,
            Metric::SojournMean,
            Metric::SystemMean,
            Metric::ReadyMean,
        ];
        let estimates = ASKED
            .iter()
            .filter_map(|metric| self.system.get(metric.name()));
        let widths = estimates.map(Estimate::relative_half_width);
        widths
            .reduce(|worst, width| Some(worst?.max(width?)))
            .flatten()
    }
}

/// The report, with the word that runs were given up if they were.
fn given_up(report: Report, runs: &[Replication]) -> Report {
    if !runs.iter().any(Replication::is_full) {
        return report;
    }
    report.warn(format!(
        "given up with more than {MOST_MESSAGES} messages in the system, before the time was over"
    ))
}

fn warm(replication: &mut Replication, warm_up: f64) {
    if warm_up > 0.0 {
        replication.advance(SimTime::from_secs(warm_up));
        replication.clear();
    }
}

fn publish_rate(scenario: &Scenario) -> f64 {
    let rate = |node: &crate::scenario::document::Producer| {
        f64::from(node.count) * node.arrivals.message_rate()
    };
    scenario.producers.iter().map(rate).sum()
}
