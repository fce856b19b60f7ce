//! Queues in partitions: order by key, owners, and what a rebalance costs.

use crate::scenarios::{any_story, at, cases, edit_to, pass, plain, trace_of};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tailback::broker::trace::Step;
use tailback::engine::SimDuration;
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::warm_up::WarmUp;
use tailback::experiment::work::in_turn;
use tailback::scenario::Scenario;
use tailback::session::Run;

fn parted(changes: &[(&str, Value)]) -> Scenario {
    let mut all = vec![("queues[0].partitions", json!({ "count": 4 }))];
    all.extend(changes.iter().cloned());
    plain(&all)
}

/// For each partition of the first queue, its messages in the order in which their services ended well.
fn settled(run: &Run, partition_of: impl Fn(u64) -> u64) -> BTreeMap<u64, Vec<u64>> {
    let mut settled: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for happening in trace_of(run.world()) {
        if let Step::Settled(_) = happening.step {
            let place = partition_of(happening.message);
            settled.entry(place).or_default().push(happening.message);
        }
    }
    settled
}

fn exponential(mean: f64) -> Value {
    json!({ "distribution": "exponential", "mean": mean })
}

proptest! {
    #![proptest_config(cases(200))]

    /// Failures, redeliveries with a delay, crashes and outages, workers that come and go: the order stays.
    #[test]
    fn a_partition_keeps_its_order(
        seed in 0..1000_u64,
        failure in 0.0..0.7_f64,
        delay in prop_oneof![Just(0.0), 0.1..3.0_f64],
        pause in prop_oneof![Just(0.0), 0.1..3.0_f64],
        counts in prop::collection::vec(0..6_u32, 1..6),
        down in any::<bool>(),
    ) {
        let outages = json!({ "up": exponential(3.0), "down": exponential(1.0), "on_outage": "requeue" });
        let scenario = parted(&[
            ("seed", json!(seed)),
            ("producers[0].arrivals", json!({ "process": "poisson", "rate": 4.0 })),
            ("queues[0].partitions.pause", json!(pause)),
            ("queues[0].redelivery", json!({ "delay": delay })),
            ("consumers[0].count", json!(3)),
            ("consumers[0].service", exponential(0.4)),
            ("consumers[0].failure", json!({ "probability": failure })),
            ("consumers[0].outages", if down { outages } else { Value::Null }),
            ("broker.disk", json!({ "write": exponential(0.05) })),
            ("broker.outages", json!({ "up": exponential(8.0), "down": exponential(0.5) })),
        ]);
        let mut run = Run::new(scenario);
        for (step, count) in counts.iter().enumerate() {
            pass(&mut run, at(5.0 * (step + 1) as f64));
            edit_to(&mut run, "consumers[0].count", *count);
        }
        // Without keys they go to the partitions in turn.
        for (place, numbers) in settled(&run, |number| number % 4) {
            prop_assert!(numbers.is_sorted(), "partition {place}: {numbers:?}");
        }
    }

    #[test]
    fn whatever_the_system_no_message_is_in_hand_for_two_partitions(story in any_story()) {
        let mut run = Run::new(story.scenario);
        for next in &story.moves {
            next.make(&mut run);
            for queue in run.world().queues() {
                let Some(partitions) = &queue.partitions else { continue };
                let at_work = partitions.all.iter().filter_map(|one| one.at_work);
                let mut numbers: Vec<_> = at_work.map(|id| run.world().message(id).number).collect();
                numbers.sort_unstable();
                prop_assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
            }
        }
    }
}

#[test]
fn more_workers_than_partitions_have_nothing_to_do() {
    let busy = |count: u32| {
        let scenario = parted(&[
            ("producers[0].arrivals.rate", json!(20)),
            ("consumers[0].count", json!(count)),
        ]);
        let mut run = Run::new(scenario);
        pass(&mut run, at(30.0));
        run.world().consumers()[0].busy.level()
    };
    assert_eq!((busy(2), busy(4), busy(9)), (2, 4, 4));
}

#[test]
fn messages_with_one_key_are_worked_on_by_one_worker() {
    let scenario = parted(&[
        ("producers[0].arrivals.rate", json!(20)),
        ("producers[0].keys", json!({ "count": 1 })),
        ("consumers[0].count", json!(4)),
    ]);
    let mut run = Run::new(scenario);
    pass(&mut run, at(30.0));
    assert_eq!(run.world().consumers()[0].busy.level(), 1);
}

#[test]
fn eager_stops_all_partitions_and_cooperative_only_those_that_move() {
    let stopped = |rebalance: &str| {
        let scenario = parted(&[
            (
                "queues[0].partitions",
                json!({ "count": 4, "rebalance": rebalance, "pause": 2.0 }),
            ),
            ("producers[0].arrivals.rate", json!(20)),
            ("consumers[0].count", json!(3)),
        ]);
        let mut run = Run::new(scenario);
        pass(&mut run, at(10.0));
        edit_to(&mut run, "consumers[0].count", 4);
        let partitions = |run: &Run| {
            let partitions = run.world().queues()[0].partitions.clone();
            partitions.expect("it has some")
        };
        let paused = partitions(&run).all.iter().filter(|one| one.paused).count();
        pass(&mut run, at(12.5));
        assert!(partitions(&run).all.iter().all(|one| !one.paused));
        assert_eq!(partitions(&run).rebalances, 1);
        paused
    };
    assert_eq!((stopped("eager"), stopped("cooperative")), (4, 1));
}

/// Two partitions of one queue with a worker each are two queues with a worker each: M/M/1 at the rate that
/// their keys bring, not M/M/2.
#[test]
fn each_partition_is_a_queue_of_its_own() {
    let scenario = plain(&[
        (
            "producers[0].arrivals",
            json!({ "process": "poisson", "rate": 0.7 }),
        ),
        ("producers[0].count", json!(2)),
        // So many keys that they spread evenly.
        ("producers[0].keys", json!({ "count": 50_000 })),
        ("queues[0].partitions", json!({ "count": 2 })),
        ("consumers[0].service", exponential(1.0)),
        ("consumers[0].count", json!(2)),
    ]);
    let plan = Plan {
        replications: 10,
        confidence: 0.99,
        stop: Stop::After {
            length: 60_000.0,
            warm_up: WarmUp::Asked(2_000.0),
        },
        series: None,
    };
    let figures = plan.run(&scenario, &in_turn).system;
    let sojourn = figures["sojourn_mean"];
    let (low, high) = (sojourn.low.expect("sure"), sojourn.high.expect("sure"));
    // The hash gives one partition half a percent more keys than the other, at most.
    let exact = 1.0 / (1.0 - 0.7);
    assert!(
        low < exact * 1.02 && high > exact * 0.98,
        "{low} to {high}, {exact} expected"
    );
    // Two workers that help each other are far better: M/M/2.
    assert!(low > 1.3 / (1.0 - 0.49));
}

#[test]
fn a_partition_that_gets_more_than_its_worker_can_do_makes_the_system_unstable() {
    use tailback::scenario::preset::Preset;
    use tailback::theory::{Load, Stability};
    for (slug, capacity) in [
        ("hot-partition", 2.5 / 0.55),
        ("idle-consumers", 6.0),
        ("rebalance", 15.6),
    ] {
        let scenario = Preset::find(slug).expect("a preset").scenario();
        let found = Load::of(&scenario)[0].capacity;
        assert!(
            (found / capacity - 1.0).abs() < 0.25,
            "{slug}: {found} but {capacity}"
        );
        let unstable = matches!(Stability::of(&scenario), Stability::Unstable { .. });
        assert_eq!(unstable, slug != "rebalance", "{slug}");
    }
}

#[test]
fn what_is_wrong_with_it_is_said() {
    let problems = plain(&[("queues[0].discipline", json!("lifo"))])
        .with("queues[0].partitions", &json!({ "count": 2 }))
        .expect_err("no order to keep");
    assert_eq!(problems[0].path, "queues[0].discipline");
    let problems = plain(&[])
        .with("queues[0].partitions", &json!({ "count": 0 }))
        .expect_err("none");
    assert_eq!(problems[0].path, "queues[0].partitions.count");
    let problems = plain(&[])
        .with("producers[0].keys", &json!({ "count": 3, "skew": -1 }))
        .expect_err("no law");
    assert_eq!(problems[0].path, "producers[0].keys.skew");
}

#[test]
fn what_fails_after_the_partitions_were_changed_comes_back_to_one_that_there_is() {
    let mut run = Run::new(plain(&[
        ("producers[0].arrivals.rate", json!(4)),
        ("queues[0].partitions", json!({ "count": 4 })),
        ("consumers[0].failure", json!({ "probability": 1 })),
    ]));
    for count in [1, 3, 2] {
        pass_on(&mut run, 2.25);
        edit_to(&mut run, "queues[0].partitions.count", count);
    }
    edit_to(&mut run, "consumers[0].failure", Value::Null);
    edit_to(&mut run, "producers[0].count", 0);
    pass_on(&mut run, 100.0);
    assert_eq!(run.world().in_system(), 0);
}

#[test]
fn what_fails_after_its_messages_got_keys_frees_the_partition_that_it_had() {
    let mut run = Run::new(plain(&[
        ("producers[0].arrivals.rate", json!(2)),
        ("queues[0].partitions", json!({ "count": 2 })),
        ("consumers[0].failure", json!({ "probability": 1 })),
    ]));
    pass_on(&mut run, 2.25);
    edit_to(&mut run, "producers[0].keys", json!({ "count": 1 }));
    pass_on(&mut run, 4.0);
    edit_to(&mut run, "consumers[0].failure", Value::Null);
    edit_to(&mut run, "producers[0].count", 0);
    pass_on(&mut run, 100.0);
    assert_eq!(run.world().in_system(), 0);
}

#[test]
fn a_worker_that_stays_after_all_gets_its_partitions_back() {
    let mut run = Run::new(parted(&[("consumers[0].count", json!(2))]));
    // Both are sent away, and one of them is wanted again before it has finished.
    pass_on(&mut run, 1.5);
    edit_to(&mut run, "consumers[0].count", 0);
    edit_to(&mut run, "consumers[0].count", 1);
    edit_to(&mut run, "producers[0].count", 0);
    pass_on(&mut run, 100.0);
    assert_eq!(run.world().in_system(), 0);
}

fn pass_on(run: &mut Run, seconds: f64) {
    let until = run.world().now() + SimDuration::from_secs(seconds);
    pass(run, until);
}
