//! Time series over replications, against the exact mean of systems that start empty.

use serde_json::json;
use tailback::cli::crew;
use tailback::experiment::plan::{Plan, Stop};
use tailback::experiment::transient::Point;
use tailback::experiment::warm_up::WarmUp;
use tailback::metrics::Estimate;
use tailback::scenario::Scenario;

/// Poisson publishes to exponential workers.
fn markov(rate: f64, service: f64, workers: u32) -> Scenario {
    let document = json!({
        "tailback": 1, "name": "From empty", "seed": 1,
        "producers": [{ "id": "web", "to": "orders",
            "arrivals": { "process": "poisson", "rate": rate } }],
        "queues": [{ "id": "orders" }],
        "consumers": [{ "id": "workers", "from": "orders", "count": workers,
            "service": { "distribution": "exponential", "mean": service } }],
    });
    Scenario::from_value(&document).expect("valid")
}

fn series(scenario: &Scenario, length: f64, step: f64, warm_up: WarmUp) -> Vec<Point> {
    let plan = Plan {
        replications: 1000,
        confidence: 0.99,
        stop: Stop::After { length, warm_up },
        series: Some(step),
    };
    plan.run(scenario, &crew::for_each).series
}

/// Within 1.5 half-widths, as the oracles ask.
fn check(what: &str, time: f64, found: Estimate, exact: f64) {
    let (mean, half) = (found.mean.expect("a mean"), found.half_width());
    let half = half.expect("an interval");
    assert!(
        half < 0.15 * exact,
        "{what} at {time}: {half} around {mean}"
    );
    let off = (mean - exact).abs();
    assert!(
        off <= 1.5 * half,
        "{what} at {time}: {mean} +- {half}, exactly {exact}"
    );
}

#[test]
fn with_a_worker_for_everyone_the_mean_is_known() {
    let (rate, service) = (5.0_f64, 2.0_f64);
    let mean = |time: f64| rate * service * (1.0 - (-time / service).exp());
    let scenario = markov(rate, service, 80);
    for warm_up in [WarmUp::Found, WarmUp::Asked(4.0)] {
        let series = series(&scenario, 12.0, 1.0, warm_up);
        assert_eq!(series.len(), 12);
        for point in series {
            let time = point.time;
            check("backlog", time, point.backlog, mean(time));
            let finished = rate - (mean(time) - mean(time - 1.0));
            check("throughput", time, point.throughput, finished);
            assert_eq!(point.ready.mean, Some(0.0));
        }
    }
}

/// Mean messages present and ready in an M/M/1 queue with work of mean 1 that was empty at 0, at
/// 1, 2, ... s: the equations of the birth and death process by Runge and Kutta.
fn single_worker(rate: f64, seconds: usize) -> Vec<(f64, f64)> {
    const STATES: usize = 200;
    const STEPS: usize = 50;
    let slope = |p: &[f64]| -> Vec<f64> {
        let flow = |n: usize| {
            let from_below = if n > 0 { rate * p[n - 1] } else { 0.0 };
            let from_above = if n + 1 < STATES { p[n + 1] } else { 0.0 };
            let up = if n + 1 < STATES { rate } else { 0.0 };
            let down = if n > 0 { 1.0 } else { 0.0 };
            from_below + from_above - (up + down) * p[n]
        };
        (0..STATES).map(flow).collect()
    };
    let add = |p: &[f64], k: &[f64], by: f64| -> Vec<f64> {
        p.iter().zip(k).map(|(p, k)| p + by * k).collect()
    };
    let step = 1.0 / STEPS as f64;
    let mut p = vec![0.0; STATES];
    p[0] = 1.0;
    let mut means = Vec::new();
    for _ in 0..seconds {
        for _ in 0..STEPS {
            let first = slope(&p);
            let second = slope(&add(&p, &first, step / 2.0));
            let third = slope(&add(&p, &second, step / 2.0));
            let fourth = slope(&add(&p, &third, step));
            for (slope, weight) in [(first, 1.0), (second, 2.0), (third, 2.0), (fourth, 1.0)] {
                p = add(&p, &slope, step * weight / 6.0);
            }
        }
        let present: f64 = p.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
        means.push((present, present - (1.0 - p[0])));
    }
    means
}

#[test]
fn a_single_worker_fills_up_as_its_equations_say() {
    let exact = single_worker(0.8, 40);
    let series = series(&markov(0.8, 1.0, 1), 40.0, 1.0, WarmUp::Found);
    assert_eq!(series.len(), 40);
    for (point, (present, ready)) in series.iter().zip(exact).skip(2) {
        check("backlog", point.time, point.backlog, present);
        if point.time > 10.0 {
            check("ready", point.time, point.ready, ready);
        }
    }
}
