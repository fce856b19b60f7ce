//! Decimal numbers with exactly the digits that are shown: 3 x 10^-1 is `0.3`, never `0.30000000000000004`.

use crate::words::{Language, Say};
use std::fmt::{self, Display, Formatter, Write as _};

/// `digits x 10^exponent`. Shown with a thousands comma and a true minus sign: `−12,000.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i64,
    exponent: i32,
}

impl Decimal {
    /// The number `digits x 10^exponent`.
    #[must_use]
    pub const fn new(digits: i64, exponent: i32) -> Self {
        Self { digits, exponent }
    }

    /// A finite value rounded to decimals, all of which are shown.
    #[must_use]
    pub fn rounded(value: f64, decimals: u32) -> Self {
        let exponent = -decimals.cast_signed();
        Self {
            digits: (value * pow10(-exponent)).round() as i64,
            exponent,
        }
    }

    /// A finite value rounded to so many significant digits, all of which are shown.
    #[must_use]
    pub fn significant(value: f64, count: u32) -> Self {
        let count = count.cast_signed();
        let mut exponent = exponent_of(value) + 1 - count;
        let round = |e: i32| {
            (if e < 0 {
                value * pow10(-e)
            } else {
                value / pow10(e)
            })
            .round() as i64
        };
        if round(exponent).abs() >= 10_i64.pow(count.cast_unsigned()) {
            exponent += 1; // 9.96 became 10.
        }
        Self {
            digits: round(exponent),
            exponent,
        }
    }

    /// The nearest `f64`.
    #[must_use]
    pub fn value(self) -> f64 {
        let digits = self.digits as f64;
        if self.exponent < 0 {
            digits / pow10(-self.exponent)
        } else {
            digits * pow10(self.exponent)
        }
    }

    /// The same number without zeros at its end.
    #[must_use]
    pub const fn trimmed(mut self) -> Self {
        if self.digits == 0 {
            self.exponent = 0;
        }
        while self.exponent < 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.exponent += 1;
        }
        self
    }

    /// The same number times 10 to the given power.
    #[must_use]
    pub const fn shifted(self, by: i32) -> Self {
        Self {
            digits: self.digits,
            exponent: self.exponent + by,
        }
    }

    /// How many decimals are shown.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        if self.exponent < 0 {
            self.exponent.unsigned_abs()
        } else {
            0
        }
    }

    /// To be shown in thousands, millions and so on: `12k`, `1.25M`; in Chinese in ten thousands: `1.2万`.
    #[must_use]
    pub const fn compact(self) -> Compact {
        Compact(self)
    }
}

impl Display for Decimal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let zeros = self.exponent.max(0).cast_unsigned();
        let decimals = (-self.exponent).clamp(0, 18).cast_unsigned();
        let scale = 10_u128.pow(decimals);
        let all = u128::from(self.digits.unsigned_abs()) * 10_u128.pow(zeros.min(19));
        if self.digits < 0 {
            f.write_char('−')?;
        }
        group(all / scale, f)?;
        if decimals > 0 {
            write!(f, ".{:0width$}", all % scale, width = decimals as usize)?;
        }
        Ok(())
    }
}

/// Writes digits with a comma before each three.
fn group(number: u128, f: &mut Formatter<'_>) -> fmt::Result {
    let mut unit = 1;
    while number / unit >= 1000 {
        unit *= 1000;
    }
    write!(f, "{}", number / unit)?;
    while unit > 1 {
        let rest = number % unit;
        unit /= 1000;
        write!(f, ",{:03}", rest / unit)?;
    }
    Ok(())
}

/// A [`Decimal`] in thousands, millions and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compact(Decimal);

impl Say for Compact {
    fn say(&self, language: Language, f: &mut Formatter<'_>) -> fmt::Result {
        let size = self.0.value().abs();
        let (shift, suffix) = match language {
            Language::English => match size {
                a if a < 1e3 => (0, ""),
                a if a < 1e6 => (-3, "k"),
                a if a < 1e9 => (-6, "M"),
                a if a < 1e12 => (-9, "G"),
                _ => (-12, "T"),
            },
            Language::Chinese => match size {
                a if a < 1e4 => (0, ""),
                a if a < 1e8 => (-4, "万"),
                a if a < 1e12 => (-8, "亿"),
                _ => (-12, "万亿"),
            },
        };
        write!(f, "{}{suffix}", self.0.shifted(shift).trimmed())
    }
}

impl Display for Compact {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.say(Language::English, f)
    }
}

const LEAST: i32 = -18;

#[rustfmt::skip]
const POWERS: [f64; 41] = [
    1e-18, 1e-17, 1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5,
    1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
    1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// 10 to a power in [-18, 22], the nearest `f64`; outside, the nearest of these.
pub(super) fn pow10(exponent: i32) -> f64 {
    POWERS[(exponent - LEAST).clamp(0, POWERS.len() as i32 - 1) as usize]
}

/// The power of ten at or below a value's size.
pub(super) fn exponent_of(value: f64) -> i32 {
    let below = POWERS.partition_point(|&power| power <= value.abs());
    LEAST + below.max(1) as i32 - 1
}
