//! Runs that go on until their figures are sure enough.

use super::plan::{LAST, Plan, time_for};
use super::replication::Replication;
use super::report::{Precision, Report};
use super::target::Target;
use super::warm_up::Cut;
use super::work::{News, Work};
use crate::engine::SimTime;
use crate::scenario::Scenario;

/// Publishes of one replication in the first round.
const FIRST_ROUND: f64 = 4000.0;

impl Plan {
    /// Extends all replications together until the figures are sure enough.
    ///
    /// While they are far from it, the time doubles and what came before is forgotten; so in the
    /// end the warm-up is long against every correlation in the run (a run short enough to feel
    /// its start cannot be that sure), yet small against what is kept.
    pub(super) fn until_sure(
        &self,
        scenario: &Scenario,
        all: &mut [Replication],
        work: &Work<'_>,
        relative: f64,
        events: u64,
        metrics: &[Target],
    ) -> Report {
        let mut cut = Cut::at(0.0, "what came before the last doubling of the time");
        let mut until = SimTime::from_secs(time_for(scenario, FIRST_ROUND));
        loop {
            work.advance(all, until);
            let mut report = self.of_replications(scenario, all, &cut);
            let precision = Precision::of(&report, relative, metrics);
            let distance = precision.distance();
            report.precision = Some(precision);
            let goes_on = (work.listener)(News::Distance(distance));
            let warm = cut.end > SimTime::ZERO;
            if warm && distance.is_some_and(|distance| distance <= 1.0) {
                return report;
            }
            let spent: u64 = all.iter().map(Replication::events).sum();
            let stuck = all.iter().all(|replication| replication.now() < until);
            if !goes_on || spent > events || stuck || until.secs() > LAST {
                return report.short_of_goal(spent);
            }
            // The half-width shrinks with the square root of the time that is measured.
            let needed = distance.map_or(f64::INFINITY, |distance| distance * distance);
            if needed > 16.0 || !warm {
                work.each(all, &|replication| replication.clear());
                cut.end = until;
                until += until.since(SimTime::ZERO);
            } else {
                until = cut.end + until.since(cut.end).scale((needed * 1.1).clamp(1.1, 4.0));
                until = until.min(SimTime::from_secs(2.0 * LAST));
            }
        }
    }
}

impl Precision {
    /// How sure `report` is of `metrics`. Of those that it does not have nothing is asked, unless
    /// it has none of them.
    fn of(report: &Report, asked: f64, metrics: &[Target]) -> Self {
        let present = metrics.iter().filter(|it| it.estimate(report).is_some());
        let reached = present.map(|it| (it.to_string(), it.relative_half_width(report)));
        let mut precision = Self {
            asked,
            met: false,
            reached: reached.collect(),
        };
        precision.met = precision.distance().is_some_and(|distance| distance <= 1.0);
        precision
    }

    /// The largest half-width as a multiple of what was asked for.
    fn distance(&self) -> Option<f64> {
        let widths = self.reached.values().copied();
        let worst = widths.reduce(|worst, width| Some(worst?.max(width?)));
        Some(worst.flatten()? / self.asked)
    }
}

impl Report {
    /// With the word that it was stopped before it was sure, and how sure of each metric.
    fn short_of_goal(self, spent: u64) -> Self {
        let Some(precision) = &self.precision else {
            return self;
        };
        let one = |(name, width): (&String, &Option<f64>)| match width {
            Some(width) => format!("{name} {width:.4}"),
            None => format!("{name} unknown"),
        };
        let reached: Vec<String> = precision.reached.iter().map(one).collect();
        let reached = match reached.as_slice() {
            [] => "nothing, as there was nothing to measure".to_owned(),
            all => all.join(", "),
        };
        let asked = precision.asked;
        self.warn(format!(
            "stopped after {spent} events at a relative half-width of {reached} instead of {asked}"
        ))
    }
}
