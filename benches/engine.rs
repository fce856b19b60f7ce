//! The cost of a message through the whole engine, all figures on, and through the yardstick.

mod yardstick;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use yardstick::{WORKLOADS, run_world};

const MESSAGES: u64 = 100_000;

fn per_message(criterion: &mut Criterion) {
    for workload in WORKLOADS {
        let mut group = criterion.benchmark_group(workload.name);
        group.throughput(Throughput::Elements(MESSAGES));
        let (mut world, mut yardstick) = workload.pair();
        group.bench_function("engine", |bencher| {
            bencher.iter(|| run_world(&mut world, MESSAGES));
        });
        group.bench_function("yardstick", |bencher| {
            bencher.iter(|| yardstick.run(MESSAGES));
        });
        group.finish();
    }
}

criterion_group!(benches, per_message);
criterion_main!(benches);
