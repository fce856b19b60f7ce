//! A picture: shapes in a buffer that is filled anew for each frame and never shrinks.

use crate::words::{Language, Say};
use std::fmt::{self, Write as _};

use super::ink::{Fill, Paint, Stroke};
use super::mark::{Mark, MarkKind};
use super::shape::{Cubic, Point, Rect, Shape, Span, pt};
use super::target::{Region, Target};
use super::text::TextStyle;

/// What can carry out a picture: a canvas, an SVG file. It gets plain figures only and decides nothing.
pub trait Surface {
    /// A straight line.
    fn line(&mut self, from: Point, to: Point, stroke: Stroke);
    /// An open line through at least two points.
    fn polyline(&mut self, points: &[Point], stroke: Stroke);
    /// A closed area of at least three points.
    fn polygon(&mut self, points: &[Point], paint: Paint);
    /// A cubic Bezier curve.
    fn curve(&mut self, curve: Cubic, stroke: Stroke);
    /// A rectangle; `radius` is at most half its shorter side.
    fn rect(&mut self, rect: Rect, radius: f32, paint: Paint);
    /// A whole circle.
    fn circle(&mut self, centre: Point, radius: f32, paint: Paint);
    /// A slice from 12 o'clock clockwise, `0 < turn < 1`.
    fn pie(&mut self, centre: Point, radius: f32, turn: f32, fill: Fill);
    /// Part of a ring between two angles in turns from 12 o'clock clockwise, `0 < to - from < 1`.
    fn arc(&mut self, centre: Point, radius: f32, from: f32, to: f32, stroke: Stroke);
    /// One line of text with `at` on its baseline; the halo first, if it has one.
    fn text(&mut self, at: Point, text: &str, style: TextStyle);
    /// Squares of `size` centred on the points, all alike: one path, or one `fillRect` each.
    fn dots(&mut self, points: &[Point], size: f32, fill: Fill);
}

/// From here on a turn is whole: the ends of a longer slice would meet after rounding, and an SVG
/// arc between two equal points is nothing.
const WHOLE: f32 = 0.9995;

/// Shapes in the order in which they are painted.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// The language of its texts.
    pub language: Language,
    shapes: Vec<Shape>,
    points: Vec<Point>,
    text: String,
    regions: Vec<Region>,
}

impl Picture {
    /// An empty picture.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            language: Language::English,
            shapes: Vec::new(),
            points: Vec::new(),
            text: String::new(),
            regions: Vec::new(),
        }
    }

    /// Empties it and keeps its memory and its language.
    pub fn clear(&mut self) {
        self.shapes.clear();
        self.points.clear();
        self.text.clear();
        self.regions.clear();
    }

    /// Makes everything drawn so far `by` times as large, about the origin.
    pub fn scale(&mut self, by: f32) {
        if by == 1.0 {
            return;
        }
        for shape in &mut self.shapes {
            shape.scale(by);
        }
        for point in &mut self.points {
            *point = point.scaled(by);
        }
        for region in &mut self.regions {
            let Rect { x, y, w, h } = region.rect;
            region.rect = Rect::new(x * by, y * by, w * by, h * by);
        }
    }

    /// The shapes in painting order.
    #[must_use]
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// The points of a shape.
    #[must_use]
    pub fn points(&self, span: Span) -> &[Point] {
        &self.points[span.start as usize..span.end as usize]
    }

    /// The text of a shape.
    #[must_use]
    pub fn str(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }

    /// Every text in painting order, with its place and look.
    pub fn texts(&self) -> impl Iterator<Item = (Point, &str, TextStyle)> {
        self.shapes.iter().filter_map(|shape| match *shape {
            Shape::Text { at, text, style } => Some((at, self.str(text), style)),
            _ => None,
        })
    }

    /// Room for shapes, points, bytes of text and regions: what a test compares to see that a frame allocated
    /// nothing.
    #[must_use]
    pub fn capacity(&self) -> [usize; 4] {
        [
            self.shapes.capacity(),
            self.points.capacity(),
            self.text.capacity(),
            self.regions.capacity(),
        ]
    }

    /// Says what is drawn at a place, beside drawing it: so a hit is always true to what is seen.
    pub fn region(&mut self, rect: Rect, target: Target) {
        // A frame has dozens to begin with; growing step by step would go on long after the start.
        if self.regions.is_empty() {
            self.regions.reserve(256);
        }
        self.regions.push(Region { rect, target });
    }

    /// What is drawn where.
    #[must_use]
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// Hands the regions to `kept`, whose memory the next frame uses.
    pub fn keep_regions(&mut self, kept: &mut Vec<Region>) {
        std::mem::swap(&mut self.regions, kept);
    }

    /// Adds a shape that needs no arena.
    pub fn push(&mut self, shape: Shape) {
        self.shapes.push(shape);
    }

    /// A straight line.
    pub fn line(&mut self, from: impl Into<Point>, to: impl Into<Point>, stroke: Stroke) {
        self.push(Shape::Line {
            from: from.into(),
            to: to.into(),
            stroke,
        });
    }

    /// An open line through points; fewer than two draw nothing.
    pub fn polyline(&mut self, points: impl IntoIterator<Item = Point>, stroke: Stroke) {
        let points = self.span(points);
        self.push(Shape::Polyline { points, stroke });
    }

    /// A closed area; fewer than three points draw nothing.
    pub fn polygon(&mut self, points: impl IntoIterator<Item = Point>, paint: impl Into<Paint>) {
        let points = self.span(points);
        self.push(Shape::Polygon {
            points,
            paint: paint.into(),
        });
    }

    /// A Bezier curve.
    pub fn curve(&mut self, curve: Cubic, stroke: Stroke) {
        self.push(Shape::Curve { curve, stroke });
    }

    /// A rectangle with rounded corners.
    pub fn rect(&mut self, rect: Rect, radius: f32, paint: impl Into<Paint>) {
        self.push(Shape::Rect {
            rect,
            radius,
            paint: paint.into(),
        });
    }

    /// A circle.
    pub fn circle(&mut self, centre: impl Into<Point>, radius: f32, paint: impl Into<Paint>) {
        self.push(Shape::Circle {
            centre: centre.into(),
            radius,
            paint: paint.into(),
        });
    }

    /// A slice of a disc, `turn` of it, from 12 o'clock clockwise.
    pub fn pie(&mut self, centre: impl Into<Point>, radius: f32, turn: f32, fill: Fill) {
        self.push(Shape::Pie {
            centre: centre.into(),
            radius,
            turn,
            fill,
        });
    }

    /// Part of a ring between two angles in turns from 12 o'clock clockwise.
    pub fn arc(
        &mut self,
        centre: impl Into<Point>,
        radius: f32,
        from: f32,
        to: f32,
        stroke: Stroke,
    ) {
        self.push(Shape::Arc {
            centre: centre.into(),
            radius,
            from,
            to,
            stroke,
        });
    }

    /// One line of text in the picture's language, its point on the baseline; it is written straight into the
    /// arena.
    pub fn text(&mut self, at: impl Into<Point>, text: impl Say, style: TextStyle) {
        let text = text.to(self.language);
        self.text_fmt(at, format_args!("{text}"), style);
    }

    /// The same from `format_args!`, for what is the same in every language.
    pub fn text_fmt(&mut self, at: impl Into<Point>, text: fmt::Arguments<'_>, style: TextStyle) {
        let start = index(self.text.len());
        // Writing to a String fails only if a Display impl does; what it wrote until then is shown.
        let _ = self.text.write_fmt(text);
        let text = Span {
            start,
            end: index(self.text.len()),
        };
        self.push(Shape::Text {
            at: at.into(),
            text,
            style,
        });
    }

    /// A message.
    pub fn mark(&mut self, mark: Mark) {
        self.push(Shape::Mark(mark));
    }

    /// Thousands of messages as small squares.
    pub fn dots(&mut self, points: impl IntoIterator<Item = Point>, size: f32, fill: Fill) {
        let points = self.span(points);
        self.push(Shape::Dots { points, size, fill });
    }

    fn span(&mut self, points: impl IntoIterator<Item = Point>) -> Span {
        let start = index(self.points.len());
        self.points.extend(points);
        Span {
            start,
            end: index(self.points.len()),
        }
    }

    /// Carries the picture out. Marks arrive as circles, rectangles and polygons; what would be invisible or
    /// degenerate does not arrive.
    pub fn play(&self, on: &mut impl Surface) {
        for shape in &self.shapes {
            match *shape {
                Shape::Line { from, to, stroke } => on.line(from, to, stroke),
                Shape::Polyline { points, stroke } => match self.points(points) {
                    [] | [_] => {}
                    points => on.polyline(points, stroke),
                },
                Shape::Polygon { points, paint } => match self.points(points) {
                    [] | [_] | [_, _] => {}
                    points => on.polygon(points, paint),
                },
                Shape::Curve { curve, stroke } => on.curve(curve, stroke),
                Shape::Rect {
                    rect,
                    radius,
                    paint,
                } => {
                    if rect.w >= 0.0 && rect.h >= 0.0 {
                        on.rect(
                            rect,
                            radius.min(rect.w / 2.0).min(rect.h / 2.0).max(0.0),
                            paint,
                        );
                    }
                }
                Shape::Circle {
                    centre,
                    radius,
                    paint,
                } => on.circle(centre, radius.max(0.0), paint),
                Shape::Pie {
                    centre,
                    radius,
                    turn,
                    fill,
                } => {
                    if turn >= WHOLE {
                        on.circle(centre, radius, fill.into());
                    } else if turn > 0.0 {
                        on.pie(centre, radius, turn, fill);
                    }
                }
                Shape::Arc {
                    centre,
                    radius,
                    from,
                    to,
                    stroke,
                } => {
                    if to - from >= WHOLE {
                        on.circle(centre, radius, stroke.into());
                    } else if to > from {
                        on.arc(centre, radius, from, to, stroke);
                    }
                }
                Shape::Text { at, text, style } => on.text(at, self.str(text), style),
                Shape::Mark(mark) => play_mark(mark, on),
                Shape::Dots { points, size, fill } => match self.points(points) {
                    [] => {}
                    points => on.dots(points, size, fill),
                },
            }
        }
    }
}

/// The parts of a mark. Radii are chosen so that all forms of one size have about the same area.
fn play_mark(mark: Mark, on: &mut impl Surface) {
    let Mark {
        kind,
        at,
        size,
        ink,
        alpha,
        outlined,
        ring,
    } = mark;
    let r = size / 2.0;
    let paint: Paint = if outlined {
        ink.stroke(1.6).alpha(alpha).into()
    } else {
        ink.fill().alpha(alpha).into()
    };
    match kind {
        MarkKind::Circle => on.circle(at, r, paint),
        MarkKind::Square => on.rect(Rect::around(at, r * 1.8, r * 1.8), r * 0.25, paint),
        MarkKind::Triangle => {
            let (up, down, side) = (r * 1.2, r * 0.86, r * 1.14);
            on.polygon(
                &[
                    pt(at.x, at.y - up),
                    pt(at.x + side, at.y + down),
                    pt(at.x - side, at.y + down),
                ],
                paint,
            );
        }
        MarkKind::Diamond => {
            let d = r * 1.25;
            on.polygon(
                &[
                    pt(at.x, at.y - d),
                    pt(at.x + d, at.y),
                    pt(at.x, at.y + d),
                    pt(at.x - d, at.y),
                ],
                paint,
            );
        }
    }
    if let Some(ring) = ring {
        on.circle(at, r * 1.55, ring.stroke(1.8).alpha(alpha).into());
    }
}

fn index(len: usize) -> u32 {
    u32::try_from(len).expect("a picture has fewer than 2^32 points and bytes")
}
