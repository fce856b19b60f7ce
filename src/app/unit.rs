//! The units of the figures.

use crate::draw::decimal::Decimal;
use crate::draw::format::{Duration, Number, Percent, Rate};
use crate::words::{Language, Say, say};

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
    pub fn write(self, value: f64, language: Language) -> String {
        match self {
            Self::Share => Percent(value).string(language),
            Self::PerSecond => Rate(value).string(language),
            Self::Messages => {
                say!("{many} msg", "{many} 条"; many = Number(value)).string(language)
            }
            Self::Seconds => Duration(value).string(language),
        }
    }

    /// The same with four digits, for who wants to compare.
    #[must_use]
    pub fn precise(self, value: f64, language: Language) -> String {
        let digits = |value: f64| Decimal::significant(value, 4).trimmed();
        let same = digits(value);
        match self {
            // Digits of next to nothing would be a row of zeros.
            _ if value.abs() < 1e-6 => self.write(value, language),
            Self::Share => {
                let percent = digits(value * 100.0);
                say!("{percent} %", "{percent}%").string(language)
            }
            Self::PerSecond => say!("{same} / s", "{same}/s").string(language),
            Self::Messages => say!("{same} messages", "{same} 条").string(language),
            Self::Seconds => format!("{same} s"),
        }
    }
}
