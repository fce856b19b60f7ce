//! The look of a text, and how much room it takes.

use std::fmt::{self, Write as _};

use super::ink::Ink;

/// Which end of a text its point is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// Left.
    #[default]
    Start,
    /// Middle.
    Middle,
    /// Right.
    End,
}

impl Anchor {
    /// The word in SVG (`text-anchor`).
    #[must_use]
    pub const fn svg(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }

    /// The word on a canvas (`textAlign`).
    #[must_use]
    pub const fn canvas(self) -> &'static str {
        match self {
            Self::Start => "left",
            Self::Middle => "center",
            Self::End => "right",
        }
    }
}

/// How heavy letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 650: names and titles.
    Strong,
}

impl Weight {
    /// The number that CSS knows it by.
    #[must_use]
    pub const fn css(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Strong => 650,
        }
    }
}

/// A text's look. Its point is on the alphabetic baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Its role of colour.
    pub ink: Ink,
    /// Opacity in [0, 1], of letters and halo.
    pub alpha: f32,
    /// Font size.
    pub size: f32,
    /// How heavy.
    pub weight: Weight,
    /// Which end the point is.
    pub anchor: Anchor,
    /// Painted behind the letters, [`TextStyle::HALO`] wide, so that they stay readable on lines.
    pub halo: Option<Ink>,
}

impl TextStyle {
    /// The width of a halo's stroke.
    pub const HALO: f32 = 4.0;

    /// Regular, starting at its point, without halo.
    #[must_use]
    pub const fn new(ink: Ink, size: f32) -> Self {
        Self {
            ink,
            alpha: 1.0,
            size,
            weight: Weight::Regular,
            anchor: Anchor::Start,
            halo: None,
        }
    }

    /// The same in this ink.
    #[must_use]
    pub const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same, heavier.
    #[must_use]
    pub const fn strong(self) -> Self {
        Self {
            weight: Weight::Strong,
            ..self
        }
    }

    /// The same, centred on its point.
    #[must_use]
    pub const fn middle(self) -> Self {
        Self {
            anchor: Anchor::Middle,
            ..self
        }
    }

    /// The same, ending at its point.
    #[must_use]
    pub const fn end(self) -> Self {
        Self {
            anchor: Anchor::End,
            ..self
        }
    }

    /// The same with a halo.
    #[must_use]
    pub const fn halo(self, ink: Ink) -> Self {
        Self {
            halo: Some(ink),
            ..self
        }
    }

    /// The same with this opacity.
    #[must_use]
    pub const fn alpha(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }

    /// The baseline that centres capitals and digits on `y`.
    #[must_use]
    pub fn baseline(self, y: f32) -> f32 {
        y + self.size * 0.36
    }
}

/// Estimates how wide a text will be, without asking a font: layouts stay the same everywhere and are testable.
///
/// It knows the advances of Noto Sans, one of the wider interface fonts. A page that measures a reference
/// text may correct it by [`Ruler::factor`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruler {
    /// Measured width / estimated width, about 1.
    pub factor: f32,
}

impl Default for Ruler {
    fn default() -> Self {
        Self { factor: 1.0 }
    }
}

impl Ruler {
    /// The width of a text.
    #[must_use]
    pub fn width(self, text: &str, style: TextStyle) -> f32 {
        self.width_fmt(format_args!("{text}"), style)
    }

    /// The width of what `format_args!` would write; nothing is stored.
    #[must_use]
    pub fn width_fmt(self, text: fmt::Arguments<'_>, style: TextStyle) -> f32 {
        let mut meter = Meter(0.0);
        // A meter never refuses; if a Display impl does, the width so far is what is drawn.
        let _ = meter.write_fmt(text);
        let heavier = match style.weight {
            Weight::Regular => 1.0,
            // Nearly that of DejaVu Sans, the widest that systems commonly have.
            Weight::Strong => 1.12,
        };
        meter.0 * style.size * heavier * self.factor
    }
}

struct Meter(f32);

impl fmt::Write for Meter {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.chars().map(advance).sum::<f32>();
        Ok(())
    }
}

/// Hundredths of an em, from `' '` to `'~'`.
const ADVANCES: [u8; 95] = [
    26, 27, 41, 65, 57, 83, 73, 22, 30, 30, 55, 57, 27, 32, 27, 37, 57, 57, 57, 57, 57, 57, 57, 57,
    57, 57, 27, 27, 57, 57, 57, 43, 90, 64, 65, 63, 73, 56, 52, 73, 74, 34, 27, 62, 52, 91, 76, 78,
    60, 78, 62, 55, 56, 73, 60, 93, 59, 57, 57, 33, 37, 33, 57, 44, 28, 56, 62, 48, 62, 56, 34, 62,
    62, 26, 26, 53, 26, 94, 62, 60, 62, 62, 41, 48, 36, 62, 51, 79, 53, 51, 47, 38, 55, 38, 57,
];

fn advance(c: char) -> f32 {
    match c {
        ' '..='~' => f32::from(ADVANCES[c as usize - ' ' as usize]) / 100.0,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        '\u{b7}' => 0.27,
        // Chinese, Japanese and Korean, with their punctuation and full-width forms.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3fffd}' => 1.0,
        '→' | '←' | '∞' | '…' => 0.9,
        _ => 0.6,
    }
}
