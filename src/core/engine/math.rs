//! The only home of the transcendental functions that decide a result.
//!
//! The standard library takes them from the platform, so a native run and a Wasm run would differ
//! in the last bit and soon in everything. `libm` is the same code on both. (`f64::sqrt` is exact
//! by IEEE 754 and needs no home.)

/// Natural logarithm.
#[must_use]
#[inline]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Natural logarithm of 1 + `x`, with all its digits for a small `x`.
#[must_use]
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// Logarithm to base 10.
#[must_use]
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// Natural logarithm of the gamma function.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// `e` to the power `x`.
#[must_use]
#[inline]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// `e` to the power `x`, less 1, with all its digits for a small `x`.
#[must_use]
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// `x` to the power `y`.
#[must_use]
#[inline]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// The complementary error function: `erfc(x / sqrt 2) / 2` is the tail of a standard normal.
#[must_use]
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}
