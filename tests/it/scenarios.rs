//! Random valid scenarios, and random stories of what is done to them while they run. Built as
//! JSON documents, so that whatever is drawn also goes through the reader.

use crate::mechanisms::{self, reconcile, with_fields};
use proptest::prelude::*;
use serde_json::{Value, json};
use tailback::broker::trace::Step;
use tailback::broker::world::{Advance, Ledger};
use tailback::broker::{Happening, World};
use tailback::engine::{SimDuration, SimTime};
use tailback::metrics::totals::Totals;
use tailback::scenario::Scenario;
use tailback::scenario::preset::Preset;
use tailback::session::Run;

/// A random scenario and what is done to a run of it, move by move.
#[derive(Clone, Debug)]
pub struct Story {
    pub scenario: Scenario,
    pub moves: Vec<Move>,
}

/// Something done to a run.
#[derive(Clone, Debug)]
pub enum Move {
    /// Let so many seconds pass.
    Pass(f64),
    /// Let so many seconds pass, or so many events.
    Slice(f64, u64),
    /// Handle so many events, one by one.
    Step(u8),
    /// Change a field; not every value drawn is valid there.
    Edit(String, Value),
}

/// How many nodes of each kind a scenario has.
#[derive(Clone, Copy, Debug)]
struct Shape {
    producers: usize,
    queues: usize,
    consumers: usize,
}

/// Seconds above 0, often on a coarse grid, so that events meet at one instant.
pub fn seconds() -> BoxedStrategy<f64> {
    prop_oneof![
        (1..=8_u32).prop_map(|quarters| f64::from(quarters) / 4.0),
        0.01..2.0_f64
    ]
    .boxed()
}

pub fn distribution(constant: impl Strategy<Value = f64> + 'static) -> BoxedStrategy<Value> {
    prop_oneof![
        2 => constant.prop_map(|value| json!({ "distribution": "constant", "value": value })),
        1 => seconds().prop_map(|mean| json!({ "distribution": "exponential", "mean": mean })),
        1 => (seconds(), 1..6_u32).prop_map(
            |(mean, stages)| json!({ "distribution": "erlang", "mean": mean, "stages": stages })
        ),
        1 => (seconds(), 0.05..4.0).prop_map(
            |(mean, scv)| json!({ "distribution": "lognormal", "mean": mean, "scv": scv })
        ),
        1 => (seconds(), 1.0..8.0).prop_map(
            |(mean, scv)| json!({ "distribution": "hyperexponential", "mean": mean, "scv": scv })
        ),
        3 => rarer_distribution(),
    ]
    .boxed()
}

fn rarer_distribution() -> BoxedStrategy<Value> {
    let family = prop::sample::select(vec!["gamma", "weibull"]);
    prop_oneof![
        2 => (family, seconds(), 0.05..4.0).prop_map(
            |(family, mean, scv)| json!({ "distribution": family, "mean": mean, "scv": scv })
        ),
        1 => (seconds(), 0.0..2.0).prop_map(
            |(low, width)| json!({ "distribution": "uniform", "low": low, "high": low + width })
        ),
        1 => (seconds(), 1.1..4.0).prop_map(
            |(mean, shape)| json!({ "distribution": "pareto", "mean": mean, "shape": shape })
        ),
        1 => prop::collection::vec(seconds(), 1..5)
            .prop_map(|values| json!({ "distribution": "empirical", "values": values })),
        1 => (0.1..0.9, prop::collection::vec(seconds(), 3)).prop_map(|(at, mut values)| {
            values.sort_by(f64::total_cmp);
            let quantiles = json!([[0.0, values[0]], [at, values[1]], [1.0, values[2]]]);
            json!({ "distribution": "empirical", "quantiles": quantiles })
        }),
    ]
    .boxed()
}

/// Service times: those of [`distribution`], and none at all.
fn service() -> BoxedStrategy<Value> {
    distribution(prop_oneof![Just(0.0), seconds()])
}

/// Publishes / s of one copy, silence included.
pub fn rate() -> BoxedStrategy<f64> {
    prop_oneof![1 => Just(0.0), 6 => seconds().prop_map(|interval| 1.0 / interval)].boxed()
}

fn arrivals() -> BoxedStrategy<Value> {
    prop_oneof![
        rate().prop_map(|rate| json!({ "process": "poisson", "rate": rate })),
        rate().prop_map(|rate| json!({ "process": "constant", "rate": rate })),
        distribution(seconds())
            .prop_map(|interval| json!({ "process": "renewal", "interval": interval })),
        mechanisms::arrivals(),
        (mechanisms::arrivals(), 1..5_u32).prop_map(|(mut arrivals, batch)| {
            arrivals["batch"] = json!(batch);
            arrivals
        }),
    ]
    .boxed()
}

fn poll() -> BoxedStrategy<Value> {
    seconds()
        .prop_map(|interval| json!({ "interval": interval }))
        .boxed()
}

/// How long the lock is held: mostly not at all or shortly, sometimes so long that it is what
/// everything waits for.
fn hold() -> BoxedStrategy<f64> {
    prop_oneof![3 => Just(0.0), 3 => 0.001..0.05, 1 => Just(0.25)].boxed()
}

/// Puts `value` into the object `node`, or leaves the field out.
fn put(node: &mut Value, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        node[key] = value.into();
    }
}

fn producer(place: usize, queues: usize) -> BoxedStrategy<Value> {
    let limit = prop::option::weighted(0.3, 1..20_u64);
    let first_at = prop::option::weighted(0.3, prop_oneof![Just(0.0), seconds()]);
    let plain = (0..queues, 0..4_u32, arrivals(), limit, first_at)
        .prop_map(move |(queue, count, arrivals, limit, first_at)| {
            let mut node = json!({
                "id": format!("p{place}"), "to": format!("q{queue}"),
                "count": count, "arrivals": arrivals,
            });
            put(&mut node, "limit", limit);
            put(&mut node, "first_at", first_at);
            node
        })
        .boxed();
    with_fields(plain, mechanisms::of_producer())
}

fn queue(place: usize, queues: usize) -> BoxedStrategy<Value> {
    let plain = prop::option::of(0..6_u64)
        .prop_map(move |bound| {
            let mut node = json!({ "id": format!("q{place}") });
            put(&mut node, "max_ready", bound);
            node
        })
        .boxed();
    with_fields(plain, mechanisms::of_queue(queues))
}

fn consumer(place: usize, queues: usize) -> BoxedStrategy<Value> {
    let plain = (0..queues, 0..5_u32, service(), prop::option::of(poll()))
        .prop_map(move |(queue, count, service, poll)| {
            let mut node = json!({
                "id": format!("c{place}"), "from": format!("q{queue}"),
                "count": count, "service": service,
            });
            put(&mut node, "poll", poll);
            node
        })
        .boxed();
    with_fields(plain, mechanisms::of_consumer(queues))
}

fn broker() -> BoxedStrategy<Value> {
    let plain = mechanisms::lock(hold())
        .prop_map(|lock| json!({ "lock": lock }))
        .boxed();
    let kept = with_fields(plain.clone(), mechanisms::of_broker());
    prop_oneof![2 => plain, 1 => kept].boxed()
}

fn shape() -> impl Strategy<Value = Shape> {
    (1..=3_usize, 1..=2_usize, 1..=3_usize).prop_map(|(producers, queues, consumers)| Shape {
        producers,
        queues,
        consumers,
    })
}

fn document(shape: Shape) -> BoxedStrategy<Value> {
    let nodes = |many: usize, node: &dyn Fn(usize) -> BoxedStrategy<Value>| {
        (0..many).map(node).collect::<Vec<_>>()
    };
    (
        nodes(shape.producers, &|place| producer(place, shape.queues)),
        nodes(shape.queues, &|place| queue(place, shape.queues)),
        nodes(shape.consumers, &|place| consumer(place, shape.queues)),
        broker(),
        prop::option::weighted(0.3, mechanisms::faults(shape.producers, shape.consumers)),
        prop::option::weighted(0.2, mechanisms::alerts(shape.queues)),
        0..1000_u64,
    )
        .prop_map(
            |(producers, queues, consumers, broker, faults, alerts, seed)| {
                let mut document = json!({
                    "tailback": 1, "name": "drawn", "seed": seed, "broker": broker,
                    "producers": producers, "queues": queues, "consumers": consumers,
                });
                put(&mut document, "faults", faults);
                put(&mut document, "alerts", alerts);
                reconcile(document)
            },
        )
        .boxed()
}

/// One field, somewhere in a scenario of this shape, and a new value for it.
fn edit(shape: Shape) -> BoxedStrategy<(String, Value)> {
    let of = |kind: &'static str, many: usize, field: &'static str, value: BoxedStrategy<Value>| {
        (0..many, value)
            .prop_map(move |(place, value)| (format!("{kind}[{place}].{field}"), value))
            .boxed()
    };
    let some = |strategy: BoxedStrategy<f64>| strategy.prop_map(Value::from).boxed();
    let or_null = |strategy: BoxedStrategy<Value>| prop_oneof![Just(Value::Null), strategy].boxed();
    let whole = |most: u64| (0..=most).prop_map(Value::from).boxed();
    let any_of = |kind: &'static str, many, fields: Vec<(&'static str, BoxedStrategy<Value>)>| {
        let edits = fields
            .into_iter()
            .map(|(field, value)| of(kind, many, field, value));
        proptest::strategy::Union::new(edits).boxed()
    };
    let of_producer = |field, value| of("producers", shape.producers, field, value);
    let of_consumer = |field, value| of("consumers", shape.consumers, field, value);
    prop_oneof![
        3 => of_producer("arrivals.rate", some(rate())),
        2 => of_producer("arrivals", arrivals()),
        2 => of_producer("count", whole(4)),
        2 => of_producer("limit", or_null(whole(30))),
        1 => of_producer("first_at", or_null(some(seconds()))),
        3 => of("queues", shape.queues, "max_ready", or_null(whole(6))),
        3 => of_consumer("count", whole(5)),
        2 => of_consumer("service", service()),
        2 => of_consumer("poll", or_null(poll())),
        1 => of_consumer("poll.interval", some(seconds())),
        4 => any_of("producers", shape.producers, mechanisms::of_producer()),
        6 => any_of("queues", shape.queues, mechanisms::of_queue(shape.queues)),
        6 => any_of("consumers", shape.consumers, mechanisms::of_consumer(shape.queues)),
        2 => or_null(mechanisms::faults(shape.producers, shape.consumers))
            .prop_map(|faults| ("faults".to_owned(), faults)),
        1 => or_null(mechanisms::alerts(shape.queues)).prop_map(|alerts| ("alerts".to_owned(), alerts)),
        2 => some(hold()).prop_map(|hold| ("broker.lock.hold".to_owned(), hold)),
        2 => mechanisms::lock(hold()).prop_map(|lock| ("broker.lock".to_owned(), lock)),
        2 => proptest::strategy::Union::new(mechanisms::of_broker().into_iter().map(|(field, value)| {
            value.prop_map(move |value| (format!("broker.{field}"), value)).boxed()
        })),
    ]
    .boxed()
}

fn a_move(shape: Shape) -> BoxedStrategy<Move> {
    prop_oneof![
        2 => seconds().prop_map(Move::Pass),
        2 => (seconds(), 1..30_u64).prop_map(|(length, events)| Move::Slice(length, events)),
        1 => (1..20_u8).prop_map(Move::Step),
        3 => edit(shape).prop_map(|(path, value)| Move::Edit(path, value)),
    ]
    .boxed()
}

fn valid(document: &Value) -> Scenario {
    Scenario::from_value(document).expect("only valid scenarios are drawn")
}

/// Any valid scenario, as its document.
pub fn any_document() -> impl Strategy<Value = Value> {
    shape().prop_flat_map(document)
}

/// Any valid scenario.
pub fn any_scenario() -> impl Strategy<Value = Scenario> {
    any_document().prop_map(|document| valid(&document))
}

/// Any valid scenario, and what is done to a run of it.
pub fn any_story() -> impl Strategy<Value = Story> {
    shape()
        .prop_flat_map(|shape| (document(shape), prop::collection::vec(a_move(shape), 1..30)))
        .prop_map(|(document, moves)| Story {
            scenario: valid(&document),
            moves,
        })
}

/// How many cases of a property are tried that runs a simulation in each.
pub fn cases(many: u32) -> ProptestConfig {
    ProptestConfig {
        // A failure is turned into a test with a name of its own, not into a file of seeds.
        failure_persistence: None,
        ..ProptestConfig::with_cases(many)
    }
}

/// A scenario with one producer (a constant rate of 1 / s), one queue and one worker (a service of
/// 1 s): what a test does not say about its scenario. `changes` are put into it one by one.
pub fn plain(changes: &[(&str, Value)]) -> Scenario {
    let plain = json!({
        "tailback": 1, "name": "plain",
        "producers": [{ "id": "p", "to": "q", "arrivals": { "process": "constant", "rate": 1.0 } }],
        "queues": [{ "id": "q" }],
        "consumers": [
            { "id": "c", "from": "q", "service": { "distribution": "constant", "value": 1.0 } }
        ],
    });
    changes
        .iter()
        .fold(valid(&plain), |scenario, (path, value)| {
            scenario
                .with(path, value)
                .unwrap_or_else(|problems| panic!("{path} = {value}: {problems:?}"))
        })
}

/// The preset called `slug`.
pub fn preset(slug: &str) -> Scenario {
    Preset::find(slug)
        .expect("the preset comes with the page")
        .scenario()
}

/// The instant `seconds` after the start.
pub fn at(seconds: f64) -> SimTime {
    SimTime::from_secs(seconds)
}

/// Lets everything happen that is due up to `until`.
pub fn pass(run: &mut Run, until: SimTime) {
    while run.advance(until, u64::MAX) == Advance::Spent {}
}

/// Changes a field that is known to be right.
pub fn edit_to(run: &mut Run, path: &str, value: impl Into<Value>) {
    let value = value.into();
    if let Err(problems) = run.edit(path, &value) {
        panic!("{path} = {value}: {problems:?}");
    }
}

impl Move {
    /// Does it to `run`.
    pub fn make(&self, run: &mut Run) {
        let now = run.world().now();
        match self {
            Self::Pass(length) => pass(run, now + SimDuration::from_secs(*length)),
            Self::Slice(length, events) => {
                run.advance(now + SimDuration::from_secs(*length), *events);
            }
            Self::Step(many) => {
                for _ in 0..*many {
                    run.step();
                }
            }
            Self::Edit(path, value) => {
                // Some of the values drawn do not fit the field as it then is; those must leave
                // the run as it was, and a test of its own says so.
                let _ = run.edit(path, value);
            }
        }
    }
}

/// Everything by which two runs can be told apart from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    now: SimTime,
    ended: bool,
    ledger: Ledger,
    totals: Totals,
    trace: Vec<Happening>,
    due: Vec<Option<SimTime>>,
    quantiles: Vec<Option<f64>>,
}

/// The state of `world`.
pub fn snapshot(world: &World) -> Snapshot {
    let copies = world.producers().iter().flat_map(|node| &node.copies);
    let quantiles = [0.1, 0.5, 0.99];
    let histograms = [world.waiting(), world.sojourn()];
    Snapshot {
        now: world.now(),
        ended: world.has_ended(),
        ledger: world.ledger(),
        totals: world.totals(),
        trace: trace_of(world),
        due: copies.map(|copy| copy.next).collect(),
        quantiles: histograms
            .iter()
            .flat_map(|histogram| quantiles.map(|at| histogram.quantile(at)))
            .collect(),
    }
}

/// What the trace of `world` remembers, oldest first.
pub fn trace_of(world: &World) -> Vec<Happening> {
    let trace = world.trace().expect("the world of a run keeps a trace");
    trace.since(0).copied().collect()
}

/// When what `is_it` picks happened, in seconds.
pub fn instants(world: &World, is_it: impl Fn(Step) -> bool) -> Vec<f64> {
    let happenings = trace_of(world).into_iter();
    happenings
        .filter(|happening| is_it(happening.step))
        .map(|happening| happening.time.secs())
        .collect()
}

/// When messages were published.
pub fn publishes(world: &World) -> Vec<f64> {
    instants(world, |step| matches!(step, Step::Published { .. }))
}

/// When services began.
pub fn deliveries(world: &World) -> Vec<f64> {
    instants(world, |step| matches!(step, Step::Delivered(_)))
}

/// When services ended.
pub fn settlements(world: &World) -> Vec<f64> {
    instants(world, |step| matches!(step, Step::Settled(_)))
}
