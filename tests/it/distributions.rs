//! Distributions: how they are written in a scenario file, and that what is drawn is what the name
//! says, by moments and by the whole distribution function.

use crate::scenarios::plain;
use serde_json::{Value, json};
use statrs::distribution::{
    ContinuousCDF, Erlang, Exp, Gamma, LogNormal, Pareto, Uniform, Weibull,
};
use statrs::function::gamma::gamma;
use tailback::engine::dist::{Empirical, Sampler};
use tailback::engine::rng::{Purpose, Stream};
use tailback::engine::{Distribution, SimDuration};
use tailback::scenario::{Problem, Scenario};

/// Draws of one test.
const DRAWS: usize = 400_000;

fn draws(distribution: &Distribution) -> Vec<SimDuration> {
    let sampler = distribution.sampler();
    let mut stream = Stream::new(3, Purpose::Service, 0, 0);
    (0..DRAWS).map(|_| sampler.draw(&mut stream)).collect()
}

/// The scenario with this service time, or what is wrong with it.
fn with_service(service: &Value) -> Result<Scenario, Vec<Problem>> {
    plain(&[]).with("consumers[0].service", service)
}

fn read(service: &Value) -> Distribution {
    let scenario =
        with_service(service).unwrap_or_else(|problems| panic!("{service}: {problems:?}"));
    scenario.consumers[0].service.clone().expect("a service")
}

/// One of each, in a few shapes, as it is written.
fn examples() -> Vec<Value> {
    vec![
        json!({ "distribution": "constant", "value": 0.3 }),
        json!({ "distribution": "exponential", "mean": 2.0 }),
        json!({ "distribution": "erlang", "mean": 1.5, "stages": 4 }),
        json!({ "distribution": "lognormal", "mean": 0.4, "scv": 2.0 }),
        json!({ "distribution": "hyperexponential", "mean": 5.0, "scv": 4.0 }),
        json!({ "distribution": "hyperexponential", "mean": 5.0, "scv": 1.0 }),
        json!({ "distribution": "uniform", "low": 0.0, "high": 2.0 }),
        json!({ "distribution": "uniform", "low": 1.5, "high": 2.0 }),
        json!({ "distribution": "gamma", "mean": 2.0, "scv": 0.001 }),
        json!({ "distribution": "gamma", "mean": 2.0, "scv": 0.3 }),
        json!({ "distribution": "gamma", "mean": 2.0, "scv": 1.0 }),
        json!({ "distribution": "gamma", "mean": 2.0, "scv": 6.0 }),
        json!({ "distribution": "weibull", "mean": 0.7, "scv": 0.001 }),
        json!({ "distribution": "weibull", "mean": 0.7, "scv": 0.2 }),
        json!({ "distribution": "weibull", "mean": 0.7, "scv": 1.0 }),
        json!({ "distribution": "weibull", "mean": 0.7, "scv": 3.0 }),
        json!({ "distribution": "pareto", "mean": 1.0, "shape": 1.5 }),
        json!({ "distribution": "pareto", "mean": 1.0, "shape": 8.0 }),
        json!({ "distribution": "empirical", "values": [0.5, 0.5, 1.0, 3.0, 0.0] }),
        json!({ "distribution": "empirical", "values": [0.25] }),
        json!({ "distribution": "empirical", "quantiles": [[0.0, 0.1], [0.5, 0.2], [1.0, 3.0]] }),
        json!({ "distribution": "empirical", "quantiles": [[0.0, 1.0], [0.25, 1.0], [1.0, 1.0]] }),
    ]
}

#[test]
fn every_distribution_is_written_as_it_is_read() {
    for written in examples() {
        assert_eq!(json!(read(&written)), written);
        let interval = json!({ "process": "renewal", "interval": written });
        let scenario = plain(&[("producers[0].arrivals", interval)]);
        assert_eq!(Scenario::parse(&scenario.to_json()), Ok(scenario));
    }
}

#[test]
fn samples_have_the_mean_and_the_scv_that_were_asked_for() {
    for written in examples() {
        let distribution = read(&written);
        let (mean, scv) = (distribution.mean(), distribution.scv());
        let relative: Vec<f64> = draws(&distribution)
            .iter()
            .map(|draw| draw.secs() / mean)
            .collect();
        let many = relative.len() as f64;
        let found = relative.iter().sum::<f64>() / many;
        let square = relative.iter().map(|x| x * x).sum::<f64>() / many;
        if distribution.has_finite_variance() {
            let error = (scv / many).sqrt();
            assert!(
                (found - 1.0).abs() <= 4.0 * error + 1e-9,
                "{written}: mean {found}"
            );
            let found = square / (found * found) - 1.0;
            let slack = 0.12 * scv.max(1e-9);
            assert!(
                (found - scv).abs() < slack,
                "{written}: scv {found}, not {scv}"
            );
        } else {
            // The sample mean converges too slowly to say more.
            assert!((found - 1.0).abs() < 0.2, "{written}: mean {found}");
        }
    }
}

/// The largest distance between the share of draws up to a value and `cdf`, times the root of
/// their number: above 1.95 once in a thousand times, if they are what `cdf` says. A draw stands
/// for all that is rounded to its nanosecond.
fn kolmogorov(distribution: &Distribution, cdf: &dyn Fn(f64) -> f64) -> f64 {
    let mut draws = draws(distribution);
    draws.sort_unstable();
    let many = draws.len() as f64;
    let mut below = 0;
    let mut worst = 0.0_f64;
    for alike in draws.chunk_by(|one, next| one == next) {
        let secs = alike[0].secs();
        let up_to = below + alike.len();
        let low = if secs > 0.0 { cdf(secs - 0.5e-9) } else { 0.0 };
        worst = worst.max((low - below as f64 / many).abs());
        worst = worst.max((cdf(secs + 0.5e-9) - up_to as f64 / many).abs());
        below = up_to;
    }
    worst * many.sqrt()
}

/// The exact distribution function of everything but samples.
fn exact(distribution: &Distribution) -> Option<Box<dyn Fn(f64) -> f64>> {
    fn of(law: impl ContinuousCDF<f64, f64> + 'static) -> Option<Box<dyn Fn(f64) -> f64>> {
        Some(Box::new(move |x| law.cdf(x)))
    }
    match *distribution {
        Distribution::Constant { .. } | Distribution::Empirical(_) => None,
        Distribution::Exponential { mean } => of(Exp::new(1.0 / mean).ok()?),
        Distribution::Erlang { mean, stages } => {
            of(Erlang::new(u64::from(stages), f64::from(stages) / mean).ok()?)
        }
        Distribution::Lognormal { mean, scv } => {
            let variance = (1.0 + scv).ln();
            of(LogNormal::new(mean.ln() - variance / 2.0, variance.sqrt()).ok()?)
        }
        Distribution::Hyperexponential { mean, scv } => {
            let root = ((scv - 1.0) / (scv + 1.0)).sqrt();
            let branch = move |share: f64, x: f64| share * -(-2.0 * share * x / mean).exp_m1();
            Some(Box::new(move |x| {
                branch((1.0 + root) / 2.0, x) + branch((1.0 - root) / 2.0, x)
            }))
        }
        Distribution::Uniform { low, high } => of(Uniform::new(low, high).ok()?),
        Distribution::Gamma { mean, scv } => of(Gamma::new(1.0 / scv, 1.0 / (mean * scv)).ok()?),
        Distribution::Weibull { .. } => {
            let Sampler::Weibull { power, scale } = distribution.sampler() else {
                return None;
            };
            of(Weibull::new(1.0 / power, scale).ok()?)
        }
        Distribution::Pareto { mean, shape } => {
            of(Pareto::new(mean * (shape - 1.0) / shape, shape).ok()?)
        }
    }
}

#[test]
fn samples_follow_the_exact_distribution_function() {
    let mut checked = 0;
    for written in examples() {
        let distribution = read(&written);
        if let Some(cdf) = exact(&distribution) {
            let distance = kolmogorov(&distribution, &*cdf);
            assert!(distance < 1.95, "{written}: {distance}");
            checked += 1;
        }
    }
    assert_eq!(checked, 17);
}

#[test]
fn quantiles_are_interpolated_and_values_equally_likely() {
    let quantiles =
        json!({ "distribution": "empirical", "quantiles": [[0, 0.1], [0.5, 0.2], [1, 3]] });
    let cdf = |x: f64| match x {
        _ if x < 0.2 => ((x - 0.1) / 0.1).max(0.0) * 0.5,
        _ => 0.5 + (((x - 0.2) / 2.8) * 0.5).min(0.5),
    };
    assert!(kolmogorov(&read(&quantiles), &cdf) < 1.95);
    let values = json!({ "distribution": "empirical", "values": [0.5, 0.5, 1, 3, 0] });
    let cdf = |x: f64| {
        [0.5, 0.5, 1.0, 3.0, 0.0]
            .iter()
            .filter(|value| **value <= x)
            .count() as f64
            / 5.0
    };
    assert!(kolmogorov(&read(&values), &cdf) < 1.95);
}

#[test]
fn the_weibull_shape_fits_the_scv_over_its_whole_range() {
    for scv in [1e-3, 0.01, 0.1, 0.5, 1.0, 2.0, 10.0, 100.0, 1e3] {
        let Sampler::Weibull { power, scale } =
            (Distribution::Weibull { mean: 1.0, scv }).sampler()
        else {
            panic!("a Weibull sampler");
        };
        let mean = gamma(1.0 + power);
        let found = gamma(1.0 + 2.0 * power) / (mean * mean) - 1.0;
        assert!((found / scv - 1.0).abs() < 1e-9, "{found}, not {scv}");
        assert!((scale * mean - 1.0).abs() < 1e-11);
    }
    let Sampler::Weibull { power, .. } = (Distribution::Weibull {
        mean: 1.0,
        scv: 1.0,
    })
    .sampler() else {
        panic!("a Weibull sampler");
    };
    assert!((power - 1.0).abs() < 1e-9, "exponential");
}

#[test]
fn a_pareto_has_a_variance_from_a_shape_of_two_on() {
    let scv = |shape| Distribution::Pareto { mean: 1.0, shape }.scv();
    assert_eq!(scv(2.0), f64::INFINITY);
    assert!((scv(3.0) - 1.0 / 3.0).abs() < 1e-12);
    assert!(
        !Distribution::Pareto {
            mean: 1.0,
            shape: 1.5
        }
        .has_finite_variance()
    );
    assert!(
        Distribution::Pareto {
            mean: 1.0,
            shape: 2.5
        }
        .has_finite_variance()
    );
}

#[test]
fn another_mean_leaves_the_shape() {
    for written in examples() {
        let distribution = read(&written);
        let other = distribution.with_mean(7.0);
        assert!((other.mean() - 7.0).abs() < 1e-12, "{written}");
        let (before, after) = (distribution.scv(), other.scv());
        assert!(
            before == after || (before - after).abs() < 1e-9,
            "{written}: {after}"
        );
    }
    let nothing = Empirical::of_values(&[0.0, 0.0]).expect("valid");
    assert_eq!(nothing.scv(), 0.0);
    assert_eq!(
        nothing.with_mean(2.0),
        Empirical::of_values(&[2.0, 2.0]).expect("valid")
    );
}

#[test]
fn an_empirical_distribution_that_makes_no_sense_is_none() {
    assert_eq!(Empirical::of_values(&[]), None);
    assert_eq!(Empirical::of_values(&[1.0, -1.0]), None);
    assert_eq!(Empirical::of_values(&[f64::NAN]), None);
    for quantiles in [
        vec![],
        vec![(0.0, 1.0)],
        vec![(0.0, 1.0), (0.9, 2.0)],
        vec![(0.1, 1.0), (1.0, 2.0)],
        vec![(0.0, 1.0), (0.0, 1.0), (1.0, 2.0)],
        vec![(0.0, 2.0), (1.0, 1.0)],
        vec![(0.0, 1.0), (1.0, f64::INFINITY)],
    ] {
        assert_eq!(Empirical::of_quantiles(&quantiles), None, "{quantiles:?}");
    }
}

/// Checks that the problems are exactly these, by path below the service and a part of the message.
fn expect(service: &Value, expected: &[(&str, &str)]) {
    let mut found = with_service(service).expect_err("something is wrong");
    for (field, fragment) in expected {
        let path = format!("consumers[0].service{field}");
        let fits =
            |problem: &Problem| problem.path == path && problem.message.english.contains(fragment);
        let Some(place) = found.iter().position(fits) else {
            panic!("no \"{path}: ...{fragment}...\" among {found:#?} of {service}");
        };
        found.remove(place);
    }
    assert!(found.is_empty(), "besides: {found:#?} of {service}");
}

#[test]
fn what_is_wrong_with_a_distribution_is_said_by_field() {
    expect(
        &json!({ "distribution": "uniform", "low": -1, "high": 0, "mean": 3 }),
        &[
            (
                ".mean",
                "is not a field here; the fields are distribution, low, high",
            ),
            (".low", "must be a number from 0 to 1e7 (s), not -1"),
            (".high", "must be a number from 1e-6 to 1e7 (s), not 0"),
        ],
    );
    expect(
        &json!({ "distribution": "uniform", "low": 2, "high": 1.5 }),
        &[(".high", "must be at least low, 2, not 1.5")],
    );
    expect(
        &json!({ "distribution": "uniform", "low": 2 }),
        &[(".high", "is missing; it must be")],
    );
    expect(
        &json!({ "distribution": "gamma", "mean": 0, "scv": 1e4 }),
        &[
            (".mean", "from 1e-6 to 1e7 (s), not 0"),
            (".scv", "from 0.001 to 1000, not 10000"),
        ],
    );
    expect(
        &json!({ "distribution": "weibull", "mean": 1, "stages": 2 }),
        &[
            (".stages", "the fields are distribution, mean, scv"),
            (".scv", "is missing"),
        ],
    );
    expect(
        &json!({ "distribution": "pareto", "mean": 1, "shape": 1 }),
        &[(".shape", "must be a number from 1.001 to 1000, not 1")],
    );
}

#[test]
fn what_is_wrong_with_an_empirical_distribution_is_said_by_element() {
    let empirical = |key: &str, list: Value| json!({ "distribution": "empirical", key: list });
    let wrong = empirical("values", json!([1, -1, "x", 2]));
    expect(
        &wrong,
        &[
            (".values[1]", "must be a number from 0 to 1e7 (s), not -1"),
            (
                ".values[2]",
                "must be a number from 0 to 1e7 (s), not \"x\"",
            ),
        ],
    );
    let list = "a list of 1 to 10000 numbers";
    expect(&empirical("values", json!([])), &[(".values", list)]);
    expect(&empirical("values", json!(3)), &[(".values", list)]);
    let many = empirical("values", json!(vec![1.0; 10_001]));
    expect(&many, &[(".values", "not one of 10001")]);
    expect(
        &json!({ "distribution": "empirical" }),
        &[(".values", "is missing; it must be a list")],
    );
    let both = json!({ "distribution": "empirical", "values": [1], "quantiles": [[0, 1], [1, 2]] });
    expect(&both, &[(".quantiles", "cannot be given beside values")]);
    let wrong = empirical("quantiles", json!([[0, 1], [0.5], [2, -1], 3]));
    expect(
        &wrong,
        &[
            (".quantiles[1]", "must be [probability, value], not a list"),
            (".quantiles[2][0]", "must be a number from 0 to 1, not 2"),
            (
                ".quantiles[2][1]",
                "must be a number from 0 to 1e7 (s), not -1",
            ),
            (".quantiles[3]", "must be [probability, value], not 3"),
        ],
    );
    for list in [
        json!([[0, 1]]),
        json!([[0, 1], [0.9, 2]]),
        json!([[0, 2], [1, 1]]),
    ] {
        expect(
            &empirical("quantiles", list),
            &[(".quantiles", "must rise in probability from 0 to 1")],
        );
    }
}

#[test]
fn intervals_take_time_on_average() {
    let arrivals = |values: Value| {
        let interval = json!({ "distribution": "empirical", "values": values });
        let arrivals = json!({ "process": "renewal", "interval": interval });
        plain(&[]).with("producers[0].arrivals", &arrivals)
    };
    let problems = arrivals(json!([0, 0])).expect_err("no time ever passes");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].path, "producers[0].arrivals.interval.values");
    assert!(
        problems[0]
            .message
            .english
            .contains("must have a mean of at least")
    );
    assert!(arrivals(json!([0, 1])).is_ok());
    assert!(with_service(&json!({ "distribution": "empirical", "values": [0] })).is_ok());
}
