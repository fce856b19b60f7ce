//! Queues whose rates change with a phase, against slower ways to the same values.

use super::{assert_close, expected};
use tailback::engine::Distribution;
use tailback::theory::failing::Failing;
use tailback::theory::ggc;
use tailback::theory::gim1::Gim1;
use tailback::theory::law::Moments;
use tailback::theory::matrix::Matrix;
use tailback::theory::mg1;
use tailback::theory::mmc::Mmc;
use tailback::theory::mmpp::{Mmpp, Modulated};
use tailback::theory::outages::Outages;
use tailback::theory::qbd::{Process, Steady};

#[test]
fn a_modulated_queue_is_as_the_oracle_says() {
    let arrivals = Mmpp::cycle(&[(2.0, 10.0), (0.2, 10.0)]);
    let queue = Modulated::new(&arrivals, 1.0 / 1.5, 1).expect("stable");
    let oracle = |name: &str| expected("mmpp-2.0-1", &format!("system.{name}"));
    assert_close(queue.arrival_rate, oracle("arrival_rate"), 1e-9);
    let sojourn = queue.waiting_mean + 1.0 / 1.5;
    assert_close(sojourn, oracle("sojourn_mean"), 1e-9);
    assert_close(queue.arrival_rate * sojourn, oracle("system_mean"), 1e-9);
    assert_eq!(Modulated::new(&arrivals, 1.0 / 1.1, 1), None);
    assert_eq!(Modulated::new(&arrivals, 1.0, 1), None);
}

#[test]
fn a_rate_that_does_not_change_is_poisson() {
    for servers in [1, 3, 16] {
        let rate = 0.9 * f64::from(servers);
        let plain = Mmc::new(rate, 1.0, servers).expect("stable");
        let half = Mmpp::cycle(&[(rate / 2.0, 3.0)]);
        let same = Mmpp::cycle(&[(rate / 2.0, 3.0), (rate / 2.0, 7.0), (rate / 2.0, 0.1)]);
        let queue = Modulated::new(&half.with(&same), 1.0, servers).expect("stable");
        assert_close(queue.arrival_rate, rate, 1e-10);
        assert_close(queue.waiting_mean, plain.waiting_mean(), 1e-9);
        let waits = plain.probability_of_waiting();
        assert_close(queue.probability_of_waiting, waits, 1e-9);
    }
}

/// A Poisson process that is switched on and off has independent hyperexponential intervals
/// (Kuczura 1973).
#[test]
fn an_interrupted_poisson_process_is_a_renewal_process() {
    for (mean, scv) in [(2.0, 4.0), (1.2, 9.0), (1.01, 2.0)] {
        let share = (1.0 + ((scv - 1.0) / (scv + 1.0_f64)).sqrt()) / 2.0;
        let (fast, slow) = (2.0 * share / mean, 2.0 * (1.0 - share) / mean);
        let rate = share * fast + (1.0 - share) * slow;
        let start = fast * slow / rate;
        let stop = fast + slow - rate - start;
        let arrivals = Mmpp::cycle(&[(rate, 1.0 / stop), (0.0, 1.0 / start)]);
        let queue = Modulated::new(&arrivals, 1.0, 1).expect("stable");
        let interval = Distribution::Hyperexponential { mean, scv };
        let renewal = Gim1::new(&interval, 1.0).expect("stable");
        assert_close(queue.arrival_rate, 1.0 / mean, 1e-10);
        assert_close(queue.waiting_mean, renewal.waiting_mean(), 1e-8);
        let waits = renewal.probability_of_waiting();
        assert_close(queue.probability_of_waiting, waits, 1e-8);
    }
}

/// One worker; its outages have several stages.
struct Staged {
    rate: f64,
    service: f64,
    up: f64,
    stage: f64,
    stages: usize,
}

impl Process for Staged {
    fn phases(&self) -> usize {
        1 + self.stages
    }

    fn regular(&self) -> usize {
        1
    }

    fn up(&self, _: usize) -> Matrix {
        Matrix::diagonal(&vec![self.rate; self.phases()])
    }

    fn down(&self, _: usize) -> Matrix {
        let mut rates = vec![0.0; self.phases()];
        rates[0] = 1.0 / self.service;
        Matrix::diagonal(&rates)
    }

    fn local(&self, _: usize) -> Matrix {
        Matrix::from_fn(self.phases(), |from, to| {
            if to != (from + 1) % self.phases() {
                0.0
            } else if from == 0 {
                1.0 / self.up
            } else {
                1.0 / self.stage
            }
        })
    }
}

#[test]
fn a_worker_that_fails_is_as_the_oracle_says() {
    let exponential = |mean: f64| Moments::of(&Distribution::Exponential { mean });
    let queue = Outages::new(0.5, &exponential(1.0), 20.0, &exponential(5.0)).expect("stable");
    let oracle = |name: &str| expected("breakdown-0.5", &format!("system.{name}"));
    assert_close(queue.sojourn_mean, oracle("sojourn_mean"), 1e-9);
    assert_close(0.5 * queue.sojourn_mean, oracle("system_mean"), 1e-9);
    assert_close(queue.availability, oracle("availability"), 1e-9);
    assert_eq!(
        Outages::new(0.8, &exponential(1.0), 20.0, &exponential(5.0)),
        None
    );
    // Without outages it is M/G/1.
    let none = Distribution::Constant { value: 0.0 };
    let service = Moments::of(&Distribution::Erlang {
        mean: 1.0,
        stages: 4,
    });
    let queue = Outages::new(0.7, &service, 9.0, &Moments::of(&none)).expect("stable");
    let plain = mg1::waiting_mean(0.7, 1.0, 0.25).expect("stable");
    assert_close(queue.waiting_mean, plain, 1e-12);
    assert_close(queue.probability_of_waiting, 0.7, 1e-12);
}

#[test]
fn outages_of_several_stages_are_as_their_phases_say() {
    for (rate, up, stage, stages) in [(0.5, 20.0, 2.5, 2), (0.2, 3.0, 0.5, 4), (0.6, 50.0, 1.0, 9)]
    {
        let (service, down) = (0.9, stage * f64::from(stages));
        let length = Distribution::Erlang { mean: down, stages };
        let exponential = Moments::of(&Distribution::Exponential { mean: service });
        let queue = Outages::new(rate, &exponential, up, &Moments::of(&length)).expect("stable");
        let stages = stages as usize;
        let process = Staged {
            rate,
            service,
            up,
            stage,
            stages,
        };
        let steady = Steady::of(&process).expect("stable");
        assert_close(rate * queue.sojourn_mean, steady.level_mean, 1e-9);
        let idle = steady.levels[0][0];
        assert_close(queue.probability_of_waiting, 1.0 - idle, 1e-9);
    }
}

#[test]
fn workers_that_fail_agree_with_one_that_fails_and_with_none() {
    let model = |servers: u32, up: f64, down: f64| Failing {
        arrival_rate: 0.5 * f64::from(servers),
        service_mean: 1.0,
        servers,
        up,
        down,
    };
    let one = model(1, 20.0, 5.0).sojourn_mean().expect("stable");
    assert_close(one, 6.0, 1e-9);
    let reliable = model(4, 1e9, 1e-9).sojourn_mean().expect("stable");
    let plain = Mmc::new(2.0, 1.0, 4).expect("stable");
    assert_close(reliable, plain.waiting_mean() + 1.0, 1e-9);
    assert_eq!(model(2, 5.0, 5.0).sojourn_mean(), None);
    assert_close(model(2, 20.0, 5.0).availability(), 0.8, 1e-12);
}

/// Two workers, each free, at work, failed, or failed with a message in its hands, and messages
/// that wait, cut off where nobody comes: the balance equations, all at once.
#[test]
fn two_workers_that_fail_are_as_their_states_say() {
    let (rate, fail, repair) = (0.5, 0.1, 0.4);
    let waiting = 40_usize;
    // Messages wait only if no worker is free.
    let workers = (0..4).flat_map(|one| (0..4).map(move |other| [one, other]));
    let mut states: Vec<([usize; 2], usize)> = Vec::new();
    for pair in workers {
        let most = if pair.contains(&0) { 0 } else { waiting };
        states.extend((0..=most).map(|count| (pair, count)));
    }
    let place = |state: &([usize; 2], usize)| states.iter().position(|other| other == state);
    let mut flows = Matrix::diagonal(&vec![0.0; states.len()]);
    for (from, (pair, count)) in states.iter().enumerate() {
        let mut step = |to: ([usize; 2], usize), rate: f64| {
            if let Some(to) = place(&to) {
                flows.add_to(from, to, rate);
                flows.add_to(from, from, -rate);
            }
        };
        match pair.iter().position(|worker| *worker == 0) {
            Some(free) => {
                let mut after = *pair;
                after[free] = 1;
                step((after, 0), rate);
            }
            None => step((*pair, count + 1), rate),
        }
        for worker in 0..2 {
            let mut turn = |kind: usize, count: usize, rate: f64| {
                let mut after = *pair;
                after[worker] = kind;
                step((after, count), rate);
            };
            match pair[worker] {
                0 => turn(2, *count, fail),
                1 => {
                    turn(3, *count, fail);
                    if *count > 0 {
                        turn(1, count - 1, 1.0);
                    } else {
                        turn(0, 0, 1.0);
                    }
                }
                2 if *count > 0 => turn(1, count - 1, repair),
                2 => turn(0, 0, repair),
                _ => turn(1, *count, repair),
            }
        }
    }
    let with_sum = Matrix::from_fn(states.len(), |row, column| {
        if column == 0 {
            1.0
        } else {
            flows.at(row, column)
        }
    });
    let mut right = vec![0.0; states.len()];
    right[0] = 1.0;
    let shares = with_sum.solve_row(&right).expect("regular");
    let present = |(pair, count): &([usize; 2], usize)| {
        count + pair.iter().filter(|worker| *worker % 2 == 1).count()
    };
    let mean: f64 = states
        .iter()
        .zip(&shares)
        .map(|(state, share)| present(state) as f64 * share)
        .sum();
    let model = Failing {
        arrival_rate: rate,
        service_mean: 1.0,
        servers: 2,
        up: 1.0 / fail,
        down: 1.0 / repair,
    };
    assert_close(model.system_mean().expect("stable"), mean, 1e-7);
}

#[test]
fn the_correction_comes_closer() {
    assert_eq!(ggc::correction(0.8, 1.0, 0.3), 1.0);
    assert_eq!(ggc::correction(0.8, 0.0, 0.0), 0.0);
    assert!(ggc::correction(0.8, 4.0, 1.0) < 1.0);
    for (scv, stages, load) in [(0.0, 0, 0.8), (0.5, 2, 0.6), (0.25, 4, 0.9), (0.0, 0, 0.5)] {
        let mean = 1.0 / load;
        let interval = if stages == 0 {
            Distribution::Constant { value: mean }
        } else {
            Distribution::Erlang { mean, stages }
        };
        let exact = Gim1::new(&interval, 1.0).expect("stable").waiting_mean();
        let kingman = ggc::kingman(load, 1.0, scv, 1.0).expect("stable");
        let corrected = kingman * ggc::correction(load, scv, 1.0);
        assert!(
            (corrected - exact).abs() < 0.12 * exact,
            "{corrected} and {exact}"
        );
        assert!((corrected - exact).abs() < (kingman - exact).abs());
        let bound = ggc::bound(load, 1.0, scv, 1.0).expect("stable");
        assert!(bound >= exact, "{bound} and {exact}");
    }
    assert_eq!(ggc::bound(1.0, 1.0, 1.0, 1.0), None);
    // Poisson arrivals: the bound is above the exact value by what it leaves out.
    let exact = mg1::waiting_mean(0.8, 1.0, 4.0).expect("stable");
    let bound = ggc::bound(0.8, 1.0, 1.0, 4.0).expect("stable");
    assert!(bound > exact && bound < 1.2 * exact);
}
