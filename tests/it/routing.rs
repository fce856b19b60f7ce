//! Consumers that choose among queues as exchanges do, against exact results.

use crate::scenarios::{at, pass, trace_of};
use serde_json::{Value, json};
use tailback::broker::trace::Step;
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::report::Figures;
use tailback::experiment::warm_up::WarmUp;
use tailback::experiment::work::in_turn;
use tailback::scenario::Scenario;
use tailback::session::Run;

/// Messages come at `rate` to an exchange that takes no time, and go on to so many queues, each with a worker
/// whose services are exponential with mean 1.
fn exchange(rate: f64, queues: usize, route: Value) -> Scenario {
    let ways: Vec<Value> = (0..queues)
        .map(|place| json!({ "to": format!("q{place}"), "probability": 0.999 / queues as f64 }))
        .collect();
    let mut all_queues = vec![json!({ "id": "in" })];
    let mut consumers = vec![json!({
        "id": "exchange", "from": "in", "service": { "distribution": "constant", "value": 0 },
        "forward_to": ways, "route": route,
    })];
    for place in 0..queues {
        all_queues.push(json!({ "id": format!("q{place}") }));
        consumers.push(json!({
            "id": format!("w{place}"), "from": format!("q{place}"),
            "service": { "distribution": "exponential", "mean": 1 },
        }));
    }
    Scenario::from_value(&json!({
        "tailback": 1, "name": "exchange",
        "producers": [{ "id": "p", "to": "in", "keys": { "count": 1000 },
            "arrivals": { "process": "poisson", "rate": rate } }],
        "queues": all_queues, "consumers": consumers,
    }))
    .expect("valid")
}

fn figures(scenario: &Scenario, length: f64) -> Figures {
    let plan = Plan {
        replications: 10,
        confidence: 0.99,
        stop: Stop::After {
            length,
            warm_up: WarmUp::Asked(length / 10.0),
        },
        series: None,
    };
    plan.run(scenario, &in_turn).system
}

/// The exact value lies in the interval, or within a share of `slack` around it.
fn holds(figures: &Figures, name: &str, exact: f64, slack: f64) {
    let found = figures[name];
    let (low, high) = (found.low.expect("sure"), found.high.expect("sure"));
    assert!(
        low <= exact * (1.0 + slack) && high >= exact * (1.0 - slack),
        "{name}: {low} to {high}, {exact} expected"
    );
}

/// In turn over n queues, each gets every n-th of a Poisson stream: intervals are Erlang with n stages, and the
/// queue is E_n/M/1, whose waiting time follows from the root of s = A*(mu (1 - s)) (Kendall 1953).
#[test]
fn in_turn_each_queue_has_erlang_arrivals() {
    let (queues, load) = (3, 0.8);
    let found = figures(
        &exchange(queues as f64 * load, queues, json!({ "by": "round-robin" })),
        30_000.0,
    );
    let rate = queues as f64 * load;
    let mut root = 0.5_f64;
    for _ in 0..200 {
        root = (rate / (rate + 1.0 - root)).powi(queues as i32);
    }
    holds(&found, "sojourn_mean", 1.0 / (1.0 - root), 0.0);
}

/// The mean sojourn time of best-of-d with many queues: the sum of load^((d^k - d)/(d - 1)) over k from 1 on
/// (Mitzenmacher 2001); with a hundred queues it is above that by about one per cent.
#[test]
fn the_best_of_two_is_as_the_mean_field_says() {
    let (queues, load, d) = (100, 0.9_f64, 2.0_f64);
    let found = figures(
        &exchange(queues as f64 * load, queues, json!({ "by": "best-of" })),
        1_500.0,
    );
    let terms = (1..12).map(|k| load.powf((d.powi(k) - d) / (d - 1.0)));
    holds(&found, "sojourn_mean", terms.sum(), 0.02);
    // At random, each is M/M/1.
    let random = figures(
        &exchange(
            queues as f64 * load,
            queues,
            json!({ "by": "best-of", "choices": 1 }),
        ),
        4_000.0,
    );
    holds(&random, "sojourn_mean", 1.0 / (1.0 - load), 0.0);
}

/// Nobody waits at so low a load: the last of n exponential services is done after H_n on average.
#[test]
fn the_last_of_many_copies_takes_as_long_as_a_harmonic_number_says() {
    let queues = 8;
    let found = figures(
        &exchange(0.0005, queues, json!({ "by": "fan-out" })),
        4_000_000.0,
    );
    let harmonic: f64 = (1..=queues).map(|k| 1.0 / k as f64).sum();
    // A message in two thousand meets another one.
    holds(&found, "completion_mean", harmonic, 0.005);
    holds(&found, "sojourn_mean", 1.0, 0.005);
}

#[test]
fn by_key_each_key_has_one_queue() {
    let mut run = Run::new(exchange(20.0, 4, json!({ "by": "hash" })));
    pass(&mut run, at(30.0));
    let world = run.world();
    let mut queue_of = vec![None; 1000];
    let mut used = [0; 5];
    for id in world.messages().all() {
        let message = world.message(id);
        if message.queue > 0 {
            let place = queue_of[message.key as usize].get_or_insert(message.queue);
            assert_eq!(*place, message.queue, "key {}", message.key);
            used[message.queue as usize] += 1;
        }
    }
    assert!(used[1..].iter().all(|many| *many > 0), "{used:?}");
}

#[test]
fn the_least_loaded_queue_is_never_left_idle() {
    let mut run = Run::new(exchange(3.9, 4, json!({ "by": "least-loaded" })));
    for second in 1..300 {
        pass(&mut run, at(f64::from(second)));
        let levels: Vec<u64> = run.world().queues()[1..]
            .iter()
            .map(|queue| queue.present.level())
            .collect();
        // Queues only part by services that end, never by arrivals.
        assert!(levels.iter().max() <= levels.iter().min().map(|least| least + 12).as_ref());
    }
    let settled = trace_of(run.world())
        .iter()
        .filter(|one| matches!(one.step, Step::Settled(_)))
        .count();
    assert!(settled > 100);
}

#[test]
fn copies_that_could_come_back_are_refused() {
    let problems = exchange(1.0, 2, json!({ "by": "round-robin" }))
        .with(
            "consumers[0].service",
            &json!({ "distribution": "constant", "value": 1 }),
        )
        .expect("it may take time")
        .with("consumers[1].forward_to", &json!("in"))
        .expect("in turn they may")
        .with("consumers[0].route", &json!({ "by": "fan-out" }));
    let problems = problems.expect_err("ever more copies");
    assert!(
        problems
            .iter()
            .any(|problem| problem.path == "consumers[0].route"),
        "{problems:?}"
    );
}
