//! What the streams draw, against exact moments, distribution functions and tails.

use statrs::distribution::{ContinuousCDF, Exp, Normal};
use tailback::engine::rng::{Purpose, Stream};

const DRAWS: usize = 4_000_000;

/// The largest distance between the share of `draws` up to a value and `cdf` of it, times the root
/// of their number: above 1.95 once in a thousand times (Kolmogorov), if they are what `cdf` says.
pub fn kolmogorov(draws: &mut [f64], cdf: impl Fn(f64) -> f64) -> f64 {
    draws.sort_by(f64::total_cmp);
    let many = draws.len() as f64;
    let distance = |(place, draw): (usize, &f64)| {
        let expected = cdf(*draw);
        let (below, up_to) = (place as f64 / many, (place + 1) as f64 / many);
        (expected - below).max(up_to - expected)
    };
    draws.iter().enumerate().map(distance).fold(0.0, f64::max) * many.sqrt()
}

/// Means of the first four powers agree with `expected` within four standard errors, which take the
/// moments up to the eighth.
fn check_moments(draws: &[f64], expected: [f64; 8]) {
    let many = draws.len() as f64;
    for power in 1..=4 {
        let mean = draws.iter().map(|x| x.powi(power)).sum::<f64>() / many;
        let place = power as usize;
        let variance = expected[2 * place - 1] - expected[place - 1].powi(2);
        let error = (mean - expected[place - 1]) / (variance / many).sqrt();
        assert!(
            error.abs() < 4.0,
            "power {power}: {mean}, {error} standard errors"
        );
    }
}

/// The share of draws beyond each value is as probable as `tail` says.
fn check_tail(draws: &[f64], from: &[f64], tail: impl Fn(f64) -> f64) {
    let many = draws.len() as f64;
    for &from in from {
        let found = draws.iter().filter(|draw| **draw > from).count() as f64;
        let expected = many * tail(from);
        let error = (found - expected) / expected.sqrt();
        assert!(error.abs() < 4.0, "beyond {from}: {found}, not {expected}");
    }
}

fn draw(seed: u64, mut one: impl FnMut(&mut Stream) -> f64) -> Vec<f64> {
    let mut stream = Stream::new(seed, Purpose::Service, 0, 0);
    (0..DRAWS).map(|_| one(&mut stream)).collect()
}

#[test]
fn exponential_draws_are_exponential() {
    let mut draws = draw(1, Stream::exponential);
    assert!(draws.iter().all(|draw| *draw >= 0.0));
    check_moments(&draws, [1.0, 2.0, 6.0, 24.0, 120.0, 720.0, 5040.0, 40320.0]);
    let law = Exp::new(1.0).expect("a rate");
    // The tail of the ziggurat begins at 7.697.
    check_tail(&draws, &[0.01, 1.0, 7.0, 7.6, 7.7, 8.0, 9.0, 11.0], |x| {
        law.sf(x)
    });
    assert!(kolmogorov(&mut draws, |x| law.cdf(x)) < 1.95);
}

#[test]
fn normal_draws_are_normal() {
    let mut draws = draw(2, Stream::normal);
    check_moments(&draws, [0.0, 1.0, 0.0, 3.0, 0.0, 15.0, 0.0, 105.0]);
    let law = Normal::new(0.0, 1.0).expect("a spread");
    // The tail of the ziggurat begins at 3.654.
    let from = [-1.0, 0.0, 1.0, 3.0, 3.6, 3.7, 4.0, 4.5];
    check_tail(&draws, &from, |x| law.sf(x));
    let mirrored: Vec<f64> = draws.iter().map(|draw| -draw).collect();
    check_tail(&mirrored, &from, |x| law.sf(x));
    assert!(kolmogorov(&mut draws, |x| law.cdf(x)) < 1.95);
}

#[test]
fn successive_draws_do_not_depend_on_each_other() {
    for (seed, one) in [
        (3, Stream::exponential as fn(&mut Stream) -> f64),
        (4, Stream::normal),
    ] {
        let draws = draw(seed, one);
        let many = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / many;
        let products = draws
            .windows(2)
            .map(|pair| (pair[0] - mean) * (pair[1] - mean));
        // Of variance 1 each, so the standard error of this is 1 / sqrt(n).
        let correlation = products.sum::<f64>() / many;
        assert!(correlation.abs() * many.sqrt() < 4.0, "{correlation}");
    }
}
