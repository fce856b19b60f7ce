//! Services that fail, and workers that do.

use super::badge::Badge;
use super::failing::Failing;
use super::figures::{self, Figures, Found, Times, because};
use super::flows;
use super::law::Moments;
use super::outages::Outages;
use super::redelivery::Redelivery;
use super::stable;
use super::system::{System, Worker, is_exponential, usual};
use crate::broker::settings::Ack;
use crate::engine::Distribution;
use crate::scenario::document;
use crate::words::{Words, both};

/// Deliveries that fail. A failed message is at the head again at once, where the worker that is
/// free takes it: so all its deliveries together are one service.
pub fn failures(system: &System, worker: &Worker, figures: Figures) -> Found {
    if worker.ack == Ack::OnDelivery {
        // It is lost and never delivered again.
        return stable::answer(system, figures);
    }
    if system.stays_away {
        let why = both(
            "only flows have a formula where failed messages stay away for a time",
            "失败的消息要过一段时间才回来，此时只有流量有公式",
        );
        return Found::only(because(figures, &why));
    }
    let redelivery = Redelivery::new(worker.failure, system.most);
    let Some(service) = redelivery.and_then(|all| all.whole(&system.service)) else {
        let why = both(
            "too many deliveries of one message are possible",
            "同一条消息可能的投递次数太多",
        );
        return Found::only(because(figures, &why));
    };
    let law = endless(system, worker);
    let whole = System {
        law,
        service,
        ..system.clone()
    };
    let mut found = stable::answer(&whole, figures.clone());
    // Flows count deliveries; only times are those of the whole.
    let flows = figures
        .into_iter()
        .filter(|(_, known)| known.value.is_some());
    found.figures.extend(flows);
    found.streams = stable::spread_over_streams(&whole, found.figures.clone()).streams;
    let sojourn = found.figures["sojourn_mean"].clone();
    for times in &mut found.streams {
        if times.sojourn.value.is_some() {
            times.sojourn = sojourn.clone();
        }
    }
    found
}

/// A geometric number of exponential services is exponential, if nothing ends it.
fn endless(system: &System, worker: &Worker) -> Option<Distribution> {
    match system.law.as_ref()? {
        Distribution::Exponential { mean } if system.most.is_none() => {
            let mean = mean * worker.fate.deliveries;
            Some(Distribution::Exponential { mean })
        }
        _ => None,
    }
}

/// Most workers for which the states are worked out.
const MOST: u32 = 8;

/// Workers that fail.
pub fn outages(system: &System, worker: &Worker, figures: Figures) -> Found {
    let why = both(
        "the distribution of the times is not worked out for workers that fail",
        "工作者会停机时，时间的分布未给出",
    );
    let figures = because(figures, &why);
    let Some(times) = worker.outages.as_ref() else {
        return Found::only(figures);
    };
    let known = system.is_poisson() && is_exponential(&usual(&times.up));
    if flows::undoes(worker) {
        let why = both(
            "outages that undo work have no formula here",
            "停机会使工作作废的情形，此处没有公式",
        );
        return Found::only(because(figures, &why));
    }
    if !known {
        return Found::only(because(figures, &CONDITIONS));
    }
    if system.servers == 1 {
        one_worker(system, times, figures)
    } else {
        several_workers(system, times, figures)
    }
}

const CONDITIONS: Words = both(
    "outages have a formula for Poisson arrivals, exponential times between \
                          outages and one worker, or a few if all is exponential",
    "停机只在泊松到达、正常运行时间为指数分布、单个工作者（或全为指数分布的少数工作者）时有公式",
);

fn one_worker(system: &System, times: &document::Outages, mut figures: Figures) -> Found {
    let (rate, service) = (system.arrival_rate, &system.service);
    let down = Moments::of(&times.down);
    let Some(queue) = Outages::new(rate, service, times.up.mean(), &down) else {
        return Found::only(figures);
    };
    let set = &mut figures;
    figures::exact(set, "probability_of_waiting", queue.probability_of_waiting);
    figures::means(set, queue.waiting_mean, service.mean, rate, &Badge::Exact);
    let sojourn = queue.sojourn_mean;
    figures::exact(set, "sojourn_mean", sojourn);
    figures::exact(set, "system_mean", rate * sojourn);
    let times = Times::new(queue.waiting_mean, sojourn, &Badge::Exact);
    let streams = vec![times; system.streams.len()];
    Found { figures, streams }
}

fn several_workers(system: &System, times: &document::Outages, mut figures: Figures) -> Found {
    let like = system.law.as_ref().is_some_and(is_exponential);
    if !like || !is_exponential(&usual(&times.down)) || system.servers > MOST {
        return Found::only(because(figures, &CONDITIONS));
    }
    let model = Failing {
        arrival_rate: system.arrival_rate,
        service_mean: system.service.mean,
        servers: system.servers,
        up: times.up.mean(),
        down: times.down.mean(),
    };
    let Some(sojourn) = model.sojourn_mean() else {
        return Found::only(figures);
    };
    figures::exact(&mut figures, "sojourn_mean", sojourn);
    figures::exact(&mut figures, "system_mean", system.arrival_rate * sojourn);
    let waiting = figures["waiting_mean"].clone();
    let sojourn = figures["sojourn_mean"].clone();
    let streams = vec![Times { waiting, sojourn }; system.streams.len()];
    Found { figures, streams }
}
