//! The cost of a message through the whole engine, all figures on, and through the yardstick; and
//! that of a random variate.

mod workloads;
mod yardstick;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tailback::engine::math;
use tailback::engine::rng::{Purpose, Stream};
use workloads::Workload;
use yardstick::run_world;

const MESSAGES: u64 = 100_000;

fn per_message(criterion: &mut Criterion) {
    for workload in Workload::ALL {
        let mut group = criterion.benchmark_group(workload.name());
        group.throughput(Throughput::Elements(MESSAGES));
        let (mut world, mut yardstick) = yardstick::pair(workload);
        group.bench_function("engine", |bencher| {
            bencher.iter(|| run_world(&mut world, MESSAGES));
        });
        group.bench_function("yardstick", |bencher| {
            bencher.iter(|| yardstick.run(MESSAGES));
        });
        group.finish();
    }
}

fn variates(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("variates");
    let mut stream = Stream::new(1, Purpose::Service, 0, 0);
    group.bench_function("exponential", |bencher| {
        bencher.iter(|| stream.exponential());
    });
    group.bench_function("exponential by inversion", |bencher| {
        bencher.iter(|| -math::ln(stream.unit()));
    });
    group.bench_function("normal", |bencher| bencher.iter(|| stream.normal()));
    group.finish();
}

criterion_group!(benches, per_message, variates);
criterion_main!(benches);
