//! Services and intervals of all families: values by hand, and what is infinite says so.

use super::{assert_close, at, exact, exponential, model, poisson, renewal, why, workers};
use crate::scenarios::plain;
use serde_json::{Value, json};
use tailback::engine::Distribution;
use tailback::engine::dist::Empirical;
use tailback::theory::Prediction;
use tailback::theory::gim1::Gim1;
use tailback::theory::law::Moments;
use tailback::theory::redelivery::Redelivery;
use tailback::theory::shortest_first;
use tailback::theory::{batch, ggc, order};

fn service(law: Value) -> (&'static str, Value) {
    ("consumers[0].service", law)
}

fn pareto(mean: f64, shape: f64) -> Value {
    json!({ "distribution": "pareto", "mean": mean, "shape": shape })
}

const INFINITE: &str = "the service times have no finite variance, so the mean wait is infinite";

#[test]
fn one_worker_waits_by_the_second_moment_and_spreads_by_the_third() {
    // Second and third moments by hand.
    let uniform = json!({ "distribution": "uniform", "low": 1, "high": 3 });
    let gamma = json!({ "distribution": "gamma", "mean": 2, "scv": 0.5 });
    let weibull = json!({ "distribution": "weibull", "mean": 2, "scv": 5 });
    let values = json!({ "distribution": "empirical", "values": [1, 1, 4] });
    let quantiles = json!({ "distribution": "empirical", "quantiles": [[0, 1], [0.5, 2], [1, 3]] });
    for (law, second, third) in [
        (uniform, 13.0 / 3.0, 10.0),
        (gamma, 6.0, 24.0),
        // Shape 1/2: Gamma(7) / Gamma(3)^3 times the cube.
        (weibull, 24.0, 720.0),
        (values, 6.0, 22.0),
        (quantiles, 13.0 / 3.0, 10.0),
        // Least value 1.2 and 1.5.
        (pareto(2.0, 2.5), 7.2, f64::INFINITY),
        (pareto(2.0, 4.0), 4.5, 13.5),
    ] {
        let (rate, load) = (0.3, 0.6);
        let scenario = plain(&[poisson(rate), service(law.clone())]);
        let prediction = Prediction::of(&scenario);
        assert_eq!(
            prediction.model.as_ref().map(|it| it.english.as_str()),
            Some("M/G/1")
        );
        assert_close(exact(&prediction, "probability_of_waiting"), load, 1e-12);
        let waiting = rate * second / (2.0 * (1.0 - load));
        assert_close(exact(&prediction, "waiting_mean"), waiting, 1e-9);
        if third.is_finite() {
            let variance = waiting * waiting + rate * third / (3.0 * (1.0 - load));
            assert_close(exact(&prediction, "waiting_sd"), variance.sqrt(), 1e-9);
        } else {
            assert!(why(&scenario, "waiting_sd").contains("no finite third moment"));
        }
    }
}

#[test]
fn an_infinite_variance_leaves_no_mean_wait() {
    let long = || service(pareto(0.5, 1.5));
    let one = plain(&[poisson(1.0), long()]);
    for name in ["waiting_mean", "sojourn_mean", "ready_mean", "waiting_sd"] {
        assert_eq!(why(&one, name), INFINITE);
    }
    let prediction = Prediction::of(&one);
    assert_eq!(exact(&prediction, "probability_of_waiting"), 0.5);
    assert_eq!(exact(&prediction, "waiting_p50"), 0.0);
    assert_eq!(
        why(&one, "waiting_p99"),
        "only the mean has a closed form in this model"
    );
    for change in [
        ("consumers[0].poll", json!({ "interval": 0.1 })),
        ("queues[0].discipline", json!("shortest-first")),
        ("queues[0].discipline", json!("lifo")),
        ("consumers[0].failure", json!({ "probability": 0.1 })),
    ] {
        let changed = plain(&[poisson(1.0), long(), change]);
        assert_eq!(why(&changed, "waiting_mean"), INFINITE);
    }
    let batches = plain(&[
        poisson(0.2),
        long(),
        ("producers[0].arrivals.batch", json!(3)),
    ]);
    assert_eq!(why(&batches, "waiting_mean"), INFINITE);
    let three = plain(&[poisson(3.0), long(), workers(3)]);
    assert!(why(&three, "waiting_mean").contains("takes variances"));
    let bursty = plain(&[renewal(pareto(0.5, 1.5)), exponential(0.1), workers(2)]);
    assert!(why(&bursty, "waiting_mean").contains("takes variances"));
    // Only the mean matters to a worker that shares itself out.
    let shares = plain(&[poisson(1.0), long(), ("consumers[0].sharing", json!({}))]);
    assert_close(exact(&Prediction::of(&shares), "sojourn_mean"), 1.0, 1e-12);
    let outages = json!({
        "up": { "distribution": "exponential", "mean": 20 }, "down": pareto(1.0, 1.8)
    });
    let fails = plain(&[
        poisson(0.5),
        exponential(1.0),
        ("consumers[0].outages", outages),
    ]);
    assert!(why(&fails, "sojourn_mean").contains("the outages have no finite variance"));
}

#[test]
fn a_high_rank_does_not_see_the_tail_of_a_low_one() {
    let producer = |id: &str, rank: u32, law: Value| {
        json!({
            "id": id, "to": "q", "priority": rank, "service": law,
            "arrivals": { "process": "poisson", "rate": 0.5 },
        })
    };
    let of = |discipline: &str| {
        let mut document = serde_json::to_value(plain(&[])).expect("plain data");
        let short = json!({ "distribution": "exponential", "mean": 0.5 });
        document["producers"] = json!([
            producer("high", 2, short),
            producer("low", 1, pareto(0.5, 1.7))
        ]);
        document["queues"][0]["discipline"] = json!(discipline);
        let id = document["queues"][0]["id"].clone();
        for place in 0..2 {
            document["producers"][place]["to"] = id.clone();
        }
        let scenario = tailback::scenario::Scenario::from_value(&document);
        Prediction::of(&scenario.expect("valid"))
    };
    let preempts = of("priority-preemptive");
    assert_close(
        at(&preempts, "producers.high.sojourn_mean"),
        0.5 / 0.75,
        1e-12,
    );
    let waits = of("priority");
    for (prediction, path) in [
        (&preempts, "producers.low.waiting_mean"),
        (&preempts, "system.sojourn_mean"),
        (&preempts, "system.ready_mean"),
        (&waits, "producers.high.waiting_mean"),
        (&waits, "producers.low.sojourn_mean"),
    ] {
        let known = prediction.at(path).expect("a figure");
        let text = format!("{known:?}");
        assert!(
            known.value.is_none() && text.contains(INFINITE),
            "{path}: {text}"
        );
    }
}

#[test]
fn no_moment_that_is_infinite_becomes_a_number() {
    for shape in [1.5, 2.5] {
        let law = Moments::of(&Distribution::Pareto { mean: 1.0, shape });
        for kind in [
            order::Order::First,
            order::Order::Last,
            order::Order::Random,
        ] {
            assert_eq!(order::waiting_sd(0.5, &law, kind), Some(f64::INFINITY));
        }
        for size in [1, 4] {
            assert_eq!(batch::waiting_sd(0.1, size, &law), Some(f64::INFINITY));
        }
        for most in [1, 2, 9] {
            let all = Redelivery::new(0.5, Some(most)).expect("it ends");
            let whole = all.whole(&law).expect("few");
            assert_eq!(whole.second.is_infinite(), shape < 2.0);
            assert_eq!(whole.third, f64::INFINITY);
        }
    }
}

#[test]
fn other_names_of_the_exponential_and_the_constant_are_known() {
    for family in ["gamma", "weibull"] {
        let law = json!({ "distribution": family, "mean": 0.5, "scv": 1 });
        assert_eq!(model(&plain(&[poisson(1.0), service(law)])), "M/M/1");
    }
    for law in [
        json!({ "distribution": "uniform", "low": 0.5, "high": 0.5 }),
        json!({ "distribution": "empirical", "values": [0.5, 0.5, 0.5] }),
        json!({ "distribution": "empirical", "quantiles": [[0, 0.5], [1, 0.5]] }),
    ] {
        assert_eq!(model(&plain(&[poisson(1.0), service(law)])), "M/D/1");
    }
}

/// The root of sigma = A*(1 - sigma) for services of mean 1, with A* by an integral of the tail.
#[test]
fn intervals_of_any_law_wait_as_their_root_says() {
    let (mean, scv) = (1.6, 3.0);
    let sample: Vec<f64> = (0..5000)
        .map(|place| f64::from(place % 71) / 20.0 + 0.1)
        .collect();
    let laws = [
        Distribution::Lognormal { mean, scv },
        Distribution::Gamma { mean, scv },
        Distribution::Weibull { mean, scv },
        Distribution::Pareto { mean, shape: 1.6 },
        Distribution::Pareto { mean, shape: 7.0 },
        Distribution::Uniform {
            low: 0.4,
            high: 2.8,
        },
        Distribution::Empirical(Empirical::of_values(&sample).expect("valid")),
    ];
    for law in laws {
        let queue = Gim1::new(&law, 1.0).expect("light");
        let sigma = queue.probability_of_waiting();
        let of = tailback::theory::law::Law::of(&law);
        // By parts, with s = 1 - sigma: 1 - the integral of s e^-sx P(X > x).
        let (s, step) = (1.0 - sigma, 1e-4);
        let places = (0..2_000_000).map(|place| (f64::from(place) + 0.5) * step);
        let gone: f64 = places.map(|x| s * (-s * x).exp() * of.tail(x)).sum();
        assert_close(1.0 - gone * step, sigma, 1e-5);
        assert_close(queue.waiting_mean(), sigma / (1.0 - sigma), 1e-9);
    }
    // The limits: a gamma distribution of scv 1 is exponential, a narrow uniform one constant.
    let gamma = Gim1::new(
        &Distribution::Gamma {
            mean: 2.0,
            scv: 1.0,
        },
        1.0,
    )
    .expect("light");
    assert_close(gamma.probability_of_waiting(), 0.5, 1e-12);
    let narrow = Distribution::Uniform {
        low: 2.0 - 1e-9,
        high: 2.0 + 1e-9,
    };
    let constant = Distribution::Constant { value: 2.0 };
    let [narrow, constant] = [narrow, constant].map(|law| Gim1::new(&law, 1.0).expect("light"));
    assert_close(narrow.waiting_mean(), constant.waiting_mean(), 1e-9);
    // Heavy traffic.
    for law in [
        Distribution::Lognormal {
            mean: 1.0,
            scv: 30.0,
        },
        Distribution::Weibull {
            mean: 1.0,
            scv: 0.3,
        },
        Distribution::Pareto {
            mean: 1.0,
            shape: 9.0,
        },
    ] {
        let near = Gim1::new(&law, 0.9999)
            .expect("light enough")
            .waiting_mean();
        let limit = ggc::kingman(0.9999, 0.9999, law.scv(), 1.0).expect("stable");
        assert_close(near, limit, 2e-2);
    }
    // A root that cannot be told from 1.
    assert_eq!(
        Gim1::new(
            &Distribution::Pareto {
                mean: 1.0,
                shape: 1.001
            },
            0.9
        ),
        None
    );
}

#[test]
fn the_shortest_of_measured_services_are_ranks() {
    // Two lengths are two classes of Cobham's.
    let values = Empirical::of_values(&[0.5, 0.5, 0.5, 2.0]).expect("valid");
    let found = shortest_first::waiting_mean(0.8, &Distribution::Empirical(values));
    let residual = 0.8 * (0.75 * 0.25 + 0.25 * 4.0) / 2.0;
    let spare = 1.0 - 0.8 * 0.75 * 0.5;
    let long = spare - 0.8 * 0.25 * 2.0;
    let expected = residual * (0.75 / spare + 0.25 / (spare * long));
    assert_close(found.expect("stable"), expected, 1e-12);
    // By the midpoint rule with 400 000 steps.
    let (low, high) = (1.5, 2.0);
    let even = shortest_first::waiting_mean(0.95 / 1.75, &Distribution::Uniform { low, high });
    assert_close(even.expect("stable"), 15.063_962_49, 1e-9);
    // Gamma by the name of Erlang.
    for stages in [2, 1000] {
        let (mean, scv) = (1.0, 1.0 / f64::from(stages));
        let erlang = shortest_first::waiting_mean(0.9, &Distribution::Erlang { mean, stages });
        let gamma = shortest_first::waiting_mean(0.9, &Distribution::Gamma { mean, scv });
        assert_close(erlang.expect("stable"), gamma.expect("stable"), 1e-9);
    }
}

#[test]
fn messages_with_any_patience_leave() {
    // Narrow around a fixed patience, or exponential by another name, all are the known ones.
    let figures = |ttl: Value| {
        let changes = [poisson(1.4), exponential(1.0), ("queues[0].ttl", ttl)];
        let prediction = Prediction::of(&plain(&changes));
        ["expired_fraction", "waiting_mean", "ready_mean"].map(|name| exact(&prediction, name))
    };
    let constant = figures(json!({ "distribution": "constant", "value": 2 }));
    let near = json!({ "distribution": "uniform", "low": 1.99999, "high": 2.00001 });
    let steep = pareto(2.0, 1000.0);
    let two = json!({ "distribution": "empirical", "values": [1.99999, 2.00001] });
    for (ttl, precision) in [(near, 1e-8), (two, 1e-8), (steep, 1e-4)] {
        for (found, expected) in figures(ttl).into_iter().zip(constant) {
            assert_close(found, expected, precision);
        }
    }
    let erlang = figures(json!({ "distribution": "erlang", "mean": 2, "stages": 4 }));
    let gamma = figures(json!({ "distribution": "gamma", "mean": 2, "scv": 0.25 }));
    for (found, expected) in gamma.into_iter().zip(erlang) {
        assert_close(found, expected, 1e-9);
    }
    // A sample is as its quantiles.
    let points = (0..=2000).map(|place| f64::from(place) / 2000.0);
    let sample: Vec<f64> = points.map(|place| 1.0 + 3.0 * place).collect();
    let sample = figures(json!({ "distribution": "empirical", "values": sample }));
    let uniform = figures(json!({ "distribution": "uniform", "low": 1, "high": 4 }));
    for (found, expected) in sample.into_iter().zip(uniform) {
        assert_close(found, expected, 1e-3);
    }
}
