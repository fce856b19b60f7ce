//! The units of the figures.

use crate::draw::decimal::Decimal;
use crate::draw::format::{Duration, Number, Percent, Rate};

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share of a whole, in [0, 1].
    Share,
    /// Messages / s.
    PerSecond,
    /// Messages.
    Messages,
    /// Seconds.
    Seconds,
}

impl Unit {
    /// A value as the page writes it.
    #[must_use]
    pub fn write(self, value: f64) -> String {
        match self {
            Self::Share => Percent(value).to_string(),
            Self::PerSecond => Rate(value).to_string(),
            Self::Messages => format!("{} msg", Number(value)),
            Self::Seconds => Duration(value).to_string(),
        }
    }

    /// The same with four digits, for who wants to compare.
    #[must_use]
    pub fn precise(self, value: f64) -> String {
        let digits = |value: f64| Decimal::significant(value, 4).trimmed();
        match self {
            // Digits of next to nothing would be a row of zeros.
            _ if value.abs() < 1e-6 => self.write(value),
            Self::Share => format!("{} %", digits(value * 100.0)),
            Self::PerSecond => format!("{} / s", digits(value)),
            Self::Messages => format!("{} messages", digits(value)),
            Self::Seconds => format!("{} s", digits(value)),
        }
    }
}
