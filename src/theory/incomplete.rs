//! The regularised incomplete gamma function.

use crate::engine::math;

/// The probabilities of a gamma variate of this `shape` > 0 and scale 1 to be at most `x`, and to be
/// more: a series below the mean and a continued fraction above it (Press et al., Numerical
/// Recipes, 6.2). The smaller one is computed, so that it keeps its digits.
#[must_use]
pub fn gamma(shape: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        (0.0, 1.0)
    } else if x < shape + 1.0 {
        let (mut term, mut sum, mut place) = (1.0, 1.0, shape);
        while term > sum * 1e-17 {
            place += 1.0;
            term *= x / place;
            sum += term;
        }
        let below = poisson(shape, x) * sum;
        (below, 1.0 - below)
    } else {
        let front = shape * poisson(shape, x);
        // What underflows has no fraction to compute.
        let above = if front > 0.0 {
            front * fraction(shape, x)
        } else {
            0.0
        };
        (1.0 - above, above)
    }
}

/// 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / ...)) from the front (Lentz 1976); no part
/// of it vanishes for x >= a + 1.
fn fraction(shape: f64, x: f64) -> f64 {
    let mut part = x + 1.0 - shape;
    let (mut ratio, mut inverse) = (f64::INFINITY, 1.0 / part);
    let (mut value, mut place) = (inverse, 0.0);
    loop {
        place += 1.0;
        let above = place * (shape - place);
        part += 2.0;
        inverse = 1.0 / (part + above * inverse);
        ratio = part + above / ratio;
        let step = inverse * ratio;
        value *= step;
        // Enough for any shape of a document.
        if (step - 1.0).abs() < 1e-16 || place > 1e5 {
            return value;
        }
    }
}

/// x^count e^-x / Gamma(count + 1), for `x` > 0: for a whole `count` its Poisson probability.
#[must_use]
pub fn poisson(count: f64, x: f64) -> f64 {
    math::exp(count * math::ln(x) - x - math::ln_gamma(count + 1.0))
}
