//! Where a time axis is marked: human steps, one unit for the whole axis, named on each label.

use std::fmt::{self, Display, Formatter};

use super::decimal::Decimal;
use super::format::Clock;
use super::ticks::inside;

/// Units of time. `per_second` is how many make a second, for those that are shorter than a second.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Unit {
    name: &'static str,
    seconds: f64,
    /// The decimal exponent of a unit that is not longer than a second.
    exponent: Option<i32>,
    steps: &'static [i64],
}

const THOUSAND: &[i64] = &[1, 2, 5, 10, 20, 50, 100, 200, 500];
const SIXTY: &[i64] = &[1, 2, 5, 10, 15, 30];
const MANY: &[i64] = &[
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
    200_000, 500_000, 1_000_000,
];

const UNITS: [Unit; 7] = [
    Unit {
        name: "ns",
        seconds: 1e-9,
        exponent: Some(-9),
        steps: THOUSAND,
    },
    Unit {
        name: "µs",
        seconds: 1e-6,
        exponent: Some(-6),
        steps: THOUSAND,
    },
    Unit {
        name: "ms",
        seconds: 1e-3,
        exponent: Some(-3),
        steps: THOUSAND,
    },
    Unit {
        name: "s",
        seconds: 1.0,
        exponent: Some(0),
        steps: SIXTY,
    },
    Unit {
        name: "min",
        seconds: 60.0,
        exponent: None,
        steps: SIXTY,
    },
    Unit {
        name: "h",
        seconds: 3600.0,
        exponent: None,
        steps: &[1, 2, 3, 6, 12],
    },
    Unit {
        name: "d",
        seconds: 86_400.0,
        exponent: None,
        steps: MANY,
    },
];
const SECOND: usize = 3;
const DAY: usize = 6;

/// The marks of a time axis in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeTicks {
    first: i64,
    last: i64,
    step: i64,
    /// Index of the unit that `step` counts.
    unit: usize,
    face: Face,
}

/// How every label of the axis is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Face {
    /// A number in this unit: `10 s`, `2.1 s`, `2 min`.
    In(usize),
    /// As on a clock, because the number would be long: `16:40`.
    Clock { decimals: u32 },
}

/// One mark; its label is its [`Display`] form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeTick {
    /// Where it is, in seconds.
    pub time: f64,
    label: TimeLabel,
}

impl Display for TimeTick {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.label.fmt(f)
    }
}

/// A moment as the axis writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeLabel(Label);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Label {
    Number(Decimal, &'static str),
    Clock(Clock),
}

impl Display for TimeLabel {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Label::Number(number, unit) => write!(f, "{number} {unit}"),
            Label::Clock(clock) => clock.fmt(f),
        }
    }
}

impl TimeTicks {
    /// The finest marks of which at most `most` lie in `[from, to]` seconds. With `most` = 8 there are at least 3
    /// in an interval of some nanoseconds or more. None if the interval is empty or not finite.
    #[must_use]
    pub fn new(from: f64, to: f64, most: usize) -> Self {
        let none = Self {
            first: 1,
            last: 0,
            step: 1,
            unit: SECOND,
            face: Face::In(SECOND),
        };
        let span = to - from;
        if !(span > 0.0 && span.is_finite() && span > from.abs().max(to.abs()) * 1e-11) {
            return none;
        }
        for (unit, of) in UNITS.iter().enumerate() {
            for &step in of.steps {
                let seconds = step as f64 * of.seconds;
                if span / seconds > 1e4 {
                    continue;
                }
                let (first, last) = inside(from, to, seconds);
                if last - first < most.max(1) as i64 {
                    return Self {
                        first,
                        last,
                        step,
                        unit,
                        face: face(first.abs().max(last.abs()) * step, step, unit),
                    };
                }
            }
        }
        none
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
    pub fn iter(self) -> impl DoubleEndedIterator<Item = TimeTick> + Clone {
        (self.first..=self.last).map(move |index| {
            let count = index * self.step;
            let exponent = UNITS[self.unit].exponent;
            let time = match exponent {
                Some(exponent) => Decimal::new(count, exponent).value(),
                None => count as f64 * UNITS[self.unit].seconds,
            };
            let label = match (self.face, exponent) {
                (Face::Clock { decimals }, _) => Label::Clock(Clock::new(time).decimals(decimals)),
                (Face::In(unit), Some(exponent)) => {
                    let shift = UNITS[unit].exponent.unwrap_or(0);
                    Label::Number(
                        Decimal::new(count, exponent - shift).trimmed(),
                        UNITS[unit].name,
                    )
                }
                (Face::In(unit), None) => Label::Number(Decimal::new(count, 0), UNITS[unit].name),
            };
            TimeTick {
                time,
                label: TimeLabel(label),
            }
        })
    }

    /// Any moment in the style of the axis, with one digit more than its marks: `43.2 s` between `40 s` and `50 s`.
    #[must_use]
    pub fn reading(self, time: f64) -> TimeLabel {
        let unit = &UNITS[self.unit];
        let finer = match unit.exponent {
            Some(exponent) => step_decimals(self.step, exponent) + 1,
            None => 0,
        };
        TimeLabel(match self.face {
            _ if !time.is_finite() => Label::Clock(Clock::new(time)),
            Face::In(shown) if UNITS[shown].exponent.is_some() => {
                let shift = UNITS[shown].exponent.unwrap_or(0);
                let decimals = finer.saturating_add_signed(shift);
                Label::Number(
                    Decimal::rounded(time / UNITS[shown].seconds, decimals),
                    UNITS[shown].name,
                )
            }
            _ => Label::Clock(Clock::new(time).decimals(finer)),
        })
    }
}

/// Decimals of a second that multiples of a step have.
const fn step_decimals(step: i64, exponent: i32) -> u32 {
    let decimal = Decimal::new(step, exponent).trimmed();
    decimal.decimals()
}

/// A number of at most three digits in a unit, or else the clock.
fn face(mut largest: i64, step: i64, unit: usize) -> Face {
    let mut shown = unit;
    while shown < SECOND && largest >= 1000 {
        shown += 1;
        largest /= 1000;
    }
    if largest < 1000 || shown == DAY {
        return Face::In(shown);
    }
    Face::Clock {
        decimals: UNITS[unit]
            .exponent
            .map_or(0, |exponent| step_decimals(step, exponent)),
    }
}
