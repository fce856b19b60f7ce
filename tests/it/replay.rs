//! A run is a function of its scenario, its seed and its edits, and of nothing else.

use crate::scenarios::{
    Move, Snapshot, any_scenario, any_story, at, cases, edit_to, pass, plain, preset, publishes,
    snapshot, trace_of,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use tailback::broker::World;
use tailback::broker::trace::Step;
use tailback::broker::world::Advance;
use tailback::engine::SimTime;
use tailback::scenario::Scenario;
use tailback::session::Run;

/// Lets what is left of this instant happen, so that runs can be compared by their instant.
fn finish_instant(run: &mut Run) {
    let now = run.world().now();
    pass(run, now);
}

fn lived(scenario: &Scenario, moves: &[Move]) -> Run {
    let mut run = Run::new(scenario.clone());
    for next in moves {
        next.make(&mut run);
    }
    finish_instant(&mut run);
    run
}

fn replayed(run: &Run) -> Snapshot {
    let until = run.world().now();
    let again = Run::replay(run.origin().clone(), run.edits(), until);
    let again = again.expect("what was accepted once is accepted again");
    assert_eq!(again.current(), run.current());
    assert_eq!(again.edits(), run.edits());
    snapshot(again.world())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_edit_log_makes_the_same_run_again(story in any_story()) {
        let run = lived(&story.scenario, &story.moves);
        prop_assert_eq!(replayed(&run), snapshot(run.world()));
    }

    #[test]
    fn a_clone_goes_on_exactly_as_the_original(story in any_story(), cut in any::<prop::sample::Index>()) {
        let (first, rest) = story.moves.split_at(cut.index(story.moves.len()));
        let mut run = Run::new(story.scenario);
        first.iter().for_each(|next| next.make(&mut run));
        let mut fork = run.clone();
        rest.iter().for_each(|next| next.make(&mut run));
        // The original is far ahead by now; what it did must not show in the fork.
        rest.iter().for_each(|next| next.make(&mut fork));
        prop_assert_eq!(snapshot(fork.world()), snapshot(run.world()));
    }

    #[test]
    fn slices_and_steps_of_any_size_make_the_same_run(
        scenario in any_scenario(),
        budgets in prop::collection::vec(1..50_u64, 1..20),
        stops in prop::collection::vec(0.0..1.0_f64, 1..20),
    ) {
        let until = 20.0;
        let mut whole = Run::new(scenario.clone());
        pass(&mut whole, at(until));
        let mut sliced = Run::new(scenario);
        let mut stops: Vec<f64> = stops.iter().map(|part| part * until).collect();
        stops.sort_by(f64::total_cmp);
        let mut budgets = budgets.into_iter().cycle();
        for stop in stops.into_iter().chain([until]) {
            while let Some(events) = budgets.next()
                && sliced.advance(at(stop), events) == Advance::Spent {}
        }
        prop_assert_eq!(snapshot(sliced.world()), snapshot(whole.world()));
    }

    #[test]
    fn stepping_makes_the_same_run(scenario in any_scenario(), steps in 0..200_u32) {
        let mut stepped = Run::new(scenario.clone());
        for _ in 0..steps {
            let before = stepped.world().ledger().events;
            let went_on = stepped.step();
            let after = stepped.world().ledger().events;
            prop_assert_eq!(after, before + u64::from(went_on), "a step is one event");
        }
        finish_instant(&mut stepped);
        let mut whole = Run::new(scenario);
        pass(&mut whole, stepped.world().now());
        prop_assert_eq!(snapshot(stepped.world()), snapshot(whole.world()));
    }
}

#[test]
fn an_edit_between_two_events_of_one_instant_is_replayed_as_it_was_lived() {
    // At 2 s the worker finishes its first message and the producer publishes its second.
    let mut run = Run::new(plain(&[]));
    pass(&mut run, at(1.5));
    assert!(run.step());
    assert_eq!(run.world().now(), at(2.0));
    edit_to(&mut run, "consumers[0].service.value", 0.25);
    pass(&mut run, at(10.0));
    assert_eq!(replayed(&run), snapshot(run.world()));
}

#[test]
fn edits_before_the_first_event_come_before_it_in_the_replay_too() {
    let mut run = Run::new(plain(&[("producers[0].first_at", json!(0))]));
    edit_to(&mut run, "queues[0].max_ready", 0);
    edit_to(&mut run, "consumers[0].count", 0);
    assert_eq!(run.world().ledger().events, 0, "an edit handles no event");
    pass(&mut run, at(10.0));
    assert_eq!(run.world().ledger().refused, 11);
    assert_eq!(replayed(&run), snapshot(run.world()));
}

#[test]
fn an_edit_after_the_end_of_a_run_is_replayed_as_it_was_lived() {
    let mut run = Run::new(preset("article"));
    pass(&mut run, at(60.0));
    assert!(run.world().has_ended());
    edit_to(&mut run, "producers[0].limit", 12);
    pass(&mut run, at(60.0));
    assert_eq!(run.world().ledger().settled, 12);
    assert_eq!(replayed(&run), snapshot(run.world()));
}

#[test]
fn another_seed_and_another_replication_are_other_runs() {
    let scenario = preset("work-queue");
    let world_of = |seed, replication| {
        let settings = scenario.settings();
        let mut world = World::new(&settings, seed, replication).with_trace(4096);
        world.advance(at(50.0), u64::MAX);
        world
    };
    let first = publishes(&world_of(1, 0));
    assert!(first.len() > 100);
    assert_eq!(first, publishes(&world_of(1, 0)));
    for (seed, replication) in [(2, 0), (1, 1), (0, 0)] {
        let other = publishes(&world_of(seed, replication));
        let shared = first.iter().filter(|instant| other.contains(instant));
        assert_eq!(shared.count(), 0, "seed {seed}, replication {replication}");
    }
}

/// When each copy published, sorted: (producer, copy, instant).
fn publishes_by_copy(world: &World) -> Vec<(u32, u32, SimTime)> {
    let of_copy = |happening: &tailback::broker::Happening| match happening.step {
        Step::Published { copy } => Some((happening.producer, copy, happening.time)),
        _ => None,
    };
    let mut publishes: Vec<_> = trace_of(world).iter().filter_map(of_copy).collect();
    publishes.sort_unstable();
    publishes
}

/// Three producers of random intervals and different kinds; no limit, so that no run ends.
fn three_producers() -> Scenario {
    let producer = |id: &str, arrivals: Value| json!({ "id": id, "to": "q", "count": 2, "arrivals": arrivals });
    let interval = json!({ "distribution": "lognormal", "mean": 0.7, "scv": 2.0 });
    let document = json!({
        "tailback": 1, "name": "three producers", "seed": 5,
        "producers": [
            producer("a", json!({ "process": "poisson", "rate": 1.0 })),
            producer("b", json!({ "process": "poisson", "rate": 2.0 })),
            producer("c", json!({ "process": "renewal", "interval": interval })),
        ],
        "queues": [{ "id": "q", "max_ready": 5 }],
        "consumers": [{
            "id": "w", "from": "q", "count": 3,
            "service": { "distribution": "exponential", "mean": 0.5 },
        }],
    });
    Scenario::from_value(&document).expect("valid")
}

/// What the producers other than the first published in 60 s, with these edits made at 20 s.
fn others_publishes(scenario: Scenario, edits: &[(&str, Value)]) -> Vec<(u32, u32, SimTime)> {
    let mut run = Run::new(scenario);
    pass(&mut run, at(20.0));
    for (path, value) in edits {
        edit_to(&mut run, path, value.clone());
    }
    pass(&mut run, at(60.0));
    let mut publishes = publishes_by_copy(run.world());
    publishes.retain(|(producer, ..)| *producer > 0);
    publishes
}

#[test]
fn whatever_one_producer_does_the_others_publish_at_the_same_instants() {
    let base = others_publishes(three_producers(), &[]);
    assert!(base.len() > 200);
    let changes = [
        ("producers[0].arrivals.rate", json!(3.0)),
        ("producers[0].arrivals.rate", json!(0)),
        ("producers[0].count", json!(7)),
        ("producers[0].limit", json!(2)),
        ("queues[0].max_ready", json!(null)),
        ("consumers[0].count", json!(1)),
        (
            "consumers[0].service",
            json!({ "distribution": "constant", "value": 2 }),
        ),
        ("consumers[0].poll", json!({ "interval": 0.3 })),
        ("broker.lock.hold", json!(0.01)),
    ];
    for (path, value) in changes {
        let from_the_start = three_producers().with(path, &value).expect("in range");
        assert_eq!(others_publishes(from_the_start, &[]), base, "{path}");
        let on_the_way = others_publishes(three_producers(), &[(path, value)]);
        assert_eq!(on_the_way, base, "{path} at 20 s");
    }
}

#[test]
fn new_copies_leave_the_former_ones_alone() {
    let few = three_producers();
    let many = few.with("producers[1].count", &json!(5)).expect("in range");
    let all = others_publishes(many, &[]);
    let former = all
        .iter()
        .copied()
        .filter(|(producer, copy, _)| *producer != 1 || *copy < 2);
    assert_eq!(
        former.collect::<Vec<_>>(),
        others_publishes(few, &[]),
        "copies 0 and 1 of b, and c"
    );
}
