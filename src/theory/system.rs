//! What theory has to know of a scenario: a queue, its streams of arrivals, its workers.

use super::ggc::Streams;
use super::law::Moments;
use super::traffic::{self, Fate, total};
use crate::broker::discipline::Discipline;
use crate::broker::settings::{Ack, Overflow};
use crate::engine::Distribution;
use crate::scenario::Scenario;
use crate::scenario::arrivals::Process;
use crate::scenario::document::{Consumer, Outages, Producer, Queue, Sharing};
use crate::words::{Say, Text, both, say};

/// A queue with its producers and workers.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// What publishes.
    pub streams: Vec<Stream>,
    /// Messages / s of all streams; none of a closed loop.
    pub arrival_rate: f64,
    /// Messages / s that the workers can do at most; infinite if their work takes no time.
    pub capacity: f64,
    /// All workers; at least one.
    pub servers: u32,
    /// Those of one kind, if they are.
    pub worker: Result<Worker, Text>,
    /// The service time of every message, if they have one law.
    pub law: Option<Distribution>,
    /// The moments of the service time.
    pub service: Moments,
    /// The order in which messages are taken.
    pub discipline: Discipline,
    /// Most messages that may be ready.
    pub slots: Option<u64>,
    /// What happens then.
    pub overflow: Overflow,
    /// How long a message may be ready.
    pub ttl: Option<Distribution>,
    /// Deliveries of a message at most.
    pub most: Option<u32>,
    /// Whether a failed message stays away for a time.
    pub stays_away: bool,
    /// Whether no worker fails, and no service does.
    pub is_reliable: bool,
}

/// Copies that publish alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// Its producer, by its place in the scenario; none of messages from other queues.
    pub producer: Option<usize>,
    /// How many.
    pub copies: u32,
    /// When one publishes.
    pub source: Source,
    /// Messages / s of all copies.
    pub rate: f64,
    /// Messages at once.
    pub batch: u32,
    /// Higher ones are first.
    pub priority: i32,
    /// Within which a message should be settled.
    pub deadline: Option<Distribution>,
    /// The moments of the service time of its messages.
    pub service: Moments,
}

/// When a copy publishes.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// At independent intervals.
    Renewal(Distribution),
    /// A Poisson process with (rate, dwell) states in turn.
    Modulated(Vec<(f64, Distribution)>),
    /// After it got its answer and thought.
    Closed(Distribution),
    /// At times that someone gave, or at a rate that goes with time.
    Timetable,
}

impl Stream {
    /// Whether its deadlines are all as far from the publish.
    #[must_use]
    pub fn has_fixed_deadline(&self) -> bool {
        matches!(self.deadline, None | Some(Distribution::Constant { .. }))
    }
}

/// A kind of worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Worker {
    /// Seconds from a look that found nothing to the next, of one that polls.
    pub poll: Option<f64>,
    /// Probability of a service to fail.
    pub failure: f64,
    /// When a delivery is settled.
    pub ack: Ack,
    /// When it is down.
    pub outages: Option<Outages>,
    /// How it works on several messages at once.
    pub sharing: Option<Sharing>,
    /// What becomes of messages.
    pub fate: Fate,
}

impl System {
    /// The queue of `scenario` at `place`, to which `fed` messages / s come from other queues, as a
    /// Poisson process.
    ///
    /// # Errors
    /// Why theory has nothing to say about it, in a sentence.
    pub fn of(scenario: &Scenario, place: usize, fed: f64) -> Result<Self, Text> {
        let queue = &scenario.queues[place];
        let groups = traffic::working(scenario, &queue.id);
        let Some(group) = groups.first() else {
            return Err(both(
                "nobody takes messages from the queue",
                "没有消费者从该队列取消息",
            )
            .text());
        };
        if scenario.producers.iter().any(|node| node.client.is_some()) {
            return Err(both(
                "clients that wait and ask again are not in any formula here",
                "此处的公式均未计入会等待并再次请求的客户端",
            )
            .text());
        }
        if scenario.producers.iter().any(|node| node.poison > 0.0) {
            return Err(both(
                "poison messages are not in any formula here",
                "此处的公式均未计入毒消息",
            )
            .text());
        }
        if (groups.iter()).any(|node| node.prefetch.is_some_and(|most| most > 1)) {
            return Err(both(
                "workers that take messages ahead are in no formula here",
                "此处的公式均未计入会预取的工作者",
            )
            .text());
        }
        if groups.iter().any(|node| node.deduplicate.is_some()) {
            return Err(both(
                "consumers that recognise messages are in no formula here",
                "此处的公式均未计入会去重的消费者",
            )
            .text());
        }
        if queue.visibility.is_some() {
            return Err(both(
                "deliveries that may take too long are in no formula here",
                "此处的公式均未计入会超时的投递",
            )
            .text());
        }
        if fed > 0.0 && tells_apart(scenario, queue) {
            return Err(both(
                "messages from other queues keep their rank, which no formula here counts",
                "来自其他队列的消息保留各自的优先次序，此处的公式均未计入",
            )
            .text());
        }
        let mut laws = Vec::new();
        let mut streams = Vec::new();
        for (index, node) in scenario.producers.iter().enumerate() {
            let speaks = node.count > 0 && !node.arrivals.process.is_silent();
            if node.to == queue.id && speaks {
                let law = work(traffic::service(node, group), group);
                streams.push(stream(index, node, &law));
                laws.push(law);
            }
        }
        if fed > 0.0 || streams.is_empty() {
            let law = work(group.service.as_ref(), group);
            streams.extend((fed > 0.0).then(|| from_others(fed, &law)));
            laws.push(law);
        }
        let alike = laws.iter().all(|law| *law == laws[0]);
        let parts: Vec<_> = streams.iter().map(|all| (all.rate, all.service)).collect();
        let service = Moments::mixture(&parts).unwrap_or_else(|| Moments::of(&laws[0]));
        let worker = one_kind(queue, &groups);
        let servers: u32 = groups.iter().map(|node| node.count).sum();
        Ok(Self {
            arrival_rate: total(streams.iter().map(|all| all.rate)),
            capacity: capacity(queue, &groups, worker.is_ok().then_some(service.mean)),
            streams,
            servers,
            is_reliable: groups
                .iter()
                .all(|node| traffic::failure(node) == 0.0 && node.outages.is_none()),
            law: laws.into_iter().next().filter(|_| alike),
            service,
            worker,
            discipline: queue.discipline,
            slots: queue.max_ready,
            overflow: queue.overflow,
            ttl: queue.ttl.as_ref().map(usual),
            most: traffic::most(queue, group),
            stays_away: queue.redelivery.is_some_and(|it| it.delay > 0.0),
        })
    }

    /// Arrival rate / capacity.
    #[must_use]
    pub fn load(&self) -> f64 {
        self.arrival_rate / self.capacity
    }

    /// The scv of the service time; 0 if it takes no time.
    #[must_use]
    pub fn service_scv(&self) -> f64 {
        match &self.law {
            Some(law) => law.scv(),
            None => self.service.second / (self.service.mean * self.service.mean) - 1.0,
        }
    }

    /// Whether the arrivals are a Poisson process, but for batches: copies and producers of such
    /// add up to one.
    #[must_use]
    pub fn is_poisson(&self) -> bool {
        let poisson = |stream: &Stream| matches!(&stream.source, Source::Renewal(interval) if is_exponential(interval));
        self.streams.iter().all(poisson)
    }

    /// The intervals, if there is one stream alone.
    #[must_use]
    pub fn interval(&self) -> Option<&Distribution> {
        match self.streams.as_slice() {
            [
                Stream {
                    copies: 1,
                    source: Source::Renewal(interval),
                    ..
                },
            ] => Some(interval),
            _ => None,
        }
    }

    /// Whether its messages have deadlines.
    #[must_use]
    pub fn has_deadlines(&self) -> bool {
        self.streams.iter().any(|stream| stream.deadline.is_some())
    }

    /// Whether several copies publish at equal intervals: then they keep step with each other.
    #[must_use]
    pub fn keeps_step(&self) -> bool {
        let constant = |stream: &&Stream| {
            matches!(
                stream.source,
                Source::Renewal(Distribution::Constant { .. })
            )
        };
        let copies = self.streams.iter().filter(constant);
        copies.map(|stream| u64::from(stream.copies)).sum::<u64>() > 1
    }

    /// Its arrivals, by rate and variability, where they are at independent intervals.
    #[must_use]
    pub fn renewals(&self) -> Vec<Streams> {
        let renewal = |stream: &Stream| match &stream.source {
            Source::Renewal(interval) => Some(Streams {
                copies: f64::from(stream.copies),
                rate: 1.0 / interval.mean(),
                scv: interval.scv(),
            }),
            _ => None,
        };
        self.streams.iter().filter_map(renewal).collect()
    }
}

/// Whether a duration is exponential, and called so.
#[must_use]
pub const fn is_exponential(duration: &Distribution) -> bool {
    matches!(duration, Distribution::Exponential { .. })
}

/// Whether the order of a queue goes by what messages keep from their producers.
fn tells_apart(scenario: &Scenario, queue: &Queue) -> bool {
    let all = || scenario.producers.iter().filter(|node| node.count > 0);
    let first = all().next();
    let differs = |what: fn(&Producer, &Producer) -> bool| {
        first.is_some_and(|first| all().any(|node| what(first, node)))
    };
    match queue.discipline {
        Discipline::Priority | Discipline::PriorityPreemptive => {
            differs(|one, other| one.priority != other.priority)
        }
        Discipline::Fair => all().count() > 1,
        Discipline::EarliestDeadline => all().any(|node| node.deadline.is_some()),
        _ => false,
    }
}

fn stream(index: usize, node: &Producer, law: &Distribution) -> Stream {
    let closed = matches!(node.arrivals.process, Process::ClosedLoop { .. });
    let rate = f64::from(node.count) * node.arrivals.message_rate();
    Stream {
        producer: Some(index),
        copies: node.count,
        source: source(&node.arrivals.process),
        rate: if closed { 0.0 } else { rate },
        batch: node.arrivals.batch,
        priority: node.priority,
        deadline: node.deadline.as_ref().map(usual),
        service: Moments::of(law),
    }
}

fn from_others(rate: f64, law: &Distribution) -> Stream {
    Stream {
        producer: None,
        copies: 1,
        source: Source::Renewal(Distribution::Exponential { mean: 1.0 / rate }),
        rate,
        batch: 1,
        priority: 0,
        deadline: None,
        service: Moments::of(law),
    }
}

fn source(process: &Process) -> Source {
    match process {
        Process::Mmpp { states } => {
            let state = |mean: f64| Distribution::Exponential { mean };
            let states = states.iter().map(|it| (it.rate, state(it.mean_dwell)));
            Source::Modulated(states.collect())
        }
        Process::OnOff { rate, on, off } => {
            Source::Modulated(vec![(*rate, usual(on)), (0.0, usual(off))])
        }
        Process::ClosedLoop { think } => Source::Closed(usual(think)),
        process => process.interval().map_or(Source::Timetable, |interval| {
            Source::Renewal(usual(&interval))
        }),
    }
}

/// Messages / s that the workers can do at most; `mean` s for a service if they are alike.
fn capacity(queue: &Queue, groups: &[&Consumer], mean: Option<f64>) -> f64 {
    total(groups.iter().map(|node| {
        let own = || work(node.service.as_ref(), node).mean();
        let workers = f64::from(node.count) * traffic::availability(node);
        workers / mean.unwrap_or_else(own) / Fate::of(queue, node).deliveries
    }))
}

fn one_kind(queue: &Queue, groups: &[&Consumer]) -> Result<Worker, Text> {
    let kind = |node: &Consumer| Worker {
        poll: node.poll.map(|poll| poll.interval),
        failure: traffic::failure(node),
        ack: node.ack,
        outages: node.outages.clone(),
        sharing: node.sharing,
        fate: Fate::of(queue, node),
    };
    let law = |node: &Consumer| work(node.service.as_ref(), node);
    let first = kind(groups[0]);
    let differ = |what: &dyn Fn(&Consumer) -> bool| groups.iter().any(|node| !what(node));
    let how = if differ(&|node| law(node) == law(groups[0]) && node.speed == groups[0].speed) {
        both("in their service times", "服务时间不同")
    } else if differ(&|node| kind(node).poll == first.poll) {
        both("in how they poll", "轮询方式不同")
    } else if differ(&|node| kind(node) == first) {
        both("in how they fail or share", "失败或共享方式不同")
    } else {
        return Ok(first);
    };
    let why = say!("the groups of workers differ {how}", "各组工作者的{how}"; how);
    Err(why.text())
}

/// The time that a worker of `node` takes for a service.
fn work(service: Option<&Distribution>, node: &Consumer) -> Distribution {
    let none = Distribution::Constant { value: 0.0 };
    let law = service.map_or(none, usual);
    let mean = law.mean() / node.speed;
    law.with_mean(mean)
}

/// The same distribution by its usual name: some are exponential or constant by another one.
pub(super) fn usual(duration: &Distribution) -> Distribution {
    match *duration {
        Distribution::Erlang { mean, stages: 1 }
        | Distribution::Hyperexponential { mean, scv: 1.0 }
        | Distribution::Gamma { mean, scv: 1.0 }
        | Distribution::Weibull { mean, scv: 1.0 } => Distribution::Exponential { mean },
        Distribution::Uniform { low, high } if low == high => Distribution::Constant { value: low },
        Distribution::Empirical(ref empirical) if empirical.only().is_some() => {
            let value = empirical.mean();
            Distribution::Constant { value }
        }
        _ => Distribution::clone(duration),
    }
}
