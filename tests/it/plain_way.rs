//! The plain way of a message is the long way in short: it leaves no trace in any figure.

use crate::scenarios::{any_scenario, at, cases};
use proptest::prelude::*;
use serde_json::json;
use tailback::broker::World;
use tailback::engine::SimTime;
use tailback::scenario::Scenario;
use tailback::scenario::preset::Preset;

/// Lets `scenario` run both ways, and says where they differ.
fn parted(scenario: &Scenario, until: SimTime) -> Option<String> {
    let world = World::new(&scenario.settings(), scenario.seed, 0).with_trace(1 << 14);
    let (mut plain, mut long) = (world.clone(), world.the_long_way());
    for world in [&mut plain, &mut long] {
        world.advance(until, 30_000);
    }
    let happened = |world: &World| -> Vec<String> {
        let trace = world.trace().expect("a trace").since(0);
        trace.map(|happening| format!("{happening:?}")).collect()
    };
    let (short, full) = (happened(&plain), happened(&long));
    let differs = short.iter().zip(&full).find(|(one, other)| one != other);
    if let Some((one, other)) = differs {
        return Some(format!("{one}, the long way {other}"));
    }
    let alike = short.len() == full.len()
        && plain.now() == long.now()
        && plain.ledger() == long.ledger()
        && plain.totals() == long.totals()
        && plain.waiting() == long.waiting()
        && plain.sojourn() == long.sojourn();
    (!alike).then(|| format!("{:?}, the long way {:?}", plain.totals(), long.totals()))
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_plain_way_is_the_long_way(scenario in any_scenario()) {
        prop_assert_eq!(parted(&scenario, at(6.0)), None);
    }
}

#[test]
fn what_was_counted_once_is_counted_apart_when_a_change_asks_for_it() {
    let scenario = Preset::find("overload").expect("a preset").scenario();
    let mut document = serde_json::to_value(&scenario).expect("plain data");
    document["producers"][0]["deadline"] = json!({ "distribution": "constant", "value": 4.0 });
    let dated = Scenario::from_value(&document).expect("valid");
    let world = World::new(&scenario.settings(), scenario.seed, 0);
    let (mut once, mut apart) = (world.clone(), world.the_long_way());
    for world in [&mut once, &mut apart] {
        world.advance(at(200.0), u64::MAX);
        world.change(&dated.settings());
        world.advance(at(400.0), u64::MAX);
        world.change(&scenario.settings());
        world.advance(at(600.0), u64::MAX);
    }
    let (producer, queue) = (once.producers()[0].passage, once.queue_passage(0));
    assert!(producer.late > 0 && producer.good < queue.good);
    assert_eq!(once.totals(), apart.totals());
}

#[test]
fn presets_go_the_plain_way_as_the_long_one() {
    for preset in Preset::all() {
        assert_eq!(
            parted(&preset.scenario(), at(600.0)),
            None,
            "{}",
            preset.slug
        );
    }
}
