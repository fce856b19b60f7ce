//! Numbers for people: just the digits that matter, a unit that fits, and a dash for what is unknown.
//!
//! Each formatter is a value to [`Say`], so that it writes into a buffer without a `String` between, in the
//! reader's language; as a [`Display`] value it speaks English. Both languages use the symbols of the SI (s, ms,
//! min), as Chinese textbooks do; Chinese counts large numbers in 万 and 亿, leaves out the spaces around `/`
//! and before `%`, and writes 天 for days.

use crate::words::{Language, Say, say};
use std::fmt::{self, Display, Formatter};

use super::decimal::{Decimal, pow10};

/// As a [`Display`] value, each speaks English.
macro_rules! english {
    ($($kind:ty),+) => {$(
        impl Display for $kind {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                self.say(Language::English, f)
            }
        }
    )+};
}
english!(Number, Count, Rate, Percent, Duration, Clock, Shown);

/// What is written for "no value".
pub const NONE: &str = "–";

/// Writes what has no digits, and tells whether it did.
fn special(value: f64, f: &mut Formatter<'_>) -> Result<bool, fmt::Error> {
    let word = match value {
        v if v.is_nan() => NONE,
        f64::INFINITY => "∞",
        f64::NEG_INFINITY => "−∞",
        _ => return Ok(false),
    };
    f.write_str(word)?;
    Ok(true)
}

/// A plain number: `0.0032`, `0.95`, `9.5`, `12.3`, `940`, `1,240`, `124k`, `1.24M` (`124万`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl Say for Number {
    fn say(&self, language: Language, f: &mut Formatter<'_>) -> fmt::Result {
        if special(self.0, f)? {
            return Ok(());
        }
        match self.0.abs() {
            0.0 => f.write_str("0"),
            a if a < 1e-4 => write!(f, "{:.1e}", self.0),
            a if a < 1.0 => Decimal::significant(self.0, 2).fmt(f),
            a if a < 99.95 => Decimal::rounded(self.0, 1).fmt(f),
            a if a < 99_999.5 => Decimal::rounded(self.0, 0).fmt(f),
            a if a < 9.995e14 => Decimal::significant(self.0, 3).compact().say(language, f),
            _ => write!(f, "{:.2e}", self.0),
        }
    }
}

/// A count of things: whole where it is whole (`0`, `12`, `12,000`), else as [`Number`] (`9.4`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count(pub f64);

impl Say for Count {
    fn say(&self, language: Language, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.abs() < 99_999.5 && self.0.fract() == 0.0 {
            Decimal::rounded(self.0, 0).fmt(f)
        } else {
            Number(self.0).say(language, f)
        }
    }
}

/// A rate in 1/s: `9.5 / s` (`9.5/s`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate(pub f64);

impl Say for Rate {
    fn say(&self, language: Language, f: &mut Formatter<'_>) -> fmt::Result {
        if special(self.0, f)? {
            return Ok(());
        }
        let number = Number(self.0);
        say!("{number} / s", "{number}/s"; number).say(language, f)
    }
}

/// A share, 1 being all: `80 %`, `0.9 %`, `99.96 %`. Less than all is never shown as `100 %` (`100%`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percent(pub f64);

impl Say for Percent {
    fn say(&self, language: Language, f: &mut Formatter<'_>) -> fmt::Result {
        if special(self.0, f)? {
            return Ok(());
        }
        let percent = self.0 * 100.0;
        let a = percent.abs();
        if a == 0.0 {
            f.write_str("0")?;
        } else if a < 0.01 {
            f.write_str("<0.01")?;
        } else if a > 99.0 && a < 100.0 {
            Decimal::rounded(percent.min(99.99), 2).fmt(f)?;
        } else {
            let decimals = if a < 0.095 { 2 } else { u32::from(a < 9.95) };
            Decimal::rounded(percent, decimals).fmt(f)?;
        }
        f.write_str(language.pick(" %", "%"))
    }
}

/// A duration in seconds, in the unit that fits: `850 µs`, `12 ms`, `0.31 s`, `95 s`, `3.2 min`, `5.0 h`, `12 d`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Duration(pub f64);

impl Say for Duration {
    fn say(&self, language: Language, f: &mut Formatter<'_>) -> fmt::Result {
        if special(self.0, f)? {
            return Ok(());
        }
        let (unit, name) = match self.0.abs() {
            0.0 => return f.write_str("0 s"),
            a if a < 0.9995e-6 => (1e-9, "ns"),
            a if a < 0.9995e-3 => (1e-6, "µs"),
            a if a < 0.0995 => (1e-3, "ms"),
            a if a < 99.5 => (1.0, "s"),
            a if a < 99.5 * 60.0 => (60.0, "min"),
            a if a < 47.5 * 3600.0 => (3600.0, "h"),
            _ => (86_400.0, language.pick("d", "天")),
        };
        let value = self.0 / unit;
        let decimals = match value.abs() {
            a if a < 0.995 => 2,
            a if a < 9.95 => 1,
            _ => 0,
        };
        write!(f, "{} {name}", Decimal::rounded(value, decimals))
    }
}

/// A moment in seconds, as a clock shows it: `00:58.4`, `1:02:03`, `2 d 03:04:05`. It never runs ahead: digits are
/// cut, not rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    seconds: f64,
    decimals: u32,
}

impl Clock {
    /// Tenths of a second below an hour, whole seconds above.
    #[must_use]
    pub fn new(seconds: f64) -> Self {
        Self {
            seconds,
            decimals: u32::from(seconds.abs() < 3600.0),
        }
    }

    /// The same with this many decimals, at most 9.
    #[must_use]
    pub fn decimals(self, decimals: u32) -> Self {
        Self {
            decimals: decimals.min(9),
            ..self
        }
    }
}

impl Say for Clock {
    fn say(&self, language: Language, f: &mut Formatter<'_>) -> fmt::Result {
        if special(self.seconds, f)? {
            return Ok(());
        }
        let places = self.decimals.cast_signed();
        // A hair is added so that 0.29, which is a little less than 29 hundredths, shows as .29.
        let parts = (self.seconds.abs() * pow10(places) + 1e-6).floor();
        let per_second = pow10(places);
        let whole = (parts / per_second).floor();
        let fraction = parts - whole * per_second;
        if self.seconds < 0.0 && parts > 0.0 {
            f.write_str("−")?;
        }
        let whole = whole as u64;
        let (days, hours, minutes, seconds) = (
            whole / 86_400,
            whole / 3600 % 24,
            whole / 60 % 60,
            whole % 60,
        );
        match (days, hours) {
            (0, 0) => write!(f, "{minutes:02}:{seconds:02}")?,
            (0, _) => write!(f, "{hours}:{minutes:02}:{seconds:02}")?,
            _ => {
                let days_name = language.pick("d", "天");
                write!(f, "{days} {days_name} {hours:02}:{minutes:02}:{seconds:02}")?;
            }
        }
        if self.decimals > 0 {
            write!(
                f,
                ".{:0width$}",
                fraction as u64,
                width = self.decimals as usize
            )?;
        }
        Ok(())
    }
}

/// How the values of a panel are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// [`Number`].
    #[default]
    Number,
    /// [`Count`].
    Count,
    /// [`Duration`], the values being seconds.
    Duration,
    /// [`Percent`], the values being shares in [0, 1].
    Percent,
}

impl Format {
    /// The value, ready to be written.
    #[must_use]
    pub const fn show(self, value: f64) -> Shown {
        Shown {
            format: self,
            value,
        }
    }
}

/// A value with its format.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    format: Format,
    value: f64,
}

impl Say for Shown {
    fn say(&self, language: Language, f: &mut Formatter<'_>) -> fmt::Result {
        match self.format {
            Format::Number => Number(self.value).say(language, f),
            Format::Count => Count(self.value).say(language, f),
            Format::Duration => Duration(self.value).say(language, f),
            Format::Percent => Percent(self.value).say(language, f),
        }
    }
}
