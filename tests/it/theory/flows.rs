//! What comes and goes otherwise than one by one and for good: batches, impatience, closed loops,
//! networks, redelivery.

use super::{assert_close, expected};
use tailback::engine::Distribution;
use tailback::theory::batch::{self, Batch};
use tailback::theory::closed::Closed;
use tailback::theory::impatience::Impatience;
use tailback::theory::law::Moments;
use tailback::theory::matrix::Matrix;
use tailback::theory::mmc::Mmc;
use tailback::theory::mmck;
use tailback::theory::network::{self, Network, Station};
use tailback::theory::order::{self, Order};
use tailback::theory::redelivery::Redelivery;

const EXPONENTIAL: Distribution = Distribution::Exponential { mean: 1.0 };

#[test]
fn batches_wait_as_the_oracle_says() {
    let service = Moments::of(&EXPONENTIAL);
    let four = Batch::fixed(4);
    let oracle = |name: &str| expected("batch-0.2-4", &format!("system.{name}"));
    let wait = batch::waiting_mean(0.2, &four, &service).expect("stable");
    assert_close(wait, oracle("waiting_mean"), 1e-9);
    assert_close(0.8 * (wait + 1.0), oracle("system_mean"), 1e-9);
    // A batch of one is M/M/1.
    let one = Batch::fixed(1);
    let queue = Mmc::new(0.8, 1.0, 1).expect("stable");
    let wait = batch::waiting_mean(0.8, &one, &service).expect("stable");
    assert_close(wait, queue.waiting_mean(), 1e-12);
    let sd = batch::waiting_sd(0.8, 1, &service).expect("stable");
    let fifo = order::waiting_sd(0.8, &service, Order::First).expect("stable");
    assert_close(sd, fifo, 1e-12);
    assert_close(batch::probability_of_waiting(0.8, &one), 0.8, 1e-12);
    assert_eq!(batch::waiting_mean(0.25, &four, &service), None);
    assert_eq!(batch::waiting_sd(0.25, 4, &service), None);
}

/// Geometric batches of exponential services: a mixed batch, whose number is known in closed form.
#[test]
fn batches_of_any_size_go_by_two_moments() {
    let (rate, stay) = (0.3, 0.5);
    let geometric = Batch {
        mean: 1.0 / (1.0 - stay),
        pairs: 2.0 * stay / ((1.0 - stay) * (1.0 - stay)),
    };
    let wait = batch::waiting_mean(rate, &geometric, &Moments::of(&EXPONENTIAL)).expect("stable");
    let load = rate * geometric.mean;
    // Gross and Harris: L = rho / ((1 - stay) (1 - rho)).
    assert_close(
        load * (wait + 1.0) / load,
        1.0 / ((1.0 - stay) * (1.0 - load)),
        1e-12,
    );
    let mixed = Batch::mixture(&[(0.1, Batch::fixed(3)), (0.3, Batch::fixed(1))]).expect("a rate");
    assert_close(mixed.mean, 1.5, 1e-12);
    assert_close(mixed.pairs, 1.5, 1e-12);
}

/// The time of a batch and the place in it, by the states of the queue: with exponential services,
/// the wait of the message that finds k before it is a sum of k services.
#[test]
fn the_spread_with_batches_is_what_the_states_say() {
    let (rate, size) = (0.2, 3);
    // The number present solves its balance equations from below: what goes up past n equals what
    // comes down.
    let mut shares = vec![1.0 - rate * f64::from(size)];
    for n in 0..4000_usize {
        let first = (n + 1).saturating_sub(size as usize);
        let up: f64 = shares[first..=n].iter().sum();
        shares.push(rate * up);
    }
    let (mut mean, mut second) = (0.0, 0.0);
    for (found, share) in shares.iter().enumerate() {
        for place in 0..size {
            let before = found as f64 + f64::from(place);
            mean += share / f64::from(size) * before;
            second += share / f64::from(size) * before * (before + 1.0);
        }
    }
    let service = Moments::of(&EXPONENTIAL);
    let wait = batch::waiting_mean(rate, &Batch::fixed(3), &service).expect("stable");
    let sd = batch::waiting_sd(rate, 3, &service).expect("stable");
    assert_close(wait, mean, 1e-9);
    assert_close(sd * sd, second - mean * mean, 1e-9);
}

#[test]
fn impatient_messages_leave_as_the_oracles_say() {
    let patience = Distribution::Exponential { mean: 2.0 };
    let queue = Impatience::new(10.0, 1.0, 9, &patience);
    let oracle = |name: &str| expected("erlang-a-10-9", &format!("system.{name}"));
    assert_close(queue.expired_fraction(), oracle("expired_fraction"), 1e-9);
    assert_close(queue.ready_mean(), oracle("ready_mean"), 1e-9);
    assert_close(queue.throughput(), oracle("throughput"), 1e-9);
    let queue = Impatience::new(0.9, 1.0, 1, &Distribution::Constant { value: 2.0 });
    let oracle = |name: &str| expected("mmc-d-0.9-1", &format!("system.{name}"));
    assert_close(queue.expired_fraction(), oracle("expired_fraction"), 1e-9);
    assert_close(queue.throughput(), oracle("throughput"), 1e-9);
}

/// Erlang A is a birth-death process.
#[test]
fn exponential_patience_is_a_birth_death_process() {
    let cases = [
        (10.0, 9, 2.0),
        (0.5, 1, 0.001),
        (200.0, 100, 30.0),
        (3.0, 4, 1e3),
        (5.0, 1, 1e-3),
    ];
    for (rate, servers, mean) in cases {
        let (mut weight, mut all, mut ready, mut busy) = (1.0, 1.0, 0.0, 0.0);
        // From all but nobody upwards, scaled to the largest.
        for n in 1..200_000_u32 {
            let waiting = f64::from(n.saturating_sub(servers));
            weight *= rate / (f64::from(n.min(servers)) + waiting / mean);
            all += weight;
            ready += weight * waiting;
            busy += weight * f64::from(n.min(servers));
            if weight > 1e200 {
                for part in [&mut weight, &mut all, &mut ready, &mut busy] {
                    *part *= 1e-200;
                }
            }
            if weight < 1e-20 * all {
                break;
            }
        }
        let patience = Distribution::Exponential { mean };
        let queue = Impatience::new(rate, 1.0, servers, &patience);
        assert_close(queue.ready_mean(), ready / all, 1e-8);
        assert_close(queue.expired_fraction(), ready / all / mean / rate, 1e-8);
        assert_close(queue.throughput(), busy / all, 1e-8);
        // The same law by another name.
        let erlang = Impatience::new(
            rate,
            1.0,
            servers,
            &Distribution::Erlang { mean, stages: 1 },
        );
        assert_close(erlang.waiting_mean(), queue.waiting_mean(), 1e-8);
    }
}

#[test]
fn patience_without_end_and_without_beginning() {
    for patience in [
        Distribution::Constant { value: 1e4 },
        Distribution::Lognormal {
            mean: 1e7,
            scv: 2.0,
        },
    ] {
        let free = Mmc::new(3.6, 1.0, 4).expect("stable");
        let queue = Impatience::new(3.6, 1.0, 4, &patience);
        assert_close(queue.waiting_mean(), free.waiting_mean(), 1e-5);
        assert_close(queue.ready_mean(), 3.6 * free.waiting_mean(), 1e-5);
        let waits = queue.probability_of_waiting();
        assert_close(waits, free.probability_of_waiting(), 1e-5);
    }
    // Without patience it is Erlang's loss system.
    let none = Impatience::new(8.0, 1.0, 10, &Distribution::Constant { value: 1e-9 });
    assert_close(none.expired_fraction(), mmck::erlang_b(10, 8.0), 1e-7);
    // With hardly any load nothing is lost.
    let idle = Impatience::new(1e-9, 1e-3, 5000, &EXPONENTIAL);
    assert_eq!(
        (idle.expired_fraction(), idle.probability_of_waiting()),
        (0.0, 0.0)
    );
}

/// M/M/1+D, where the offered wait has two exponential pieces.
#[test]
fn those_served_wait_less_than_the_patience() {
    let (rate, patience) = (1.3, 2.0);
    let queue = Impatience::new(rate, 1.0, 1, &Distribution::Constant { value: patience });
    let step = 1e-4;
    let places = (0..20_000).map(|place| (f64::from(place) + 0.5) * step);
    let density = |x: f64| ((rate - 1.0) * x).exp();
    let (mut mass, mut moment) = (0.0, 0.0);
    for x in places {
        mass += density(x) * step;
        moment += x * density(x) * step;
    }
    // An arrival finds nobody with weight 1 / rate, or the worker busy.
    assert_close(queue.waiting_mean(), moment / (mass + 1.0 / rate), 1e-6);
    assert_close(
        queue.probability_of_waiting(),
        mass / (mass + 1.0 / rate),
        1e-6,
    );
    // Little's law with the wait of those who leave.
    let lost = queue.expired_fraction();
    let ready = rate * ((1.0 - lost) * queue.waiting_mean() + lost * patience);
    assert_close(queue.ready_mean(), ready, 1e-9);
}

#[test]
fn a_closed_loop_is_the_machine_repair_model() {
    let queue = Closed::new(10, 5.0, 1.0, 1);
    let oracle = |name: &str| expected("closed-10-1", &format!("system.{name}"));
    assert_close(queue.throughput(), oracle("throughput"), 1e-9);
    assert_close(queue.utilisation(), oracle("utilisation"), 1e-9);
    assert_close(queue.waiting_mean() + 1.0, oracle("sojourn_mean"), 1e-9);
    assert_close(10.0 - queue.thinking_mean(), oracle("system_mean"), 1e-9);
    // One client never waits; enough workers never let anybody wait.
    for (clients, servers) in [(1, 1), (7, 7), (7, 9)] {
        let queue = Closed::new(clients, 3.0, 0.5, servers);
        assert_close(queue.throughput(), f64::from(clients) / 3.5, 1e-12);
        assert_eq!(queue.waiting_mean(), 0.0);
        assert_eq!(queue.probability_of_waiting(), 0.0);
    }
    // Without thinking all are always there.
    let eager = Closed::new(9, 0.0, 1.0, 4);
    assert_close(eager.throughput(), 4.0, 1e-12);
    assert_close(eager.waiting_mean(), 9.0 / 4.0 - 1.0, 1e-12);
    // A crowd that thinks for long is a Poisson process.
    let crowd = Closed::new(1_000_000, 1e6 / 3.6, 1.0, 4);
    let open = Mmc::new(3.6, 1.0, 4).expect("stable");
    assert_close(crowd.waiting_mean(), open.waiting_mean(), 1e-3);
    let waits = crowd.probability_of_waiting();
    assert_close(waits, open.probability_of_waiting(), 1e-3);
    // Mean value analysis (Reiser and Lavenberg 1980) for one worker.
    let mut present = 0.0;
    for clients in 1..=20 {
        let sojourn = 1.0 + present;
        let throughput = f64::from(clients) / (4.0 + sojourn);
        let queue = Closed::new(clients, 4.0, 1.0, 1);
        assert_close(queue.throughput(), throughput, 1e-12);
        present = throughput * sojourn;
    }
}

fn station(external: f64, service_mean: f64, servers: u32) -> Station {
    Station {
        external,
        service_mean,
        servers,
    }
}

#[test]
fn a_pipeline_is_as_the_oracle_says_and_loops_end() {
    let stations = [station(4.0, 1.0, 5), station(0.0, 0.8, 4)];
    let onward = Matrix::from_fn(2, |from, to| if (from, to) == (0, 1) { 1.0 } else { 0.0 });
    let pipeline = Network::new(&stations, &onward).expect("stable");
    let oracle = |path: &str| expected("tandem-2", path);
    assert_close(pipeline.sojourn_mean, oracle("system.sojourn_mean"), 1e-9);
    for (queue, id) in pipeline.queues.iter().zip(["stage-1", "stage-2"]) {
        let path = format!("queues.{id}.waiting_mean");
        assert_close(queue.waiting_mean(), oracle(&path), 1e-9);
    }
    // Half of the messages go round once more: M/M/1 at twice the rate.
    let again = |share: f64| Matrix::from_fn(1, |_, _| share);
    let round = Network::new(&[station(0.4, 1.0, 1)], &again(0.5)).expect("stable");
    assert_close(round.rates[0], 0.8, 1e-12);
    assert_close(round.sojourn_mean, 0.8 / 0.2 / 0.4, 1e-12);
    // A loop without a way out, and one that its worker cannot keep up with.
    assert_eq!(Network::new(&[station(0.4, 1.0, 1)], &again(1.0)), None);
    assert_eq!(Network::new(&[station(0.4, 1.0, 1)], &again(0.6)), None);
    let circle = Matrix::from_fn(2, |from, to| if from == to { 0.0 } else { 1.0 });
    assert_eq!(network::traffic(&[1.0, 0.0], &circle), None);
    // Jackson's example of two stations that feed each other.
    let mutual = Matrix::from_fn(2, |from, to| {
        if from == to {
            0.0
        } else {
            0.25 * (1 + from) as f64
        }
    });
    let rates = network::traffic(&[1.0, 2.0], &mutual).expect("all leave");
    assert_close(rates[0], 1.0 + 0.5 * rates[1], 1e-12);
    assert_close(rates[1], 2.0 + 0.25 * rates[0], 1e-12);
}

#[test]
fn redelivery_is_a_geometric_series() {
    let three = Redelivery::new(0.1, Some(3)).expect("ends");
    let oracle = |name: &str| expected("retry-8", &format!("system.{name}"));
    assert_close(three.delivery_rate(8.0), oracle("delivery_rate"), 1e-9);
    assert_close(
        three.dead_letter_rate(8.0),
        oracle("dead_letter_rate"),
        1e-9,
    );
    assert_close(three.goodput(8.0), oracle("goodput"), 1e-9);
    assert_close(three.erlangs(8.0, 1.0) / 10.0, oracle("utilisation"), 1e-9);
    let endless = Redelivery::new(0.1, None).expect("ends in the end");
    assert_close(endless.deliveries(), 1.0 / 0.9, 1e-12);
    assert_eq!(endless.dead(), 0.0);
    let hopeless = Redelivery::new(1.0, Some(5)).expect("ends");
    assert_eq!((hopeless.deliveries(), hopeless.dead()), (5.0, 1.0));
    assert_eq!(Redelivery::new(1.0, None), None);
    // All services of a message together: endless and exponential they are exponential.
    let service = Moments::of(&EXPONENTIAL);
    let whole = endless.whole(&service).expect("few enough");
    let longer = Moments::of(&Distribution::Exponential { mean: 1.0 / 0.9 });
    assert_close(whole.mean, longer.mean, 1e-12);
    assert_close(whole.second, longer.second, 1e-12);
    assert_close(whole.third, longer.third, 1e-12);
    // Five for sure are an Erlang distribution.
    let five = hopeless.whole(&service).expect("few enough");
    assert_close(five.third, service.sum_of(5.0).third, 1e-12);
    let rare = Redelivery::new(0.999_999_999, None).expect("ends in the end");
    assert_eq!(rare.whole(&service), None);
}
