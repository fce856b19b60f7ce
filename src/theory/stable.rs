//! Plain queues without a bound that keep up: first in, first out, one at a time.

use super::badge::Badge;
use super::figures::{self, Figures, Found, because};
use super::gim1::Gim1;
use super::law::Moments;
use super::mmc::{self, Mmc};
use super::order::{self, Order};
use super::system::{System, is_exponential};
use super::{ggc, md1, mg1};
use crate::engine::{Distribution, math};
use crate::words::{Say, Text, Words, both, say};

const NO_DISTRIBUTION: Words = both(
    "only the mean has a closed form in this model",
    "该模型只有均值存在闭式解",
);
const TOO_NEAR: Words = both(
    "the load is too near to the capacity to be told from it",
    "负载过于接近处理能力，数值上无法区分",
);
const MEANS_ONLY: Words = both(
    "the approximation speaks about means only",
    "该近似只给出均值",
);
const NO_VARIANCE: Words = both(
    "the approximation takes variances, and one of them is infinite",
    "该近似要用到方差，而其中一个为无穷",
);
const KEEP_STEP: Words = both(
    "several producers at equal intervals keep step with each other",
    "多个等间隔的生产者彼此同步",
);
const ONE_BY_ONE: Words = both(
    "only the mean over all producers has a closed form in this model",
    "该模型只有所有生产者合计的均值存在闭式解",
);

/// What theory says about a plain queue, besides the `figures` that are its flows.
pub fn answer(system: &System, figures: Figures) -> Found {
    let figures = because(figures, &NO_DISTRIBUTION);
    let exponential = system.law.as_ref().is_some_and(is_exponential);
    let figures = if system.service.mean == 0.0 || never_waits(system) {
        let mut figures = figures;
        no_waiting(&mut figures, system, system.arrival_rate);
        figures
    } else if system.is_poisson() && exponential {
        mmc(system, figures)
    } else if system.is_poisson() && system.servers == 1 {
        mg1(system, figures)
    } else if let Some(queue) = as_gim1(system) {
        gim1(system, &queue, figures)
    } else {
        approximate(system, figures)
    };
    spread_over_streams(system, figures)
}

/// Poisson streams see the same queue, and so do copies that are alike.
pub fn spread_over_streams(system: &System, figures: Figures) -> Found {
    let services = system.streams.iter().map(|stream| stream.service.mean);
    if system.is_poisson() || system.streams.len() == 1 || figures["waiting_mean"].value.is_none() {
        Found::alike(figures, services)
    } else {
        let streams = system.streams.iter();
        let streams = streams
            .map(|_| figures::Times::nothing(&ONE_BY_ONE))
            .collect();
        Found { figures, streams }
    }
}

/// Equal intervals and equal services: every message finds a worker done.
fn never_waits(system: &System) -> bool {
    let constant = |duration: &Distribution| matches!(duration, Distribution::Constant { .. });
    system.interval().is_some_and(constant) && system.law.as_ref().is_some_and(constant)
}

/// A worker that looks for messages from time to time.
pub fn polling(system: &System, interval: f64, figures: Figures) -> Found {
    if !system.is_poisson() || system.servers > 1 {
        let why = both(
            "several workers poll, or arrivals are not Poisson",
            "有多个工作者轮询，或到达不是泊松过程",
        );
        return Found::only(because(figures, &why));
    }
    let mut figures = because(figures, &NO_DISTRIBUTION);
    let (rate, mean) = (system.arrival_rate, system.service.mean);
    let scv = system.service_scv();
    if let Some(waiting) = mg1::polling_waiting_mean(rate, mean, scv, interval) {
        // An arrival finds the worker at work or asleep.
        figures::exact(&mut figures, "probability_of_waiting", 1.0);
        figures::means(&mut figures, waiting, mean, rate, &Badge::Exact);
    }
    spread_over_streams(system, figures)
}

/// The queue as M/M/c, if it keeps up.
pub fn as_mmc(system: &System) -> Option<Mmc> {
    Mmc::new(system.arrival_rate, system.service.mean, system.servers)
}

fn mmc(system: &System, mut figures: Figures) -> Figures {
    let Some(queue) = as_mmc(system) else {
        return because(figures, &TOO_NEAR);
    };
    let (set, mean) = (&mut figures, system.service.mean);
    let waits = queue.probability_of_waiting();
    figures::exact(set, "probability_of_waiting", waits);
    let waiting = queue.waiting_mean();
    figures::means(set, waiting, mean, system.arrival_rate, &Badge::Exact);
    let sd = order::waiting_sd_servers(&queue, system.load(), Order::First);
    figures::exact(set, "waiting_sd", sd);
    figures::waiting_quantiles(set, &|at| Some(queue.waiting_quantile(at)), &Badge::Exact);
    figures::sojourn_quantiles(set, &|at| Some(queue.sojourn_quantile(at)), &Badge::Exact);
    figures
}

fn mg1(system: &System, mut figures: Figures) -> Figures {
    let (rate, mean) = (system.arrival_rate, system.service.mean);
    let Some(waiting) = mg1::waiting_mean(rate, mean, system.service_scv()) else {
        return because(figures, &TOO_NEAR);
    };
    let (set, load) = (&mut figures, system.load());
    figures::exact(set, "probability_of_waiting", load);
    figures::means(set, waiting, mean, rate, &Badge::Exact);
    if let Some(sd) = order::waiting_sd(rate, &system.service, Order::First) {
        figures::exact(set, "waiting_sd", sd);
    }
    if let Some(Distribution::Constant { value }) = &system.law {
        let quantile = |at: f64| md1::waiting_quantile(rate, *value, at);
        figures::waiting_quantiles(set, &quantile, &Badge::Exact);
        let sojourn = |at: f64| Some(quantile(at)? + value);
        figures::sojourn_quantiles(set, &sojourn, &Badge::Exact);
        if load > md1::HEAVIEST {
            heavy(set, waiting, *value);
        }
    } else {
        figures::waiting_quantiles(set, &|at| (load <= 1.0 - at).then_some(0.0), &Badge::Exact);
    }
    figures
}

/// Fills in the quantiles of M/D/1 close to its capacity.
fn heavy(figures: &mut Figures, waiting_mean: f64, service: f64) {
    let how_good = both(
        "the exponential limit of heavy traffic, off by less than 1 %",
        "重负载下的指数极限，偏差不到 1%",
    )
    .text();
    let badge = Badge::Approximate { how_good };
    let quantile = |at: f64| Some(mmc::exponential_tail(1.0, 1.0 / waiting_mean, at));
    let sojourn = |at: f64| Some(quantile(at)? + service);
    figures::waiting_quantiles(figures, &quantile, &badge);
    figures::sojourn_quantiles(figures, &sojourn, &badge);
}

/// The queue as GI/M/1, if it is one whose root can be found.
pub fn as_gim1(system: &System) -> Option<Gim1> {
    let exponential = system.law.as_ref().is_some_and(is_exponential);
    let fits = system.servers == 1 && exponential;
    let interval = system.interval().filter(|_| fits)?;
    Gim1::new(interval, system.service.mean)
}

fn gim1(system: &System, queue: &Gim1, mut figures: Figures) -> Figures {
    let (set, mean) = (&mut figures, system.service.mean);
    let (waits, waiting) = (queue.probability_of_waiting(), queue.waiting_mean());
    figures::exact(set, "probability_of_waiting", waits);
    figures::means(set, waiting, mean, system.arrival_rate, &Badge::Exact);
    // Exponential for those who wait.
    let sd = order::sd(waiting, 2.0 * waiting * waiting / waits);
    figures::exact(set, "waiting_sd", if waits > 0.0 { sd } else { 0.0 });
    figures::waiting_quantiles(set, &|at| Some(queue.waiting_quantile(at)), &Badge::Exact);
    figures::sojourn_quantiles(set, &|at| Some(queue.sojourn_quantile(at)), &Badge::Exact);
    figures
}

fn approximate(system: &System, figures: Figures) -> Figures {
    if system.keeps_step() {
        return because(figures, &KEEP_STEP);
    }
    let (servers, load) = (system.servers, system.load());
    let (rate, Moments { mean, .. }) = (system.arrival_rate, system.service);
    let arrival_scv = ggc::superposed_scv(&system.renewals(), load);
    let service_scv = system.service_scv();
    if !(arrival_scv.is_finite() && service_scv.is_finite()) {
        return because(figures, &NO_VARIANCE);
    }
    let mut figures = because(figures, &MEANS_ONLY);
    let waiting = if servers == 1 {
        ggc::kingman(load, mean, arrival_scv, service_scv)
    } else {
        ggc::allen_cunneen(rate, mean, servers, arrival_scv, service_scv)
    };
    // For bursty arrivals the correction is worse than none.
    let correction = if arrival_scv < 1.0 {
        ggc::correction(load, arrival_scv, service_scv)
    } else {
        1.0
    };
    if let Some(waiting) = waiting {
        let how_good = how_good(system, arrival_scv < 1.0);
        let badge = Badge::Approximate { how_good };
        figures::means(&mut figures, waiting * correction, mean, rate, &badge);
    }
    figures
}

/// How close the approximations tend to be.
fn how_good(system: &System, corrected: bool) -> Text {
    let formula = if system.servers == 1 {
        both("Kingman's formula", "Kingman 公式")
    } else {
        both("the formula of Allen and Cunneen", "Allen–Cunneen 公式")
    };
    let correction = if corrected {
        both(
            ", corrected by Kraemer and Langenbach-Belz",
            "，经 Kraemer–Langenbach-Belz 修正",
        )
    } else {
        both("", "")
    };
    let sum = if system.is_poisson() || system.interval().is_some() {
        both("", "")
    } else {
        both(
            ", with Whitt's scv for the sum of the producers",
            "，各生产者之和的变异系数取 Whitt 的估计",
        )
    };
    let off = if corrected {
        both(
            "off by some percent with one worker and by a tenth or so with several, by more at low \
             loads and where services vary much",
            "单个工作者时偏差百分之几，多个时约一成；负载低或服务时间变化大时偏差更大",
        )
    } else {
        both(
            "off by a tenth or a fifth, by more at lower loads",
            "偏差约一至两成，负载越低偏差越大",
        )
    };
    say!(
        "{formula}{correction}{sum}: close near full load; at a load of 80 % the waiting time tends to be {off}",
        "{formula}{correction}{sum}；接近满载时很准；负载为 80% 时，排队时间{off}";
        formula, correction, sum, off
    )
    .text()
}

/// Fills in the figures of workers for whom no message waits.
pub fn no_waiting(figures: &mut Figures, system: &System, throughput: f64) {
    figures::exact(figures, "probability_of_waiting", 0.0);
    figures::exact(figures, "waiting_sd", 0.0);
    figures::means(figures, 0.0, system.service.mean, throughput, &Badge::Exact);
    figures::waiting_quantiles(figures, &|_| Some(0.0), &Badge::Exact);
    let service = |at: f64| match &system.law {
        Some(Distribution::Constant { value }) => Some(*value),
        Some(Distribution::Exponential { mean }) => Some(-mean * math::ln(1.0 - at)),
        _ => None,
    };
    figures::sojourn_quantiles(figures, &service, &Badge::Exact);
}
