//! Arrivals in batches, and at a rate that changes by chance.

use super::badge::Badge;
use super::batch::{self, Batch};
use super::figures::{self, Figures, Found, Times, because};
use super::mmpp::{Mmpp, Modulated};
use super::stable;
use super::system::{Source, Stream, System, is_exponential};
use crate::engine::Distribution;
use crate::words::both;

/// Messages that come several at once.
pub fn batches(system: &System, figures: Figures) -> Found {
    let why = both(
        "the distribution of the times is not worked out for batches",
        "批量到达时，时间的分布未给出",
    );
    let mut figures = because(figures, &why);
    let (rate, service) = (system.arrival_rate, &system.service);
    let streams: Vec<_> = system.streams.iter().map(of_stream).collect();
    let all = Batch::mixture(&streams).filter(|_| system.is_poisson() && system.servers == 1);
    let first = all.and_then(|all| {
        let batch_rate = streams.iter().map(|(rate, _)| rate).sum();
        Some((
            all,
            batch_rate,
            batch::first_waiting_mean(batch_rate, &all, service)?,
        ))
    });
    let Some((all, batch_rate, first)) = first else {
        let why = both(
            "batches have a formula for Poisson arrivals and one worker",
            "批量到达只在泊松到达、单个工作者时有公式",
        );
        return Found::only(because(figures, &why));
    };
    let (set, mean) = (&mut figures, service.mean);
    let waits = batch::probability_of_waiting(system.load(), &all);
    figures::exact(
        set,
        "probability_of_waiting",
        if mean > 0.0 { waits } else { 0.0 },
    );
    figures::means(set, first + all.own_delay(mean), mean, rate, &Badge::Exact);
    let size = system.streams[0].batch;
    let alike = system.streams.iter().all(|stream| stream.batch == size);
    if let Some(sd) = batch::waiting_sd(batch_rate, size, service).filter(|_| alike) {
        figures::exact(set, "waiting_sd", sd);
    }
    let times = |(_, own): &(f64, Batch)| {
        let waiting = first + own.own_delay(mean);
        Times::new(waiting, waiting + mean, &Badge::Exact)
    };
    let streams = streams.iter().map(times).collect();
    Found { figures, streams }
}

/// Batches / s of a stream, and their size.
fn of_stream(stream: &Stream) -> (f64, Batch) {
    (
        stream.rate / f64::from(stream.batch),
        Batch::fixed(stream.batch),
    )
}

/// Most states of all streams together, and most work to solve them.
const STATES: usize = 32;
const EFFORT: usize = 20_000_000;

/// Poisson processes whose rates change.
pub fn modulated(system: &System, figures: Figures) -> Found {
    let why = both(
        "the distribution of the times is not worked out for a rate that changes by chance",
        "速率随机变化时，时间的分布未给出",
    );
    let mut figures = because(figures, &why);
    let exponential = system.law.as_ref().is_some_and(is_exponential);
    let arrivals = if exponential {
        superposed(system)
    } else {
        None
    };
    let effort = |all: &Mmpp| all.states().pow(3) * system.servers as usize;
    let Some(arrivals) = arrivals.filter(|all| effort(all) <= EFFORT) else {
        let why = both(
            "a rate that changes by chance has a formula for exponential dwells and services, \
                   and not too many states",
            "速率随机变化时，只有驻留时间与服务时间均为指数分布且状态不太多才有公式",
        );
        return Found::only(because(figures, &why));
    };
    let mean = system.service.mean;
    match Modulated::new(&arrivals, mean, system.servers) {
        None => Found::only(because(
            figures,
            &both(
                "the load is too near to the capacity to be told from it",
                "负载过于接近处理能力，数值上无法区分",
            ),
        )),
        Some(queue) => {
            let set = &mut figures;
            figures::exact(set, "probability_of_waiting", queue.probability_of_waiting);
            let rate = system.arrival_rate;
            figures::means(set, queue.waiting_mean, mean, rate, &Badge::Exact);
            stable::spread_over_streams(system, figures)
        }
    }
}

/// All copies of all streams as one process, if that has few states.
fn superposed(system: &System) -> Option<Mmpp> {
    let mut all = Mmpp::cycle(&[(0.0, 1.0)]);
    for stream in &system.streams {
        let (copies, states) = states(stream)?;
        let own = Mmpp::cycle(&states);
        for _ in 0..copies {
            if all.states() * own.states() > STATES {
                return None;
            }
            all = all.with(&own);
        }
    }
    Some(all)
}

/// How many copies to add up, and the states of one; the copies of a Poisson stream are one.
fn states(stream: &Stream) -> Option<(u32, Vec<(f64, f64)>)> {
    match &stream.source {
        Source::Renewal(interval) if is_exponential(interval) => {
            Some((1, vec![(stream.rate, 1.0)]))
        }
        Source::Modulated(states) => {
            let state = |(rate, dwell): &(f64, Distribution)| {
                is_exponential(dwell).then(|| (*rate, dwell.mean()))
            };
            let states: Option<Vec<_>> = states.iter().map(state).collect();
            Some((stream.copies, states?))
        }
        _ => None,
    }
}
