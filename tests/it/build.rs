//! Systems are built step by step: what comes out is valid, runs, and is what was asked for.

use crate::scenarios::{any_scenario, cases, plain, preset};
use proptest::prelude::*;
use tailback::broker::World;
use tailback::engine::SimTime;
use tailback::scenario::preset::Preset;
use tailback::scenario::{BuildStep, Node, Scenario};

fn any_node() -> impl Strategy<Value = Node> {
    (0..3, 0_usize..4).prop_map(|(kind, place)| match kind {
        0 => Node::Producer(place),
        1 => Node::Queue(place),
        _ => Node::Consumer(place),
    })
}

fn any_step() -> impl Strategy<Value = BuildStep> {
    let place = || 0_usize..4;
    let perhaps = || prop::option::of(0_usize..4);
    prop_oneof![
        perhaps().prop_map(|to| BuildStep::AddProducer { to }),
        Just(BuildStep::AddQueue),
        perhaps().prop_map(|from| BuildStep::AddConsumer { from }),
        (any_node(), "[a-z]{0,3}").prop_map(|(node, name)| BuildStep::Rename(node, name)),
        any_node().prop_map(BuildStep::Duplicate),
        any_node().prop_map(BuildStep::Delete),
        (place(), place()).prop_map(|(producer, queue)| BuildStep::SendTo { producer, queue }),
        (place(), place()).prop_map(|(consumer, queue)| BuildStep::TakeFrom { consumer, queue }),
        (place(), perhaps()).prop_map(|(consumer, queue)| BuildStep::ForwardTo { consumer, queue }),
        (place(), perhaps()).prop_map(|(queue, to)| BuildStep::DeadLetter { queue, to }),
    ]
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn whatever_is_built_is_valid_and_runs(
        origin in any_scenario(),
        steps in prop::collection::vec(any_step(), 1..20),
    ) {
        let mut scenario = origin;
        for step in steps {
            match scenario.built(&step) {
                Ok(next) => {
                    // The whole document is read again, with all that must hold between nodes.
                    let document = serde_json::to_value(&next).expect("plain data");
                    prop_assert_eq!(Scenario::unfinished(&document), Ok(next.clone()));
                    let parsed = Scenario::parse(&next.to_json());
                    prop_assert_eq!(parsed.is_err(), next.is_unfinished());
                    scenario = next;
                }
                Err(problems) => {
                    prop_assert!(!problems.is_empty());
                    prop_assert!(problems.iter().all(|problem| !problem.message.english.is_empty()));
                }
            }
        }
        let mut world = World::new(&scenario.settings(), scenario.seed, 0).with_trace(16);
        world.advance(SimTime::from_secs(1e3), 2_000);
    }

    #[test]
    fn what_is_deleted_again_was_never_there(scenario in any_scenario(), node in any_node()) {
        let last = |scenario: &Scenario| match node {
            Node::Producer(_) => Node::Producer(scenario.producers.len() - 1),
            Node::Queue(_) => Node::Queue(scenario.queues.len() - 1),
            Node::Consumer(_) => Node::Consumer(scenario.consumers.len() - 1),
        };
        if let Ok(more) = scenario.built(&BuildStep::Duplicate(node)) {
            prop_assert_ne!(&more, &scenario);
            let less = more.built(&BuildStep::Delete(last(&more)));
            prop_assert_eq!(less, Ok(scenario));
        }
    }
}

#[test]
fn every_preset_can_be_taken_apart_and_built_again_from_nothing() {
    for origin in Preset::all() {
        let mut scenario = origin.scenario();
        let nodes = |scenario: &Scenario| {
            let some = [
                (!scenario.producers.is_empty()).then_some(Node::Producer(0)),
                (!scenario.consumers.is_empty()).then_some(Node::Consumer(0)),
                (!scenario.queues.is_empty()).then_some(Node::Queue(0)),
            ];
            some.into_iter().flatten().next()
        };
        while let Some(node) = nodes(&scenario) {
            let less = scenario.built(&BuildStep::Delete(node));
            scenario = less.unwrap_or_else(|problems| panic!("{}: {problems:?}", origin.slug));
        }
        let steps = [
            BuildStep::AddProducer { to: None },
            BuildStep::AddConsumer { from: None },
        ];
        for step in steps {
            scenario = scenario.built(&step).expect("an empty system takes a node");
        }
        assert_eq!(
            (scenario.queues.len(), scenario.producers[0].to.as_str()),
            (1, "queue")
        );
        let mut world = World::new(&scenario.settings(), 1, 0);
        world.advance(SimTime::from_secs(100.0), u64::MAX);
        assert!(world.ledger().settled > 50, "{:?}", world.ledger());
    }
}

#[test]
fn a_queue_in_use_stays_and_says_who_uses_it() {
    let scenario = plain(&[]);
    let problems = scenario
        .built(&BuildStep::Delete(Node::Queue(0)))
        .expect_err("it is in use");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].path, "queues[0]");
    assert!(
        problems[0].message.english.contains("p, c"),
        "{:?}",
        problems[0].message
    );
}

#[test]
fn a_new_name_goes_with_every_link() {
    let scenario = preset("retries");
    let name = |node, name: &str| BuildStep::Rename(node, name.to_owned());
    let renamed = scenario
        .built(&name(Node::Queue(1), "parked"))
        .and_then(|scenario| scenario.built(&name(Node::Queue(0), " jobs ")))
        .expect("both are free names");
    assert_eq!(renamed.queues[0].dead_letter.as_deref(), Some("parked"));
    assert_eq!(
        (&*renamed.producers[0].to, &*renamed.consumers[0].from),
        ("jobs", "jobs")
    );
    let pipeline = preset("pipeline").built(&name(Node::Queue(1), "later"));
    let ways: Vec<String> = pipeline.expect("a free name").consumers[0]
        .forward_to
        .ways()
        .map(|(to, _)| to.to_owned())
        .collect();
    assert_eq!(ways, ["later"]);
    for bad in ["", "two words", "failed"] {
        assert!(
            scenario.built(&name(Node::Queue(0), bad)).is_err(),
            "{bad:?}"
        );
    }
}

#[test]
fn connections_go_where_they_are_drawn_to() {
    let scenario = preset("pipeline");
    let built = |steps: &[BuildStep]| {
        steps.iter().fold(scenario.clone(), |scenario, step| {
            scenario
                .built(step)
                .unwrap_or_else(|problems| panic!("{step:?}: {problems:?}"))
        })
    };
    let moved = built(&[
        BuildStep::SendTo {
            producer: 0,
            queue: 1,
        },
        BuildStep::TakeFrom {
            consumer: 1,
            queue: 0,
        },
        BuildStep::ForwardTo {
            consumer: 0,
            queue: None,
        },
    ]);
    assert_eq!(
        (&*moved.producers[0].to, &*moved.consumers[1].from),
        ("store", "resize")
    );
    assert_eq!(moved.consumers[0].forward_to.ways().count(), 0);
    let dead = built(&[BuildStep::DeadLetter {
        queue: 0,
        to: Some(1),
    }]);
    assert_eq!(dead.queues[0].dead_letter.as_deref(), Some("store"));
    assert_eq!(dead.queues[0].max_deliveries, Some(5));
    // A queue that nobody uses any more goes, with the links that end there.
    let less = built(&[
        BuildStep::Delete(Node::Consumer(1)),
        BuildStep::Delete(Node::Queue(1)),
    ]);
    assert_eq!(
        (
            less.queues.len(),
            less.consumers[0].forward_to.ways().count()
        ),
        (1, 0)
    );
    let nowhere = BuildStep::SendTo {
        producer: 0,
        queue: 9,
    };
    assert!(scenario.built(&nowhere).is_err());
}

#[test]
fn names_of_copies_are_short_and_free() {
    let mut scenario = plain(&[]);
    for _ in 0..3 {
        let last = scenario.producers.len() - 1;
        scenario = scenario
            .built(&BuildStep::Duplicate(Node::Producer(last)))
            .expect("a copy");
    }
    let names: Vec<&str> = scenario.producers.iter().map(|node| &*node.id).collect();
    assert_eq!(names, ["p", "p-2", "p-3", "p-4"]);
}
