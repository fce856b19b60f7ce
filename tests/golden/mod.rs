//! Runs whose every digit is written down. Native and WebAssembly tests both compute them and
//! compare: the same scenario, seed and edits are the same run on every machine, today and later.
//!
//! After a change that is meant to change figures, `UPDATE_GOLDEN=1 cargo test --test it golden`
//! writes them anew; the diff shows what became of them. A new case needs its name below and an
//! empty file to begin with.

use serde_json::{Value, json};
use tailback::broker::world::Advance;
use tailback::engine::SimTime;
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::target::Target;
use tailback::experiment::warm_up::WarmUp;
use tailback::experiment::work::in_turn;
use tailback::scenario::Scenario;
use tailback::scenario::preset::Preset;
use tailback::session::Run;
use tailback::theory::Load;

/// Publishes of one replication.
const PUBLISHES: f64 = 5000.0;

macro_rules! committed {
    ($($name:literal)*) => {
        /// What is written down: name and text.
        pub const COMMITTED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!($name, ".json")))),*];
    };
}

committed! {
    "preset-work-queue"
    "preset-article"
    "preset-overload"
    "preset-daily-rush"
    "preset-timers"
    "preset-two-classes"
    "preset-noisy-neighbour"
    "preset-pipeline"
    "preset-moving-bottleneck"
    "preset-sidecar"
    "preset-retries"
    "preset-poison-message"
    "preset-head-of-line"
    "preset-visibility-timeout"
    "preset-ack-before-work"
    "preset-slow-link"
    "preset-two-choices"
    "preset-fan-out"
    "preset-topics"
    "preset-idle-consumers"
    "preset-hot-partition"
    "preset-rebalance"
    "preset-crash"
    "preset-group-commit"
    "preset-leader-crash"
    "preset-scale-out-hurts"
    "preset-catch-up"
    "preset-alarms"
    "preset-retry-storm"
    "preset-goodput-collapse"
    "preset-lifo-overload"
    "preset-thundering-herd"
    "preset-coordinated-omission"
    "preset-swinging-autoscaler"
    "preset-consumer-batching"
    "preset-bufferbloat"
    "preset-codel"
    "oracle-mm1-rho0.5"
    "oracle-mm1-rho0.8"
    "oracle-mm1-rho0.95"
    "oracle-mm4-rho0.9"
    "oracle-mm16-rho0.9"
    "oracle-mmck-0.9-1-10"
    "oracle-mmck-1.2-1-10"
    "oracle-mmck-8-10-10"
    "oracle-mg1-deterministic-0.8"
    "oracle-mg1-lognormal-0.8"
    "oracle-mg1-erlang-4-0.7"
    "oracle-gim1-deterministic-0.8"
    "oracle-gim1-erlang-2-0.9"
    "oracle-priority-np-2"
    "oracle-priority-pr-2"
    "oracle-sjf-0.8"
    "oracle-spread-fifo-0.8"
    "oracle-spread-lifo-0.8"
    "oracle-spread-random-0.8"
    "oracle-batch-0.2-4"
    "oracle-erlang-a-10-9"
    "oracle-mmc-d-0.9-1"
    "oracle-closed-10-1"
    "oracle-mmpp-2.0-1"
    "oracle-breakdown-0.5"
    "oracle-retry-8"
    "oracle-poll-0.5"
    "oracle-tandem-2"
    "batches"
    "precision"
    "edited-run"
}

/// What this machine finds: name and text, in the order of [`COMMITTED`].
pub fn computed() -> Vec<(String, String)> {
    let presets = Preset::all().map(|preset| {
        let name = format!("preset-{}", preset.slug);
        (name, replications(&preset.scenario()))
    });
    let oracles = oracles()
        .into_iter()
        .map(|(id, scenario)| (format!("oracle-{id}"), replications(&scenario)));
    let work_queue = Preset::first().scenario();
    let others = [
        ("batches".to_owned(), batches(&work_queue)),
        ("precision".to_owned(), precision(&work_queue)),
        ("edited-run".to_owned(), edited_run()),
    ];
    presets.chain(oracles).chain(others).collect()
}

/// The scenarios with known theory of which this version knows every field.
fn oracles() -> Vec<(String, Scenario)> {
    let text = include_str!("../oracles/theory.json");
    let cases: Vec<Value> = serde_json::from_str(text).expect("the oracles are JSON");
    let valid = |case: &Value| {
        let scenario = Scenario::from_value(&case["scenario"]).ok()?;
        Some((case["id"].as_str()?.to_owned(), scenario))
    };
    cases.iter().filter_map(valid).collect()
}

fn report(scenario: &Scenario, replications: u32, stop: Stop) -> String {
    let plan = Plan {
        replications,
        confidence: 0.95,
        stop,
        series: None,
    };
    plan.run(scenario, &in_turn).to_json() + "\n"
}

fn for_a_while(scenario: &Scenario) -> Stop {
    let rate: f64 = Load::of(scenario)
        .iter()
        .map(|load| load.arrival_rate)
        .sum();
    let length = PUBLISHES / rate;
    let warm_up = WarmUp::Found;
    Stop::After { length, warm_up }
}

fn replications(scenario: &Scenario) -> String {
    report(scenario, 2, for_a_while(scenario))
}

fn batches(scenario: &Scenario) -> String {
    report(scenario, 1, for_a_while(scenario))
}

fn precision(scenario: &Scenario) -> String {
    let stop = Stop::Precision {
        relative: 0.2,
        events: 1_000_000,
        metrics: Target::usual(),
    };
    report(scenario, 4, stop)
}

/// A run with everything that can be edited, edited, between slices of the sizes of a live run.
fn edited_run() -> String {
    let mut run = Run::new(busy_scenario());
    for (seconds, path, value) in edits() {
        let until = SimTime::from_secs(seconds);
        while run.advance(until, 256) == Advance::Spent {}
        run.step();
        run.edit(path, &value).expect("each edit fits");
    }
    let until = SimTime::from_secs(200.0);
    while run.advance(until, 256) == Advance::Spent {}
    let text = serde_json::to_string_pretty(&state(&run)).expect("plain data");
    text + "\n"
}

fn busy_scenario() -> Scenario {
    let distribution =
        |name: &str, mean: f64, scv: f64| json!({ "distribution": name, "mean": mean, "scv": scv });
    let document = json!({
        "tailback": 1, "name": "Everything at once", "seed": 42,
        "broker": { "lock": { "hold": 0.01 } },
        "producers": [
            { "id": "a", "to": "x", "count": 2,
              "arrivals": { "process": "poisson", "rate": 3 } },
            { "id": "b", "to": "y", "first_at": 1.5,
              "arrivals": { "process": "renewal", "interval": distribution("lognormal", 0.3, 2.0) } },
            { "id": "c", "to": "y", "limit": 100,
              "arrivals": { "process": "constant", "rate": 2 } },
        ],
        "queues": [{ "id": "x", "max_ready": 12 }, { "id": "y" }],
        "consumers": [
            { "id": "d", "from": "x", "count": 3,
              "service": distribution("hyperexponential", 0.4, 3.0) },
            { "id": "e", "from": "y", "count": 2, "poll": { "interval": 0.2 },
              "service": { "distribution": "erlang", "mean": 0.25, "stages": 3 } },
        ],
    });
    Scenario::from_value(&document).expect("valid")
}

fn edits() -> Vec<(f64, &'static str, Value)> {
    vec![
        (10.0, "producers[0].arrivals.rate", json!(4.5)),
        (20.0, "consumers[0].count", json!(1)),
        (30.0, "consumers[0].count", json!(5)),
        (40.0, "queues[0].max_ready", json!(3)),
        (50.0, "queues[0].max_ready", json!(null)),
        (60.0, "consumers[1].poll", json!(null)),
        (70.0, "broker.lock.hold", json!(0)),
        (80.0, "consumers[0].poll", json!({ "interval": 0.05 })),
        (90.0, "broker.lock.hold", json!(0.02)),
        (100.0, "producers[2].limit", json!(150)),
        (110.0, "producers[0].count", json!(4)),
        (120.0, "producers[0].arrivals.rate", json!(0)),
        (130.0, "producers[0].arrivals.rate", json!(1.25)),
        (140.0, "consumers[1].service.mean", json!(0.1)),
        (150.0, "producers[1].arrivals.interval.scv", json!(0.5)),
    ]
}

/// Everything that tells one run from another. Counts and areas go beyond what JSON numbers hold,
/// so they are written as Rust writes them.
fn state(run: &Run) -> Value {
    let world = run.world();
    let totals = world.totals();
    let sums = [&totals.producers, &totals.queues, &totals.consumers];
    let debug = |item: &dyn std::fmt::Debug| format!("{item:?}");
    let trace = world.trace().expect("the world of a run keeps a trace");
    let histograms = [world.waiting(), world.sojourn()];
    json!({
        "scenario": run.current(),
        "edits": run.edits(),
        "now": world.now().nanos(),
        "ledger": debug(&world.ledger()),
        "system": debug(&totals.system),
        "nodes": sums.into_iter().flatten().map(|sums| debug(sums)).collect::<Vec<_>>(),
        "quantiles": histograms.map(|histogram| [0.1, 0.5, 0.99].map(|at| histogram.quantile(at))),
        "trace": trace
            .since(trace.recorded() - 40)
            .map(|happening| debug(happening))
            .collect::<Vec<_>>(),
    })
}

/// Where a computed text departs from what is written down; none if it does not.
pub fn difference(name: &str, text: &str) -> Option<String> {
    let Some((_, committed)) = COMMITTED.iter().find(|(known, _)| *known == name) else {
        return Some(format!("{name} is not written down"));
    };
    if *committed == text {
        return None;
    }
    let mut lines = committed.lines().zip(text.lines()).zip(1..);
    let first = lines.find(|((then, now), _)| then != now);
    Some(match first {
        Some(((then, now), line)) => format!("{name}, line {line}: {then} became {now}"),
        None => format!("{name} became longer or shorter"),
    })
}
