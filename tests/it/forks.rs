//! A fork of a world: what would have happened with one change, on the same random numbers.

use crate::scenarios::{any_scenario, at, cases, preset};
use proptest::prelude::*;
use serde_json::{Value, json};
use tailback::broker::World;
use tailback::broker::trace::Step;
use tailback::broker::world::Advance;
use tailback::engine::SimTime;
use tailback::scenario::Scenario;

fn world_at(scenario: &Scenario, instant: SimTime) -> World {
    let mut world = World::new(&scenario.settings(), scenario.seed, 0).with_trace(1 << 16);
    while world.advance(instant, u64::MAX) == Advance::Spent {}
    world
}

fn changed(mut world: World, scenario: &Scenario, path: &str, value: &Value) -> World {
    let scenario = scenario.with(path, value).expect("in range");
    world.change(&scenario.settings());
    world
}

/// All that happened in `world` after `instant`.
fn since(world: &World, instant: SimTime) -> Vec<String> {
    let trace = world.trace().expect("a trace").since(0);
    let later = trace.filter(|happening| happening.time > instant);
    later.map(|happening| format!("{happening:?}")).collect()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_fork_goes_on_exactly_as_the_original(scenario in any_scenario()) {
        let mut original = world_at(&scenario, at(1.5));
        let mut fork = original.clone();
        original.advance(at(4.0), 20_000);
        fork.advance(at(4.0), 20_000);
        prop_assert_eq!(since(&original, at(0.0)), since(&fork, at(0.0)));
        prop_assert_eq!(original.ledger(), fork.ledger());
    }
}

#[test]
fn with_and_without_an_edit_are_the_same_until_the_edit_bites() {
    let scenario = preset("work-queue");
    let mut without = world_at(&scenario, at(40.0));
    // A bound that is not reached yet changes nothing until it refuses the first message.
    let bound = json!(without.queues()[0].ready.len() + 2);
    let mut with = changed(without.clone(), &scenario, "queues[0].max_ready", &bound);
    for world in [&mut without, &mut with] {
        world.advance(at(400.0), u64::MAX);
    }
    let (one, other) = (since(&without, at(40.0)), since(&with, at(40.0)));
    let alike = one
        .iter()
        .zip(&other)
        .take_while(|(one, other)| one == other);
    let bites = alike.count();
    assert!(bites > 50, "they part after {bites} happenings");
    assert!(
        other[bites].contains(&format!("{:?}", Step::Refused)),
        "{}",
        other[bites]
    );
}
