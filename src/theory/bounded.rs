//! Queues with a bound: M/M/c/K, and loss systems without slots.

use super::badge::Badge;
use super::figures::{self, Figures};
use super::mmck::{self, Mmck};
use super::prediction::Answer;
use super::stable::no_waiting;
use super::system::{System, Worker, is_exponential};

/// What theory says about a queue with a bound of `slots` ready messages.
pub fn answer(system: &System, slots: u64) -> Answer {
    let worker = match &system.worker {
        Ok(worker) => worker,
        Err(why) => return (None, figures::nothing(why)),
    };
    let exponential = is_exponential(&worker.service);
    if worker.poll.is_some() {
        (
            None,
            figures::nothing("the queue is bounded and workers poll"),
        )
    } else if system.is_poisson() && slots == 0 {
        loss_system(system, worker)
    } else if system.is_poisson() && exponential {
        mmck(system, worker, slots)
    } else {
        let why = "the queue is bounded, and arrivals or services are not exponential";
        (None, figures::nothing(why))
    }
}

fn mmck(system: &System, worker: &Worker, slots: u64) -> Answer {
    let (servers, mean) = (system.servers, worker.service.mean());
    let queue = Mmck::new(system.arrival_rate, mean, servers, slots);
    let mut figures = figures::nothing("quantiles are not worked out for a bounded queue");
    let set = &mut figures;
    let waits = queue.probability_of_waiting();
    with_loss(
        system,
        mean,
        queue.loss_probability(),
        queue.throughput(),
        set,
    );
    figures::exact(set, "probability_of_waiting", waits);
    figures::means(
        set,
        queue.waiting_mean(),
        mean,
        queue.throughput(),
        &Badge::Exact,
    );
    figures::waiting_quantiles(set, &|at| (waits <= 1.0 - at).then_some(0.0), &Badge::Exact);
    let places = u64::from(servers) + slots;
    let slot_word = if slots == 1 { "slot" } else { "slots" };
    let name = format!("M/M/{servers} with {slots} {slot_word} (M/M/{servers}/{places})");
    (Some(name), figures)
}

fn loss_system(system: &System, worker: &Worker) -> Answer {
    let (servers, mean) = (system.servers, worker.service.mean());
    // Without slots, only the mean of the service matters.
    let queue = Mmck::new(system.arrival_rate, mean, servers, 0);
    let lost = mmck::erlang_b(servers, system.arrival_rate * mean);
    let mut figures = figures::nothing("the quantiles of this service time are not worked out");
    let set = &mut figures;
    with_loss(system, mean, lost, queue.throughput(), set);
    no_waiting(set, worker, queue.throughput());
    let service = if is_exponential(&worker.service) {
        "M"
    } else {
        "G"
    };
    let name = format!("M/{service}/{servers} without slots (M/{service}/{servers}/{servers})");
    (Some(name), figures)
}

fn with_loss(system: &System, mean: f64, lost: f64, throughput: f64, figures: &mut Figures) {
    let utilisation = throughput * mean / f64::from(system.servers);
    figures::exact(figures, "utilisation", utilisation);
    figures::exact(figures, "throughput", throughput);
    figures::exact(figures, "loss_probability", lost);
}
