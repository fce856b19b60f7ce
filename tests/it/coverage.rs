//! Intervals cover the exact value as often as they say: over many seeds of models whose exact
//! values are known, for every way to make an interval. Seeds are 1, 2, 3 and so on.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::RangeInclusive;
use std::sync::Mutex;
use tailback::broker::World;
use tailback::cli::crew;
use tailback::engine::{SimDuration, SimTime};
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::target::Target;
use tailback::experiment::warm_up::WarmUp;
use tailback::experiment::work::in_turn;
use tailback::metrics::Batches;
use tailback::scenario::Scenario;

/// How intervals are made.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// So many runs of so many publishes each.
    Replications(u32, f64),
    /// One run of so many publishes.
    Batches(f64),
    /// Until the relative half-width is at most this.
    Precision(f64),
}

impl Way {
    fn plan(self, rate: f64, confidence: f64) -> Plan {
        let after = |publishes: f64| Stop::After {
            length: publishes / rate,
            warm_up: WarmUp::Found,
        };
        let (replications, stop) = match self {
            Self::Replications(replications, publishes) => (replications, after(publishes)),
            Self::Batches(publishes) => (1, after(publishes)),
            Self::Precision(relative) => {
                let stop = Stop::Precision {
                    relative,
                    events: 4_000_000_000,
                    metrics: Target::usual(),
                };
                (32, stop)
            }
        };
        Plan {
            replications,
            confidence,
            stop,
            series: None,
        }
    }
}

/// What a figure is.
fn kind_of(path: &str) -> &'static str {
    match path.trim_start_matches("system.") {
        "probability_of_waiting" | "loss_probability" => "ratio",
        "utilisation" | "throughput" => "rate",
        name if name.contains("_p") => "quantile",
        _ => "mean",
    }
}

/// What became of the intervals of one figure.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    covered: u32,
    missed: u32,
    /// Runs that gave no interval.
    without: u32,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.covered += other.covered;
        self.missed += other.missed;
        self.without += other.without;
    }

    /// Share of the intervals that covered.
    fn share(self) -> f64 {
        f64::from(self.covered) / f64::from(self.covered + self.missed)
    }

    /// Share of the runs that gave an interval.
    fn given(self) -> f64 {
        let intervals = self.covered + self.missed;
        f64::from(intervals) / f64::from(intervals + self.without)
    }
}

type Counts = BTreeMap<String, Count>;

struct Model {
    name: String,
    scenario: Value,
    exact: Vec<(String, f64)>,
}

impl Model {
    /// One with known theory.
    fn find(id: &str) -> Self {
        let text = include_str!("../oracles/theory.json");
        let cases: Vec<Value> = serde_json::from_str(text).expect("the oracles are JSON");
        let mut cases = cases.into_iter();
        let case = cases.find(|case| case["id"] == id).expect("a case");
        let expect = case["expect"].as_object().expect("expectations").iter();
        // What is known without chance has intervals without width.
        let random = expect.filter(|(_, exact)| exact.as_f64() != Some(0.0));
        Self {
            name: id.to_owned(),
            scenario: case["scenario"].clone(),
            exact: random
                .map(|(path, exact)| (path.clone(), exact.as_f64().expect("a number")))
                .collect(),
        }
    }

    fn with_seed(&self, seed: u64) -> Scenario {
        let mut document = self.scenario.clone();
        document["seed"] = seed.into();
        Scenario::from_value(&document).expect("the case runs as it stands")
    }

    fn rate(&self) -> f64 {
        let rate = &self.scenario["producers"][0]["arrivals"]["rate"];
        rate.as_f64().expect("a Poisson process")
    }

    /// The figures of one seed.
    fn once(&self, seed: u64, way: Way, confidence: f64) -> Counts {
        let scenario = self.with_seed(seed);
        let report = way.plan(self.rate(), confidence).run(&scenario, &in_turn);
        let one = |(path, exact): &(String, f64)| {
            let target = Target::parse(path, &scenario).expect("a figure");
            let estimate = target.estimate(&report).expect("it is measured");
            let mut count = Count::default();
            match (estimate.low, estimate.high) {
                (Some(low), Some(high)) if (low..=high).contains(exact) => count.covered = 1,
                (Some(_), Some(_)) => count.missed = 1,
                _ => count.without = 1,
            }
            (path.clone(), count)
        };
        self.exact.iter().map(one).collect()
    }

    /// The figures of those seeds.
    fn counts(&self, seeds: RangeInclusive<u64>, way: Way, confidence: f64) -> Counts {
        let all = Mutex::new(Counts::new());
        let jobs = Mutex::new(seeds);
        let next = || jobs.lock().expect("no panic").next();
        std::thread::scope(|scope| {
            for _ in 0..crew::cores() {
                scope.spawn(|| {
                    while let Some(seed) = next() {
                        let counts = self.once(seed, way, confidence);
                        let mut all = all.lock().expect("no panic");
                        for (path, count) in counts {
                            all.entry(path).or_default().add(count);
                        }
                    }
                });
            }
        });
        all.into_inner().expect("no panic")
    }
}

/// Coverage by kind of figure, all models together. Each has seeds of its own: with the same ones
/// models draw the same numbers, and their errors would not be independent.
fn by_kind(ids: &[&str], seeds: u64, way: Way) -> Counts {
    let mut kinds = Counts::new();
    for (place, id) in (0..).zip(ids) {
        let first = place * seeds + 1;
        let counts = Model::find(id).counts(first..=first + seeds - 1, way, 0.95);
        for (path, count) in counts {
            kinds
                .entry(kind_of(&path).to_owned())
                .or_default()
                .add(count);
        }
    }
    kinds
}

fn check(ids: &[&str], way: Way) {
    let kinds = by_kind(ids, 200, way);
    println!("{way:?} {kinds:?}");
    for (kind, count) in kinds {
        let share = count.share();
        assert!((0.93..=0.97).contains(&share), "{way:?} {kind}: {share}");
        assert!(count.given() > 0.9, "{way:?} {kind}: {count:?}");
    }
}

const MODELS: [&str; 4] = ["mm1-rho0.5", "mm1-rho0.8", "mm4-rho0.9", "mmck-0.9-1-10"];

#[test]
fn intervals_of_replications_cover() {
    check(&MODELS, Way::Replications(10, 8e3));
}

#[test]
fn intervals_of_batch_means_cover() {
    check(&MODELS, Way::Batches(2e5));
}

#[test]
fn intervals_of_runs_to_precision_cover() {
    let light = ["mm1-rho0.5", "mm1-rho0.8", "mmck-0.9-1-10"];
    check(&light, Way::Precision(0.1));
}

/// A table of every model, way and figure; minutes long. The last one is in docs/statistics.md:
/// `SEEDS=1000 cargo test --release --test it coverage_in_full -- --ignored --nocapture`.
#[test]
#[ignore = "takes an hour; the test above is its short form"]
fn coverage_in_full() {
    let number = |name: &str, usual: u64| {
        let text = std::env::var(name).unwrap_or_default();
        text.parse().unwrap_or(usual)
    };
    let asked = std::env::var("MODELS").unwrap_or_else(|_| {
        "mm1-rho0.5 mm1-rho0.8 mm1-rho0.95 mm4-rho0.9 mmck-0.9-1-10 mg1-lognormal-0.8".to_owned()
    });
    let seeds = number("SEEDS", 1000);
    let only = std::env::var("WAY").unwrap_or_default();
    let ways = [
        (Way::Replications(20, 1e4), 0.95),
        (Way::Replications(100, 2e3), 0.95),
        (Way::Batches(2e5), 0.95),
        (Way::Precision(0.05), 0.95),
        (Way::Precision(0.05), 0.99),
    ];
    for (way, confidence) in ways {
        if !format!("{way:?} {confidence}").contains(&only) {
            continue;
        }
        for id in asked.split_whitespace() {
            let model = Model::find(id);
            let counts = model.counts(1..=seeds, way, confidence);
            let mut row = format!("{way:?} {confidence} {}", model.name);
            for (path, count) in counts {
                let (share, given) = (100.0 * count.share(), 100.0 * count.given());
                let name = path.trim_start_matches("system.");
                let _ = write!(row, "\n  {name:<24} {share:6.2} %  given {given:.1} %");
            }
            println!("{row}");
        }
    }
}

/// Runs of the page, each with another seed.
const RUNS: u64 = 200;

/// As the page has it: one run, cut into batches as it goes on.
#[test]
fn the_interval_of_the_p99_of_a_run_that_goes_on_covers() {
    let exact = 100.0_f64.ln() / (1.0 - 0.5);
    let (mut sure, mut covered) = (0, 0);
    for seed in 1..=RUNS {
        let document = json!({
            "tailback": 1, "name": "M/M/1", "seed": seed,
            "producers": [{ "id": "web", "to": "orders",
                "arrivals": { "process": "poisson", "rate": 0.5 } }],
            "queues": [{ "id": "orders" }],
            "consumers": [{ "id": "worker", "from": "orders",
                "service": { "distribution": "exponential", "mean": 1.0 } }],
        });
        let scenario = Scenario::from_value(&document).expect("valid");
        let mut world = World::new(&scenario.settings(), seed, 0);
        world.advance(SimTime::from_secs(200.0), u64::MAX);
        world.clear_statistics();
        let length = SimDuration::from_secs(50.0);
        let mut batches = Batches::new(world.now(), world.system_sums(), world.sojourn(), length);
        for step in 1..=6000 {
            world.advance(SimTime::from_secs(200.0 + 10.0 * f64::from(step)), u64::MAX);
            batches.note(world.now(), &world.system_sums(), world.sojourn());
        }
        let p99 = batches.sojourn_quantile(0.99, world.sojourn().clone(), 0.95);
        if let (Some(low), Some(high)) = (p99.low, p99.high) {
            sure += 1;
            covered += u32::from(low <= exact && exact <= high);
        }
    }
    let share = f64::from(covered) / f64::from(sure);
    println!("{covered} of {sure} cover, of {RUNS} runs");
    assert!(
        f64::from(sure) > 0.8 * RUNS as f64,
        "{sure} have an interval"
    );
    assert!((0.92..=0.98).contains(&share), "{share}");
}
