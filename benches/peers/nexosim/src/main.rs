//! The workloads in nexosim, on one thread: a model of all producers and one for each station.
//!
//! `nexosim-peer WORKLOAD MESSAGES` prints milliseconds, messages done, mean waiting time, mean
//! sojourn time.

use nexosim::model::{Context, Model, schedulable};
use nexosim::ports::{Output, QuerySource};
use nexosim::simulation::{Mailbox, SimInit};
use nexosim::time::MonotonicTime;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Exp1, LogNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::error::Error;
use std::time::{Duration, Instant};

/// Zero is no delay in nexosim, so at least a nanosecond.
fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds).max(Duration::from_nanos(1))
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Job {
    published: MonotonicTime,
    attempts: u32,
}

/// Copies that publish independently.
#[derive(Serialize, Deserialize)]
struct Producers {
    jobs: Output<Job>,
    count: u32,
    interval: f64,
    rng: Xoshiro256PlusPlus,
}

#[Model]
impl Producers {
    fn new(count: u32, rate: f64) -> Self {
        Self {
            jobs: Output::default(),
            count,
            interval: f64::from(count) / rate,
            rng: Xoshiro256PlusPlus::seed_from_u64(1),
        }
    }

    #[nexosim(init)]
    async fn init(&mut self, cx: &Context<Self>) {
        for copy in 0..self.count {
            self.plan(copy, cx);
        }
    }

    fn plan(&mut self, copy: u32, cx: &Context<Self>) {
        let draw: f64 = Exp1.sample(&mut self.rng);
        let delay = seconds(self.interval * draw);
        cx.schedule_event(delay, schedulable!(Self::publish), copy)
            .expect("in the future");
    }

    #[nexosim(schedulable)]
    async fn publish(&mut self, copy: u32, cx: &Context<Self>) {
        let job = Job {
            published: cx.time(),
            attempts: 0,
        };
        self.jobs.send(job).await;
        self.plan(copy, cx);
    }
}

#[derive(Clone, Serialize, Deserialize)]
enum Service {
    Exponential,
    Lognormal { location: f64, spread: f64 },
}

impl Service {
    fn lognormal(mean: f64, scv: f64) -> Self {
        let variance = (1.0 + scv).ln();
        Self::Lognormal {
            location: mean.ln() - variance / 2.0,
            spread: variance.sqrt(),
        }
    }

    fn draw(&self, rng: &mut Xoshiro256PlusPlus) -> Duration {
        seconds(match self {
            Self::Exponential => Exp1.sample(rng),
            Self::Lognormal { location, spread } => LogNormal::new(*location, *spread)
                .expect("a spread above 0")
                .sample(rng),
        })
    }
}

/// Durations, 256 buckets to each power of two of nanoseconds.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Histogram {
    counts: Vec<u64>,
    total: u64,
    sum: f64,
}

impl Histogram {
    fn record(&mut self, duration: Duration) {
        let nanos = duration.as_nanos() as u64;
        let shift = 63 - (nanos | 256).leading_zeros() - 8;
        let bucket = shift as usize * 256 + (nanos >> shift) as usize;
        if bucket >= self.counts.len() {
            self.counts.resize(bucket + 1, 0);
        }
        self.counts[bucket] += 1;
        self.total += 1;
        self.sum += duration.as_secs_f64();
    }

    fn mean(&self) -> f64 {
        self.sum / self.total as f64
    }
}

/// Waiting and sojourn times.
type Figures = (Histogram, Histogram);

/// A queue and its servers.
#[derive(Serialize, Deserialize)]
struct Station {
    done: Output<Job>,
    servers: usize,
    service: Service,
    bound: usize,
    failure: f64,
    deliveries: u32,
    rng: Xoshiro256PlusPlus,
    busy: usize,
    queue: VecDeque<Job>,
    refused: u64,
    dead: u64,
    waiting: Histogram,
    sojourn: Histogram,
}

#[Model]
impl Station {
    fn new(servers: usize, seed: u64) -> Self {
        Self {
            done: Output::default(),
            servers,
            service: Service::Exponential,
            bound: usize::MAX,
            failure: 0.0,
            deliveries: u32::MAX,
            rng: Xoshiro256PlusPlus::seed_from_u64(seed),
            busy: 0,
            queue: VecDeque::new(),
            refused: 0,
            dead: 0,
            waiting: Histogram::default(),
            sojourn: Histogram::default(),
        }
    }

    async fn arrive(&mut self, job: Job, cx: &Context<Self>) {
        if self.busy < self.servers {
            self.busy += 1;
            self.start(job, cx);
        } else if self.queue.len() < self.bound {
            self.queue.push_back(job);
        } else {
            self.refused += 1;
        }
    }

    fn start(&mut self, mut job: Job, cx: &Context<Self>) {
        if job.attempts == 0 {
            self.waiting.record(cx.time().duration_since(job.published));
        }
        job.attempts += 1;
        let delay = self.service.draw(&mut self.rng);
        cx.schedule_event(delay, schedulable!(Self::finish), job)
            .expect("in the future");
    }

    #[nexosim(schedulable)]
    async fn finish(&mut self, job: Job, cx: &Context<Self>) {
        let failed = self.failure > 0.0 && self.rng.random_bool(self.failure);
        if failed && job.attempts < self.deliveries {
            let delay = seconds(f64::from(1 << (job.attempts - 1)));
            cx.schedule_event(delay, schedulable!(Self::come_back), job)
                .expect("in the future");
        } else {
            self.dead += u64::from(failed);
            self.sojourn.record(cx.time().duration_since(job.published));
            self.done.send(Job { attempts: 0, ..job }).await;
        }
        match self.queue.pop_front() {
            Some(next) => self.start(next, cx),
            None => self.busy -= 1,
        }
    }

    #[nexosim(schedulable)]
    async fn come_back(&mut self, job: Job, cx: &Context<Self>) {
        self.arrive(job, cx).await;
    }

    async fn figures(&mut self) -> Figures {
        (self.waiting.clone(), self.sojourn.clone())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().collect();
    let [_, workload, messages] = words.as_slice() else {
        return Err("usage: nexosim-peer WORKLOAD MESSAGES".into());
    };
    let station = |servers| vec![Station::new(servers, 2)];
    let (rate, producers, mut stations) = match workload.as_str() {
        "mm1" => (0.8, 1, station(1)),
        "mm16" => (14.4, 1, station(16)),
        "mg8" => {
            let mut bounded = Station::new(8, 2);
            bounded.service = Service::lognormal(1.0, 4.0);
            bounded.bound = 20;
            (7.6, 1, vec![bounded])
        }
        "tandem" => (3.2, 1, (2..5).map(|seed| Station::new(4, seed)).collect()),
        "crowd" => (980.0, 10_000, station(1000)),
        "redelivery" => {
            let mut failing = Station::new(8, 2);
            failing.failure = 0.3;
            failing.deliveries = 5;
            (4.5, 1, vec![failing])
        }
        _ => return Err(format!("no workload {workload}").into()),
    };
    let messages: f64 = messages.parse()?;

    let mut bench = SimInit::with_num_threads(1);
    let mailboxes: Vec<Mailbox<Station>> = stations.iter().map(|_| Mailbox::new()).collect();
    let mut source = Producers::new(producers, rate);
    source.jobs.connect(Station::arrive, &mailboxes[0]);
    for (station, next) in stations.iter_mut().zip(&mailboxes[1..]) {
        station.done.connect(Station::arrive, next);
    }
    let queries: Vec<_> = (mailboxes.iter())
        .map(|mailbox| {
            let query = QuerySource::new().connect(Station::figures, mailbox);
            query.register(&mut bench)
        })
        .collect();
    for (index, (station, mailbox)) in stations.into_iter().zip(mailboxes).enumerate() {
        bench = bench.add_model(station, mailbox, &format!("station {index}"));
    }
    let mut simulation = bench
        .add_model(source, Mailbox::new(), "producers")
        .init(MonotonicTime::EPOCH)?;

    let start = Instant::now();
    simulation.step_until(seconds(messages / rate))?;
    let millis = start.elapsed().as_secs_f64() * 1e3;
    let (waiting, _) = simulation.process_query(&queries[0], ())?;
    let (_, sojourn) = simulation.process_query(&queries[queries.len() - 1], ())?;
    let means = format!("{} {}", waiting.mean(), sojourn.mean());
    println!("{millis} {} {means}", sojourn.total);
    Ok(())
}
