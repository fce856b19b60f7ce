//! Orders of service that look at no producer: the newest, any, the shortest; and all at once.

use super::badge::Badge;
use super::figures::{self, Figures, Found, Times, because};
use super::order::{self, Order};
use super::stable;
use super::system::{System, is_exponential};
use super::{sharing, shortest_first};
use crate::broker::discipline::Discipline;
use crate::words::{Words, both};

const SPREAD: Words = both(
    "the distribution of the times is not worked out for this order of service",
    "这种服务次序下，时间的分布未给出",
);

/// The newest first, or any of them: the means are those of first in, first out.
pub fn blind(system: &System, figures: Figures) -> Found {
    let mut found = stable::answer(system, figures);
    let order = match system.discipline {
        Discipline::Lifo => Order::Last,
        _ => Order::Random,
    };
    let sd = spread(system, order);
    found.figures = figures::without(found.figures, is_of_distribution, &SPREAD);
    if let Some(sd) = sd {
        figures::exact(&mut found.figures, "waiting_sd", sd);
    }
    found
}

fn spread(system: &System, order: Order) -> Option<f64> {
    let exponential = system.law.as_ref().is_some_and(is_exponential);
    if !system.is_poisson() {
        None
    } else if exponential {
        let queue = stable::as_mmc(system)?;
        Some(order::waiting_sd_servers(&queue, system.load(), order))
    } else if system.servers == 1 {
        order::waiting_sd(system.arrival_rate, &system.service, order)
    } else {
        None
    }
}

/// An order by producer or deadline, where all bring the same work: the mean over all messages is
/// that of first in, first out.
pub fn in_turns(system: &System, figures: Figures) -> Found {
    let found = stable::answer(system, figures);
    let figures = figures::without(found.figures, is_of_distribution, &SPREAD);
    let why = both(
        "in this order of service the producers' messages wait differently long, and how long \
               is not known in closed form",
        "在这种服务次序下，各生产者的消息等待长短不同，各为多少没有闭式解",
    );
    let streams = system.streams.iter().map(|_| Times::nothing(&why));
    Found {
        figures,
        streams: streams.collect(),
    }
}

fn is_of_distribution(name: &str) -> bool {
    name == "waiting_sd" || name.contains("_p")
}

/// The shortest first.
pub fn shortest(system: &System, figures: Figures) -> Found {
    let mut figures = because(figures, &SPREAD);
    let (rate, mean) = (system.arrival_rate, system.service.mean);
    let law = system
        .law
        .as_ref()
        .filter(|_| system.is_poisson() && system.servers == 1);
    let Some(law) = law.filter(|_| mean > 0.0) else {
        let why = both(
            "the shortest first has a formula for Poisson arrivals and one worker",
            "最短优先只在泊松到达、单个工作者时有公式",
        );
        return Found::only(because(figures, &why));
    };
    if let Some(waiting) = shortest_first::waiting_mean(rate, law) {
        figures::exact(&mut figures, "probability_of_waiting", system.load());
        figures::means(&mut figures, waiting, mean, rate, &Badge::Exact);
    }
    stable::spread_over_streams(system, figures)
}

/// One worker that works on all messages at once.
pub fn sharing(system: &System, figures: Figures) -> Found {
    let worker = system.worker.as_ref().ok();
    let whole = worker.is_some_and(|it| it.sharing.is_some_and(|all| all.at_once.is_none()));
    let load = system.load();
    let sojourn = sharing::sojourn(system.service.mean, load);
    let known = sojourn.filter(|_| whole && system.servers == 1 && system.is_poisson());
    let Some(sojourn) = known else {
        let why = both(
            "processor sharing has a formula for Poisson arrivals and one worker that takes \
                   all messages at once",
            "处理器共享只在泊松到达、由一个工作者同时处理全部消息时有公式",
        );
        return Found::only(because(figures, &why));
    };
    let why = both(
        "the distribution of the sojourn time is not worked out for processor sharing",
        "处理器共享下，逗留时间的分布未给出",
    );
    let mut figures = because(figures, &why);
    let present = system.arrival_rate * sojourn;
    for (name, value) in [
        ("probability_of_waiting", 0.0),
        ("waiting_mean", 0.0),
        ("waiting_sd", 0.0),
        ("ready_mean", 0.0),
        ("sojourn_mean", sojourn),
        ("system_mean", present),
    ] {
        figures::exact(&mut figures, name, value);
    }
    figures::waiting_quantiles(&mut figures, &|_| Some(0.0), &Badge::Exact);
    let times = |work: f64| Times::new(0.0, work / (1.0 - load), &Badge::Exact);
    let streams = system
        .streams
        .iter()
        .map(|stream| times(stream.service.mean));
    let streams = streams.collect();
    Found { figures, streams }
}
