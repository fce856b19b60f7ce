//! What becomes of deliveries that go wrong, second by second.

use crate::scenarios::{at, edit_to, pass, plain};
use serde_json::{Value, json};
use tailback::broker::World;
use tailback::broker::trace::Step;
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
