//! Systems that are never overloaded: messages that expire, and clients that wait for answers.

use super::badge::Badge;
use super::closed::Closed;
use super::figures::{self, Found, because};
use super::flows;
use super::impatience::Impatience;
use super::stable::spread_over_streams;
use super::system::{Source, System, Worker, is_exponential};
use crate::engine::Distribution;
use crate::words::{Text, both};

/// Messages with a time to live; the name of the model.
pub fn expiring(system: &System, worker: &Worker, ttl: &Distribution) -> (Option<Text>, Found) {
    let exponential = system.law.as_ref().is_some_and(is_exponential);
    if !system.is_poisson() || !exponential || ttl.mean() <= 0.0 {
        let why = both(
            "a time to live has a formula for Poisson arrivals and exponential services",
            "有存活时间时，只有泊松到达、指数服务才有公式",
        );
        return (None, Found::only(figures::nothing(&why)));
    }
    let (rate, mean) = (system.arrival_rate, system.service.mean);
    let queue = Impatience::new(rate, mean, system.servers, ttl);
    let mut figures = flows::settled(system, worker, rate, queue.throughput());
    let set = &mut figures;
    // Messages that expire have a sojourn time, but no waiting time.
    let present = queue.system_mean();
    for (name, value) in [
        ("loss_probability", 0.0),
        ("expired_fraction", queue.expired_fraction()),
        ("probability_of_waiting", queue.probability_of_waiting()),
        ("waiting_mean", queue.waiting_mean()),
        ("ready_mean", queue.ready_mean()),
        ("system_mean", present),
        ("sojourn_mean", present / rate),
    ] {
        figures::exact(set, name, value);
    }
    let why = both(
        "the distribution of the times is not worked out for messages that expire",
        "消息会过期时，时间的分布未给出",
    );
    let figures = because(figures, &why);
    let patience = match ttl {
        Distribution::Exponential { .. } => "M",
        Distribution::Constant { .. } => "D",
        _ => "G",
    };
    let name = format!("M/M/{}+{patience}", system.servers);
    let (waiting, sojourn) = (&figures["waiting_mean"], &figures["sojourn_mean"]);
    let times = figures::Times {
        waiting: waiting.clone(),
        sojourn: sojourn.clone(),
    };
    let streams = vec![times; system.streams.len()];
    (Some(Text::same(name)), Found { figures, streams })
}

/// Clients that wait for the answer; the name of the model.
pub fn closed(system: &System, worker: &Worker) -> (Option<Text>, Found) {
    let Some((clients, think)) = clients(system) else {
        let why = both(
            "a closed loop has a formula where all clients think alike and nothing comes from \
                   elsewhere",
            "闭环只有在所有客户思考时间同分布、且没有其他来源时才有公式",
        );
        return (None, Found::only(figures::nothing(&why)));
    };
    let exponential = system.law.as_ref().is_some_and(is_exponential);
    let (servers, mean) = (system.servers, system.service.mean);
    if mean <= 0.0 || !exponential && clients > servers {
        let why = both(
            "a closed loop has a formula for exponential services",
            "闭环只在服务时间为指数分布时有公式",
        );
        return (None, Found::only(figures::nothing(&why)));
    }
    let queue = Closed::new(clients, think, mean, servers);
    let rate = queue.throughput();
    let mut figures = flows::settled(system, worker, rate, rate);
    let set = &mut figures;
    figures::exact(set, "loss_probability", 0.0);
    figures::exact(set, "expired_fraction", 0.0);
    figures::exact(
        set,
        "probability_of_waiting",
        queue.probability_of_waiting(),
    );
    figures::means(set, queue.waiting_mean(), mean, rate, &Badge::Exact);
    let why = both(
        "the distribution of the times is not worked out for a closed loop",
        "闭环中时间的分布未给出",
    );
    let service = if exponential { "M" } else { "G" };
    let name = format!("M/{service}/{servers}//{clients}");
    (
        Some(Text::same(name)),
        spread_over_streams(system, because(figures, &why)),
    )
}

/// How many there are, and for how long they think on average.
fn clients(system: &System) -> Option<(u32, f64)> {
    let think = |source: &Source| match source {
        Source::Closed(think) => Some(think.mean()),
        _ => None,
    };
    let first = think(&system.streams.first()?.source)?;
    let alike = system
        .streams
        .iter()
        .all(|stream| think(&stream.source) == Some(first));
    let copies: u32 = system.streams.iter().map(|stream| stream.copies).sum();
    alike.then_some((copies, first))
}
