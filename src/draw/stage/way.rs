//! The way of a message: curves one after the other, measured so that it travels evenly.

use crate::draw::{Cubic, Picture, Point, Stroke, pt};

/// As many pieces as the longest way needs: past four queues, or from a slot by all rails to a worker.
const PIECES: usize = 24;

/// A path of a few curves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    start: Point,
    end: Point,
    pieces: [Cubic; PIECES],
    lengths: [f32; PIECES],
    count: usize,
}

impl Way {
    /// A way that so far is only its beginning.
    pub fn from(start: Point) -> Self {
        let nothing = Cubic::across(start, start);
        Self {
            start,
            end: start,
            pieces: [nothing; PIECES],
            lengths: [0.0; PIECES],
            count: 0,
        }
    }

    /// Goes on along `piece`, which begins where the way ends.
    pub fn curve(mut self, piece: Cubic) -> Self {
        if self.count < PIECES {
            self.pieces[self.count] = piece;
            self.lengths[self.count] = length(piece);
            self.count += 1;
            self.end = piece.to;
        }
        self
    }

    /// Goes straight on to `to`.
    pub fn line(self, to: Point) -> Self {
        let from = self.end;
        self.curve(Cubic {
            from,
            c1: between(from, to, 1.0 / 3.0),
            c2: between(from, to, 2.0 / 3.0),
            to,
        })
    }

    /// An S to `to` that leaves and arrives horizontally.
    pub fn across(self, to: Point) -> Self {
        self.curve(Cubic::across(self.end, to))
    }

    /// An S to `to` that leaves and arrives vertically.
    pub fn down(self, to: Point) -> Self {
        self.curve(Cubic::down(self.end, to))
    }

    /// A quarter turn to `to` that leaves horizontally and arrives vertically.
    pub fn turn_down(self, to: Point) -> Self {
        self.bend(pt(to.x, self.end.y), to)
    }

    /// A quarter turn to `to` that leaves vertically and arrives horizontally.
    pub fn turn_aside(self, to: Point) -> Self {
        self.bend(pt(self.end.x, to.y), to)
    }

    fn bend(self, corner: Point, to: Point) -> Self {
        let from = self.end;
        self.curve(Cubic {
            from,
            c1: between(from, corner, 0.6),
            c2: between(to, corner, 0.6),
            to,
        })
    }

    /// This way and then `other`, which begins where this one ends.
    pub fn then(mut self, other: &Self) -> Self {
        for piece in &other.pieces[..other.count] {
            self = self.curve(*piece);
        }
        self
    }

    /// Where it begins.
    pub const fn start(&self) -> Point {
        self.start
    }

    /// Where it ends.
    pub const fn end(&self) -> Point {
        self.end
    }

    /// The place after the share `s` of its length.
    pub fn at(&self, s: f32) -> Point {
        let total: f32 = self.lengths[..self.count].iter().sum();
        let mut left = s.clamp(0.0, 1.0) * total;
        for (piece, length) in self.pieces[..self.count].iter().zip(self.lengths) {
            if left <= length && length > 0.0 {
                return piece.at(left / length);
            }
            left -= length;
        }
        self.end
    }

    /// Draws it.
    pub fn draw(&self, picture: &mut Picture, stroke: Stroke) {
        self.draw_from(picture, 0, stroke);
    }

    /// Draws it without its first pieces.
    pub fn draw_from(&self, picture: &mut Picture, first: usize, stroke: Stroke) {
        for piece in self.pieces[..self.count].iter().skip(first) {
            picture.curve(*piece, stroke);
        }
    }
}

/// A share of a turn, made whole where hardly anything is missing: such an arc has its ends in one place and is
/// drawn as nothing.
pub(super) fn turn(share: f64) -> f32 {
    if share > 0.998 {
        1.0
    } else {
        share.max(0.0) as f32
    }
}

/// The point a share `s` of the way from `a` to `b`.
pub(super) fn between(a: Point, b: Point, s: f32) -> Point {
    pt(a.x + (b.x - a.x) * s, a.y + (b.y - a.y) * s)
}

fn distance(a: Point, b: Point) -> f32 {
    (b.x - a.x).hypot(b.y - a.y)
}

/// About the length of a curve: between its chord and its hull.
fn length(c: Cubic) -> f32 {
    let hull = distance(c.from, c.c1) + distance(c.c1, c.c2) + distance(c.c2, c.to);
    f32::midpoint(hull, distance(c.from, c.to))
}
