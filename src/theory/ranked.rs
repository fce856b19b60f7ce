//! Producers by priority.

use super::badge::Badge;
use super::figures::{self, Figures, Found, Times, because};
use super::mmc;
use super::priority::{self, Class};
use super::system::{Stream, System, is_exponential};
use crate::words::{Words, both};
use std::cmp::Reverse;

const SPREAD: Words = both(
    "the distribution of the times is not worked out for priorities",
    "有优先级时，时间的分布未给出",
);
const CONDITIONS: Words = both(
    "priorities have a formula for Poisson arrivals and one worker, or several \
                          with like exponential services",
    "优先级只在泊松到达、单个工作者（或多个工作者且服务时间为相同的指数分布）时有公式",
);

/// The mean times of one priority.
#[derive(Clone, Copy, Debug)]
struct Level {
    waits: f64,
    /// Absent where only the sojourn time is known.
    waiting: Option<f64>,
    /// Less a service.
    extra: f64,
    /// Seconds from its start to its end for each second of service.
    stretch: f64,
}

/// What theory says where a service that has begun is ended first, or interrupted if
/// `preemptive`.
pub fn answer(system: &System, preemptive: bool, figures: Figures) -> Found {
    let figures = because(figures, &SPREAD);
    let ranks = ranks(system);
    let classes: Option<Vec<Class>> = ranks.iter().map(|rank| class(system, *rank)).collect();
    let classes = classes.filter(|_| system.is_poisson());
    let exponential = system.law.as_ref().is_some_and(is_exponential);
    let levels = classes.and_then(|classes| match (system.servers, preemptive) {
        (1, false) => waiting(&classes),
        (1, true) => interrupted(&classes),
        (_, false) if exponential => servers_waiting(system, &classes),
        (_, true) if exponential => servers_interrupted(system, &classes),
        _ => None,
    });
    match levels {
        None => Found::only(because(figures, &CONDITIONS)),
        Some(levels) => report(system, &ranks, &levels, figures),
    }
}

/// Priorities, the highest first.
fn ranks(system: &System) -> Vec<i32> {
    let mut ranks: Vec<i32> = system
        .streams
        .iter()
        .map(|stream| stream.priority)
        .collect();
    ranks.sort_unstable_by_key(|rank| Reverse(*rank));
    ranks.dedup();
    ranks
}

fn class(system: &System, rank: i32) -> Option<Class> {
    let streams = system
        .streams
        .iter()
        .filter(|stream| stream.priority == rank);
    let classes = streams.map(|stream| Class {
        rate: stream.rate,
        service: stream.service,
    });
    Class::merged(&classes.collect::<Vec<_>>())
}

fn waiting(classes: &[Class]) -> Option<Vec<Level>> {
    let load: f64 = classes.iter().map(Class::load).sum();
    let level = |waiting| Level {
        waits: load,
        waiting: Some(waiting),
        extra: waiting,
        stretch: 1.0,
    };
    Some(
        priority::non_preemptive(classes)?
            .into_iter()
            .map(level)
            .collect(),
    )
}

fn interrupted(classes: &[Class]) -> Option<Vec<Level>> {
    let mut above = 0.0;
    let level = |(class, times): (&Class, Option<priority::Preempted>)| {
        above += class.load();
        let times = times?;
        Some(Level {
            // It starts at once where nothing of its rank or above is present.
            waits: above,
            waiting: Some(times.waiting_mean),
            extra: times.waiting_mean,
            stretch: times.stretch,
        })
    };
    classes
        .iter()
        .zip(priority::preemptive(classes))
        .map(level)
        .collect()
}

fn servers_waiting(system: &System, classes: &[Class]) -> Option<Vec<Level>> {
    let (mean, servers) = (system.service.mean, system.servers);
    let rates: Vec<f64> = classes.iter().map(|class| class.rate).collect();
    let waits = mmc::erlang_c(servers, rates.iter().sum::<f64>() * mean)?;
    let level = |waiting| Level {
        waits,
        waiting: Some(waiting),
        extra: waiting,
        stretch: 1.0,
    };
    let times = priority::non_preemptive_servers(&rates, mean, servers)?;
    Some(times.into_iter().map(level).collect())
}

fn servers_interrupted(system: &System, classes: &[Class]) -> Option<Vec<Level>> {
    let (mean, servers) = (system.service.mean, system.servers);
    let rates: Vec<f64> = classes.iter().map(|class| class.rate).collect();
    let mut above = 0.0;
    let level = |(rate, sojourn): (&f64, Option<f64>)| {
        above += rate * mean;
        Some(Level {
            waits: mmc::erlang_c(servers, above)?,
            waiting: None,
            extra: sojourn? - mean,
            stretch: 1.0,
        })
    };
    let times = priority::preemptive_servers(&rates, mean, servers);
    rates.iter().zip(times).map(level).collect()
}

fn report(system: &System, ranks: &[i32], levels: &[Level], mut figures: Figures) -> Found {
    let level = |stream: &Stream| {
        let place = ranks.iter().position(|rank| *rank == stream.priority);
        levels[place.unwrap_or(0)]
    };
    let sojourn =
        |stream: &Stream| level(stream).extra + stream.service.mean * level(stream).stretch;
    let rate = system.arrival_rate;
    let mean = |time: &dyn Fn(&Stream) -> f64| {
        let each = system
            .streams
            .iter()
            .map(|stream| stream.rate * time(stream));
        each.sum::<f64>() / rate
    };
    let (set, all) = (&mut figures, mean(&sojourn));
    let busy = rate * system.service.mean;
    figures::exact(
        set,
        "probability_of_waiting",
        mean(&|stream| level(stream).waits),
    );
    figures::exact(set, "sojourn_mean", all);
    figures::exact(set, "system_mean", rate * all);
    // One that was interrupted is ready again.
    figures::exact(set, "ready_mean", (rate * all - busy).max(0.0));
    let waiting = levels.iter().all(|level| level.waiting.is_some());
    let unknown = both(
        "the time to the first start of a service is not worked out for several workers \
                   that are taken away again",
        "多个工作者可被抢占时，首次开始服务前的时间未给出",
    );
    if waiting {
        let waiting = mean(&|stream| level(stream).waiting.unwrap_or(0.0));
        figures::exact(set, "waiting_mean", waiting);
    } else {
        figures::unknown(set, "waiting_mean", &unknown);
    }
    let times = |stream: &Stream| {
        let waiting = level(stream).waiting;
        let mut times = Times::new(waiting.unwrap_or(0.0), sojourn(stream), &Badge::Exact);
        if waiting.is_none() {
            times.waiting = Times::nothing(&unknown).waiting;
        }
        times
    };
    let streams = system.streams.iter().map(times).collect();
    Found { figures, streams }
}
