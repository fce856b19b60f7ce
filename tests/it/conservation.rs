//! No message is lost, made up, or in two places: checked after every single event.

use crate::scenarios::{Move, any_story, cases, edit_to, plain};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;
use tailback::broker::consumer::{Activity, Consumer, Worker};
use tailback::broker::lock::Operation;
use tailback::broker::producer::Producer;
use tailback::broker::queue::Queue;
use tailback::broker::replica::{Doing, Replica};
use tailback::broker::trace::Step;
use tailback::broker::world::Advance;
use tailback::broker::{MessageId, World};
use tailback::engine::{SimDuration, SimTime};
use tailback::metrics::Passage;
use tailback::metrics::totals::Sums;
use tailback::session::Run;

/// What must be compared with its former state.
struct Before {
    /// Ready messages of each queue that nobody is about to take.
    unclaimed: Vec<usize>,
    /// Workers of each group that were taken away and still finish.
    surplus: Vec<usize>,
    /// Workers of each group that there should be.
    wanted: Vec<usize>,
    /// Entries of the trace.
    recorded: u64,
}

/// Messages that a group works on, or would if the worker were up.
fn in_hand(group: &Consumer, now: SimTime) -> impl Iterator<Item = MessageId> {
    let alone = |worker: &Worker| match worker.activity {
        Activity::Working { message, .. } | Activity::Suspended { message, .. } => Some(message),
        _ => None,
    };
    let shared = move |worker: &Worker| {
        let share = worker.share.as_ref();
        let jobs = share.map_or(Vec::new(), |share| share.progress(now).collect());
        jobs.into_iter().map(|(message, _)| message)
    };
    let together = |worker: &Worker| {
        let batch = worker.batch.as_ref();
        batch.map_or(Vec::new(), |batch| batch.messages().to_vec())
    };
    let workers = group.workers.iter();
    workers.flat_map(move |worker| {
        let one = alone(worker).into_iter();
        one.chain(shared(worker)).chain(together(worker))
    })
}

fn is_busy(worker: &Worker) -> bool {
    let shares = worker.share.as_ref().is_some_and(|share| !share.is_empty());
    let works = matches!(
        worker.activity,
        Activity::Working { .. } | Activity::Batching { .. }
    );
    works || shares && worker.is_up()
}

fn ready(world: &World) -> impl Iterator<Item = MessageId> {
    let queues = world.queues().iter();
    queues.flat_map(|queue| queue.ready.by_age(world.messages()))
}

fn all_in_hand(world: &World) -> impl Iterator<Item = MessageId> {
    let groups = world.consumers().iter();
    let all = groups.flat_map(|group| in_hand(group, world.now()));
    all.filter(|id| !world.message(*id).has_lapsed())
}

/// Whether messages left its ready ones other than by being taken.
fn was_emptied(world: &World, queue: usize) -> bool {
    let passage = world.queue_passage(queue);
    let dropped = passage.evicted + passage.shed + passage.expired;
    dropped + passage.lost + passage.account.lapsed > 0
}

fn at_lock(world: &World) -> impl Iterator<Item = MessageId> {
    let lock = world.lock();
    lock.holders()
        .chain(lock.waiting())
        .filter_map(|operation| match operation {
            Operation::Enqueue { message, .. } => Some(*message),
            Operation::Dequeue(_) | Operation::Look(_) => None,
        })
}

/// Messages that are not accepted until they are written or copied.
fn pending(world: &World) -> impl Iterator<Item = MessageId> {
    let storage = world.storage().into_iter();
    storage.flat_map(|storage| storage.pending.iter().copied())
}

fn surplus(group: &Consumer) -> usize {
    let beyond = group.workers.iter().skip(group.wanted);
    beyond
        .filter(|worker| worker.activity != Activity::Stopped)
        .count()
}

impl Before {
    fn of(world: &World) -> Self {
        Self {
            unclaimed: world.queues().iter().map(Queue::unclaimed).collect(),
            surplus: world.consumers().iter().map(surplus).collect(),
            wanted: (world.consumers().iter())
                .map(|group| group.wanted)
                .collect(),
            recorded: world.trace().expect("a trace").recorded(),
        }
    }
}

/// Everything that holds at every instant.
fn audit(world: &World) {
    the_ledger_balances(world);
    every_message_is_in_one_place(world);
    gauges_agree_with_what_is_there(world);
    workers_and_queues_agree(world);
    copies_agree_with_the_log(world);
    partitions_agree_with_the_workers(world);
    areas_are_sums_of_times(world);
}

fn the_ledger_balances(world: &World) {
    let ledger = world.ledger();
    assert_eq!(ledger.published, ledger.left() + world.in_system() as u64);
    let mut sum = Passage::default();
    for producer in world.producers() {
        sum.merge(&producer.passage);
        let outstanding: u64 = producer.copies.iter().map(|copy| copy.outstanding).sum();
        let mine = |id: &MessageId| {
            let node = &world.producers()[world.message(*id).producer as usize];
            std::ptr::eq(node, producer)
        };
        assert_eq!(
            outstanding,
            world.messages().all().filter(mine).count() as u64
        );
    }
    assert_eq!(
        (
            sum.offered,
            sum.refused,
            sum.evicted,
            sum.expired,
            sum.lost,
            sum.shed,
            sum.strayed,
            sum.unrouted
        ),
        (
            ledger.published,
            ledger.refused,
            ledger.evicted,
            ledger.expired,
            ledger.lost,
            ledger.shed,
            ledger.strayed,
            ledger.unrouted
        )
    );
    assert_eq!(sum.good + sum.late, ledger.settled);
    for producer in world.producers() {
        requests_are_accounted_for(producer);
    }
    assert!(sum.dead >= ledger.dead);
}

/// A request is done, given up or open; each attempt is a message; what nobody waited for is late.
fn requests_are_accounted_for(producer: &Producer) {
    let passage = &producer.passage;
    assert!(passage.wasted <= passage.late && passage.attempts <= passage.offered);
    if let (Some(clients), Some(settings)) = (&producer.clients, &producer.settings.client) {
        let open: u64 = (0..producer.copies.len())
            .map(|copy| clients.open_of(copy))
            .sum();
        assert_eq!(open, clients.open() as u64);
        assert!(clients.held() <= clients.open());
        assert!(passage.attempts <= passage.requests * 1000);
        if passage.attempts == passage.offered {
            let done = passage.requests - passage.given_up - open;
            assert_eq!(
                done,
                passage.good + passage.late - passage.wasted,
                "{settings:?}"
            );
        }
    }
}

fn every_message_is_in_one_place(world: &World) {
    let ready = ready(world);
    let at_doors = world.queues().iter().flat_map(|queue| &queue.door);
    let places = ready
        .chain(at_doors.copied())
        .chain(all_in_hand(world))
        .chain(at_lock(world))
        .chain(pending(world));
    let numbers: Vec<u64> = places.map(|id| world.message(id).number).collect();
    let distinct: BTreeSet<u64> = numbers.iter().copied().collect();
    assert_eq!(distinct.len(), numbers.len(), "a message is in two places");
    let elsewhere = |queue: &Queue| queue.away + queue.under_way.len() as u64;
    let away: u64 = world.queues().iter().map(elsewhere).sum();
    assert_eq!(
        numbers.len() + away as usize,
        world.in_system(),
        "a message is nowhere"
    );
}

fn gauges_agree_with_what_is_there(world: &World) {
    for queue in world.queues() {
        assert_eq!(queue.ready_gauge.level(), queue.ready.len() as u64);
        let ready: Vec<_> = queue.ready.by_age(world.messages()).collect();
        assert_eq!(queue.ready.len(), ready.len());
        let bytes: u64 = ready
            .iter()
            .map(|id| u64::from(world.message(*id).bytes))
            .sum();
        assert_eq!(queue.ready.bytes(), bytes);
        assert_eq!(
            queue.ready.next(world.messages(), usize::MAX).len(),
            queue.ready.len()
        );
        assert_eq!(queue.door_gauge.level(), queue.door.len() as u64);
    }
    for group in world.consumers() {
        let busy = group.workers.iter().filter(|worker| is_busy(worker));
        assert_eq!(group.busy.level(), busy.count() as u64);
        let here = group.workers.iter();
        let here = here.filter(|worker| worker.activity != Activity::Stopped);
        assert_eq!(group.capacity.level(), here.clone().count() as u64);
        let up = here.filter(|worker| worker.is_up());
        assert_eq!(group.up.level(), up.count() as u64);
        assert!(group.busy.level() <= group.capacity.level());
    }
    let present: u64 = world
        .queues()
        .iter()
        .map(|queue| queue.present.level())
        .sum();
    assert_eq!(present, world.in_system() as u64);
    assert!(world.families().len() <= world.in_system());
    let lock = world.lock();
    assert_eq!(lock.held.level(), lock.held_count() as u64);
    assert!(!lock.is_stuck());
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
        assert!(queue.claimed <= queue.ready.len() || was_emptied(world, index));
        assert!(
            world.is_down() || queue.door.is_empty() || !queue.has_room(),
            "a message waits at an open door"
        );
        assert!(
            queue.idle.is_empty() || queue.unclaimed() == 0 || queue.partitions.is_some(),
            "a message waits although a worker waits for one"
        );
    }
    for group in world.consumers() {
        match &group.settings.autoscale {
            Some(scale) => assert!((scale.min..=scale.max).contains(&group.wanted)),
            None => assert_eq!(group.wanted, group.settings.count),
        }
        for worker in group.workers.iter().skip(group.wanted) {
            let waits = matches!(
                worker.activity,
                Activity::Blocked | Activity::Sleeping { .. } | Activity::Starting { .. }
            );
            assert!(!waits, "a worker taken away waits for messages");
        }
    }
}

/// A partition has one owner, who is idle only if there is nothing for it; what is at work is not ready.
fn partitions_agree_with_the_workers(world: &World) {
    for (index, queue) in world.queues().iter().enumerate() {
        let Some(partitions) = &queue.partitions else {
            continue;
        };
        let parts = 0..partitions.all.len();
        let ready: usize = parts.map(|place| queue.ready.len_of(place)).sum();
        assert_eq!(ready, queue.ready.len());
        for (place, partition) in partitions.all.iter().enumerate() {
            if let Some(id) = partition.at_work {
                assert_eq!(world.message(id).queue as usize, index);
                let mut ready = queue.ready.by_age(world.messages());
                assert!(ready.all(|ready| ready != id));
            }
            let open = !partition.paused && partition.at_work.is_none();
            let waits = open && queue.ready.first_of(place).is_some();
            if let Some(owner) = partition.owner.filter(|_| waits) {
                assert!(!queue.idle.contains(&owner), "its owner is idle");
            }
        }
    }
}

/// What copies has no more than there is, and a broker that is down hands nothing out.
fn copies_agree_with_the_log(world: &World) {
    let Some(storage) = world.storage() else {
        return assert!(!world.is_down());
    };
    assert_eq!(storage.down.level(), u64::from(world.is_down()));
    for one in storage.disk.iter().chain(&storage.followers) {
        assert!(one.has <= storage.end);
        if let Doing::Copying { to, .. } = one.doing {
            assert!(one.has < to && to <= storage.end && !world.is_down());
        }
    }
    let writes = storage.disk.as_ref().is_some_and(Replica::is_copying);
    assert_eq!(storage.writing.level(), u64::from(writes));
    if world.is_down() {
        assert!(storage.pending.is_empty());
        assert!(world.queues().iter().all(|queue| queue.idle.is_empty()));
    }
}

/// The areas under the gauges are the times that messages spent, to the nanosecond.
fn areas_are_sums_of_times(world: &World) {
    let totals = world.totals();
    for (index, sums) in totals.queues.iter().enumerate() {
        let here = |id: &MessageId| world.message(*id).queue as usize == index;
        let age = |id: MessageId| world.now().since(world.message(id).entered).nanos();
        let present: u128 = (world.messages().all())
            .filter(here)
            .map(|id| u128::from(age(id)))
            .sum();
        let left = sums.passage.sojourn.sum + sums.passage.refused_time;
        assert_eq!(sums.present, left + present);
    }
    let sum = |of: fn(&Sums) -> u128, all: &[Sums]| all.iter().map(of).sum::<u128>();
    assert_eq!(
        totals.system.present,
        sum(|node| node.present, &totals.queues)
    );
    assert_eq!(totals.system.ready, sum(|node| node.ready, &totals.queues));
    assert_eq!(totals.system.busy, sum(|node| node.busy, &totals.consumers));
}

/// What holds from one event to the next, as long as nothing is edited.
fn audit_step(world: &World, before: &Before) {
    // What was let in once may come back above the bound, and so may what was set apart for a
    // worker that went down on the way, or found the broker down.
    let may_go_down = |group: &Consumer| group.workers.iter().any(|worker| worker.outage.is_some());
    let trace = world.trace().expect("a trace").since(before.recorded);
    let came_back = |step: Step| matches!(step, Step::Returned | Step::Interrupted(_));
    let back = trace.filter(|happening| came_back(happening.step)).count();
    for (queue, before) in world.queues().iter().zip(&before.unclaimed) {
        if let Some(bound) = queue.settings.max_ready
            && !world.consumers().iter().any(may_go_down)
            && !world.is_down()
            && world.faults().noted() == 0
        {
            assert!(
                queue.unclaimed() <= bound.max(*before) + back,
                "a newcomer came in above the bound"
            );
        }
    }
    let groups = before.surplus.iter().zip(&before.wanted);
    for (group, (before, wanted)) in world.consumers().iter().zip(groups) {
        let dismissed = wanted.saturating_sub(group.wanted);
        assert!(
            surplus(group) <= *before + dismissed,
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
