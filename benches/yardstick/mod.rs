//! The workloads of the benches, through the whole engine and through the yardstick: the least
//! event loop that one would write by hand for just this, on the standard library's heap, with the
//! same random numbers, the same histograms and the same figures.

use serde_json::json;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use tailback::broker::World;
use tailback::engine::rng::{Purpose, Stream};
use tailback::engine::{SimDuration, SimTime};
use tailback::metrics::Histogram;
use tailback::metrics::totals::Metric;
use tailback::scenario::Scenario;

/// Messages before anything is measured.
const WARM_UP: u64 = 500_000;

/// M/M/c with a mean service time of 1 s.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    /// What it is called.
    pub name: &'static str,
    /// Publishes / s.
    pub rate: f64,
    /// Servers.
    pub servers: usize,
}

/// What the benches measure.
pub const WORKLOADS: [Workload; 2] = [
    Workload {
        name: "M/M/1, 80 %",
        rate: 0.8,
        servers: 1,
    },
    Workload {
        name: "M/M/16, 90 %",
        rate: 14.4,
        servers: 16,
    },
];

/// L, W and utilisation: what both loops must agree about.
#[derive(Clone, Copy, Debug)]
struct Figures {
    system_mean: f64,
    waiting_mean: f64,
    utilisation: f64,
}

impl Figures {
    /// Whether they are the same but for rounding.
    fn agree_with(&self, other: &Self) -> bool {
        let close = |one: f64, other: f64| (one / other - 1.0).abs() < 1e-12;
        close(self.system_mean, other.system_mean)
            && close(self.waiting_mean, other.waiting_mean)
            && close(self.utilisation, other.utilisation)
    }
}

impl Workload {
    /// A world and a yardstick of it, both warm, that have lived the same run so far.
    pub fn pair(&self) -> (World, Yardstick) {
        let (mut world, mut yardstick) = (self.world(), self.yardstick());
        run_world(&mut world, WARM_UP);
        yardstick.run(WARM_UP);
        let (engine, by_hand) = (figures_of(&world), yardstick.figures());
        assert!(engine.agree_with(&by_hand), "{engine:?}, not {by_hand:?}");
        (world, yardstick)
    }

    /// A world of it at time 0, without a trace.
    fn world(&self) -> World {
        let document = json!({
            "tailback": 1, "name": self.name, "seed": 1,
            "producers": [
                { "id": "p", "to": "q", "arrivals": { "process": "poisson", "rate": self.rate } },
            ],
            "queues": [{ "id": "q" }],
            "consumers": [{
                "id": "c", "from": "q", "count": self.servers,
                "service": { "distribution": "exponential", "mean": 1.0 },
            }],
        });
        let scenario = Scenario::from_value(&document).expect("valid");
        World::new(&scenario.settings(), scenario.seed, 0)
    }

    fn yardstick(&self) -> Yardstick {
        Yardstick::new(self.rate, 1.0, self.servers)
    }
}

/// Lets `messages` more be settled.
pub fn run_world(world: &mut World, messages: u64) {
    let target = world.ledger().settled + messages;
    // Every message is two events, so this never goes beyond the target.
    while world.ledger().settled < target {
        world.advance(SimTime::MAX, target - world.ledger().settled);
    }
}

fn figures_of(world: &World) -> Figures {
    let sums = world.system_sums();
    let figure = |metric: Metric| metric.value(&sums).expect("messages were settled");
    Figures {
        system_mean: figure(Metric::SystemMean),
        waiting_mean: figure(Metric::WaitingMean),
        utilisation: figure(Metric::Utilisation),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrival,
    Departure { arrived: u64 },
}

/// The hand-written loop: time in whole ns, ties broken by sequence.
pub struct Yardstick {
    heap: BinaryHeap<Reverse<(u64, u64, Event)>>,
    sequence: u64,
    now: u64,
    waiting_since: VecDeque<u64>,
    servers: usize,
    busy: usize,
    interarrival: f64,
    service: f64,
    arrivals: Stream,
    services: Stream,
    waiting: Histogram,
    sojourn: Histogram,
    settled: u64,
    started: u64,
    waited: u128,
    changed: u64,
    system_area: u128,
    busy_area: u128,
}

impl Yardstick {
    fn new(rate: f64, service: f64, servers: usize) -> Self {
        let mut loop_ = Self {
            heap: BinaryHeap::new(),
            sequence: 0,
            now: 0,
            waiting_since: VecDeque::new(),
            servers,
            busy: 0,
            interarrival: 1.0 / rate,
            service,
            arrivals: Stream::new(1, Purpose::Arrivals, 0, 0),
            services: Stream::new(1, Purpose::Service, 0, 0),
            waiting: Histogram::new(),
            sojourn: Histogram::new(),
            settled: 0,
            started: 0,
            waited: 0,
            changed: 0,
            system_area: 0,
            busy_area: 0,
        };
        loop_.schedule_arrival();
        loop_
    }

    fn schedule(&mut self, delay: f64, event: Event) {
        let time = self.now + (delay * 1e9 + 0.5) as u64;
        self.heap.push(Reverse((time, self.sequence, event)));
        self.sequence += 1;
    }

    fn schedule_arrival(&mut self) {
        let delay = self.interarrival * self.arrivals.exponential();
        self.schedule(delay, Event::Arrival);
    }

    fn start(&mut self, arrived: u64) {
        let waited = self.now - arrived;
        self.started += 1;
        self.waited += u128::from(waited);
        self.waiting.record(SimDuration::from_nanos(waited));
        let delay = self.service * self.services.exponential();
        self.schedule(delay, Event::Departure { arrived });
    }

    fn count_areas(&mut self, now: u64) {
        let passed = u128::from(now - self.changed);
        self.system_area += (self.waiting_since.len() + self.busy) as u128 * passed;
        self.busy_area += self.busy as u128 * passed;
        self.changed = now;
    }

    /// Lets `messages` more be settled.
    pub fn run(&mut self, messages: u64) {
        let target = self.settled + messages;
        while self.settled < target {
            let Some(Reverse((time, _, event))) = self.heap.pop() else {
                return;
            };
            self.now = time;
            self.count_areas(time);
            match event {
                Event::Arrival => {
                    if self.busy < self.servers {
                        self.busy += 1;
                        self.start(time);
                    } else {
                        self.waiting_since.push_back(time);
                    }
                    self.schedule_arrival();
                }
                Event::Departure { arrived } => {
                    self.settled += 1;
                    self.sojourn.record(SimDuration::from_nanos(time - arrived));
                    match self.waiting_since.pop_front() {
                        Some(next) => self.start(next),
                        None => self.busy -= 1,
                    }
                }
            }
        }
    }

    fn figures(&self) -> Figures {
        let time = self.now as f64;
        Figures {
            system_mean: self.system_area as f64 / time,
            waiting_mean: self.waited as f64 / self.started as f64 / 1e9,
            utilisation: self.busy_area as f64 / time / self.servers as f64,
        }
    }
}
