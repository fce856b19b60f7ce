//! The lock that serialises the broker's operations, and what it costs.

use crate::mechanisms::orderly;
use crate::scenarios::{Move, any_story, at, cases, edit_to, pass, plain, snapshot, trace_of};
use proptest::prelude::*;
use serde_json::{Value, json};
use tailback::broker::World;
use tailback::broker::trace::Step;
use tailback::engine::{SimDuration, SimTime};
use tailback::metrics::totals::Metric;
use tailback::scenario::Scenario;
use tailback::session::Run;
use tailback::theory::Load;
use tailback::theory::usl::Usl;

/// When operations under the lock were done. (Looks of polling workers that find nothing leave no
/// trace.)
fn operations(world: &World) -> Vec<SimTime> {
    let is_operation = |step| matches!(step, Step::Accepted | Step::Refused | Step::Delivered(_));
    let happenings = trace_of(world).into_iter();
    happenings
        .filter(|happening| is_operation(happening.step))
        .map(|happening| happening.time)
        .collect()
}

fn figure(run: &Run, metric: Metric) -> f64 {
    let value = metric.value(&run.world().system_sums());
    value.unwrap_or_else(|| panic!("{} has a value", metric.name()))
}

/// A constant stream of `rate` messages / s, a lock held for `hold` s, and more workers than are
/// ever needed, who take no time.
fn only_the_lock(rate: f64, hold: f64) -> Scenario {
    plain(&[
        ("producers[0].arrivals.rate", json!(rate)),
        ("broker.lock.hold", json!(hold)),
        ("consumers[0].count", json!(20_000)),
        ("consumers[0].service.value", json!(0)),
    ])
}

fn after(scenario: Scenario, seconds: f64) -> Run {
    let mut run = Run::new(scenario);
    pass(&mut run, at(seconds));
    run
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn one_operation_at_a_time(story in any_story(), hold in 0.001..0.3_f64) {
        let story = orderly(&story);
        // What waits for a disk is accepted apart from the operation that brought it.
        let broker = json!({ "lock": { "hold": hold } });
        let scenario = story.scenario.with("broker", &broker).expect("in range");
        let mut run = Run::new(scenario);
        for next in &story.moves {
            if !matches!(next, Move::Edit(path, _) if path.starts_with("broker")) {
                next.make(&mut run);
            }
        }
        let hold = SimDuration::from_secs(hold);
        for pair in operations(run.world()).windows(2) {
            prop_assert!(pair[1].since(pair[0]) >= hold, "{pair:?} with a hold of {hold:?}");
        }
    }

    #[test]
    fn a_lock_that_is_never_held_is_no_lock_to_the_bit(story in any_story()) {
        let without = |hold: Value| {
            story.scenario.with("broker.lock", &hold).expect("in range")
        };
        let lived = |scenario: Scenario| {
            let mut run = Run::new(scenario);
            story.moves.iter().for_each(|next| next.make(&mut run));
            snapshot(run.world())
        };
        prop_assert_eq!(lived(without(json!({ "hold": 0 }))), lived(without(Value::Null)));
    }

    #[test]
    fn dropping_the_lock_strands_no_operation(story in any_story()) {
        let mut run = Run::new(story.scenario);
        story.moves.iter().for_each(|next| next.make(&mut run));
        // The longest hold there is, with all workers waiting.
        let held_until = run.world().now() + SimDuration::from_secs(0.25 * (1.0 + 0.3 * 15.0));
        edit_to(&mut run, "broker.lock.hold", 0);
        // Who holds it gives it back in time; with that, all who wait for it are served.
        pass(&mut run, held_until);
        let lock = run.world().lock();
        let ended = run.world().has_ended();
        prop_assert!(ended || lock.held.level() == 0 && lock.waiting_count() == 0);
    }
}

#[test]
fn each_message_holds_the_lock_twice() {
    // 2 / s, in and out, 0.1 s each time; every message is through within its own half second.
    let run = after(only_the_lock(2.0, 0.1), 100.25);
    assert_eq!(run.world().ledger().settled, 200);
    assert_eq!(run.world().lock().held.area_at(at(100.25)), 40_000_000_000);
    assert!((figure(&run, Metric::SojournMean) - 0.2).abs() < 1e-12);
    assert!((figure(&run, Metric::LockUtilisation) - 40.0 / 100.25).abs() < 1e-12);
}

#[test]
fn up_to_half_an_operation_per_hold_everything_gets_through() {
    let run = after(only_the_lock(4.9, 0.1), 1000.0);
    assert!((figure(&run, Metric::Throughput) - 4.9).abs() < 0.01);
    assert!(run.world().in_system() < 5);
    assert!((figure(&run, Metric::LockUtilisation) - 0.98).abs() < 0.002);
}

/// Above 1 / (2 hold) messages / s the lock is the bottleneck, and first come, first served makes
/// it worse: who comes in holds up who goes out. With x enqueues and y dequeues / s through the
/// lock, x + y = 1 / hold, and an operation gets through in the proportion in which it asks:
/// x / y = rate / x.
#[test]
fn above_that_the_flood_of_publishes_chokes_the_deliveries() {
    for (rate, hold) in [(6.0, 0.1), (10.0, 0.1), (40.0, 0.05)] {
        let run = after(only_the_lock(rate, hold), 1000.0);
        let root = (rate * rate + 4.0 * rate / hold).sqrt();
        let enqueues = (root - rate) / 2.0;
        let expected = 1.0 / hold - enqueues;
        let throughput = figure(&run, Metric::Throughput);
        assert!(throughput <= 0.5 / hold);
        assert!(
            (throughput / expected - 1.0).abs() < 0.02,
            "{throughput} / s, not {expected} / s"
        );
        assert!(figure(&run, Metric::LockUtilisation) > 0.999);
    }
}

#[test]
fn looks_that_find_nothing_hold_the_lock_too() {
    // One worker, nothing to do: a look of 0.1 s, then 0.4 s of sleep.
    let scenario = plain(&[
        ("producers[0].arrivals.rate", json!(0)),
        ("broker.lock.hold", json!(0.1)),
        ("consumers[0].poll", json!({ "interval": 0.4 })),
    ]);
    let run = after(scenario, 50.0);
    assert!((figure(&run, Metric::LockUtilisation) - 0.2).abs() < 1e-9);
    assert!((figure(&run, Metric::EmptyPollRate) - 2.0).abs() < 1e-9);
}

#[test]
fn a_message_in_the_queue_of_the_lock_is_in_the_system_but_not_ready() {
    let scenario = plain(&[
        ("producers[0].arrivals.rate", json!(10)),
        ("producers[0].limit", json!(3)),
        ("broker.lock.hold", json!(1)),
        ("consumers[0].count", json!(0)),
    ]);
    let mut run = after(scenario, 1.0);
    assert_eq!(run.world().in_system(), 3);
    assert_eq!(run.world().queues()[0].ready.len(), 0);
    assert_eq!(run.world().lock().waiting_count(), 2);
    edit_to(&mut run, "broker.lock.hold", 0);
    pass(&mut run, at(1.1));
    assert_eq!(run.world().queues()[0].ready.len(), 3);
}

/// Batches of as many messages as there are workers, one after the other: think, publish all at once, work on all at
/// once. All of a batch wait for the lock together.
fn in_batches(many: u32, lock: &Value) -> Scenario {
    let half = json!({ "distribution": "constant", "value": 0.5 });
    let batches = json!({ "process": "closed-loop", "think": half, "batch": many });
    plain(&[
        ("producers[0].arrivals", batches),
        ("consumers[0].count", json!(many)),
        ("consumers[0].service", half),
        ("broker.lock", lock.clone()),
    ])
}

/// Messages done in twenty batches that take so long, and just before the end of them.
fn done_in(scenario: Scenario, seconds: f64) -> [u64; 2] {
    let mut run = after(scenario, seconds * (1.0 - 1e-6));
    let before = run.world().ledger().settled;
    pass(&mut run, at(seconds * (1.0 + 1e-6)));
    [before, run.world().ledger().settled]
}

/// Every operation of a batch of n waits with all the others: 2n holds h, and each of the n (n - 1) pairs of a worker
/// that waits and an operation that goes before it adds c h. With the second s of think and service that is
/// n / (s + 2nh + c h n (n - 1)): the universal scalability law with its contention 2h / (s + 2h) and its coherency
/// c h / (s + 2h), to the nanosecond. It has its peak at the root of s / (c h) workers; more of them do less.
#[test]
fn batches_through_a_contended_lock_follow_the_universal_scalability_law() {
    let (hold, contention) = (0.01, 0.02);
    let one = 1.0 + 2.0 * hold;
    let usl = Usl {
        single: 1.0 / one,
        contention: 2.0 * hold / one,
        coherency: contention * hold / one,
    };
    assert!((usl.peak().expect("there is one") - 70.7).abs() < 0.1);
    let lock = json!({ "hold": hold, "contention": contention });
    for many in [1, 2, 10, 35, 70, 71, 100, 150] {
        let length = 20.0 * f64::from(many) / usl.throughput(f64::from(many));
        let [before, done] = done_in(in_batches(many, &lock), length);
        assert!(before < u64::from(20 * many), "{many} workers are faster");
        assert_eq!(done, u64::from(20 * many), "{many} workers are slower");
    }
}

#[test]
fn with_a_shard_for_each_nobody_waits() {
    let lock = json!({ "hold": 0.01, "contention": 0.5, "kind": "sharded", "shards": 100 });
    let [before, done] = done_in(in_batches(100, &lock), 20.0 * 1.02);
    assert!(before < 2000, "it is faster than each by itself");
    assert_eq!(done, 2000);
}

#[test]
fn a_lock_can_be_sharded_while_operations_wait_for_it() {
    let scenario = plain(&[
        ("producers[0].arrivals.rate", json!(0.001)),
        ("producers[0].arrivals.batch", json!(12)),
        ("producers[0].first_at", json!(0)),
        ("broker.lock.hold", json!(1)),
        ("consumers[0].count", json!(0)),
    ]);
    let mut run = after(scenario, 0.5);
    assert_eq!(run.world().lock().waiting_count(), 11);
    let sharded = json!({ "hold": 1, "kind": "sharded", "shards": 4 });
    edit_to(&mut run, "broker.lock", sharded);
    // One is held from the start, the others since now: they are done at 1 s, and at 1.5 s.
    assert_eq!(run.world().lock().held.level(), 4);
    pass(&mut run, at(1.6));
    assert_eq!(run.world().queues()[0].ready.len(), 4);
    edit_to(&mut run, "broker.lock.kind", Value::Null);
    pass(&mut run, at(30.0));
    assert_eq!(run.world().queues()[0].ready.len(), 12);
    assert_eq!(run.world().lock().held.level(), 0);
}

/// Ten workers look every tenth of a second and find next to nothing: one at a time, looks that take 20 ms would need
/// twice the time there is; together they need no more than one does.
#[test]
fn readers_look_together_where_a_mutex_lets_them_wait() {
    let waits = |kind: &str| {
        let scenario = plain(&[
            ("producers[0].arrivals.rate", json!(0.5)),
            ("broker.lock", json!({ "hold": 0.02, "kind": kind })),
            ("consumers[0].count", json!(10)),
            ("consumers[0].poll", json!({ "interval": 0.1 })),
            (
                "consumers[0].service",
                json!({ "distribution": "constant", "value": 0.1 }),
            ),
        ]);
        let run = after(scenario, 2000.0);
        let world = run.world();
        let looks = world.consumers()[0].looks as f64 / 2000.0;
        (looks, world.waiting().quantile(0.5).expect("messages"))
    };
    let (alone, waited_alone) = waits("mutex");
    let (together, waited_together) = waits("readers-writer");
    // A mutex is never free: one operation each 20 ms, publishes among them.
    assert!((48.0..50.0).contains(&alone), "{alone}");
    // Ten workers, each of which looks for 20 ms and sleeps for 100, less what the few messages take.
    assert!((75.0..10.0 / 0.12).contains(&together), "{together}");
    assert!(
        waited_together < 0.75 * waited_alone,
        "{waited_together} {waited_alone}"
    );
}

/// Two look together at 0, 20 and 40 ms after they saw the same message; one gets it.
#[test]
fn who_saw_a_message_asks_once_more_to_take_it() {
    let scenario = plain(&[
        (
            "producers[0].arrivals",
            json!({ "process": "replay", "times": [0.005] }),
        ),
        (
            "broker.lock",
            json!({ "hold": 0.01, "kind": "readers-writer" }),
        ),
        ("consumers[0].count", json!(2)),
        ("consumers[0].poll", json!({ "interval": 0.02 })),
        (
            "consumers[0].service",
            json!({ "distribution": "constant", "value": 1 }),
        ),
    ]);
    // Both look from 0 to 10 ms and find nothing; the message waits for them and is let in at 20 ms. Both look again
    // from 30 to 40 ms, and ask to take it: the first has it at 50 ms, the second finds none at 60 ms.
    let started = |seconds| {
        after(scenario.clone(), seconds)
            .world()
            .queue_passage(0)
            .started
    };
    assert_eq!([started(0.0499), started(0.0501)], [0, 1]);
    let run = after(scenario.clone(), 0.0601);
    assert_eq!(run.world().consumers()[0].empty_looks, 3);
}

/// A worker that sees a message asks once more: with a service of 0.1 s it does 1 / 0.14 a second, not 1 / 0.12.
#[test]
fn theory_counts_both_holds_of_who_looks_first() {
    let with = |kind: &str| {
        plain(&[
            ("producers[0].arrivals.rate", json!(7.4)),
            ("broker.lock", json!({ "hold": 0.02, "kind": kind })),
            ("consumers[0].poll", json!({ "interval": 1 })),
            (
                "consumers[0].service",
                json!({ "distribution": "constant", "value": 0.1 }),
            ),
        ])
    };
    let capacity = |kind| Load::of(&with(kind))[0].capacity;
    assert!((capacity("mutex") - 1.0 / 0.12).abs() < 1e-9);
    assert!((capacity("readers-writer") - 1.0 / 0.14).abs() < 1e-9);
    let backlog = |kind| after(with(kind), 2000.0).world().queues()[0].ready.len();
    assert!(backlog("readers-writer") > 400, "it cannot keep up");
}
