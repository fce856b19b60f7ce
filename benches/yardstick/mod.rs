//! The yardstick: for each workload the least event loop that one would write by hand for just
//! this, on the standard library's heap, with the same random numbers, the same histograms and the
//! same figures.

mod bounded;
mod crowd;
mod partitions;
mod redelivery;
mod station;
mod tandem;

use crate::workloads::{Workload, done};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tailback::broker::World;
use tailback::engine::{SimDuration, SimTime};
use tailback::metrics::Histogram;
use tailback::metrics::totals::Metric;

/// Messages before anything is measured.
pub const WARM_UP: u64 = 500_000;

/// A hand-written loop.
pub trait Yardstick {
    /// Lets `messages` more be done.
    fn run(&mut self, messages: u64);
    /// What it counted, and when that was.
    fn tally(&self) -> (&Tally, u64);
}

/// The loop for a workload, at time 0.
fn of(workload: Workload) -> Box<dyn Yardstick> {
    match workload {
        Workload::OneServer => Box::new(station::Station::new(0.8, 1)),
        Workload::SixteenServers => Box::new(station::Station::new(14.4, 16)),
        Workload::Bounded => Box::new(bounded::Bounded::new()),
        Workload::Tandem => Box::new(tandem::Tandem::new()),
        Workload::Crowd => Box::new(crowd::Crowd::new()),
        Workload::Redelivery => Box::new(redelivery::Redelivery::new()),
        Workload::Partitions => Box::new(partitions::Partitions::new(6.4, 8)),
    }
}

/// A world and a yardstick of it, both warm, that have lived the same run so far.
pub fn pair(workload: Workload) -> (World, Box<dyn Yardstick>) {
    let (mut world, mut yardstick) = (workload.world(), of(workload));
    run_world(&mut world, WARM_UP);
    yardstick.run(WARM_UP);
    check(&world, yardstick.as_ref());
    (world, yardstick)
}

/// Lets `messages` more be done.
pub fn run_world(world: &mut World, messages: u64) {
    let target = done(world) + messages;
    // Every message is at least two events, so this never goes beyond the target.
    while done(world) < target {
        world.advance(SimTime::MAX, target - done(world));
    }
}

/// Panics unless both lived the same run: not one message differs.
fn check(world: &World, yardstick: &dyn Yardstick) {
    let (tally, now) = yardstick.tally();
    assert_eq!(world.now().nanos(), now);
    assert_eq!(done(world), tally.done);
    let ledger = world.ledger();
    assert_eq!(ledger.refused + ledger.dead, tally.lost);
    assert!(*world.waiting() == tally.waiting && *world.sojourn() == tally.sojourn);
    let sums = world.system_sums();
    let agrees = |metric: Metric, other: f64| {
        let figure = metric.value(&sums).expect("messages were settled");
        assert!(
            (figure / other - 1.0).abs() < 1e-12,
            "{figure}, not {other}"
        );
    };
    let time = now as f64;
    agrees(Metric::SystemMean, tally.system_area as f64 / time);
    let waited = tally.waited as f64 / 1e9;
    agrees(Metric::WaitingMean, waited / tally.started as f64);
    let capacity: u64 = world
        .consumers()
        .iter()
        .map(|group| group.capacity.level())
        .sum();
    let busy = tally.busy_area as f64 / time;
    agrees(Metric::Utilisation, busy / capacity as f64);
}

/// What is to happen: time in whole ns, ties broken by the order of scheduling.
struct Agenda<E> {
    heap: BinaryHeap<Reverse<(u64, u64, E)>>,
    sequence: u64,
    now: u64,
}

impl<E: Ord> Agenda<E> {
    const fn new() -> Self {
        Self {
            heap: BinaryHeap::new(),
            sequence: 0,
            now: 0,
        }
    }

    /// Schedules `event` so many seconds from now.
    fn schedule(&mut self, delay: f64, event: E) {
        let time = self.now + (delay * 1e9 + 0.5) as u64;
        self.heap.push(Reverse((time, self.sequence, event)));
        self.sequence += 1;
    }

    /// The next event; it is its time now.
    fn next(&mut self) -> Option<E> {
        let Reverse((time, _, event)) = self.heap.pop()?;
        self.now = time;
        Some(event)
    }
}

/// What is counted. Areas and times in ns.
pub struct Tally {
    waiting: Histogram,
    sojourn: Histogram,
    done: u64,
    /// Messages refused or set aside.
    lost: u64,
    started: u64,
    waited: u128,
    /// Messages in the system.
    present: u64,
    busy: u64,
    changed: u64,
    system_area: u128,
    busy_area: u128,
}

impl Tally {
    fn new() -> Self {
        Self {
            waiting: Histogram::new(),
            sojourn: Histogram::new(),
            done: 0,
            lost: 0,
            started: 0,
            waited: 0,
            present: 0,
            busy: 0,
            changed: 0,
            system_area: 0,
            busy_area: 0,
        }
    }

    /// Counts the areas up to now; before anything changes.
    fn pass(&mut self, now: u64) {
        let passed = u128::from(now - self.changed);
        self.system_area += u128::from(self.present) * passed;
        self.busy_area += u128::from(self.busy) * passed;
        self.changed = now;
    }

    /// Counts the first service of a message.
    fn note_wait(&mut self, waited: u64) {
        self.started += 1;
        self.waited += u128::from(waited);
        self.waiting.record(SimDuration::from_nanos(waited));
    }

    /// Counts that a message left.
    fn note_done(&mut self, sojourn: u64) {
        self.done += 1;
        self.present -= 1;
        self.sojourn.record(SimDuration::from_nanos(sojourn));
    }
}
