//! Rates that hold for any queue that keeps up and lets everything in.

use super::badge::Known;
use super::figures::{self, Figures, because, exact};
use super::system::{System, Worker};
use crate::broker::settings::OnOutage;
use crate::words::{Say, both};

/// The rates of an open system that keeps up, exact whatever the distributions and the order of
/// service; `why` there are no other figures.
pub fn steady(system: &System, worker: &Worker, why: &dyn Say) -> Figures {
    let rate = system.arrival_rate;
    let mut figures = settled(system, worker, rate, rate);
    exact(&mut figures, "arrival_rate", rate);
    exact(&mut figures, "loss_probability", 0.0);
    exact(&mut figures, "expired_fraction", 0.0);
    if undoes(worker) {
        let undone = both(
            "outages undo work, and how much is not known in closed form",
            "停机会使已做的工作作废，作废多少没有闭式解",
        );
        let of_work = [
            "utilisation",
            "throughput",
            "delivery_rate",
            "goodput",
            "dead_letter_rate",
        ];
        figures = figures::without(figures, |name| of_work.contains(&name), &undone);
    }
    because_of(figures, why)
}

/// The rates where `rate` messages / s come into service in the end, of `offered` ones.
pub fn settled(system: &System, worker: &Worker, offered: f64, rate: f64) -> Figures {
    let mut figures = figures::nothing(&"");
    let set = &mut figures;
    let deliveries = rate * worker.fate.deliveries;
    let busy = deliveries * system.service.mean;
    exact(set, "arrival_rate", offered);
    exact(set, "utilisation", busy / f64::from(system.servers));
    exact(set, "throughput", deliveries);
    exact(set, "delivery_rate", deliveries);
    exact(set, "dead_letter_rate", rate * worker.fate.dead);
    exact(set, "availability", availability(worker));
    if system.has_deadlines() {
        let why = both(
            "how many messages are in time is not known in closed form",
            "多少消息能按时完成，没有闭式解",
        );
        set.insert("goodput", Known::nothing(why));
    } else {
        exact(set, "goodput", rate * worker.fate.good);
    }
    figures
}

/// Share of the time that a worker is up.
pub fn availability(worker: &Worker) -> f64 {
    worker.outages.as_ref().map_or(1.0, |outages| {
        let up = outages.up.mean();
        up / (up + outages.down.mean())
    })
}

/// Whether outages undo what a worker has done.
pub fn undoes(worker: &Worker) -> bool {
    let requeues = worker.outages.as_ref().map(|outages| outages.on_outage);
    requeues == Some(OnOutage::Requeue)
}

/// Gives `why` as the reason of what has none yet.
fn because_of(figures: Figures, why: &dyn Say) -> Figures {
    let blank = |known: &Known| known.value.is_none() && *known == Known::nothing("");
    let (blank, mut named): (Figures, Figures) =
        figures.into_iter().partition(|(_, known)| blank(known));
    named.extend(because(blank, why));
    named
}
