//! The laws of durations, against a library of statistics and against sums.

use super::assert_close;
use statrs::distribution::{ContinuousCDF, Gamma, LogNormal, Pareto, Uniform, Weibull};
use statrs::function::gamma::{gamma, gamma_lr, gamma_ur};
use tailback::engine::Distribution;
use tailback::engine::dist::{Empirical, weibull_power};
use tailback::theory::incomplete;
use tailback::theory::law::{Law, Moments};
use tailback::theory::transform::Transform;

fn of_values(values: &[f64]) -> Distribution {
    Distribution::Empirical(Empirical::of_values(values).expect("valid"))
}

fn of_quantiles(quantiles: &[(f64, f64)]) -> Distribution {
    Distribution::Empirical(Empirical::of_quantiles(quantiles).expect("valid"))
}

/// Some of each family, with and without long tails.
fn laws() -> Vec<Distribution> {
    let mut all = vec![
        Distribution::Constant { value: 0.7 },
        Distribution::Exponential { mean: 1.0 },
        Distribution::Uniform {
            low: 0.0,
            high: 3.0,
        },
        Distribution::Uniform {
            low: 0.9,
            high: 1.2,
        },
        of_values(&[3.0, 0.0, 0.2, 0.2, 1.7]),
        of_quantiles(&[(0.0, 0.1), (0.5, 0.8), (0.6, 0.8), (0.99, 4.0), (1.0, 30.0)]),
    ];
    for (mean, stages) in [(0.8, 3), (2.0, 50)] {
        all.push(Distribution::Erlang { mean, stages });
    }
    for (mean, shape) in [(1.5, 1.5), (0.4, 2.5), (1.0, 8.0)] {
        all.push(Distribution::Pareto { mean, shape });
    }
    for (mean, scv) in [(1.2, 4.0), (0.5, 0.1), (2.0, 0.01)] {
        all.push(Distribution::Lognormal { mean, scv });
        all.push(Distribution::Gamma { mean, scv });
        all.push(Distribution::Weibull { mean, scv });
    }
    let (mean, scv) = (0.5, 9.0);
    all.push(Distribution::Hyperexponential { mean, scv });
    all
}

/// The integral of `function` over ln x by small steps, up to `end`.
fn sum(end: f64, function: impl Fn(f64) -> f64) -> f64 {
    let step = 2e-3;
    let places = (-20_000..).map(|place| f64::from(place) * step + step / 2.0);
    let places = places.take_while(|y| *y < end.ln());
    places.map(|y| function(y.exp())).sum::<f64>() * step
}

#[test]
fn tails_are_those_of_the_textbooks() {
    let erlang = Distribution::Erlang {
        mean: 0.8,
        stages: 3,
    };
    let (mean, scv) = (1.2, 4.0);
    let lognormal = Distribution::Lognormal { mean, scv };
    let weibull = Distribution::Weibull { mean, scv };
    let few = Distribution::Gamma { mean, scv };
    let pareto = Distribution::Pareto { mean, shape: 2.5 };
    let uniform = Distribution::Uniform {
        low: 0.2,
        high: 3.2,
    };
    let spread = 5_f64.ln();
    let shape = 1.0 / weibull_power(scv);
    let scale = mean / gamma(1.0 + 1.0 / shape);
    let of_library: [(_, &dyn ContinuousCDF<f64, f64>); 6] = [
        (erlang, &Gamma::new(3.0, 3.0 / 0.8).expect("valid")),
        (
            lognormal,
            &LogNormal::new(mean.ln() - spread / 2.0, spread.sqrt()).expect("valid"),
        ),
        (weibull, &Weibull::new(shape, scale).expect("valid")),
        (
            few,
            &Gamma::new(1.0 / scv, 1.0 / scv / mean).expect("valid"),
        ),
        (pareto, &Pareto::new(mean * 0.6, 2.5).expect("valid")),
        (uniform, &Uniform::new(0.2, 3.2).expect("valid")),
    ];
    for (ours, theirs) in of_library {
        for x in [0.01, 0.3, 1.0, 2.5, 9.0] {
            assert_close(Law::of(&ours).tail(x), theirs.sf(x), 1e-10);
        }
    }
    // scv = Gamma(1 + 2 / shape) / Gamma(1 + 1 / shape)^2 - 1.
    let square = gamma(1.0 + 1.0 / shape).powi(2);
    assert_close(gamma(1.0 + 2.0 / shape) / square - 1.0, scv, 1e-9);
}

#[test]
fn the_incomplete_gamma_function_is_that_of_the_library() {
    for shape in [0.001, 0.3, 1.0, 2.5, 40.0, 1001.0] {
        for times in [1e-6, 0.1, 0.9, 1.0, 1.1, 3.0] {
            let x = shape * times + times * times;
            let (below, above) = incomplete::gamma(shape, x);
            let close = |left: f64, right: f64| {
                let apart = (left - right).abs();
                assert!(apart < 1e-10, "{shape} {x}: {left} and {right}");
            };
            close(below, gamma_lr(shape, x));
            close(above, gamma_ur(shape, x));
        }
    }
    assert_eq!(incomplete::gamma(3.0, 0.0), (0.0, 1.0));
    assert_eq!(incomplete::gamma(3.0, 1e9), (1.0, 0.0));
    // A small tail keeps its digits.
    let (_, above) = incomplete::gamma(1.0, 500.0);
    assert_close(above, (-500_f64).exp(), 1e-12);
}

#[test]
fn moments_and_partial_means_are_what_the_tail_says() {
    for law in laws() {
        let (of, moments) = (Law::of(&law), Moments::of(&law));
        // E[X^k] is the integral of k x^(k - 1) P(X > x).
        let moment = |k: i32| sum(1e9, |x| f64::from(k) * x.powi(k) * of.tail(x));
        for (k, ours) in [(1, moments.mean), (2, moments.second), (3, moments.third)] {
            match law {
                Distribution::Pareto { shape, .. } if shape <= f64::from(k) => {
                    assert_eq!(ours, f64::INFINITY);
                }
                // Convergence takes more than a sum can.
                Distribution::Pareto { shape, .. } if shape < f64::from(k + 1) => {}
                // A step, which the sum finds by its width only.
                _ => assert_close(moment(k), ours, 4e-3),
            }
        }
        for x in [0.05, 0.75, 1.1, 2.3, 8.0] {
            let spent = of.mean_below(x) + x * of.tail(x);
            assert_close(sum(x, |x| x * of.tail(x)), spent, 2e-3);
        }
        assert_eq!(of.mean_below(0.0), 0.0);
        if !matches!(law, Distribution::Pareto { .. }) {
            assert_close(of.mean_below(1e9), law.mean(), 1e-12);
        }
    }
}

#[test]
fn densities_are_what_the_tail_says() {
    for law in laws() {
        let of = Law::of(&law);
        let Some(density) = of.log_density(1.0) else {
            assert!(of.pieces().is_some(), "{law:?}");
            continue;
        };
        let step = 1e-5;
        let slope = (of.tail(1.0 - step) - of.tail(1.0 + step)) / (2.0 * step);
        assert!((density - slope).abs() < 1e-7, "{law:?}: {density} {slope}");
        let part = |end: f64| sum(end, |x| of.log_density(x).expect("smooth"));
        assert!((part(1.1) + of.tail(1.1) - 1.0).abs() < 1e-2, "{law:?}");
    }
}

#[test]
fn transforms_are_what_the_tail_says() {
    for law in laws() {
        let (of, transform) = (Law::of(&law), Transform::of(&law));
        for s in [0.01, 0.5, 4.0] {
            // By parts: s times the integral of e^-sx P(X > x).
            let complement = sum(1e6, |x| s * x * (-s * x).exp() * of.tail(x));
            let found = transform.complement(s);
            assert_close(found, complement, 4e-3);
            assert_close(transform.at(s) + found, 1.0, 1e-12);
        }
        // E[X] is the slope at 0.
        let (precision, s) = match law {
            Distribution::Pareto { shape, .. } if shape < 2.0 => (1e-3, 1e-9),
            _ => (1e-6, 1e-9),
        };
        assert_close(transform.complement(s) / s, law.mean(), precision);
    }
}

#[test]
fn sums_of_durations_have_the_moments_of_the_textbooks() {
    // Four exponentials are an Erlang distribution.
    let four = Moments::of(&Distribution::Exponential { mean: 1.0 }).sum_of(4.0);
    let erlang = Moments::of(&Distribution::Erlang {
        mean: 4.0,
        stages: 4,
    });
    assert_close(four.second, erlang.second, 1e-12);
    assert_close(four.third, erlang.third, 1e-12);
    for (shape, second, third) in [(1.5, false, false), (2.5, true, false), (3.5, true, true)] {
        let one = Moments::of(&Distribution::Pareto { mean: 1.0, shape });
        let two = one.sum_of(2.0);
        assert_eq!(two.second.is_finite(), second);
        assert_eq!(two.third.is_finite(), third);
        assert_eq!(two.second == f64::INFINITY, !second);
        assert_eq!(two.third == f64::INFINITY, !third);
        let none = Moments::of(&Distribution::Constant { value: 1.0 });
        let mixed = Moments::mixture(&[(0.0, one), (1.0, none)]).expect("a weight");
        assert_eq!(mixed, none);
    }
}
