//! Whatever is read: what is right survives a round trip and runs, and nothing whatever makes the
//! reader panic.

use crate::scenario_file::put;
use crate::scenarios::{any_document, any_scenario, at, cases};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tailback::broker::World;
use tailback::engine::SimTime;
use tailback::scenario::Scenario;

/// Any JSON at all, with the words of a scenario among its texts.
fn any_json() -> impl Strategy<Value = Value> {
    let words = [
        "tailback",
        "name",
        "producers",
        "queues",
        "consumers",
        "id",
        "to",
        "from",
        "count",
        "arrivals",
        "process",
        "poisson",
        "rate",
        "service",
        "distribution",
        "exponential",
        "mean",
        "scv",
        "shape",
        "low",
        "high",
        "values",
        "quantiles",
        "pareto",
        "empirical",
        "poll",
        "interval",
        "orders",
        "broker",
        "lock",
        "hold",
    ];
    let text = prop_oneof![
        prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        ".{0,8}"
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-3..4_i32).prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((text.clone(), inner), 0..6)
                .prop_map(|fields| Value::from(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Every place in `value`, as JSON pointers.
fn pointers(value: &Value, here: &str, all: &mut Vec<String>) {
    if !here.is_empty() {
        all.push(here.to_owned());
    }
    let fields = value.as_object().into_iter().flatten();
    // Without the keys that a pointer would have to escape.
    for (key, field) in fields.filter(|(key, _)| !key.contains(['/', '~'])) {
        pointers(field, &format!("{here}/{key}"), all);
    }
    for (index, element) in value.as_array().into_iter().flatten().enumerate() {
        pointers(element, &format!("{here}/{index}"), all);
    }
}

/// A valid document with some places overwritten.
fn mutated() -> impl Strategy<Value = Value> {
    let change = (any::<prop::sample::Index>(), any_json());
    (any_document(), prop::collection::vec(change, 1..4)).prop_map(|(mut document, changes)| {
        for (index, value) in changes {
            let mut all = Vec::new();
            pointers(&document, "", &mut all);
            let pointer: &String = index.get(&all);
            put(&mut document, pointer, value);
        }
        document
    })
}

/// What a person would type: mostly paths of fields that exist.
fn any_path() -> impl Strategy<Value = String> {
    let known = [
        "",
        "name",
        "seed",
        "tailback",
        "broker",
        "broker.lock",
        "broker.lock.hold",
        "producers",
        "producers[0]",
        "producers[0].id",
        "producers[0].arrivals",
        "producers[0].arrivals.rate",
        "producers[0].limit",
        "producers[7]",
        "queues[0].max_ready",
        "queues[0].id",
        "consumers[0].service",
        "consumers[0].service.mean",
        "consumers[0].poll.interval",
        "consumers[0].from",
        "name.x",
        "name[0]",
        "seed.x",
        "[0]",
        "producers[99999999999999999999]",
        "producers[0][0]",
        "a.b.c",
    ];
    prop_oneof![
        3 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "[a-z\\[\\]0-9.]{0,20}",
        1 => ".{0,20}",
    ]
}

/// A number field at an end of its range, or close to nothing.
fn extreme() -> impl Strategy<Value = Scenario> {
    let rate = prop::sample::select(vec![0.0, -0.0, 5e-324, 1e-300, 1e-9, 1.0, 1e6]);
    let mean = || prop::sample::select(vec![1e-6, 1.0, 1e7]);
    let service = prop_oneof![
        prop::sample::select(vec![0.0, 1e-300, 1e7])
            .prop_map(|value| json!({ "distribution": "constant", "value": value })),
        (mean(), prop::sample::select(vec![1, 1000])).prop_map(
            |(mean, stages)| json!({ "distribution": "erlang", "mean": mean, "stages": stages })
        ),
        (mean(), prop::sample::select(vec![1e-3, 1e3])).prop_map(
            |(mean, scv)| json!({ "distribution": "lognormal", "mean": mean, "scv": scv })
        ),
        (mean(), prop::sample::select(vec![1.0, 1e3])).prop_map(
            |(mean, scv)| json!({ "distribution": "hyperexponential", "mean": mean, "scv": scv })
        ),
        (mean(), prop::sample::select(vec![1e-3, 1e3]))
            .prop_map(|(mean, scv)| json!({ "distribution": "gamma", "mean": mean, "scv": scv })),
        (mean(), prop::sample::select(vec![1e-3, 1e3]))
            .prop_map(|(mean, scv)| json!({ "distribution": "weibull", "mean": mean, "scv": scv })),
        (mean(), prop::sample::select(vec![1.001, 1e3])).prop_map(
            |(mean, shape)| json!({ "distribution": "pareto", "mean": mean, "shape": shape })
        ),
        (prop::sample::select(vec![0.0, 1e-6]), mean())
            .prop_map(|(low, high)| json!({ "distribution": "uniform", "low": low, "high": high })),
        prop::sample::select(vec![0.0, 1e7])
            .prop_map(|value| json!({ "distribution": "empirical", "values": [value, 0.0] })),
        prop::sample::select(vec![0.0, 1e7]).prop_map(|value| {
            let quantiles = json!([[0.0, 0.0], [1e-300, value], [1.0, value]]);
            json!({ "distribution": "empirical", "quantiles": quantiles })
        }),
    ];
    let hold = prop::sample::select(vec![0.0, 1e-300, 1e-9, 1e3]);
    let bound = prop::sample::select(vec![0_u64, 1, 1_000_000_000]);
    (rate, service, hold, bound, prop::option::of(mean())).prop_map(
        |(rate, service, hold, bound, poll)| {
            let document = json!({
                "tailback": 1, "name": "extreme", "seed": 9_007_199_254_740_991_u64,
                "broker": { "lock": { "hold": hold } },
                "producers": [
                    { "id": "p", "to": "q", "arrivals": { "process": "poisson", "rate": rate } },
                    { "id": "r", "to": "q", "arrivals": { "process": "constant", "rate": rate },
                      "first_at": 1e7, "limit": 1_000_000_000_000_000_u64 },
                ],
                "queues": [{ "id": "q", "max_ready": bound }],
                "consumers": [{ "id": "c", "from": "q", "count": 3, "service": service }],
            });
            let scenario = Scenario::from_value(&document).expect("valid");
            let poll = poll.map_or(Value::Null, |interval| json!({ "interval": interval }));
            scenario.with("consumers[0].poll", &poll).expect("valid")
        },
    )
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn canonical_json_reads_back_as_the_same_scenario(scenario in any_scenario()) {
        let text = scenario.to_json();
        prop_assert_eq!(Scenario::parse(&text), Ok(scenario.clone()));
        let value = serde_json::to_value(&scenario).expect("plain data");
        prop_assert_eq!(Scenario::from_value(&value), Ok(scenario));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,60}") {
        let _ = Scenario::parse(&text);
    }

    #[test]
    fn no_json_makes_the_reader_panic(value in any_json()) {
        if let Err(problems) = Scenario::from_value(&value) {
            prop_assert!(!problems.is_empty());
        }
    }

    #[test]
    fn a_mutated_document_is_refused_with_reasons_or_runs(document in mutated()) {
        match Scenario::from_value(&document) {
            Err(problems) => prop_assert!(!problems.is_empty()),
            Ok(scenario) => {
                let mut world = World::new(&scenario.settings(), scenario.seed, 0);
                world.advance(at(10.0), 1000);
                prop_assert_eq!(Scenario::parse(&scenario.to_json()), Ok(scenario));
            }
        }
    }

    #[test]
    fn no_path_and_no_value_make_an_edit_panic(
        scenario in any_scenario(), path in any_path(), value in any_json(),
    ) {
        let before = scenario.clone();
        match scenario.with(&path, &value) {
            Ok(changed) => prop_assert_eq!(Scenario::parse(&changed.to_json()), Ok(changed)),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
        prop_assert_eq!(scenario, before);
    }

    #[test]
    fn the_ends_of_every_range_run(scenario in extreme()) {
        let mut world = World::new(&scenario.settings(), scenario.seed, 0);
        world.advance(SimTime::MAX, 2000);
        for _ in 0..100 {
            world.step();
        }
        let ledger = world.ledger();
        prop_assert_eq!(
            ledger.published,
            ledger.settled + ledger.refused + world.in_system() as u64
        );
        let _ = world.totals();
    }
}
