//! The order in which messages are taken: priorities, the shortest first, last or random first.

use super::{assert_close, expected};
use tailback::engine::Distribution;
use tailback::engine::dist::Empirical;
use tailback::theory::law::{Law, Moments};
use tailback::theory::mmc::Mmc;
use tailback::theory::order::{self, Order};
use tailback::theory::priority::{self, Class};
use tailback::theory::{mg1, sharing, shortest_first};

const EXPONENTIAL: Distribution = Distribution::Exponential { mean: 1.0 };
const ERLANG: Distribution = Distribution::Erlang {
    mean: 0.8,
    stages: 3,
};
const LOGNORMAL: Distribution = Distribution::Lognormal {
    mean: 1.2,
    scv: 4.0,
};
const HYPEREXPONENTIAL: Distribution = Distribution::Hyperexponential {
    mean: 0.5,
    scv: 9.0,
};
const CONSTANT: Distribution = Distribution::Constant { value: 0.7 };

fn class(rate: f64, service: &Distribution) -> Class {
    let service = Moments::of(service);
    Class { rate, service }
}

#[test]
fn two_classes_wait_as_the_oracles_say() {
    let classes = [class(0.27, &EXPONENTIAL), class(0.63, &EXPONENTIAL)];
    let waits = priority::non_preemptive(&classes).expect("stable");
    let preempted = priority::preemptive(&classes);
    for (place, id) in ["class-1", "class-2"].iter().enumerate() {
        let path = format!("producers.{id}.waiting_mean");
        assert_close(waits[place], expected("priority-np-2", &path), 1e-9);
        let path = format!("producers.{id}.sojourn_mean");
        let times = preempted[place].expect("stable");
        let sojourn = times.waiting_mean + times.stretch;
        assert_close(sojourn, expected("priority-pr-2", &path), 1e-9);
    }
    // With like exponential services the same values as for one of several workers.
    let servers = priority::non_preemptive_servers(&[0.27, 0.63], 1.0, 1).expect("stable");
    let sojourns = priority::preemptive_servers(&[0.27, 0.63], 1.0, 1);
    for place in 0..2 {
        assert_close(servers[place], waits[place], 1e-12);
        let times = preempted[place].expect("stable");
        let sojourn = times.waiting_mean + times.stretch;
        assert_close(sojourns[place].expect("stable"), sojourn, 1e-12);
    }
}

#[test]
fn ranks_move_waiting_about_and_leave_the_work_alone() {
    let classes = [
        class(0.2, &ERLANG),
        class(0.15, &LOGNORMAL),
        class(0.3, &CONSTANT),
    ];
    let all = Class::merged(&classes).expect("rates");
    let load: f64 = classes.iter().map(Class::load).sum();
    assert_close(all.load(), load, 1e-12);
    let residual = all.rate * all.service.second / 2.0;
    // Kleinrock's conservation law.
    let waits = priority::non_preemptive(&classes).expect("stable");
    let work: f64 = classes
        .iter()
        .zip(&waits)
        .map(|(class, wait)| class.load() * wait)
        .sum();
    assert_close(work, load * residual / (1.0 - load), 1e-12);
    // One class is first in, first out, and the highest does not see the others if it preempts.
    let one = priority::non_preemptive(&[all]).expect("stable")[0];
    let fifo = mg1::waiting_mean(
        all.rate,
        all.service.mean,
        all.service.second / (all.service.mean * all.service.mean) - 1.0,
    )
    .expect("stable");
    assert_close(one, fifo, 1e-12);
    let highest = priority::preemptive(&classes)[0].expect("stable");
    let alone = mg1::waiting_mean(0.2, 0.8, 1.0 / 3.0).expect("stable");
    assert_close(highest.waiting_mean, alone, 1e-12);
    assert_eq!(highest.stretch, 1.0);
    // The last class waits for the work of all, and is interrupted before it starts.
    let last = priority::preemptive(&classes)[2].expect("stable");
    assert_close(last.waiting_mean, waits[2], 1e-12);
    // Overload strikes from below.
    let busy = [class(0.5, &EXPONENTIAL), class(0.5, &EXPONENTIAL)];
    assert_eq!(priority::non_preemptive(&busy), None);
    assert!(priority::preemptive(&busy)[0].is_some() && priority::preemptive(&busy)[1].is_none());
}

#[test]
fn several_workers_with_ranks_agree_with_one_queue_of_all() {
    let rates = [0.5, 1.1, 1.8];
    let all = Mmc::new(3.4, 1.0, 4).expect("stable");
    let waits = priority::non_preemptive_servers(&rates, 1.0, 4).expect("stable");
    let sojourns = priority::preemptive_servers(&rates, 1.0, 4);
    let mean = |times: &[f64]| {
        let each = rates.iter().zip(times);
        each.map(|(rate, time)| rate * time).sum::<f64>() / 3.4
    };
    assert_close(mean(&waits), all.waiting_mean(), 1e-12);
    let sojourns: Option<Vec<f64>> = sojourns.into_iter().collect();
    assert_close(
        mean(&sojourns.expect("stable")),
        all.waiting_mean() + 1.0,
        1e-12,
    );
    assert_eq!(priority::preemptive_servers(&[0.5, 4.0], 1.0, 4)[1], None);
    assert_eq!(priority::preemptive_servers(&[0.0, 1.0], 1.0, 4)[0], None);
}

#[test]
fn the_shortest_first_waits_as_phipps_says() {
    let wait = |rate: f64, service| shortest_first::waiting_mean(rate, &service);
    let found = wait(0.8, EXPONENTIAL).expect("stable");
    assert_close(found, expected("sjf-0.8", "system.waiting_mean"), 1e-9);
    // Exponential by other names.
    let mean = 1.0;
    let erlang = wait(0.8, Distribution::Erlang { mean, stages: 1 });
    let hyper = wait(0.8, Distribution::Hyperexponential { mean, scv: 1.0 });
    assert_close(erlang.expect("stable"), found, 1e-9);
    assert_close(hyper.expect("stable"), found, 1e-9);
    // Constant: every message is as short.
    let fifo = mg1::waiting_mean(1.2, 0.7, 0.0).expect("stable");
    assert_close(wait(1.2, CONSTANT).expect("stable"), fifo, 1e-12);
    let many = Distribution::Erlang { mean, stages: 1000 };
    let fifo = mg1::waiting_mean(0.8, 1.0, 0.001).expect("stable");
    let found = wait(0.8, many).expect("stable");
    assert!(found < fifo && found > 0.5 * fifo, "{found} and {fifo}");
    assert_eq!(wait(1.0, EXPONENTIAL), None);
}

/// Cut into many classes by length, the shortest first is Cobham's priority.
#[test]
fn the_shortest_first_is_the_limit_of_many_ranks() {
    let pareto = |shape| Distribution::Pareto { mean: 1.1, shape };
    let weibull = |scv| Distribution::Weibull { mean: 0.9, scv };
    let gamma = |scv| Distribution::Gamma { mean: 0.9, scv };
    let uniform = |low| Distribution::Uniform { low, high: 2.0 };
    let quantiles = [(0.0, 0.1), (0.4, 0.5), (0.5, 0.5), (0.9, 3.0), (1.0, 9.0)];
    let measured = Empirical::of_quantiles(&quantiles).expect("valid");
    for service in [
        EXPONENTIAL,
        ERLANG,
        LOGNORMAL,
        HYPEREXPONENTIAL,
        pareto(2.2),
        pareto(9.0),
        weibull(0.2),
        weibull(30.0),
        gamma(0.3),
        gamma(20.0),
        uniform(0.0),
        uniform(1.5),
        Distribution::Empirical(measured),
    ] {
        for load in [0.3, 0.8, 0.95] {
            let rate = load / service.mean();
            let residual = rate * Moments::of(&service).second / 2.0;
            let law = Law::of(&service);
            let below = |x: f64| 1.0 - rate * law.mean_below(x);
            let cuts: Vec<f64> = (-50_000..25_000)
                .map(|cut| f64::from(cut) / 2500.0)
                .collect();
            let wait = |pair: &[f64]| {
                let (short, long) = (pair[0].exp(), pair[1].exp());
                let share = law.tail(short) - law.tail(long);
                share * residual / (below(short) * below(long))
            };
            let sum: f64 = cuts.windows(2).map(wait).sum();
            let found = shortest_first::waiting_mean(rate, &service).expect("stable");
            // Those before the first cut see no other.
            let sum = sum + residual * (1.0 - law.tail(cuts[0].exp()));
            assert_close(found, sum, 3e-6);
        }
    }
}

#[test]
fn the_order_spreads_the_waiting_times() {
    let orders = [
        ("fifo", Order::First),
        ("lifo", Order::Last),
        ("random", Order::Random),
    ];
    for (name, order) in orders {
        let oracle = expected(&format!("spread-{name}-0.8"), "system.waiting_sd");
        let exponential = Moments::of(&EXPONENTIAL);
        let found = order::waiting_sd(0.8, &exponential, order).expect("stable");
        assert_close(found, oracle, 1e-9);
        let queue = Mmc::new(0.8, 1.0, 1).expect("stable");
        assert_close(order::waiting_sd_servers(&queue, 0.8, order), oracle, 1e-9);
    }
    // M/M/c, first in, first out, from the tail of its waiting time.
    let queue = Mmc::new(3.6, 1.0, 4).expect("stable");
    let step = 1e-3;
    let tail = |t: f64| queue.probability_of_waiting() * (-0.4 * t).exp();
    let places = (0..200_000).map(|place| (f64::from(place) + 0.5) * step);
    let second: f64 = places.map(|t| 2.0 * t * tail(t)).sum::<f64>() * step;
    let found = order::waiting_sd_servers(&queue, 0.9, Order::First);
    assert_close(found * found, second - queue.waiting_mean().powi(2), 1e-6);
    assert_eq!(
        order::waiting_sd(1.0, &Moments::of(&EXPONENTIAL), Order::Last),
        None
    );
}

#[test]
fn sharing_is_as_fast_whatever_the_distribution() {
    assert_eq!(sharing::sojourn(2.0, 0.75), Some(8.0));
    assert_eq!(sharing::sojourn(2.0, 1.0), None);
    let one = sharing::sojourn_mean(0.75, 1.0, 1).expect("stable");
    assert_close(one, sharing::sojourn(1.0, 0.75).expect("stable"), 1e-12);
}
