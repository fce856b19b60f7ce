//! A figure with its confidence interval, from independent observations.

use super::student;
use serde::{Deserialize, Serialize};

/// A figure and the interval that covers its true value with the confidence asked for. What is
/// not known is absent, never made up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The figure; absent if there was nothing to measure or no such mean exists.
    pub mean: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

impl Estimate {
    /// Neither a figure nor an interval.
    pub const UNKNOWN: Self = Self {
        mean: None,
        low: None,
        high: None,
    };

    /// A figure without an interval.
    #[must_use]
    pub const fn bare(mean: f64) -> Self {
        Self {
            mean: Some(mean),
            low: None,
            high: None,
        }
    }

    /// `mean` plus and minus `half_width`.
    #[must_use]
    pub fn around(mean: f64, half_width: f64) -> Self {
        Self {
            mean: Some(mean),
            low: Some(mean - half_width),
            high: Some(mean + half_width),
        }
    }

    /// Half of the interval's width.
    #[must_use]
    pub fn half_width(&self) -> Option<f64> {
        Some((self.high? - self.low?) / 2.0)
    }

    /// The half-width as a share of the figure; 0 if both are 0.
    #[must_use]
    pub fn relative_half_width(&self) -> Option<f64> {
        let half_width = self.half_width()?;
        if half_width == 0.0 {
            return Some(0.0);
        }
        Some(half_width / self.mean?.abs())
    }
}

/// How far the sum of `residuals` over the observations may lie from zero, as a half-width: `t`
/// times its standard error. Absent below two observations.
///
/// Figures are ratios of sums (messages differ in number between observations), so the interval
/// is that of the ratio estimator (Law, Simulation Modeling and Analysis, 5th ed., 9.5.2).
#[must_use]
pub fn half_width(residuals: impl Iterator<Item = f64> + Clone, confidence: f64) -> Option<f64> {
    let n = residuals.clone().count();
    if n < 2 {
        return None;
    }
    let squares: f64 = residuals.map(|residual| residual * residual).sum();
    let count = n as f64;
    let error = (squares * count / (count - 1.0)).sqrt();
    Some(student::critical(confidence, count - 1.0) * error)
}

/// The ratio of the sums of (numerator, denominator) pairs, one pair for each observation.
#[must_use]
pub fn ratio(pairs: impl Iterator<Item = (f64, f64)> + Clone, confidence: f64) -> Estimate {
    let (numerator, denominator) = pairs
        .clone()
        .fold((0.0, 0.0), |sums, pair| (sums.0 + pair.0, sums.1 + pair.1));
    if denominator <= 0.0 {
        return Estimate::UNKNOWN;
    }
    let mean = numerator / denominator;
    let residuals = pairs.map(|(top, bottom)| top - mean * bottom);
    half_width(residuals, confidence).map_or(Estimate::bare(mean), |half| {
        Estimate::around(mean, half / denominator)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_denominators_give_the_ordinary_t_interval() {
        let values = [4.0, 5.0, 6.0, 7.0];
        let estimate = ratio(values.iter().map(|value| (*value, 1.0)), 0.95);
        // mean 5.5, s = 1.290994, t(3) = 3.182446: 3.182446 x 1.290994 / 2
        assert!((estimate.mean.unwrap() - 5.5).abs() < 1e-12);
        assert!((estimate.half_width().unwrap() - 2.054_26).abs() < 1e-4);
    }

    #[test]
    fn too_little_gives_no_interval_and_nothing_gives_no_figure() {
        assert_eq!(ratio([(3.0, 2.0)].into_iter(), 0.95), Estimate::bare(1.5));
        assert_eq!(ratio([(0.0, 0.0)].into_iter(), 0.95), Estimate::UNKNOWN);
    }
}
