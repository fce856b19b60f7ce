//! Queues without a bound that keep up: which model answers, and what it says.

use super::badge::Badge;
use super::figures::{self, Figures};
use super::gim1::Gim1;
use super::mmc::{self, Mmc};
use super::prediction::{Answer, because, kendall};
use super::system::{System, Worker, is_exponential};
use super::{ggc, md1, mg1};
use crate::engine::{Distribution, math};

const NO_DISTRIBUTION: &str = "only the mean has a closed form in this model";
const TOO_NEAR: &str = "the load is too near to the capacity to be told from it";
const MEANS_ONLY: &str = "the approximation speaks about means only";
const NO_MEAN: &str = "the service times have no finite variance, so the mean wait is infinite";
const NO_VARIANCE: &str = "the approximation takes variances, and one of them is infinite";
const KEEP_STEP: &str = "several producers at equal intervals keep step with each other";

/// What theory says about a queue without a bound that keeps up.
pub fn answer(system: &System) -> Answer {
    let mut figures = figures::nothing(NO_DISTRIBUTION);
    // All that comes is done.
    figures::exact(&mut figures, "throughput", system.arrival_rate);
    figures::exact(&mut figures, "loss_probability", 0.0);
    let worker = match &system.worker {
        Ok(worker) => worker.clone(),
        Err(why) => return (Some(kendall(system)), because(figures, why)),
    };
    figures::exact(&mut figures, "utilisation", system.load());
    let name = match worker.poll {
        Some(interval) => return polling(system, &worker, interval, figures),
        None => kendall(system),
    };
    let figures = if worker.service.mean() == 0.0 || never_waits(system, &worker) {
        no_waiting(&mut figures, &worker, system.arrival_rate);
        figures
    } else if system.is_poisson() && is_exponential(&worker.service) {
        mmc(system, &worker, figures)
    } else if system.is_poisson() && system.servers == 1 {
        mg1(system, &worker, figures)
    } else if let Some(queue) = as_gim1(system, &worker) {
        gim1(system, &worker, &queue, figures)
    } else {
        approximate(system, &worker, figures)
    };
    (Some(name), figures)
}

/// Equal intervals and equal services: every message finds a worker done.
fn never_waits(system: &System, worker: &Worker) -> bool {
    let constant = |duration: &Distribution| matches!(duration, Distribution::Constant { .. });
    system.interval().is_some_and(constant) && constant(&worker.service)
}

fn polling(system: &System, worker: &Worker, interval: f64, mut figures: Figures) -> Answer {
    if !system.is_poisson() || system.servers > 1 {
        let why = "several workers poll, or arrivals are not Poisson";
        return (Some(kendall(system)), because(figures, why));
    }
    let service = &worker.service;
    let (rate, mean) = (system.arrival_rate, service.mean());
    if !service.has_finite_variance() {
        return (Some(kendall(system)), because(figures, NO_MEAN));
    }
    if let Some(waiting) = mg1::polling_waiting_mean(rate, mean, service.scv(), interval) {
        // An arrival finds the worker at work or asleep.
        figures::exact(&mut figures, "probability_of_waiting", 1.0);
        figures::means(&mut figures, waiting, mean, rate, &Badge::Exact);
    }
    (Some(kendall(system)), figures)
}

fn mmc(system: &System, worker: &Worker, mut figures: Figures) -> Figures {
    let mean = worker.service.mean();
    let Some(queue) = Mmc::new(system.arrival_rate, mean, system.servers) else {
        return because(figures, TOO_NEAR);
    };
    let set = &mut figures;
    figures::exact(
        set,
        "probability_of_waiting",
        queue.probability_of_waiting(),
    );
    figures::means(
        set,
        queue.waiting_mean(),
        mean,
        system.arrival_rate,
        &Badge::Exact,
    );
    figures::waiting_quantiles(set, &|at| Some(queue.waiting_quantile(at)), &Badge::Exact);
    figures::sojourn_quantiles(set, &|at| Some(queue.sojourn_quantile(at)), &Badge::Exact);
    figures
}

fn mg1(system: &System, worker: &Worker, mut figures: Figures) -> Figures {
    let (rate, mean) = (system.arrival_rate, worker.service.mean());
    let Some(waiting) = mg1::waiting_mean(rate, mean, worker.service.scv()) else {
        return because(figures, TOO_NEAR);
    };
    let (set, load) = (&mut figures, system.load());
    figures::exact(set, "probability_of_waiting", load);
    if !worker.service.has_finite_variance() {
        return because(figures, NO_MEAN);
    }
    figures::means(set, waiting, mean, rate, &Badge::Exact);
    if let Distribution::Constant { value } = worker.service {
        let quantile = |at: f64| md1::waiting_quantile(rate, value, at);
        figures::waiting_quantiles(set, &quantile, &Badge::Exact);
        let sojourn = |at: f64| Some(quantile(at)? + value);
        figures::sojourn_quantiles(set, &sojourn, &Badge::Exact);
        if load > md1::HEAVIEST {
            heavy(set, waiting, value);
        }
    } else {
        figures::waiting_quantiles(set, &|at| (load <= 1.0 - at).then_some(0.0), &Badge::Exact);
    }
    figures
}

/// Fills in the quantiles of M/D/1 close to its capacity.
fn heavy(figures: &mut Figures, waiting_mean: f64, service: f64) {
    let how_good = "the exponential limit of heavy traffic, off by less than 1 %".to_owned();
    let badge = Badge::Approximate { how_good };
    let quantile = |at: f64| Some(mmc::exponential_tail(1.0, 1.0 / waiting_mean, at));
    let sojourn = |at: f64| Some(quantile(at)? + service);
    figures::waiting_quantiles(figures, &quantile, &badge);
    figures::sojourn_quantiles(figures, &sojourn, &badge);
}

/// The queue as GI/M/1, if it is one whose root can be found.
pub fn as_gim1(system: &System, worker: &Worker) -> Option<Gim1> {
    let fits = system.servers == 1 && is_exponential(&worker.service);
    let interval = system.interval().filter(|_| fits)?;
    Gim1::new(interval, worker.service.mean())
}

fn gim1(system: &System, worker: &Worker, queue: &Gim1, mut figures: Figures) -> Figures {
    let (set, mean) = (&mut figures, worker.service.mean());
    figures::exact(
        set,
        "probability_of_waiting",
        queue.probability_of_waiting(),
    );
    figures::means(
        set,
        queue.waiting_mean(),
        mean,
        system.arrival_rate,
        &Badge::Exact,
    );
    figures::waiting_quantiles(set, &|at| Some(queue.waiting_quantile(at)), &Badge::Exact);
    figures::sojourn_quantiles(set, &|at| Some(queue.sojourn_quantile(at)), &Badge::Exact);
    figures
}

fn approximate(system: &System, worker: &Worker, figures: Figures) -> Figures {
    if system.keeps_step() {
        return because(figures, KEEP_STEP);
    }
    let (service, servers, load) = (&worker.service, system.servers, system.load());
    let (rate, mean) = (system.arrival_rate, service.mean());
    let arrival_scv = ggc::superposed_scv(&system.streams(), load);
    if !(arrival_scv.is_finite() && service.has_finite_variance()) {
        return because(figures, NO_VARIANCE);
    }
    let mut figures = because(figures, MEANS_ONLY);
    let waiting = if servers == 1 {
        ggc::kingman(load, mean, arrival_scv, service.scv())
    } else {
        ggc::allen_cunneen(rate, mean, servers, arrival_scv, service.scv())
    };
    if let Some(waiting) = waiting {
        let how_good = how_good(system);
        figures::means(
            &mut figures,
            waiting,
            mean,
            rate,
            &Badge::Approximate { how_good },
        );
    }
    figures
}

/// How close the approximations tend to be.
fn how_good(system: &System) -> String {
    let formula = if system.servers == 1 {
        "Kingman's formula"
    } else {
        "the formula of Allen and Cunneen"
    };
    let sum = if system.is_poisson() || system.interval().is_some() {
        ""
    } else {
        " with Whitt's scv for the sum of the producers"
    };
    format!(
        "{formula}{sum}: close near full load; at a load of 80 % the waiting time tends to be off \
         by a tenth or a fifth, by more at lower loads, and is several times too long where \
         arrivals and services are both nearly constant"
    )
}

/// Fills in the figures of workers for whom no message waits.
pub fn no_waiting(figures: &mut Figures, worker: &Worker, throughput: f64) {
    figures::exact(figures, "probability_of_waiting", 0.0);
    figures::means(
        figures,
        0.0,
        worker.service.mean(),
        throughput,
        &Badge::Exact,
    );
    figures::waiting_quantiles(figures, &|_| Some(0.0), &Badge::Exact);
    let service = |at: f64| match worker.service {
        Distribution::Constant { value } => Some(value),
        Distribution::Exponential { mean } => Some(-mean * math::ln(1.0 - at)),
        _ => None,
    };
    figures::sojourn_quantiles(figures, &service, &Badge::Exact);
}
