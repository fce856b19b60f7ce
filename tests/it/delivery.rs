//! What becomes of deliveries that go wrong, second by second.

use crate::scenarios::{any_scenario, at, cases, edit_to, pass, plain};
use proptest::prelude::*;
use serde_json::{Value, json};
use tailback::broker::trace::Step;
use tailback::broker::{WorkerId, World};
use tailback::scenario::Scenario;
use tailback::session::Run;

/// The world of a scenario after so many seconds.
fn lived(scenario: &Scenario, until: f64) -> World {
    let mut world = World::new(&scenario.settings(), 1, 0).with_trace(1 << 12);
    world.advance(at(until), u64::MAX);
    world
}

/// What happened to a message, and when.
fn steps(world: &World, message: u64) -> Vec<(f64, Step)> {
    let trace = world.trace().expect("a trace").since(0);
    let mine = trace.filter(|one| one.message == message);
    mine.map(|one| (one.time.secs(), one.step)).collect()
}

fn failures(world: &World, message: u64) -> Vec<f64> {
    let steps = steps(world, message).into_iter();
    let failed = steps.filter(|(_, step)| matches!(step, Step::Failed(_)));
    failed.map(|(time, _)| time).collect()
}

/// One message at each second, a quarter of a second of work.
fn poisoned(fields: &[(&str, Value)]) -> Scenario {
    let mut all = vec![
        ("producers[0].poison", json!(1)),
        ("producers[0].limit", json!(2)),
        ("consumers[0].service.value", json!(0.25)),
    ];
    all.extend(fields.iter().cloned());
    plain(&all)
}

#[test]
fn a_poison_message_fails_at_every_delivery_and_holds_up_what_is_behind_it() {
    let world = lived(&poisoned(&[]), 3.0);
    assert_eq!(
        failures(&world, 0),
        [1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0]
    );
    assert_eq!(failures(&world, 1), Vec::<f64>::new());
    assert_eq!(world.in_system(), 2);
}

#[test]
fn a_bound_on_deliveries_ends_poison() {
    let world = lived(&poisoned(&[("queues[0].max_deliveries", json!(2))]), 60.0);
    assert_eq!(failures(&world, 0), [1.25, 1.5]);
    assert_eq!(failures(&world, 1), [2.25, 2.5]);
    assert!(world.has_ended());
    assert_eq!(world.ledger().dead, 2);
}

#[test]
fn a_worker_may_set_aside_at_once_what_it_could_not_do() {
    let scenario = poisoned(&[
        ("consumers[0].on_failure", json!("dead-letter")),
        ("queues[0].max_deliveries", json!(5)),
        ("queues[0].redelivery", json!({ "delay": 7.0 })),
    ]);
    let world = lived(&scenario, 60.0);
    assert_eq!(
        (failures(&world, 0), failures(&world, 1)),
        (vec![1.25], vec![2.25])
    );
    assert_eq!((world.ledger().dead, world.has_ended()), (2, true));
}

#[test]
fn what_was_settled_on_delivery_is_lost_and_not_set_aside() {
    let scenario = poisoned(&[
        ("consumers[0].on_failure", json!("dead-letter")),
        ("consumers[0].ack", json!("on-delivery")),
    ]);
    let world = lived(&scenario, 60.0);
    assert_eq!((world.ledger().dead, world.ledger().lost), (0, 2));
}

#[test]
fn poison_is_drawn_for_each_message_and_a_change_holds_for_those_to_come() {
    let mut run = Run::new(plain(&[
        ("producers[0].arrivals.rate", json!(100)),
        ("producers[0].poison", json!(0.1)),
        ("consumers[0].count", json!(0)),
    ]));
    pass(&mut run, at(200.0));
    let poison = |run: &Run| {
        let messages = run.world().messages();
        messages.all().filter(|id| messages.get(*id).poison).count()
    };
    let first = poison(&run);
    assert!((1_800..2_200).contains(&first), "{first} of 20 000");
    edit_to(&mut run, "producers[0].poison", 0.0);
    pass(&mut run, at(300.0));
    assert_eq!(poison(&run), first);
}

fn seconds(value: f64) -> Value {
    json!({ "distribution": "constant", "value": value })
}

/// One message at second 1, two workers who need three seconds for it, and two seconds to do so.
fn slow(fields: &[(&str, Value)]) -> Scenario {
    let mut all = vec![
        ("producers[0].limit", json!(1)),
        ("consumers[0].count", json!(2)),
        ("consumers[0].service.value", json!(3)),
        ("queues[0].visibility", seconds(2.0)),
    ];
    all.extend(fields.iter().cloned());
    plain(&all)
}

const fn worker(index: u32) -> WorkerId {
    WorkerId { group: 0, index }
}

#[test]
fn a_delivery_that_takes_too_long_is_made_again_and_the_message_done_twice() {
    let world = lived(&slow(&[]), 60.0);
    let happened = [
        (1.0, Step::Published { copy: 0 }),
        (1.0, Step::Accepted),
        (1.0, Step::Delivered(worker(0))),
        (3.0, Step::Lapsed(worker(0))),
        (3.0, Step::Returned),
        (3.0, Step::Delivered(worker(1))),
        (4.0, Step::Settled(worker(0))),
        (6.0, Step::Repeated(worker(1))),
    ];
    assert_eq!(steps(&world, 0), happened);
    assert!(world.has_ended() && world.now() == at(6.0));
    let totals = world.totals();
    for sums in [
        &totals.system,
        &totals.producers[0],
        &totals.queues[0],
        &totals.consumers[0],
    ] {
        let it = &sums.passage;
        assert_eq!((it.finished, it.good, it.account.duplicates), (2, 1, 1));
    }
    assert_eq!(world.ledger().settled, 1);
}

#[test]
fn what_is_done_in_time_does_not_lapse() {
    let world = lived(&slow(&[("queues[0].visibility", seconds(3.5))]), 60.0);
    let totals = world.totals().system.passage;
    assert_eq!(
        (
            totals.started,
            totals.account.lapsed,
            totals.account.duplicates
        ),
        (1, 0, 0)
    );
    assert!(world.now() == at(4.0) && world.has_ended());
}

#[test]
fn the_first_who_is_done_settles_a_message_that_waits_or_stays_away() {
    let alone = slow(&[("consumers[0].count", json!(1))]);
    let world = lived(&alone, 60.0);
    assert_eq!(world.queues()[0].ready.len(), 0);
    assert_eq!(world.ledger().settled, 1);
    assert!(world.has_ended() && world.now() == at(4.0));
    // The second worker fails at second 3.5, and its message would come back at 8.5.
    let mut run = Run::new(slow(&[("queues[0].redelivery", json!({ "delay": 5.0 }))]));
    pass(&mut run, at(2.5));
    edit_to(&mut run, "consumers[0].service.value", 0.5);
    edit_to(
        &mut run,
        "consumers[0].failure",
        json!({ "probability": 1.0 }),
    );
    pass(&mut run, at(3.75));
    assert_eq!(run.world().queues()[0].away, 1);
    edit_to(&mut run, "consumers[0].failure", Value::Null);
    pass(&mut run, at(60.0));
    assert_eq!(run.world().queues()[0].away, 0);
    assert!(run.world().has_ended() && run.world().now() == at(4.0));
    assert_eq!(run.world().ledger().settled, 1);
}

#[test]
fn the_last_delivery_that_lapses_sets_the_message_aside() {
    let world = lived(&slow(&[("queues[0].max_deliveries", json!(1))]), 60.0);
    let passage = world.totals().system.passage;
    assert_eq!((world.ledger().dead, passage.account.lapsed), (1, 1));
    assert_eq!((passage.finished, passage.account.duplicates), (1, 0));
    assert!(world.has_ended() && world.now() == at(4.0));
}

#[test]
fn what_was_settled_on_delivery_does_not_lapse() {
    let world = lived(&slow(&[("consumers[0].ack", json!("on-delivery"))]), 60.0);
    assert_eq!(world.totals().system.passage.account.lapsed, 0);
}

#[test]
fn a_worker_that_hangs_loses_its_message_and_comes_back_to_it_in_vain() {
    let scenario = slow(&[(
        "consumers[0].outages",
        json!({ "up": seconds(2.0), "down": seconds(7.0) }),
    )]);
    let mut run = Run::new(scenario);
    // Both go down at 2; it lapses at 3, and nobody is there for it until 9.
    pass(&mut run, at(2.5));
    edit_to(&mut run, "consumers[0].count", 3);
    pass(&mut run, at(3.5));
    let trace = run.world().trace();
    assert!(trace.is_some());
    assert_eq!(run.world().totals().system.passage.account.lapsed, 1);
    assert_eq!(run.world().totals().system.passage.started, 2);
}

/// One request at second 0 whose message takes three seconds, and whose client asks again after two.
fn asked_twice(fields: &[(&str, Value)]) -> Scenario {
    let mut all = vec![
        ("producers[0].limit", json!(1)),
        ("producers[0].first_at", json!(0)),
        (
            "producers[0].client",
            json!({ "timeout": seconds(2.0), "retries": 1 }),
        ),
        ("consumers[0].service.value", json!(3)),
        ("consumers[0].deduplicate", json!({ "window": 60.0 })),
    ];
    all.extend(fields.iter().cloned());
    plain(&all)
}

#[test]
fn another_attempt_at_what_is_done_is_settled_without_work() {
    let world = lived(&asked_twice(&[]), 60.0);
    let it = world.totals().system.passage;
    assert_eq!((it.attempts, it.given_up, it.finished), (2, 0, 1));
    assert_eq!((it.account.recognised, it.account.duplicates), (1, 0));
    assert!(world.has_ended() && world.now() == at(3.0));
}

#[test]
fn what_was_done_before_the_window_is_done_again() {
    for (window, finished) in [(1.5, 2), (2.5, 1)] {
        let scenario = asked_twice(&[
            ("producers[0].client.backoff", json!({ "delay": 3.0 })),
            ("consumers[0].deduplicate", json!({ "window": window })),
        ]);
        let it = lived(&scenario, 60.0).totals().system.passage;
        assert_eq!(it.finished, finished, "{window}");
    }
}

#[test]
fn who_recognises_a_message_at_the_end_of_its_work_has_not_done_it_twice() {
    let scenario = slow(&[("consumers[0].deduplicate", json!({ "window": 60.0 }))]);
    let world = lived(&scenario, 60.0);
    let totals = world.totals();
    for sums in [&totals.system, &totals.queues[0], &totals.consumers[0]] {
        let it = &sums.passage;
        assert_eq!((it.finished, it.good), (2, 1));
        assert_eq!((it.account.recognised, it.account.duplicates), (1, 0));
    }
    assert_eq!(
        steps(&world, 0).last(),
        Some(&(6.0, Step::Recognised(worker(1))))
    );
}

#[test]
fn what_is_settled_after_a_later_message_is_out_of_order() {
    let mut run = Run::new(slow(&[
        ("producers[0].limit", json!(2)),
        ("queues[0].visibility", seconds(9.0)),
    ]));
    pass(&mut run, at(1.5));
    edit_to(&mut run, "consumers[0].service.value", 0.5);
    pass(&mut run, at(60.0));
    let account = run.world().totals().system.passage.account;
    assert_eq!((account.settled, account.disordered), (2, 1));
    assert_eq!((account.timed, account.lapsed), (2, 0));
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn nothing_is_done_twice_without_a_timeout_or_by_those_who_recognise_it(scenario in any_scenario()) {
        let mut document = serde_json::to_value(&scenario).expect("plain data");
        for node in document["consumers"].as_array_mut().into_iter().flatten() {
            node["deduplicate"] = json!({ "window": 1e6 });
            // A batch is settled as a whole.
            node.as_object_mut().expect("a node").remove("batch");
        }
        let knowing = Scenario::from_value(&document).expect("valid");
        for (scenario, knows) in [(&scenario, false), (&knowing, true)] {
            let mut world = World::new(&scenario.settings(), scenario.seed, 0);
            world.advance(at(10.0), 5_000);
            for (place, queue) in scenario.queues.iter().enumerate() {
                // Groups do not tell each other what they finished.
                let groups = scenario.consumers.iter().filter(|node| node.from == queue.id);
                if queue.visibility.is_none() || knows && groups.count() < 2 {
                    let account = world.queue_passage(place).account;
                    prop_assert_eq!(account.duplicates, 0);
                }
            }
        }
    }
}

/// Four messages at seconds 1 to 4, and a worker who takes up to `most` of them at once and needs `work` seconds for each.
fn ahead(most: u64, work: f64, fields: &[(&str, Value)]) -> Scenario {
    let mut all = vec![
        ("producers[0].limit", json!(4)),
        ("consumers[0].service.value", json!(work)),
        ("consumers[0].prefetch", json!(most)),
    ];
    all.extend(fields.iter().cloned());
    plain(&all)
}

#[test]
fn a_worker_takes_messages_ahead_and_works_on_one_after_the_other() {
    let mut run = Run::new(ahead(3, 4.0, &[]));
    pass(&mut run, at(4.5));
    let world = run.world();
    assert_eq!((world.queues()[0].ready.len(), world.in_system()), (1, 4));
    assert_eq!(world.totals().system.passage.started, 3);
    assert_eq!(world.totals().system.passage.waiting.count, 1);
    pass(&mut run, at(60.0));
    assert!(run.world().has_ended() && run.world().now() == at(17.0));
    let passage = run.world().totals().system.passage;
    // They wait until the worker begins with them: 0, 3, 6 and 9 seconds.
    assert_eq!(passage.waiting.secs(), 18.0);
    assert_eq!((passage.started, passage.finished), (4, 4));
}

#[test]
fn what_is_behind_a_long_message_waits_although_a_worker_is_idle() {
    let idle = |most| {
        let mut run = Run::new(ahead(most, 9.0, &[("consumers[0].count", json!(2))]));
        pass(&mut run, at(1.5));
        edit_to(&mut run, "consumers[0].service.value", 0.5);
        pass(&mut run, at(8.0));
        (run.world().in_system(), run.world().ledger().settled)
    };
    assert_eq!(idle(1), (1, 3));
    assert_eq!(idle(2), (2, 2), "the third one waits behind the first");
}

#[test]
fn an_outage_gives_back_all_that_a_worker_took_ahead() {
    let outages = json!({ "up": seconds(3.5), "down": seconds(2.0), "on_outage": "requeue" });
    let world = lived(
        &ahead(3, 4.0, &[("consumers[0].outages", outages.clone())]),
        4.5,
    );
    for message in 0..3 {
        let steps = steps(&world, message);
        assert!(steps.contains(&(3.5, Step::Failed(worker(0)))), "{message}");
        assert!(steps.contains(&(3.5, Step::Returned)), "{message}");
    }
    let ready: Vec<u64> = (world.queues()[0].ready.by_age(world.messages()))
        .map(|id| world.message(id).number)
        .collect();
    assert_eq!(ready, [0, 1, 2, 3]);
    // Each counts as delivered once, though the worker began with the first one alone.
    let bounded = ahead(
        3,
        4.0,
        &[
            ("consumers[0].outages", outages),
            ("queues[0].max_deliveries", json!(1)),
        ],
    );
    assert_eq!(lived(&bounded, 4.5).ledger().dead, 3);
}

#[test]
fn messages_taken_ahead_lapse_before_their_turn_and_are_done_twice() {
    let world = lived(
        &ahead(3, 3.0, &[("queues[0].visibility", seconds(4.0))]),
        90.0,
    );
    let passage = world.totals().system.passage;
    assert!(passage.account.lapsed > 0 && passage.account.duplicates > 0);
    assert_eq!(world.ledger().settled, 4);
    assert!(world.has_ended());
    let knowing = [
        ("queues[0].visibility", seconds(4.0)),
        ("consumers[0].deduplicate", json!({ "window": 60.0 })),
    ];
    let world = lived(&ahead(3, 3.0, &knowing), 90.0);
    let passage = world.totals().system.passage;
    assert_eq!((passage.finished, passage.account.duplicates), (4, 0));
    assert!(passage.account.recognised > 0 && world.has_ended());
}

#[test]
fn a_prefetch_of_one_is_none() {
    let one = |fields: &[(&str, Value)]| {
        let world = lived(&plain(fields), 500.0);
        (world.totals(), world.ledger())
    };
    let busy = ("producers[0].arrivals.rate", json!(3));
    assert_eq!(
        one(std::slice::from_ref(&busy)),
        one(&[busy, ("consumers[0].prefetch", json!(1))])
    );
}
