//! No message is lost, made up, or in two places: checked after every single event.

use crate::scenarios::{Move, any_story, cases, edit_to, plain};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;
use tailback::broker::consumer::{Activity, Consumer};
use tailback::broker::lock::Operation;
use tailback::broker::queue::Queue;
use tailback::broker::world::Advance;
use tailback::broker::{MessageId, World};
use tailback::engine::{SimDuration, SimTime};
use tailback::session::Run;

/// What must be compared with its former state.
struct Before {
    /// Ready messages of each queue that nobody is about to take.
    unclaimed: Vec<usize>,
    /// Workers of each group that were taken away and still finish.
    surplus: Vec<usize>,
}

fn working(group: &Consumer) -> impl Iterator<Item = MessageId> {
    group
        .workers
        .iter()
        .filter_map(|worker| match worker.activity {
            Activity::Working { message, .. } => Some(message),
            _ => None,
        })
}

fn at_lock(world: &World) -> impl Iterator<Item = MessageId> {
    let lock = world.lock();
    lock.held_by
        .iter()
        .chain(&lock.waiting)
        .filter_map(|operation| match operation {
            Operation::Enqueue { message, .. } => Some(*message),
            Operation::Dequeue(_) => None,
        })
}

fn surplus(group: &Consumer) -> usize {
    let beyond = group.workers.iter().skip(group.settings.count);
    beyond
        .filter(|worker| worker.activity != Activity::Stopped)
        .count()
}

impl Before {
    fn of(world: &World) -> Self {
        Self {
            unclaimed: world.queues().iter().map(Queue::unclaimed).collect(),
            surplus: world.consumers().iter().map(surplus).collect(),
        }
    }
}

/// Everything that holds at every instant.
fn audit(world: &World) {
    the_ledger_balances(world);
    every_message_is_in_one_place(world);
    gauges_agree_with_what_is_there(world);
    workers_and_queues_agree(world);
    areas_are_sums_of_times(world);
}

fn the_ledger_balances(world: &World) {
    let ledger = world.ledger();
    assert_eq!(
        ledger.published,
        ledger.settled + ledger.refused + world.in_system() as u64
    );
    let passages = world.producers().iter().map(|node| node.passage);
    let (mut offered, mut refused, mut settled) = (0, 0, 0);
    for passage in passages {
        offered += passage.offered;
        refused += passage.refused;
        settled += passage.sojourn.count;
    }
    assert_eq!(
        (offered, refused, settled),
        (ledger.published, ledger.refused, ledger.settled)
    );
}

fn every_message_is_in_one_place(world: &World) {
    let ready = world.queues().iter().flat_map(|queue| &queue.ready);
    let places = ready
        .copied()
        .chain(world.consumers().iter().flat_map(working))
        .chain(at_lock(world));
    let numbers: Vec<u64> = places.map(|id| world.message(id).number).collect();
    let distinct: BTreeSet<u64> = numbers.iter().copied().collect();
    assert_eq!(distinct.len(), numbers.len(), "a message is in two places");
    assert_eq!(numbers.len(), world.in_system(), "a message is nowhere");
}

fn gauges_agree_with_what_is_there(world: &World) {
    for queue in world.queues() {
        assert_eq!(queue.ready_gauge.level(), queue.ready.len() as u64);
    }
    for group in world.consumers() {
        assert_eq!(group.busy.level(), working(group).count() as u64);
        let here = group.workers.iter();
        let here = here.filter(|worker| worker.activity != Activity::Stopped);
        assert_eq!(group.capacity.level(), here.count() as u64);
        assert!(group.busy.level() <= group.capacity.level());
    }
    let present: u64 = world
        .queues()
        .iter()
        .map(|queue| queue.present.level())
        .sum();
    assert_eq!(present, world.in_system() as u64);
    let lock = world.lock();
    assert_eq!(lock.held.level(), u64::from(lock.held_by.is_some()));
    assert!(lock.held_by.is_some() || lock.waiting.is_empty());
}

fn workers_and_queues_agree(world: &World) {
    for (index, queue) in world.queues().iter().enumerate() {
        let groups = world.consumers().iter();
        let takers = groups.filter(|group| group.settings.from == index);
        let doing = |activity: Activity| {
            let all = takers.clone().flat_map(|group| &group.workers);
            all.filter(|worker| worker.activity == activity).count()
        };
        assert_eq!(doing(Activity::Blocked), queue.idle.len());
        assert_eq!(doing(Activity::Taking { claim: true }), queue.claimed);
        assert!(queue.claimed <= queue.ready.len());
        assert!(
            queue.idle.is_empty() || queue.unclaimed() == 0,
            "a message waits although a worker waits for one"
        );
    }
    for group in world.consumers() {
        for worker in group.workers.iter().skip(group.settings.count) {
            let waits = matches!(
                worker.activity,
                Activity::Blocked | Activity::Sleeping { .. }
            );
            assert!(!waits, "a worker taken away waits for messages");
        }
    }
}

/// The areas under the gauges are the times that messages spent, to the nanosecond.
fn areas_are_sums_of_times(world: &World) {
    let sums = world.system_sums();
    let age = |id: MessageId| {
        let published = world.message(id).published;
        u128::from(world.now().since(published).nanos())
    };
    let ready = world.queues().iter().flat_map(|queue| &queue.ready);
    let not_begun: u128 = ready.copied().chain(at_lock(world)).map(age).sum();
    let begun: u128 = world.consumers().iter().flat_map(working).map(age).sum();
    let left = sums.passage.sojourn.sum + sums.passage.refused_time;
    assert_eq!(sums.present, left + not_begun + begun);
    let waited = sums.passage.waiting.sum + sums.passage.refused_time;
    assert_eq!(sums.present - sums.busy, waited + not_begun);
}

/// What holds from one event to the next, as long as nothing is edited.
fn audit_step(world: &World, before: &Before) {
    for (queue, before) in world.queues().iter().zip(&before.unclaimed) {
        if let Some(bound) = queue.settings.max_ready {
            assert!(
                queue.unclaimed() <= bound.max(*before),
                "a newcomer came in above the bound"
            );
        }
    }
    for (group, before) in world.consumers().iter().zip(&before.surplus) {
        assert!(
            surplus(group) <= *before,
            "a worker taken away took up work"
        );
    }
}

fn advance_audited(run: &mut Run, until: SimTime, events: u64) {
    for _ in 0..events {
        let before = Before::of(run.world());
        let outcome = run.advance(until, 1);
        audit(run.world());
        audit_step(run.world(), &before);
        if outcome != Advance::Spent {
            return;
        }
    }
}

fn live(run: &mut Run, next: &Move) {
    let now = run.world().now();
    match next {
        Move::Pass(length) => {
            advance_audited(run, now + SimDuration::from_secs(*length), u64::MAX);
        }
        Move::Slice(length, events) => {
            advance_audited(run, now + SimDuration::from_secs(*length), *events);
        }
        Move::Step(many) => {
            for _ in 0..*many {
                let before = Before::of(run.world());
                run.step();
                audit(run.world());
                audit_step(run.world(), &before);
            }
        }
        Move::Edit(..) => {
            next.make(run);
            audit(run.world());
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_message_is_accounted_for_after_every_event(story in any_story()) {
        let mut run = Run::new(story.scenario);
        audit(run.world());
        for next in &story.moves {
            live(&mut run, next);
        }
    }
}

#[test]
fn a_queue_bounded_to_nothing_hands_over_or_refuses() {
    let scenario = plain(&[
        ("producers[0].arrivals.rate", json!(4)),
        ("queues[0].max_ready", json!(0)),
    ]);
    let mut run = Run::new(scenario);
    advance_audited(&mut run, SimTime::from_secs(10.0), u64::MAX);
    let ledger = run.world().ledger();
    // Published at 0.25, 0.5, ... 10; taken at 0.25, 1.25, ... 9.25.
    assert_eq!((ledger.published, ledger.refused), (40, 30));
    edit_to(&mut run, "queues[0].max_ready", 1);
    advance_audited(&mut run, SimTime::from_secs(20.0), u64::MAX);
    assert_eq!(run.world().queues()[0].ready.len(), 1);
}
