//! Where a logarithmic axis of durations is marked: at 1, 2 and 5 times powers of ten seconds.

use super::decimal::{Decimal, exponent_of};
use std::fmt::{self, Display, Formatter};

/// One mark. Its label is its [`Display`] form: `20 ms`, `0.5 s`, `100 s`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogTick {
    /// Where it is, in seconds.
    pub value: f64,
    mantissa: i64,
    exponent: i32,
}

impl LogTick {
    const fn new(mantissa: i64, exponent: i32) -> Self {
        Self {
            value: 0.0,
            mantissa,
            exponent,
        }
    }

    fn placed(self) -> Self {
        let value = Decimal::new(self.mantissa, self.exponent).value();
        Self { value, ..self }
    }
}

impl Display for LogTick {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (shift, unit) = match self.exponent {
            -1.. => (0, "s"),
            -3..=-2 => (3, "ms"),
            -6..=-4 => (6, "µs"),
            _ => (9, "ns"),
        };
        let number = Decimal::new(self.mantissa, self.exponent + shift).trimmed();
        if self.exponent > 3 {
            write!(f, "{} {unit}", number.compact())
        } else {
            write!(f, "{number} {unit}")
        }
    }
}

/// The nearest marks at or beyond the ends of `low` to `high` (both above 0), for an axis to end at.
#[must_use]
pub fn log_ends(low: f64, high: f64) -> (f64, f64) {
    const HAIR: f64 = 1e-9;
    let all = || steps(exponent_of(low) - 1, exponent_of(high) + 2, &[1, 2, 5]);
    let below = all().filter(|tick| tick.value <= low * (1.0 + HAIR)).last();
    let above = all().find(|tick| tick.value >= high * (1.0 - HAIR));
    (
        below.map_or(low, |tick| tick.value),
        above.map_or(high, |tick| tick.value),
    )
}

/// The marks in `[from, to]`, at most `most` if that can be: all, or powers of ten, or some of those.
pub fn log_ticks(from: f64, to: f64, most: usize) -> impl Iterator<Item = LogTick> {
    const HAIR: f64 = 1e-9;
    let (first, last) = (exponent_of(from), exponent_of(to));
    let within =
        move |tick: &LogTick| tick.value >= from * (1.0 - HAIR) && tick.value <= to * (1.0 + HAIR);
    let fine = steps(first, last, &[1, 2, 5]).filter(within).count() <= most;
    let mantissas: &[i64] = if fine { &[1, 2, 5] } else { &[1] };
    let decades = (last - first + 1).max(1);
    let every = if fine {
        1
    } else {
        (decades - 1) / most.max(1) as i32 + 1
    };
    steps(first, last, mantissas)
        .filter(within)
        .filter(move |tick| tick.exponent.rem_euclid(every) == 0)
}

fn steps(first: i32, last: i32, mantissas: &'static [i64]) -> impl Iterator<Item = LogTick> {
    (first..=last).flat_map(move |exponent| {
        mantissas
            .iter()
            .map(move |mantissa| LogTick::new(*mantissa, exponent).placed())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(from: f64, to: f64, most: usize) -> Vec<String> {
        log_ticks(from, to, most)
            .map(|tick| tick.to_string())
            .collect()
    }

    #[test]
    fn marks_are_thinned_out_where_room_lacks() {
        assert_eq!(labels(0.5, 10.0, 6), ["0.5 s", "1 s", "2 s", "5 s", "10 s"]);
        assert_eq!(labels(0.02, 100.0, 5), ["0.1 s", "1 s", "10 s", "100 s"]);
        assert_eq!(
            labels(1e-6, 1e6, 5),
            ["1 µs", "1 ms", "1 s", "1,000 s", "1M s"]
        );
    }

    #[test]
    fn an_axis_ends_at_marks() {
        assert_eq!(log_ends(0.7, 12.0), (0.5, 20.0));
        assert_eq!(log_ends(1.0, 10.0), (1.0, 10.0));
    }
}
