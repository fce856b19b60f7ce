//! Sliders: positions from 0 to 1, and the values they stand for.

use super::number;

/// What a slider's positions stand for. It spans the usual values; the number field beside it
/// takes every value that is allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slider {
    /// Equal steps.
    Steps {
        /// Left end.
        min: f64,
        /// Right end.
        max: f64,
        /// Distance of two values.
        step: f64,
    },
    /// Equal ratios, in two significant digits; the left end is 0 where that is allowed.
    Ratios {
        /// Least value above 0.
        min: f64,
        /// Right end.
        max: f64,
        /// Whether the left end is 0.
        zero: bool,
    },
}

/// The part of the slider that stands for 0 where ratios cannot reach it.
const ZERO_PART: f64 = 0.03;

impl Slider {
    /// The value at `position`.
    #[must_use]
    pub fn value(&self, position: f64) -> f64 {
        let position = position.clamp(0.0, 1.0);
        match *self {
            Self::Steps { min, max, step } => {
                let steps = ((max - min) * position / step).round();
                tidy(min + steps * step)
            }
            Self::Ratios { zero: true, .. } if position < ZERO_PART => 0.0,
            Self::Ratios { min, max, zero } => {
                let start = if zero { ZERO_PART } else { 0.0 };
                let part = (position - start) / (1.0 - start);
                two_digits(min * (max / min).powf(part)).clamp(min, max)
            }
        }
    }

    /// The position of `value`; the nearest end if it is outside.
    #[must_use]
    pub fn position(&self, value: f64) -> f64 {
        let position = match *self {
            Self::Steps { min, max, .. } => (value - min) / (max - min),
            Self::Ratios { zero: true, .. } if value <= 0.0 => 0.0,
            Self::Ratios { min, max, zero } => {
                let start = if zero { ZERO_PART } else { 0.0 };
                let part = (value.max(min) / min).ln() / (max / min).ln();
                start + part * (1.0 - start)
            }
        };
        position.clamp(0.0, 1.0)
    }

    /// The value one step of the arrow keys from `value`: the next that differs.
    #[must_use]
    pub fn stepped(&self, value: f64, up: bool) -> f64 {
        let direction = if up { 1.0 } else { -1.0 };
        let start = self.position(value);
        (1..=100)
            .map(|step| self.value(start + direction * f64::from(step) * 0.004))
            .find(|next| if up { *next > value } else { *next < value })
            .unwrap_or(value)
    }
}

/// Without the dust of binary fractions.
fn tidy(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Rounded to two significant digits.
fn two_digits(value: f64) -> f64 {
    let scale = 10_f64.powf(value.abs().log10().floor() - 1.0);
    let rounded = (value / scale).round() * scale;
    // Again, because the scale itself may be inexact (0.1 is).
    number::read(&format!("{rounded:.9}")).unwrap_or(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLIDERS: [Slider; 3] = [
        Slider::Steps {
            min: 0.0,
            max: 8.0,
            step: 0.25,
        },
        Slider::Ratios {
            min: 0.1,
            max: 100.0,
            zero: true,
        },
        Slider::Ratios {
            min: 0.01,
            max: 10.0,
            zero: false,
        },
    ];

    #[test]
    fn position_and_value_agree() {
        for slider in SLIDERS {
            for tick in 0..=1000 {
                let value = slider.value(f64::from(tick) / 1000.0);
                let again = slider.value(slider.position(value));
                assert!(
                    (again - value).abs() <= 1e-9 * value.abs(),
                    "{slider:?}: {value} {again}"
                );
            }
        }
    }

    #[test]
    fn keys_reach_every_end() {
        for slider in SLIDERS {
            let (low, high) = (slider.value(0.0), slider.value(1.0));
            let mut value = low;
            for _ in 0..2000 {
                value = slider.stepped(value, true);
            }
            assert_eq!(value, high, "{slider:?}");
            for _ in 0..2000 {
                value = slider.stepped(value, false);
            }
            assert_eq!(value, low, "{slider:?}");
        }
    }
}
