//! First in, first out.

use crate::mechanisms::orderly;
use crate::scenarios::{Story, any_story, cases, pass, plain, trace_of};
use proptest::prelude::*;
use serde_json::json;
use tailback::broker::World;
use tailback::broker::trace::Step;
use tailback::engine::SimTime;
use tailback::session::Run;

/// Follows the trace and keeps, for each queue, the numbers of the messages let in and taken out.
struct Follower {
    seen: u64,
    accepted: Vec<Vec<u64>>,
    delivered: Vec<Vec<u64>>,
}

impl Follower {
    fn new(queues: usize) -> Self {
        Self {
            seen: 0,
            accepted: vec![Vec::new(); queues],
            delivered: vec![Vec::new(); queues],
        }
    }

    fn follow(&mut self, world: &World) {
        let trace = world.trace().expect("the world of a run keeps a trace");
        for happening in trace.since(self.seen) {
            let queue = happening.queue as usize;
            match happening.step {
                Step::Accepted => self.accepted[queue].push(happening.message),
                Step::Delivered(_) => self.delivered[queue].push(happening.message),
                _ => {}
            }
        }
        self.seen = trace.recorded();
    }
}

fn follow(story: &Story) -> Follower {
    let mut follower = Follower::new(story.scenario.queues.len());
    let mut run = Run::new(story.scenario.clone());
    for next in &story.moves {
        next.make(&mut run);
        follower.follow(run.world());
    }
    follower
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn each_queue_delivers_in_the_order_in_which_it_accepted(story in any_story()) {
        let follower = follow(&orderly(&story));
        for (accepted, delivered) in follower.accepted.iter().zip(&follower.delivered) {
            prop_assert!(accepted.starts_with(delivered), "{accepted:?} but {delivered:?}");
        }
    }

    #[test]
    fn the_trace_never_goes_back_in_time(story in any_story()) {
        let mut run = Run::new(story.scenario);
        for next in &story.moves {
            next.make(&mut run);
        }
        let trace = trace_of(run.world());
        prop_assert!(trace.is_sorted_by_key(|happening| happening.time));
    }
}

#[test]
fn of_two_messages_published_at_one_instant_that_of_the_producer_named_first_comes_first() {
    let mut document = serde_json::to_value(plain(&[])).expect("plain data");
    let mut second = document["producers"][0].clone();
    second["id"] = json!("second");
    let producers = document["producers"].as_array_mut().expect("a list");
    producers.push(second);
    let scenario = tailback::scenario::Scenario::from_value(&document).expect("valid");
    let mut run = Run::new(scenario);
    pass(&mut run, SimTime::from_secs(30.0));
    let from: Vec<u32> = trace_of(run.world())
        .iter()
        .filter(|happening| matches!(happening.step, Step::Delivered(_)))
        .map(|happening| happening.producer)
        .collect();
    let expected: Vec<u32> = (0..from.len() as u32).map(|place| place % 2).collect();
    assert_eq!(from, expected);
}

/// Whatever the discipline, what is shown as next is what is taken next, unless it is by chance.
#[test]
fn what_is_shown_as_next_is_taken_next() {
    for discipline in [
        "fifo",
        "lifo",
        "priority",
        "shortest-first",
        "earliest-deadline",
        "fair",
    ] {
        let scenario = plain(&[
            (
                "producers[0].arrivals",
                json!({ "process": "constant", "rate": 10 }),
            ),
            ("producers[0].limit", json!(60)),
            (
                "producers[0].deadline",
                json!({ "distribution": "exponential", "mean": 5 }),
            ),
            (
                "consumers[0].service",
                json!({ "distribution": "exponential", "mean": 1 }),
            ),
            ("queues[0].discipline", json!(discipline)),
        ]);
        let mut run = Run::new(scenario);
        // All 60 are there by then.
        pass(&mut run, SimTime::from_secs(8.0));
        let world = run.world();
        let next = world.queues()[0].ready.next(world.messages(), usize::MAX);
        let shown: Vec<u64> = next.iter().map(|id| world.message(*id).number).collect();
        assert!(shown.len() > 10, "{discipline}: {} ready", shown.len());
        let some = world.queues()[0].ready.next(world.messages(), 5);
        assert_eq!(some, next[..5], "{discipline}");
        let seen = world.trace().expect("a trace").recorded();
        pass(&mut run, SimTime::from_secs(1000.0));
        let trace = run.world().trace().expect("a trace").since(seen);
        let taken = trace.filter(|it| matches!(it.step, Step::Delivered(_)));
        let taken: Vec<u64> = taken.map(|it| it.message).collect();
        assert_eq!(taken, shown, "{discipline}");
    }
}
