//! The hold model (Jones 1986): take the next event, schedule one an exponential time later, with
//! so many pending. The calendar beside the standard library's heap.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::hint::black_box;
use tailback::engine::rng::{Purpose, Stream};
use tailback::engine::{Calendar, SimDuration, SimTime};

const SIZES: [usize; 9] = [2, 8, 17, 32, 100, 1000, 11_000, 100_000, 1_000_000];
/// Drawn beforehand: what is measured is the calendar.
const DELAYS: usize = 1 << 16;

/// As large as those of the broker.
type Event = (u32, u32);

fn delays() -> Vec<SimDuration> {
    let mut stream = Stream::new(1, Purpose::Service, 0, 0);
    let draw = |_| SimDuration::from_secs(stream.exponential());
    (0..DELAYS).map(draw).collect()
}

fn hold(criterion: &mut Criterion) {
    let delays = delays();
    let mut group = criterion.benchmark_group("hold");
    for size in SIZES {
        group.bench_function(BenchmarkId::new("calendar", size), |bencher| {
            let mut delay = delays.iter().cycle();
            let mut calendar: Calendar<Event> = Calendar::new();
            for place in 0..size as u32 {
                calendar.schedule(SimTime::ZERO + *delay.next().expect("endless"), (place, 0));
            }
            let mut one = || {
                let next = calendar.pop_until(SimTime::MAX);
                let (time, _, event) = next.expect("never empty");
                calendar.schedule(time + *delay.next().expect("endless"), black_box(event));
            };
            (0..10 * size).for_each(|_| one());
            bencher.iter(one);
        });
        group.bench_function(BenchmarkId::new("heap", size), |bencher| {
            let mut delay = delays.iter().cycle();
            let mut heap: BinaryHeap<Reverse<(u64, u64, Event)>> = BinaryHeap::new();
            let mut sequence = 0;
            for place in 0..size as u32 {
                let time = delay.next().expect("endless").nanos();
                heap.push(Reverse((time, sequence, (place, 0))));
                sequence += 1;
            }
            let mut one = || {
                let Reverse((time, _, event)) = heap.pop().expect("never empty");
                let time = time + delay.next().expect("endless").nanos();
                heap.push(Reverse((time, sequence, black_box(event))));
                sequence += 1;
            };
            (0..10 * size).for_each(|_| one());
            bencher.iter(one);
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(std::time::Duration::from_millis(300))
        .measurement_time(std::time::Duration::from_secs(1))
        .sample_size(20);
    targets = hold
}
criterion_main!(benches);
