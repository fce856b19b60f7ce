//! From data to pixels and back, and the upper end of a value axis.

use super::decimal::{exponent_of, pow10};
use super::format::Format;

/// A map from an interval of data to an interval of pixels, linear in the data or in their logarithms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The ends of the data, or their logarithms.
    from: f64,
    to: f64,
    start: f64,
    end: f64,
    log: bool,
}

impl Scale {
    /// Maps `from` to `start` and `to` to `end`; either side may fall. An empty interval of data maps to `start`.
    #[must_use]
    pub fn linear(from: f64, to: f64, start: f32, end: f32) -> Self {
        Self {
            from,
            to,
            start: start.into(),
            end: end.into(),
            log: false,
        }
    }

    /// The same by orders of magnitude; `from` and `to` are above 0.
    #[must_use]
    pub fn log(from: f64, to: f64, start: f32, end: f32) -> Self {
        Self {
            log: true,
            ..Self::linear(from.log10(), to.log10(), start, end)
        }
    }

    /// The pixel of a value; on a logarithmic scale, of one above 0.
    #[must_use]
    pub fn at(self, value: f64) -> f32 {
        let value = if self.log { value.log10() } else { value };
        let span = self.to - self.from;
        if span == 0.0 {
            return self.start as f32;
        }
        (self.start + (value - self.from) / span * (self.end - self.start)) as f32
    }

    /// The value at a pixel.
    #[must_use]
    pub fn value(self, pixel: f32) -> f64 {
        let span = self.end - self.start;
        let value = if span == 0.0 {
            self.from
        } else {
            self.from + (f64::from(pixel) - self.start) / span * (self.to - self.from)
        };
        if self.log {
            10.0_f64.powf(value)
        } else {
            value
        }
    }
}

/// Ends of an axis that ticks divide well, in one decade.
const NICE: [f64; 9] = [1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 15.0];

/// The least number at or above `value` that makes a good end of an axis: 1, 1.5, 2, 3, 4, 6 or 8 times a power of
/// ten. 1 for what is not a positive finite number.
#[must_use]
pub fn nice_ceiling(value: f64) -> f64 {
    if !(value > 0.0 && value.is_finite()) {
        return 1.0;
    }
    let exponent = exponent_of(value);
    let scaled = |nice: f64| {
        if exponent < 0 {
            nice / pow10(-exponent)
        } else {
            nice * pow10(exponent)
        }
    };
    NICE.into_iter()
        .map(scaled)
        .find(|&nice| nice >= value)
        .unwrap_or(value)
}

/// [`nice_ceiling`] for seconds: whole parts of a minute, an hour and a day above a minute.
#[must_use]
pub fn nice_duration(value: f64) -> f64 {
    const MINUTE: [f64; 7] = [1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0];
    const TENS: [f64; 5] = [10.0, 15.0, 20.0, 30.0, 40.0];
    const HOUR: [f64; 9] = [1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 18.0];
    let all = |unit: f64, table: &'static [f64]| table.iter().map(move |nice| nice * unit);
    if value <= 10.0 {
        nice_ceiling(value)
    } else if value <= 18.0 * 3600.0 {
        all(1.0, &TENS)
            .chain(all(60.0, &MINUTE))
            .chain(all(60.0, &TENS))
            .chain(all(3600.0, &HOUR))
            .find(|&nice| nice >= value)
            .unwrap_or(value)
    } else {
        nice_ceiling(value / 86_400.0) * 86_400.0
    }
}

/// The upper end of a value axis. It grows at once and shrinks only when all visible data stay under 40 % of it, so
/// that the axis does not jump.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct YRange {
    ceiling: Option<f64>,
}

impl YRange {
    const SHRINK_BELOW: f64 = 0.4;
    const ROOM_AFTER_SHRINKING: f64 = 1.25;

    /// The upper end for what is visible now.
    ///
    /// `highest`: the highest visible value, if there is one; `at_least`: where the axis ends however low the data.
    pub fn fit(
        &mut self,
        floor: f64,
        highest: Option<f64>,
        at_least: Option<f64>,
        format: Format,
    ) -> f64 {
        let nice = |height: f64| {
            let height = match format {
                Format::Duration => nice_duration(height),
                _ => nice_ceiling(height),
            };
            floor + height
        };
        let least = at_least.filter(|least| *least > floor);
        let Some(highest) = highest else {
            return self.ceiling.or(least).unwrap_or_else(|| nice(1.0));
        };
        let height = (highest - floor).max(0.0);
        let ceiling = match self.ceiling {
            Some(now) if highest <= now && height >= Self::SHRINK_BELOW * (now - floor) => now,
            Some(now) if highest <= now => nice(height * Self::ROOM_AFTER_SHRINKING).min(now),
            _ => nice(height),
        };
        let ceiling = least.map_or(ceiling, |least| least.max(ceiling));
        self.ceiling = Some(ceiling);
        ceiling
    }
}
