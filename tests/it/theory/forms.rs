//! The closed forms against each other, and against slower ways to the same values.

use super::assert_close;
use tailback::engine::Distribution;
use tailback::theory::gim1::Gim1;
use tailback::theory::mmc::Mmc;
use tailback::theory::mmck::{self, Mmck};
use tailback::theory::usl::Usl;
use tailback::theory::{fluid, ggc, md1, mg1};

#[test]
fn erlang_b_is_what_its_sum_says() {
    for (servers, offered) in [(1, 0.3), (4, 3.6), (10, 8.0), (30, 50.0)] {
        let (mut weight, mut sum) = (1.0, 1.0);
        for busy in 1..=servers {
            weight *= offered / f64::from(busy);
            sum += weight;
        }
        assert_close(mmck::erlang_b(servers, offered), weight / sum, 1e-13);
    }
    // Tables: 5000 erlangs on 5000 lines lose about sqrt(2 / (pi x 5000)).
    assert_close(mmck::erlang_b(5000, 5000.0), 0.011_24, 2e-2);
    assert_eq!(mmck::erlang_b(1000, 0.0), 0.0);
}

#[test]
fn a_bounded_queue_is_what_its_states_say() {
    for (rate, servers, slots) in [
        (0.9, 1, 9),
        (1.2, 1, 9),
        (3.0, 3, 4),
        (8.0, 10, 0),
        (40.0, 4, 20),
    ] {
        let weights = (1..=servers + slots).scan(1.0, |weight, n| {
            *weight *= rate / f64::from(n.min(servers));
            Some(*weight)
        });
        let weights: Vec<f64> = std::iter::once(1.0).chain(weights).collect();
        let all: f64 = weights.iter().sum();
        let share = |n: usize| weights[n] / all;
        let places = 0..weights.len();
        let present: f64 = places.clone().map(|n| n as f64 * share(n)).sum();
        let busy: f64 = places
            .map(|n| n.min(servers as usize) as f64 * share(n))
            .sum();
        let queue = Mmck::new(rate, 1.0, servers, u64::from(slots));
        assert_close(
            queue.loss_probability(),
            *weights.last().expect("full") / all,
            1e-12,
        );
        assert_close(queue.throughput(), busy, 1e-12);
        // Little's law, with L from the states.
        let sojourn = queue.waiting_mean() + 1.0;
        assert_close(present, queue.throughput() * sojourn, 1e-12);
    }
}

#[test]
fn a_large_bound_is_as_none() {
    for (rate, servers) in [(0.9, 1), (3.6, 4), (99.0, 100)] {
        let free = Mmc::new(rate, 1.0, servers).expect("stable");
        let bounded = Mmck::new(rate, 1.0, servers, 1_000_000_000);
        assert_close(bounded.waiting_mean(), free.waiting_mean(), 1e-9);
        let waits = bounded.probability_of_waiting();
        assert_close(waits, free.probability_of_waiting(), 1e-9);
        assert!(bounded.loss_probability() < 1e-100);
    }
    // Overload: the workers never rest, and the slots are full but for a few.
    let full = Mmck::new(2.0, 1.0, 1, 1_000_000_000);
    assert_close(full.throughput(), 1.0, 1e-12);
    assert_close(full.ready_mean(), 1e9, 1e-8);
    // At the same rates every state is as likely.
    let even = Mmck::new(1.0, 1.0, 1, 999);
    assert_close(even.loss_probability(), 1.0 / 1001.0, 1e-12);
}

#[test]
fn special_cases_agree() {
    let (rate, mean) = (0.7, 1.0);
    let mm1 = Mmc::new(rate, mean, 1).expect("stable");
    let mg1 = mg1::waiting_mean(rate, mean, 1.0).expect("stable");
    assert_close(mm1.waiting_mean(), mg1, 1e-12);
    assert_close(
        ggc::kingman(0.7, mean, 1.0, 0.3).expect("stable"),
        mg1 * 0.65,
        1e-12,
    );
    let poisson = Gim1::new(&Distribution::Exponential { mean: 1.0 / rate }, mean).expect("stable");
    assert_close(poisson.probability_of_waiting(), 0.7, 1e-12);
    for at in [0.5, 0.99] {
        assert_close(
            poisson.sojourn_quantile(at),
            mm1.sojourn_quantile(at),
            1e-12,
        );
        assert_close(
            poisson.waiting_quantile(at),
            mm1.waiting_quantile(at),
            1e-12,
        );
    }
    let mm4 = Mmc::new(3.6, 1.0, 4).expect("stable").waiting_mean();
    let allen = ggc::allen_cunneen(3.6, 1.0, 4, 1.0, 1.0).expect("stable");
    assert_close(allen, mm4, 1e-12);
    assert_eq!(mg1::waiting_mean(1.0, 1.0, 0.0), None);
    assert_eq!(Mmc::new(4.0, 1.0, 4), None);
}

/// The tail of the sum of service and wait, by an integral instead of the mixture.
#[test]
fn the_sojourn_quantile_of_several_workers_is_that_of_the_states() {
    for (rate, servers) in [(1.0, 2_u32), (1.6, 2), (3.0, 4), (3.6, 4)] {
        let queue = Mmc::new(rate, 1.0, servers).expect("stable");
        let c = f64::from(servers);
        let at = queue.sojourn_quantile(0.99);
        // P(T > t) = P(S > t) + integral over s < t of P(W > t - s) e^-s, by Simpson's rule.
        let waits = |t: f64| queue.probability_of_waiting() * (-(c - rate) * t).exp();
        let inner = |s: f64| waits(at - s) * (-s).exp();
        let steps = 20_000;
        let width = at / f64::from(steps);
        let weight = |n: i32| {
            if n == 0 || n == steps {
                1.0
            } else {
                f64::from(2 + 2 * (n % 2))
            }
        };
        let sum: f64 = (0..=steps)
            .map(|n| weight(n) * inner(f64::from(n) * width))
            .sum();
        assert_close((-at).exp() + sum * width / 3.0, 0.01, 1e-8);
    }
}

#[test]
fn the_waiting_time_with_constant_services_is_erlangs() {
    // The alternating series, at times where it keeps its digits.
    for load in [0.3, 0.8, 0.95_f64] {
        for at in [0.75, 0.9, 0.97] {
            let t = md1::waiting_quantile(load, 1.0, at).expect("in range");
            if t > 6.0 {
                continue;
            }
            let mut series = 0.0;
            for j in 0..=t.floor() as i32 {
                let x = load * (t - f64::from(j));
                let factorial: f64 = (1..=j).map(f64::from).product();
                series += (-x).powi(j) / factorial * x.exp();
            }
            let expected = if t == 0.0 { 1.0 - load } else { at };
            assert_close((1.0 - load) * series, expected, 1e-9);
        }
    }
    // Near its capacity: the exponential limit.
    let near = md1::waiting_quantile(md1::HEAVIEST, 1.0, 0.99).expect("in range");
    let mean = mg1::waiting_mean(md1::HEAVIEST, 1.0, 0.0).expect("stable");
    assert_close(near, mean * 100_f64.ln(), 5e-3);
    assert_eq!(md1::waiting_quantile(0.9999, 1.0, 0.99), None);
}

#[test]
fn a_hyperexponential_stream_waits_as_its_root_says() {
    let interval = Distribution::Hyperexponential {
        mean: 2.0,
        scv: 4.0,
    };
    let queue = Gim1::new(&interval, 1.0).expect("has a transform");
    // sigma = A*(1 - sigma), where the branches of A are written out.
    let sigma = queue.probability_of_waiting();
    let share = (1.0 + 0.6_f64.sqrt()) / 2.0;
    let branch = |share: f64| share / (1.0 + (1.0 - sigma) / share);
    assert_close(branch(share) + branch(1.0 - share), sigma, 1e-12);
    assert!(
        sigma > 0.5 && queue.waiting_mean() > 1.0,
        "burstier than Poisson"
    );
    // Very bursty and near capacity, where digits are lost easily: the limit of heavy traffic.
    let bursty = Distribution::Hyperexponential {
        mean: 1.0,
        scv: 1000.0,
    };
    let near = Gim1::new(&bursty, 0.9999).expect("has a transform");
    let limit = ggc::kingman(0.9999, 0.9999, 1000.0, 1.0).expect("stable");
    assert_close(near.waiting_mean(), limit, 2e-4);
}

#[test]
fn a_backlog_drains_and_workers_contend() {
    assert_eq!(fluid::drain_time(600.0, 3.0, 4.0), Some(600.0));
    assert_eq!(fluid::drain_time(1.0, 4.0, 4.0), None);
    assert_eq!(fluid::drain_time(0.0, 5.0, 4.0), Some(0.0));
    let free = Usl {
        single: 2.0,
        contention: 0.0,
        coherency: 0.0,
    };
    assert_eq!((free.throughput(8.0), free.peak()), (16.0, None));
    // Amdahl's law: at most 1 / contention times one worker.
    let serial = Usl {
        contention: 0.1,
        ..free
    };
    assert_close(serial.throughput(1e9), 20.0, 1e-6);
    let costly = Usl {
        contention: 0.19,
        coherency: 0.01,
        ..free
    };
    assert_close(costly.peak().expect("a peak"), 9.0, 1e-12);
    assert!(costly.throughput(9.0) > costly.throughput(8.0));
    assert!(costly.throughput(9.0) > costly.throughput(10.0));
}
