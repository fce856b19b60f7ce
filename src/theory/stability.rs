//! Whether a system can keep up, and what holds it back.

use super::faults;
use super::link;
use super::load::{Load, is_closed};
use super::traffic::{self, Place};
use crate::broker::discipline::Discipline;
use crate::broker::settings::{OnOutage, Overflow, RouteBy};
use crate::engine::math;
use crate::scenario::Scenario;
use crate::scenario::arrivals::Process;
use crate::scenario::document::{Consumer, Producer, Queue};
use crate::words::{Say, Text, both, say};

/// Whether a steady state exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stability {
    /// It does.
    Stable,
    /// The run ends by itself, so there is none to speak of, and none is needed.
    Finite,
    /// The rates alone do not tell: it depends on what holds the workers up.
    Unclear {
        /// What that is, in a sentence.
        why: Text,
    },
    /// The backlog grows for ever.
    Unstable {
        /// What grows and why, in a sentence.
        why: Text,
    },
}

impl Stability {
    /// That of `scenario`, by its rates alone. Without a lock it is exact for any arrival process
    /// and service time with finite means (Loynes 1962); at exactly 100 % only a system without
    /// chance would keep up, and it is called unstable. With a lock, capacity also shrinks by the
    /// time that workers wait for it, which rates do not tell: where twice the wait of an M/D/1
    /// queue at the lock would make the difference, it is unclear. So is what outages that undo
    /// work, and full queues that hold workers up, leave of the capacity.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        if ends_by_itself(scenario) {
            return Self::Finite;
        }
        // In the long run a producer with an end publishes nothing. A closed loop never has more
        // messages in the system than copies.
        let Some(loads) = Load::by(scenario, |node| !ends(node) && !is_closed(node)) else {
            let why = both(
                "messages go round from queue to queue and never leave",
                "消息在队列之间循环，永不离开",
            )
            .text();
            return Self::Unstable { why };
        };
        if let Some(why) = link::congested(scenario) {
            return Self::Unstable { why };
        }
        let lock_share: f64 = loads.iter().map(|load| load.lock_share).sum();
        if lock_share >= 1.0 {
            let percent = lock_share * 100.0;
            let why = say!(
                "the broker's lock would have to be held {percent:.0} % of the time",
                "消息代理的锁须有 {percent:.0}% 的时间被占用"
            );
            return Self::Unstable { why: why.text() };
        }
        let grows = |load: &&Load| load.may_grow() && load.utilisation() >= 1.0;
        match loads.iter().find(grows) {
            None => Self::with_doubts(scenario, &loads, lock_share),
            Some(_) if scenario.producers.iter().any(holds_back) => Self::Unclear {
                why: both(
                    "more is asked for than can be done, and clients hold some of it back",
                    "所请求的多于所能处理的，而客户端会截住一部分",
                )
                .text(),
            },
            Some(_) if scenario.consumers.iter().any(looks_for_room) => Self::Unclear {
                why: both(
                    "an even split would be too much for a queue, and the exchange looks for the emptier ones",
                    "平均分配会使某个队列超载，而交换机会选择较空的队列",
                )
                .text(),
            },
            Some(load) if sheds_newcomers(scenario, load) => Self::Unclear {
                why: both(
                    "more comes than can be done, and a queue sheds some of it",
                    "到达的多于所能处理的，而队列会卸掉一部分",
                )
                .text(),
            },
            Some(load) => Self::Unstable {
                why: overload(load),
            },
        }
    }

    /// That of a system whose workers would keep up if nothing held them up.
    fn with_doubts(scenario: &Scenario, loads: &[Load], lock_share: f64) -> Self {
        let why = written(scenario, loads)
            .or_else(|| skewed(scenario))
            .or_else(|| locked(scenario, loads, lock_share))
            .or_else(|| scaled(scenario, loads))
            .or_else(|| asked_again(scenario))
            .or_else(|| passed_aside(scenario))
            .or_else(|| done_twice(scenario))
            .or_else(|| undone(scenario, loads))
            .or_else(|| link::held_up(scenario, loads))
            .or_else(|| faults::struck(scenario, loads))
            .or_else(|| blocked(scenario, loads))
            .or_else(|| starved(scenario, loads));
        why.map_or(Self::Stable, |why| Self::Unclear { why })
    }
}

/// Where the workers would do if there were as many as may be, and nothing sees to that.
fn scaled(scenario: &Scenario, loads: &[Load]) -> Option<Text> {
    let follows = |node: &&Consumer| node.autoscale.is_none_or(|scale| scale.follows());
    let stays = |load: &&Load| {
        let groups = traffic::working(scenario, &load.queue);
        load.may_grow() && !groups.iter().all(follows)
    };
    let queue = &loads.iter().find(stays)?.queue;
    let why = say!(
        "at {queue} the target of the autoscaler is no less than full use, so it never adds workers",
        "{queue} 处自动伸缩的目标不低于满负荷，因此从不增加工作者"
    );
    Some(why.text())
}

/// Whether the queue turns newcomers away when it has too many.
fn sheds_newcomers(scenario: &Scenario, load: &Load) -> bool {
    let mut queues = scenario.queues.iter();
    let queue = queues.find(|queue| queue.id == load.queue);
    queue.is_some_and(|queue| queue.shed.random.is_some() || queue.shed.priority.is_some())
}

/// Whether an exchange sends messages to the emptier queues, which need not come out even.
fn looks_for_room(node: &Consumer) -> bool {
    node.route.as_ref().is_some_and(|route| match route.by {
        RouteBy::LeastLoaded => true,
        RouteBy::BestOf => route.choices > 1,
        _ => false,
    })
}

/// Where an exchange goes by keys that are not alike, so that one of its queues may get too much.
fn skewed(scenario: &Scenario) -> Option<Text> {
    let by_key =
        |node: &Consumer| (node.route.as_ref()).is_some_and(|route| route.by == RouteBy::Hash);
    let is_skewed = |node: &Producer| node.keys.is_some_and(|keys| keys.skew > 0.0);
    let may = scenario.consumers.iter().any(by_key) && scenario.producers.iter().any(is_skewed);
    let why = both(
        "an exchange goes by keys that are not alike, and one of its queues may get too much",
        "交换机按键分配，而各键并不均等，某个队列可能超载",
    );
    may.then(|| why.text())
}

/// Whether a client keeps requests from becoming messages.
fn holds_back(node: &Producer) -> bool {
    let client = node.client.as_ref();
    client.is_some_and(|client| client.breaker.is_some() || client.rate_limit.is_some())
}

/// Where clients ask again, which adds messages that the rates do not tell.
fn asked_again(scenario: &Scenario) -> Option<Text> {
    let asks = |node: &Producer| {
        node.client
            .as_ref()
            .is_some_and(|client| client.retries > 0)
    };
    let why = both(
        "clients ask again when they wait for too long, which adds to the load",
        "客户端等得太久会再次请求，从而增加负载",
    );
    (scenario.producers.iter().any(asks)).then(|| why.text())
}

/// Where messages may be worked on twice since a delivery took too long, which the rates do not tell.
fn done_twice(scenario: &Scenario) -> Option<Text> {
    let mut queues = scenario.queues.iter();
    let queue = &queues.find(|queue| queue.visibility.is_some())?.id;
    let why = say!(
        "messages of {queue} are worked on twice when a delivery takes too long, which adds to the load",
        "{queue} 的投递超时后，消息会被处理两次，从而增加负载"
    );
    Some(why.text())
}

/// Where poison messages go on, as dead letters, to workers that fail on them too.
fn passed_aside(scenario: &Scenario) -> Option<Text> {
    let poison = scenario.producers.iter().any(|node| node.poison > 0.0);
    let aside = scenario
        .queues
        .iter()
        .filter_map(|queue| queue.dead_letter.as_deref());
    let mut taken = aside.filter(|queue| traffic::is_taken(scenario, queue));
    let queue = taken.next().filter(|_| poison)?;
    let why = say!(
        "poison messages go on to {queue}, where services of them fail too",
        "毒消息会去往 {queue}，在那里处理同样失败"
    );
    Some(why.text())
}

/// More arrives than can be done.
fn overload(load: &Load) -> Text {
    let (rate, queue, capacity) = (
        rounded(load.arrival_rate),
        &load.queue,
        rounded(load.capacity),
    );
    say!(
        "{rate} / s arrive at {queue} and its workers can do {capacity} / s",
        "{queue} 的到达率为 {rate}/s，而其工作者只能处理 {capacity}/s"
    )
    .text()
}

/// Where the disk, or the time for which the broker is up, may not do.
fn written(scenario: &Scenario, loads: &[Load]) -> Option<Text> {
    let broker = &scenario.broker;
    let arrivals: f64 = loads.iter().map(|load| load.arrival_rate).sum();
    let up = broker.availability();
    if let Some(capacity) = broker.write_capacity()
        && arrivals >= capacity
    {
        let (rate, capacity) = (rounded(arrivals), rounded(capacity));
        let why = say!(
            "{rate} / s are to be written one by one and the disk can do {capacity} / s",
            "每秒有 {rate} 条要逐条写盘，而磁盘每秒只能写 {capacity} 条"
        );
        return Some(why.text());
    }
    let grows = |load: &&Load| load.may_grow() && load.utilisation() >= up;
    let load = loads.iter().filter(|_| up < 1.0).find(grows)?;
    let queue = &load.queue;
    let why = say!(
        "the workers at {queue} may not make up for the time in which the broker is down",
        "{queue} 的工作者可能补不回消息代理停机的时间"
    );
    Some(why.text())
}

/// The largest share of the time for which workers that poll can hold the lock to find nothing.
fn looks(scenario: &Scenario) -> f64 {
    let lock = &scenario.broker.lock;
    let share = |node: &Consumer| {
        let interval = node.poll?.interval;
        Some(f64::from(node.most_workers()) * lock.hold / (lock.hold + interval))
    };
    let all: f64 = scenario.consumers.iter().filter_map(share).sum();
    all / lock.mutexes() as f64
}

/// Where workers may wait for the lock for too long.
fn locked(scenario: &Scenario, loads: &[Load], lock_share: f64) -> Option<Text> {
    // While all workers wait for it, which feeds on itself.
    let workers: u32 = loads.iter().map(|load| load.workers).sum();
    let longer = 1.0 + scenario.broker.lock.contention * f64::from(workers.saturating_sub(1));
    let lock_share = lock_share * longer;
    if lock_share < 1.0 && lock_share + looks(scenario) * longer >= 1.0 {
        let why = both(
            "workers that poll may keep the broker's lock held by looking alone",
            "轮询的工作者仅靠查看就可能一直占用消息代理的锁",
        );
        return Some(why.text());
    }
    if lock_share >= 1.0 {
        let why = both(
            "the more workers wait for the broker's lock, the longer it is held, which may come to hold all of them up",
            "等待消息代理的锁的工作者越多，锁占用得越久，可能最终拖住所有工作者",
        );
        return Some(why.text());
    }
    let wait = scenario.broker.lock.hold * longer * lock_share / (1.0 - lock_share);
    let grows = |load: &&Load| {
        // Each worker loses that much of every cycle; a cycle is workers / capacity long.
        let cycle = f64::from(load.workers) / load.capacity;
        load.may_grow() && load.arrival_rate * (cycle + wait) >= f64::from(load.workers)
    };
    let load = loads.iter().filter(|_| wait > 0.0).find(grows)?;
    let queue = &load.queue;
    let why = say!(
        "the workers at {queue} may lose too much time waiting for the broker's lock",
        "{queue} 的工作者可能因等待消息代理的锁而损失过多时间"
    );
    Some(why.text())
}

/// Where outages may undo too much work: at most one service for each outage, and as much again
/// where the next one comes before it is made up for.
fn undone(scenario: &Scenario, loads: &[Load]) -> Option<Text> {
    let undoes = |load: &&Load| {
        let groups = traffic::working(scenario, &load.queue).into_iter();
        let lost = groups.filter_map(|node| {
            let outages = node.outages.as_ref()?;
            let cycle = f64::from(load.workers) / load.capacity;
            (outages.on_outage == OnOutage::Requeue).then(|| 2.0 * cycle / outages.up.mean())
        });
        let lost = lost.fold(0.0, f64::max);
        lost > 0.0 && load.may_grow() && load.utilisation() * (1.0 + lost) >= 1.0
    };
    let queue = &loads.iter().find(undoes)?.queue;
    let why = say!(
        "outages may undo too much of the work at {queue}",
        "停机可能使 {queue} 处过多的工作作废"
    );
    Some(why.text())
}

/// Where a full queue may hold up the workers that bring messages to it.
fn blocked(scenario: &Scenario, loads: &[Load]) -> Option<Text> {
    let blocks = |id: &str| {
        let queue = scenario.queues.iter().find(|queue| queue.id == id);
        let bounded = |queue: &&Queue| queue.max_ready.is_some() || queue.max_bytes.is_some();
        (queue.filter(bounded)).is_some_and(|queue| queue.overflow == Overflow::Block)
    };
    let held_up = loads
        .iter()
        .filter(|load| load.may_grow())
        .find_map(|load| {
            let groups = traffic::working(scenario, &load.queue).into_iter();
            let next = groups.flat_map(|node| node.forward_to.ways());
            let full = next.map(|(to, _)| to).find(|to| blocks(to))?;
            Some((&load.queue, full))
        });
    let (queue, full) = held_up?;
    let why = say!(
        "the workers at {queue} may be held up too long while {full} is full",
        "{full} 已满时，{queue} 的工作者可能被阻塞过久"
    );
    Some(why.text())
}

/// Where closed loops of a higher priority may leave too little to others.
fn starved(scenario: &Scenario, loads: &[Load]) -> Option<Text> {
    let all = Load::by(scenario, |node| !ends(node))?;
    let ranked = |queue: &Queue| {
        matches!(
            queue.discipline,
            Discipline::Priority | Discipline::PriorityPreemptive
        )
    };
    let both = scenario.queues.iter().zip(loads.iter().zip(&all));
    let mut crowded = both.filter(|(queue, (open, all))| {
        ranked(queue)
            && open.may_grow()
            && all.arrival_rate > open.arrival_rate
            && all.utilisation() >= 1.0
    });
    let queue = &crowded.next()?.0.id;
    let why = say!(
        "closed loops may leave the workers at {queue} too little time for the others",
        "闭环可能使 {queue} 的工作者没有足够时间处理其他消息"
    );
    Some(why.text())
}

const fn ends(node: &Producer) -> bool {
    node.limit.is_some() || matches!(node.arrivals.process, Process::Replay { .. })
}

/// Whether every producer comes to its end, and all that it published finds a worker.
fn ends_by_itself(scenario: &Scenario) -> bool {
    let stops = |node: &Producer| {
        let replays = matches!(node.arrivals.process, Process::Replay { .. });
        let speaks = node.arrivals.message_rate() > 0.0;
        ends(node) && (node.count == 0 || replays || speaks)
    };
    let one_each = |node: &Producer| if node.count > 0 { 1.0 } else { 0.0 };
    let Some(places) = traffic::places(scenario, one_each) else {
        return false;
    };
    let served = |(queue, place): (&Queue, &Place)| {
        let works = place.capacity > 0.0 && place.deliveries.is_finite();
        place.arrival_rate() == 0.0 || works || queue.ttl.is_some()
    };
    scenario.producers.iter().all(stops) && scenario.queues.iter().zip(&places).all(served)
}

/// Three significant digits, without the zeros that say nothing.
fn rounded(value: f64) -> String {
    let digits = (3.0 - math::log10(value.abs().max(1e-3)).ceil()).clamp(0.0, 6.0) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests;
