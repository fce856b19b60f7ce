//! The mark of one message.

use super::ink::Ink;
use super::shape::Point;

/// The form of a message class's mark: hue is never the only difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkKind {
    /// A disc.
    #[default]
    Circle,
    /// A square with soft corners.
    Square,
    /// A triangle, point up.
    Triangle,
    /// A square on its corner.
    Diamond,
}

impl MarkKind {
    /// The mark of a message class; four forms that then repeat, in step with [`Ink::of_class`].
    #[must_use]
    pub const fn of_class(class: usize) -> Self {
        match class % 4 {
            0 => Self::Circle,
            1 => Self::Square,
            2 => Self::Triangle,
            _ => Self::Diamond,
        }
    }
}

/// One message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Its class's form.
    pub kind: MarkKind,
    /// Its middle.
    pub at: Point,
    /// Its diameter; forms of one size weigh the same on the eye.
    pub size: f32,
    /// Its colour role.
    pub ink: Ink,
    /// Opacity in [0, 1].
    pub alpha: f32,
    /// Hollow: refused, lost.
    pub outlined: bool,
    /// A ring around it: redelivered, dead-lettered.
    pub ring: Option<Ink>,
}

impl Mark {
    /// Filled, 11 pixels, without ring.
    #[must_use]
    pub const fn new(kind: MarkKind, at: Point, ink: Ink) -> Self {
        Self {
            kind,
            at,
            size: 11.0,
            ink,
            alpha: 1.0,
            outlined: false,
            ring: None,
        }
    }

    /// The mark of a message class.
    #[must_use]
    pub const fn of_class(class: usize, at: Point) -> Self {
        Self::new(MarkKind::of_class(class), at, Ink::of_class(class))
    }

    /// The same in this size.
    #[must_use]
    pub const fn size(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// The same in this ink.
    #[must_use]
    pub const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same, hollow.
    #[must_use]
    pub const fn outlined(self) -> Self {
        Self {
            outlined: true,
            ..self
        }
    }

    /// The same with a ring.
    #[must_use]
    pub const fn ringed(self, ink: Ink) -> Self {
        Self {
            ring: Some(ink),
            ..self
        }
    }

    /// The same with this opacity.
    #[must_use]
    pub const fn alpha(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }
}
