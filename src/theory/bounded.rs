//! Queues with a bound: M/M/c/K, and loss systems without slots.

use super::badge::Badge;
use super::figures::{self, Figures, Found, because};
use super::flows;
use super::mmck::{self, Mmck};
use super::stable::{self, no_waiting};
use super::system::{System, Worker, is_exponential};
use crate::words::{Say, Text, Words, both, say};

const WHY: Words = both(
    "the queue is bounded, and arrivals or services are not exponential",
    "队列有上限，而到达间隔或服务时间不是指数分布",
);

/// What theory says about a queue with a bound of `slots` ready messages; none of what is not
/// Poisson or exponential enough.
pub fn answer(system: &System, worker: &Worker, slots: u64) -> (Option<Text>, Found) {
    let exponential = system.law.as_ref().is_some_and(is_exponential);
    let places = u64::from(system.servers) + slots;
    let service = if exponential { "M" } else { "G" };
    let kendall = format!("M/{service}/{servers}/{places}", servers = system.servers);
    let servers = system.servers;
    if system.is_poisson() && slots == 0 {
        let name = say!(
            "M/{service}/{servers} without slots ({kendall})",
            "M/{service}/{servers}，无等待位（{kendall}）"
        );
        (Some(name.text()), loss_system(system, worker))
    } else if system.is_poisson() && exponential {
        let word = if slots == 1 { "slot" } else { "slots" };
        let name = say!(
            "M/M/{servers} with {slots} {word} ({kendall})",
            "M/M/{servers}，{slots} 个等待位（{kendall}）"
        );
        (Some(name.text()), mmck(system, worker, slots))
    } else {
        (None, Found::only(figures::nothing(&WHY)))
    }
}

fn mmck(system: &System, worker: &Worker, slots: u64) -> Found {
    let (servers, mean) = (system.servers, system.service.mean);
    let queue = Mmck::new(system.arrival_rate, mean, servers, slots);
    let mut figures = with_loss(system, worker, queue.loss_probability(), queue.throughput());
    let (set, waits) = (&mut figures, queue.probability_of_waiting());
    figures::exact(set, "probability_of_waiting", waits);
    let waiting = queue.waiting_mean();
    figures::means(set, waiting, mean, queue.throughput(), &Badge::Exact);
    figures::waiting_quantiles(set, &|at| (waits <= 1.0 - at).then_some(0.0), &Badge::Exact);
    let why = both(
        "the spread is not worked out for a bounded queue",
        "有上限的队列，其离散程度未给出",
    );
    stable::spread_over_streams(system, because(figures, &why))
}

fn loss_system(system: &System, worker: &Worker) -> Found {
    let (servers, mean) = (system.servers, system.service.mean);
    // Without slots, only the mean of the service matters.
    let queue = Mmck::new(system.arrival_rate, mean, servers, 0);
    let lost = mmck::erlang_b(servers, system.arrival_rate * mean);
    let mut figures = with_loss(system, worker, lost, queue.throughput());
    no_waiting(&mut figures, system, queue.throughput());
    let why = both(
        "the quantiles of this service time are not worked out",
        "这种服务时间的分位数未给出",
    );
    stable::spread_over_streams(system, because(figures, &why))
}

fn with_loss(system: &System, worker: &Worker, lost: f64, throughput: f64) -> Figures {
    let mut figures = flows::settled(system, worker, system.arrival_rate, throughput);
    figures::exact(&mut figures, "loss_probability", lost);
    figures::exact(&mut figures, "expired_fraction", 0.0);
    figures
}
