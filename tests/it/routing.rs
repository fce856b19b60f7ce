//! Consumers that choose among queues as exchanges do, against exact results.

use crate::scenarios::{at, pass};
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
            let key = world.messages().particulars(id).key;
            let place = queue_of[key as usize].get_or_insert(message.queue);
            assert_eq!(*place, message.queue, "key {key}");
            used[message.queue as usize] += 1;
        }
    }
    assert!(used[1..].iter().all(|many| *many > 0), "{used:?}");
}

#[test]
fn a_message_goes_to_the_queue_with_the_fewest() {
    let mut run = Run::new(exchange(3.9, 4, json!({ "by": "least-loaded" })));
    let mut seen = run.world().trace().expect("a trace").recorded();
    let mut sent = 0;
    while run.world().now() < at(300.0) {
        let levels: Vec<u64> = (run.world().queues().iter())
            .map(|queue| queue.present.level())
            .collect();
        run.step();
        let trace = run.world().trace().expect("a trace");
        let accepted = trace
            .since(seen)
            .filter(|one| one.step == Step::Accepted && one.queue > 0);
        // No two messages come at one instant, so what was counted before the event is what the exchange saw.
        for one in accepted {
            let least = levels[1..].iter().min().expect("queues");
            assert_eq!(levels[one.queue as usize], *least, "{levels:?}");
            sent += 1;
        }
        seen = trace.recorded();
    }
    assert!(sent > 1000, "{sent}");
}

#[test]
fn without_keys_a_hash_goes_in_turn() {
    let keyless = exchange(20.0, 4, json!({ "by": "hash" }))
        .with("producers[0].keys", &Value::Null)
        .expect("keys are optional");
    let mut run = Run::new(keyless);
    pass(&mut run, at(30.0));
    let offered = |queue| run.world().queue_passage(queue).offered;
    let (most, least) = ((1..5).map(offered).max(), (1..5).map(offered).min());
    assert!(most <= least.map(|least| least + 1), "{most:?} {least:?}");
}

#[test]
fn what_an_even_split_does_not_tell_is_not_called_unstable() {
    use tailback::theory::Stability;
    // One of the queues has a slow worker.
    let slow = |by: &str| {
        let scenario = exchange(2.0, 2, json!({ "by": by }))
            .with("consumers[1].service.mean", &json!(4))
            .expect("valid")
            .with("consumers[2].count", &json!(4))
            .expect("valid");
        Stability::of(&scenario)
    };
    assert!(matches!(slow("round-robin"), Stability::Unstable { .. }));
    assert!(matches!(slow("least-loaded"), Stability::Unclear { .. }));
    assert!(matches!(slow("best-of"), Stability::Unclear { .. }));
    let skewed = exchange(2.0, 4, json!({ "by": "hash" }))
        .with("producers[0].keys.skew", &json!(2))
        .expect("valid");
    assert!(matches!(Stability::of(&skewed), Stability::Unclear { .. }));
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

#[test]
fn copies_are_counted_to_the_last_when_the_exchange_makes_no_more() {
    let mut run = Run::new(
        exchange(3.0, 2, json!({ "by": "fan-out" }))
            .with("producers[0].keys", &Value::Null)
            .expect("none"),
    );
    pass(&mut run, at(100.0));
    assert!(
        !run.world().families().is_empty(),
        "three a second for one worker each"
    );
    run.edit("consumers[0].route", &Value::Null)
        .expect("by probability");
    run.edit("producers[0].arrivals.rate", &json!(0.01))
        .expect("valid");
    pass(&mut run, at(2000.0));
    assert_eq!(run.world().families().len(), 0);
}
