//! A figure with its confidence interval, from independent observations.

use super::passage::Moments;
use super::student;
use crate::engine::math;
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

    /// With an interval wider by `factor`, around the same figure.
    #[must_use]
    pub fn widened(self, factor: f64) -> Self {
        let Some(mean) = self.mean else { return self };
        let wider = |end: f64| mean + (end - mean) * factor;
        Self {
            mean: self.mean,
            low: self.low.map(wider),
            high: self.high.map(wider),
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
    let t = critical(residuals.clone().count(), confidence)?;
    Some(t * error(residuals))
}

/// Student's t for so many observations. Absent below two.
#[must_use]
pub fn critical(observations: usize, confidence: f64) -> Option<f64> {
    (observations >= 2).then(|| student::critical(confidence, observations as f64 - 1.0))
}

/// The standard error of the sum of `residuals`.
fn error(residuals: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = residuals.clone().count() as f64;
    let squares: f64 = residuals.map(|residual| residual * residual).sum();
    (squares * count / (count - 1.0)).sqrt()
}

/// The ratio of the sums of (numerator, denominator) pairs, one pair for each observation.
///
/// Few observations of what is skewed to the right, as waits are, give too low a figure and too
/// narrow an interval together. So the ends are those of a t statistic corrected for skewness
/// (Johnson 1978, JASA 73; Hall 1992, JRSS B 54; in the form of Willink 2005, Communications in
/// Statistics 34). Without skewness it is the ordinary t interval.
#[must_use]
pub fn ratio(pairs: impl Iterator<Item = (f64, f64)> + Clone, confidence: f64) -> Estimate {
    let t = critical(pairs.clone().count(), confidence);
    ratio_by(pairs, t)
}

/// As [`ratio`], by what [`critical`] gave.
#[must_use]
pub fn ratio_by(pairs: impl Iterator<Item = (f64, f64)> + Clone, t: Option<f64>) -> Estimate {
    let (numerator, denominator) = pairs
        .clone()
        .fold((0.0, 0.0), |sums, pair| (sums.0 + pair.0, sums.1 + pair.1));
    if denominator <= 0.0 {
        return Estimate::UNKNOWN;
    }
    let mean = numerator / denominator;
    let Some(t) = t else {
        return Estimate::bare(mean);
    };
    let residuals = pairs.map(|(top, bottom)| top - mean * bottom);
    let error = error(residuals.clone()) / denominator;
    if error == 0.0 {
        return Estimate::around(mean, 0.0);
    }
    let bend = bend(residuals);
    Estimate {
        mean: Some(mean),
        low: Some(mean - bent(t, bend) * error),
        high: Some(mean - bent(-t, bend) * error),
    }
}

/// The skewness of `residuals` over six times the root of their number.
fn bend(residuals: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = residuals.clone().count() as f64;
    if count < 3.0 {
        return 0.0;
    }
    let (squares, cubes) = residuals.fold((0.0, 0.0), |(squares, cubes), it| {
        (squares + it * it, cubes + it * it * it)
    });
    let deviation = (squares / (count - 1.0)).sqrt();
    let cube = cubes * count / ((count - 1.0) * (count - 2.0));
    cube / (deviation * deviation * deviation) / (6.0 * count.sqrt())
}

/// `t`, bent by the skewness.
fn bent(t: f64, bend: f64) -> f64 {
    if bend.abs() < 1e-6 {
        return t;
    }
    let cube = 1.0 + 6.0 * bend * (t - bend);
    let root = math::pow(cube.abs(), 1.0 / 3.0).copysign(cube);
    (root - 1.0) / (2.0 * bend)
}

/// sqrt(E[W^2] - E[W]^2), its interval by the delta method.
pub fn deviation<'a>(
    waits: impl Iterator<Item = &'a Moments> + Clone,
    confidence: f64,
) -> Estimate {
    let (count, sum, squares) = waits.clone().fold((0.0, 0.0, 0.0), |all, waiting| {
        (
            all.0 + waiting.count as f64,
            all.1 + waiting.secs(),
            all.2 + waiting.square_secs(),
        )
    });
    if count <= 0.0 {
        return Estimate::UNKNOWN;
    }
    let (mean, square) = (sum / count, squares / count);
    let sd = (square - mean * mean).max(0.0).sqrt();
    let residuals = waits.map(|waiting| {
        let n = waiting.count as f64;
        let first = waiting.secs() - mean * n;
        (waiting.square_secs() - square * n) - 2.0 * mean * first
    });
    match half_width(residuals, confidence) {
        Some(_) if sd == 0.0 => Estimate::around(0.0, 0.0),
        Some(half) => Estimate::around(sd, half / count / (2.0 * sd)),
        None => Estimate::bare(sd),
    }
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
    fn an_interval_leans_to_where_the_tail_is() {
        let values = [1.0, 1.1, 1.2, 1.3, 1.5, 1.8, 2.5, 6.0];
        let estimate = ratio(values.iter().map(|value| (*value, 1.0)), 0.95);
        let (low, mean, high) = (
            estimate.low.unwrap(),
            estimate.mean.unwrap(),
            estimate.high.unwrap(),
        );
        assert!(high - mean > 1.5 * (mean - low) && mean > low);
        let mirrored = ratio(values.iter().map(|value| (-*value, 1.0)), 0.95);
        assert!((mirrored.low.unwrap() + high).abs() < 1e-9);
        assert!((mirrored.high.unwrap() + low).abs() < 1e-9);
    }

    #[test]
    fn too_little_gives_no_interval_and_nothing_gives_no_figure() {
        assert_eq!(ratio([(3.0, 2.0)].into_iter(), 0.95), Estimate::bare(1.5));
        assert_eq!(ratio([(0.0, 0.0)].into_iter(), 0.95), Estimate::UNKNOWN);
    }
}
