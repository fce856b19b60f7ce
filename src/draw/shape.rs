//! The shapes that a picture is made of. All lengths are CSS pixels, y grows downwards.

use super::ink::{Fill, Paint, Stroke};
use super::mark::Mark;
use super::text::TextStyle;

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Pixels from the left.
    pub x: f32,
    /// Pixels from the top.
    pub y: f32,
}

impl Point {
    /// So many times as far from the origin.
    #[must_use]
    pub const fn scaled(self, by: f32) -> Self {
        pt(self.x * by, self.y * by)
    }
}

/// Shorthand for a [`Point`].
#[must_use]
pub const fn pt(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl From<(f32, f32)> for Point {
    fn from((x, y): (f32, f32)) -> Self {
        Self { x, y }
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Rect {
    /// From its top left corner and its size.
    #[must_use]
    pub const fn new(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self { x, y, w, h }
    }

    /// Around a middle point.
    #[must_use]
    pub const fn around(centre: Point, w: f32, h: f32) -> Self {
        Self {
            x: centre.x - w / 2.0,
            y: centre.y - h / 2.0,
            w,
            h,
        }
    }

    /// The right edge.
    #[must_use]
    pub const fn right(self) -> f32 {
        self.x + self.w
    }

    /// The bottom edge.
    #[must_use]
    pub const fn bottom(self) -> f32 {
        self.y + self.h
    }

    /// The middle.
    #[must_use]
    pub const fn centre(self) -> Point {
        pt(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Smaller by `by` on every side (larger when negative).
    #[must_use]
    pub const fn inset(self, by: f32) -> Self {
        Self {
            x: self.x + by,
            y: self.y + by,
            w: self.w - 2.0 * by,
            h: self.h - 2.0 * by,
        }
    }

    /// Whether the point is inside or on the edge.
    #[must_use]
    pub fn contains(self, p: Point) -> bool {
        p.x >= self.x && p.x <= self.right() && p.y >= self.y && p.y <= self.bottom()
    }

    /// Whether the two share more than an edge.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// A cubic Bezier curve: the way of a message along a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cubic {
    /// Start.
    pub from: Point,
    /// First control point.
    pub c1: Point,
    /// Second control point.
    pub c2: Point,
    /// End.
    pub to: Point,
}

impl Cubic {
    /// An S between two points that leaves and arrives horizontally.
    #[must_use]
    pub const fn across(from: Point, to: Point) -> Self {
        let mid = f32::midpoint(from.x, to.x);
        Self {
            from,
            c1: pt(mid, from.y),
            c2: pt(mid, to.y),
            to,
        }
    }

    /// An S between two points that leaves and arrives vertically.
    #[must_use]
    pub const fn down(from: Point, to: Point) -> Self {
        let mid = f32::midpoint(from.y, to.y);
        Self {
            from,
            c1: pt(from.x, mid),
            c2: pt(to.x, mid),
            to,
        }
    }

    /// The point at parameter `s` in [0, 1].
    #[must_use]
    pub fn at(self, s: f32) -> Point {
        let r = 1.0 - s;
        let (a, b, c, d) = (r * r * r, 3.0 * s * r * r, 3.0 * s * s * r, s * s * s);
        pt(
            a * self.from.x + b * self.c1.x + c * self.c2.x + d * self.to.x,
            a * self.from.y + b * self.c1.y + c * self.c2.y + d * self.to.y,
        )
    }
}

impl Cubic {
    const fn scaled(self, by: f32) -> Self {
        Self {
            from: self.from.scaled(by),
            c1: self.c1.scaled(by),
            c2: self.c2.scaled(by),
            to: self.to.scaled(by),
        }
    }
}

/// A range of a picture's points or text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// One thing drawn. Points and text are in the picture's arenas.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "the fields say what they are")]
pub enum Shape {
    /// A straight line.
    Line {
        from: Point,
        to: Point,
        stroke: Stroke,
    },
    /// An open line through points.
    Polyline { points: Span, stroke: Stroke },
    /// A closed area.
    Polygon { points: Span, paint: Paint },
    /// A Bezier curve.
    Curve { curve: Cubic, stroke: Stroke },
    /// A rectangle with rounded corners.
    Rect {
        rect: Rect,
        radius: f32,
        paint: Paint,
    },
    /// A circle.
    Circle {
        centre: Point,
        radius: f32,
        paint: Paint,
    },
    /// A slice of a disc: `turn` of it in [0, 1], from 12 o'clock clockwise.
    Pie {
        centre: Point,
        radius: f32,
        turn: f32,
        fill: Fill,
    },
    /// A part of a ring, between two angles in turns from 12 o'clock clockwise.
    Arc {
        centre: Point,
        radius: f32,
        from: f32,
        to: f32,
        stroke: Stroke,
    },
    /// One line of text.
    Text {
        at: Point,
        text: Span,
        style: TextStyle,
    },
    /// A message.
    Mark(Mark),
    /// Thousands of messages: small squares in one ink.
    Dots { points: Span, size: f32, fill: Fill },
}

impl Shape {
    /// Makes it `by` times as large, about the origin; its points in the picture's arena are the picture's to scale.
    pub(super) fn scale(&mut self, by: f32) {
        let paint = |paint: &mut Paint| {
            if let Some(stroke) = &mut paint.stroke {
                stroke.width *= by;
            }
        };
        match self {
            Self::Line { from, to, stroke } => {
                (*from, *to) = (from.scaled(by), to.scaled(by));
                stroke.width *= by;
            }
            Self::Polyline { stroke, .. } => stroke.width *= by,
            Self::Polygon { paint: look, .. } => paint(look),
            Self::Curve { curve, stroke } => {
                *curve = curve.scaled(by);
                stroke.width *= by;
            }
            Self::Rect {
                rect,
                radius,
                paint: look,
            } => {
                *rect = Rect::new(rect.x * by, rect.y * by, rect.w * by, rect.h * by);
                *radius *= by;
                paint(look);
            }
            Self::Circle {
                centre,
                radius,
                paint: look,
            } => {
                *centre = centre.scaled(by);
                *radius *= by;
                paint(look);
            }
            Self::Pie { centre, radius, .. } => {
                *centre = centre.scaled(by);
                *radius *= by;
            }
            Self::Arc {
                centre,
                radius,
                stroke,
                ..
            } => {
                *centre = centre.scaled(by);
                *radius *= by;
                stroke.width *= by;
            }
            Self::Text { at, style, .. } => {
                *at = at.scaled(by);
                style.size *= by;
            }
            Self::Mark(mark) => {
                mark.at = mark.at.scaled(by);
                mark.size *= by;
            }
            Self::Dots { size, .. } => *size *= by,
        }
    }
}
