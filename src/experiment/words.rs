//! What a reader must know before believing a figure, in sentences.

use super::observation::Observation;
use super::report::Report;
use crate::engine::Distribution;
use crate::metrics::student;
use crate::metrics::totals::Metric;
use crate::scenario::Scenario;
use crate::scenario::arrivals::Process;
use crate::scenario::document::Queue;

/// Messages that each part of a run needs before its mean says anything.
const FEWEST: u64 = 10;
/// How often the largest part may be taken for too large.
const BY_CHANCE: f64 = 0.001;

/// The node whose times have no finite variance, and whether these are service times.
fn wild(scenario: &Scenario) -> Option<(&str, bool)> {
    let workers = scenario.consumers.iter().filter(|node| node.count > 0);
    let mut workers = workers.filter(|node| node.service.as_ref().is_some_and(is_wild));
    if let Some(node) = workers.next() {
        return Some((&node.id, true));
    }
    let mut producers = scenario.producers.iter();
    let mut bringing = producers.clone();
    if let Some(node) = bringing.find(|node| node.service.as_ref().is_some_and(is_wild)) {
        return Some((&node.id, true));
    }
    let wild = producers.find(|node| match &node.arrivals.process {
        Process::Renewal { interval } => is_wild(interval),
        Process::OnOff { on, off, .. } => is_wild(on) || is_wild(off),
        _ => false,
    })?;
    Some((&wild.id, false))
}

fn is_wild(times: &Distribution) -> bool {
    !times.has_finite_variance()
}

/// Why no interval can be trusted, however long the run: times of infinite variance, of which sums
/// do not become normal (Crovella and Lipsky 1997, Winter Simulation Conference).
#[must_use]
pub fn infinite_variance(scenario: &Scenario) -> Option<String> {
    let (id, service) = wild(scenario)?;
    let what = if service {
        "service times"
    } else {
        "intervals between publishes"
    };
    Some(format!(
        "the {what} of {id} have infinite variance: means settle too slowly for any run, so there \
         are no intervals{}",
        if has_no_mean_wait(scenario) {
            ", and waiting and sojourn times and message counts have no mean"
        } else {
            ""
        }
    ))
}

/// Whether a message waits for infinitely long on average: a single worker whose service times have
/// no second moment, behind a queue without a bound that does not look at them (Pollaczek 1930, Khinchine 1932). With several
/// workers it depends on the load (Scheller-Wolf and Vesilo 2006).
#[must_use]
pub fn has_no_mean_wait(scenario: &Scenario) -> bool {
    let blind = |queue: &Queue| !queue.discipline.ranks() && queue.ttl.is_none();
    let stuck = |queue: &Queue| {
        let groups = scenario.consumers.iter();
        let mut groups = groups.filter(|node| node.from == queue.id && node.count > 0);
        let (first, second) = (groups.next(), groups.next());
        let lone = first.filter(|node| node.count == 1 && second.is_none());
        let mut brought = scenario.producers.iter().filter(|node| node.to == queue.id);
        let brings = brought.any(|node| node.service.as_ref().is_some_and(is_wild));
        queue.max_ready.is_none()
            && blind(queue)
            && lone.is_some_and(|node| {
                node.sharing.is_none() && (brings || node.service.as_ref().is_some_and(is_wild))
            })
    };
    scenario.queues.iter().any(stuck)
}

/// Why intervals of times may be too narrow, however well they look: a wait varies finitely only if
/// the third moment of the service times is finite (Kiefer and Wolfowitz 1956, Ann. Math. Stat. 27).
#[must_use]
pub fn infinite_third_moment(scenario: &Scenario) -> Option<String> {
    let is_heavy = |times: &Option<Distribution>| {
        (times.as_ref()).is_some_and(|it| !it.has_finite_third_moment())
    };
    let workers = scenario.consumers.iter().filter(|node| node.count > 0);
    let mut serving = workers.filter(|node| is_heavy(&node.service));
    let mut bringing = scenario.producers.iter();
    let id = serving.next().map(|node| &node.id);
    let id = id.or_else(|| {
        bringing
            .find(|node| is_heavy(&node.service))
            .map(|node| &node.id)
    })?;
    Some(format!(
        "the service times of {id} have a finite variance but an infinite third moment, so waiting \
         times may vary without bound: rare, very long services decide, and a run without one gives \
         too low a mean with too narrow an interval; trust intervals of times and message counts \
         less than they say"
    ))
}

/// That the system came to a standstill in some run: full queues hold each other up in a circle.
#[must_use]
pub fn locked_up(scenario: &Scenario, observations: &[Observation]) -> Option<String> {
    let mut stuck = observations.iter().map(|it| &it.locked_up);
    let queues = stuck.find(|queues| !queues.is_empty())?;
    let names = queues
        .iter()
        .map(|index| scenario.queues[*index].id.as_str());
    Some(format!(
        "locked up: {} are full and hold each other up in a circle, so nothing moves there any more; \
         the figures mix the time before and after, so there are no intervals; give a queue of the \
         circle more slots, or let it refuse",
        names.collect::<Vec<_>>().join(" and ")
    ))
}

/// That too few messages passed to say anything.
#[must_use]
pub fn too_few(observations: &[Observation]) -> Option<String> {
    let settled = |it: &Observation| it.totals.system.passage.sojourn.count;
    let all: u64 = observations.iter().map(settled).sum();
    let parts = observations.len() as u64;
    (parts > 1 && all > 0 && all < FEWEST * parts).then(|| {
        format!(
            "too short: only {all} messages were settled in the {parts} parts that are compared, \
             so there are no intervals; run it for longer"
        )
    })
}

/// That one part of the data decides: it has more than half of all the variance, and more than
/// chance would give the largest of so many (Grubbs 1950, Ann. Math. Stat. 21). It betrays a tail
/// too heavy for the length of the run.
#[must_use]
pub fn one_decides(observations: &[Observation]) -> Option<String> {
    let of_one = |it: &Observation| {
        let sums = &it.totals.system;
        let count = sums.passage.sojourn.count as f64;
        Some((Metric::SojournMean.value(sums)? * count, count))
    };
    let parts: Vec<(f64, f64)> = observations.iter().filter_map(of_one).collect();
    if parts.len() < 5 {
        return None;
    }
    let add = |all: (f64, f64), part: &(f64, f64)| (all.0 + part.0, all.1 + part.1);
    let (sum, messages) = parts.iter().fold((0.0, 0.0), add);
    let residuals = parts.iter().map(|part| part.0 - sum / messages * part.1);
    let squares = residuals.map(|residual| residual * residual);
    let (all, most) = squares.fold((0.0, 0.0_f64), |(all, most), one| {
        (all + one, most.max(one))
    });
    let degrees = parts.len() as f64 - 2.0;
    let t = student::critical(1.0 - BY_CHANCE / parts.len() as f64, degrees);
    let expected = t * t / (degrees + t * t);
    (most > all * expected.max(0.5)).then(|| {
        format!(
            "one of the {} parts that are compared has more than half of the variance of the \
             sojourn time: intervals of times and message counts may be too narrow; run it for \
             far longer",
            parts.len()
        )
    })
}

impl Report {
    /// Without any interval, because of `why`.
    #[must_use]
    pub fn without_intervals(mut self, why: String) -> Self {
        let nodes = [&mut self.producers, &mut self.queues, &mut self.consumers];
        let nodes = nodes.into_iter().flat_map(|nodes| nodes.values_mut());
        for figures in nodes.chain([&mut self.system]) {
            for estimate in figures.values_mut() {
                estimate.low = None;
                estimate.high = None;
            }
        }
        self.warn(why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SimTime;
    use crate::experiment::replication::Replication;
    use crate::experiment::report::Method;
    use crate::experiment::work::patient;
    use crate::scenario::arrivals::Arrivals;
    use crate::scenario::preset::Preset;

    /// The report of five runs of `seconds` that is made if `change` holds of the scenario.
    fn report(seconds: f64, change: impl Fn(&mut Scenario)) -> Report {
        let mut scenario = Preset::first().scenario();
        let run = |ordinal: u64| {
            let mut replication = Replication::new(&scenario, ordinal);
            replication.advance(SimTime::from_secs(seconds), &patient);
            replication.observe()
        };
        let observations: Vec<Observation> = (0..5).map(run).collect();
        change(&mut scenario);
        Report::new(&scenario, &observations, Method::Replications, 0.95)
    }

    fn wild_service(scenario: &mut Scenario) {
        scenario.consumers[0].service = Some(Distribution::Pareto {
            mean: 1.0,
            shape: 1.5,
        });
    }

    #[test]
    fn times_without_variance_leave_no_interval() {
        let report = report(1000.0, wild_service);
        assert!(report.warnings[0].contains("service times of workers have infinite variance"));
        let sojourn = report.system["sojourn_mean"];
        assert!(sojourn.mean.is_some(), "with four workers there is a mean");
        assert!(
            report
                .system
                .values()
                .all(|it| it.low.is_none() && it.high.is_none())
        );
    }

    #[test]
    fn times_without_a_third_moment_are_named_from_the_scenario() {
        for (shape, warns) in [(2.5, true), (3.0, true), (3.5, false)] {
            let report = report(1000.0, |scenario| {
                let service = Distribution::Pareto { mean: 1.0, shape };
                scenario.consumers[0].service = Some(service);
            });
            let warned = report.warnings.iter();
            let warned = warned.filter(|it| it.contains("workers have a finite variance but"));
            assert_eq!(warned.count(), usize::from(warns), "{shape}");
            assert!(report.system["sojourn_mean"].low.is_some(), "{shape}");
        }
    }

    #[test]
    fn a_single_worker_without_variance_leaves_no_mean_wait() {
        let report = report(1000.0, |scenario| {
            wild_service(scenario);
            scenario.consumers[0].count = 1;
            scenario.producers[0].count = 1;
            scenario.producers[0].arrivals = Arrivals::single(Process::Poisson { rate: 0.5 });
        });
        assert!(
            report.warnings[0].contains("have no mean"),
            "{:?}",
            report.warnings
        );
        for (metric, means) in [
            ("sojourn_mean", false),
            ("ready_mean", false),
            ("utilisation", true),
        ] {
            assert_eq!(report.system[metric].mean.is_some(), means, "{metric}");
        }
    }

    #[test]
    fn a_handful_of_messages_leaves_no_interval() {
        let short = report(2.0, |_| ());
        assert!(
            short.warnings[0].starts_with("too short: only "),
            "{:?}",
            short.warnings
        );
        assert!(short.system.values().all(|it| it.low.is_none()));
        assert_eq!(report(1000.0, |_| ()).warnings, Vec::<String>::new());
    }
}
