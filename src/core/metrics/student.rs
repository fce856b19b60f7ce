//! Quantiles of Student's t, on [`crate::engine::math`] so that intervals, too, are the same bits
//! on every machine.

use crate::engine::math::{exp, ln, ln_gamma, pow};

/// The two-sided critical value: with probability `confidence` (in (0, 1)) the absolute value of
/// t with `degrees` degrees of freedom (at least 1) lies below it.
#[must_use]
pub fn critical(confidence: f64, degrees: f64) -> f64 {
    let outside = 1.0 - confidence;
    // The tail is monotone: bracket it, then halve the bracket down to the last bit.
    let (mut low, mut high) = (0.0, 1.0);
    while tails(high, degrees) > outside && high < 1e12 {
        low = high;
        high *= 2.0;
    }
    for _ in 0..80 {
        let middle = (low + high) / 2.0;
        if tails(middle, degrees) > outside {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low + high) / 2.0
}

/// The probability that |T| exceeds `t`: a regularised incomplete beta function (Abramowitz and
/// Stegun 26.7.1).
fn tails(t: f64, degrees: f64) -> f64 {
    incomplete_beta(degrees / 2.0, 0.5, degrees / (degrees + t * t))
}

/// I_x(a, b) by its continued fraction (Abramowitz and Stegun 26.5.8), evaluated as Lentz (1976)
/// does.
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let scale = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
    let front = exp(scale + b * ln(1.0 - x)) * pow(x, a) / a;
    let tiny = 1e-300;
    let guard = |value: f64| if value.abs() < tiny { tiny } else { value };
    let (mut c, mut d) = (1.0, 1.0 / guard(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for step in 1..500 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / guard(1.0 + term * d);
            c = guard(1.0 + term / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    front * fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[test]
    fn agrees_with_an_independent_library() {
        for degrees in [1.0, 2.0, 5.0, 19.0, 31.0, 200.0] {
            for confidence in [0.5, 0.9, 0.95, 0.99, 0.999] {
                let oracle = StudentsT::new(0.0, 1.0, degrees).unwrap();
                let expected = oracle.inverse_cdf((1.0 + confidence) / 2.0);
                let found = critical(confidence, degrees);
                assert!(
                    (found / expected - 1.0).abs() < 1e-6,
                    "t({confidence}, {degrees}) = {found}, not {expected}"
                );
            }
        }
    }
}
