//! Where a value axis is marked: multiples of 1, 2 or 5 times a power of ten, labelled with just the digits needed.

use super::decimal::{Compact, Decimal, exponent_of};

/// The marks of a value axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ticks {
    first: i64,
    last: i64,
    mantissa: i64,
    exponent: i32,
}

/// One mark. Its label is its [`Display`](std::fmt::Display) form: `0.5`, `12,000`; or [`Tick::compact`]: `12k`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Where it is.
    pub value: f64,
    label: Decimal,
}

impl Tick {
    /// The label where room lacks: `12k`, `1.5M`.
    #[must_use]
    pub fn compact(self) -> Compact {
        self.label.compact()
    }

    /// The same position labelled as so many hundredths: 0.8 becomes 80.
    #[must_use]
    pub const fn percent(self) -> Decimal {
        self.label.shifted(2).trimmed()
    }
}

impl std::fmt::Display for Tick {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.label.fmt(f)
    }
}

impl Ticks {
    /// The finest marks of which at most `most` lie in `[from, to]`. With `most` = 8 there are at least 3, whatever
    /// the interval. None if the interval is empty, not finite, or too fine for a double.
    #[must_use]
    pub fn new(from: f64, to: f64, most: usize) -> Self {
        Self::from_exponent(from, to, most, i32::MIN)
    }

    /// The same for things that are counted: at whole numbers only.
    #[must_use]
    pub fn whole(from: f64, to: f64, most: usize) -> Self {
        Self::from_exponent(from, to, most, 0)
    }

    fn from_exponent(from: f64, to: f64, most: usize, least: i32) -> Self {
        let none = Self {
            first: 1,
            last: 0,
            mantissa: 1,
            exponent: 0,
        };
        let span = to - from;
        let largest = from.abs().max(to.abs());
        if !(span > 0.0 && span.is_finite() && span > largest * 1e-12) {
            return none;
        }
        let finest = (exponent_of(span) - 2).max(least);
        (finest..=finest + 4)
            .flat_map(|exponent| [1, 2, 5].map(|mantissa| (mantissa, exponent)))
            .map(|(mantissa, exponent)| {
                let step = Decimal::new(mantissa, exponent).value();
                let (first, last) = inside(from, to, step);
                Self {
                    first,
                    last,
                    mantissa,
                    exponent,
                }
            })
            .find(|ticks| ticks.len() <= most.max(1))
            .unwrap_or(none)
    }

    /// How many there are.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.last - self.first + 1).cast_unsigned() as usize
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.last < self.first
    }

    /// The marks, ascending.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Tick> + Clone {
        (self.first..=self.last).map(move |index| {
            let label = Decimal::new(index * self.mantissa, self.exponent).trimmed();
            Tick {
                value: label.value(),
                label,
            }
        })
    }
}

/// The first and the last multiple of `step` in the interval; a multiple that misses it by a rounding error is in.
pub(super) fn inside(from: f64, to: f64, step: f64) -> (i64, i64) {
    const HAIR: f64 = 1e-9;
    (
        (from / step - HAIR).ceil() as i64,
        (to / step + HAIR).floor() as i64,
    )
}
