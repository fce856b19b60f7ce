//! How a picture is looked at: whole, or larger and in part. Drawing and hitting go through the same one.

use super::shape::{Point, Rect, pt};

/// Most that a picture is magnified.
const MOST: f32 = 4.0;

/// A look at a picture: point `p` of it is seen at `p * zoom + shift`. At `zoom` 1 the whole picture is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Screen pixels to a pixel of the picture, 1 to 4.
    pub zoom: f32,
    /// Where the picture's origin is seen, in screen pixels; never to the right of or below the screen's.
    pub shift: Point,
}

impl Default for Camera {
    fn default() -> Self {
        Self::WHOLE
    }
}

impl Camera {
    /// The whole picture.
    pub const WHOLE: Self = Self {
        zoom: 1.0,
        shift: pt(0.0, 0.0),
    };

    /// Whether the whole picture is seen.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.zoom <= 1.0
    }

    /// What point of the picture is seen at `at`.
    #[must_use]
    pub fn under(self, at: Point) -> Point {
        pt(
            (at.x - self.shift.x) / self.zoom,
            (at.y - self.shift.y) / self.zoom,
        )
    }

    /// Where a part of the picture is seen.
    #[must_use]
    pub fn seen(self, rect: Rect) -> Rect {
        Rect::new(
            rect.x * self.zoom + self.shift.x,
            rect.y * self.zoom + self.shift.y,
            rect.w * self.zoom,
            rect.h * self.zoom,
        )
    }

    /// Magnified `factor` times more, with the point seen at `about` kept in its place, on a screen of this
    /// width and height.
    #[must_use]
    pub fn zoomed(self, factor: f32, about: Point, size: (f32, f32)) -> Self {
        let zoom = (self.zoom * factor).clamp(1.0, MOST);
        let under = self.under(about);
        let shift = pt(about.x - under.x * zoom, about.y - under.y * zoom);
        Self { zoom, shift }.within(size)
    }

    /// Moved over the picture by so many screen pixels.
    #[must_use]
    pub fn moved(self, by: Point, size: (f32, f32)) -> Self {
        let shift = pt(self.shift.x + by.x, self.shift.y + by.y);
        Self { shift, ..self }.within(size)
    }

    /// Moved just so far that all of `rect` is seen, where it fits.
    #[must_use]
    pub fn showing(self, rect: Rect, size: (f32, f32)) -> Self {
        let seen = self.seen(rect);
        let by = |low: f32, high: f32, end: f32| {
            if low < 0.0 {
                -low
            } else {
                (end - high).min(0.0)
            }
        };
        let by = pt(
            by(seen.x, seen.right(), size.0),
            by(seen.y, seen.bottom(), size.1),
        );
        self.moved(by, size)
    }

    /// Never beyond the edges of the picture.
    #[must_use]
    pub fn within(self, (w, h): (f32, f32)) -> Self {
        let least = |size: f32| size - size * self.zoom;
        let shift = pt(
            self.shift.x.clamp(least(w), 0.0),
            self.shift.y.clamp(least(h), 0.0),
        );
        Self { shift, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIZE: (f32, f32) = (800.0, 400.0);

    proptest! {
        #[test]
        fn what_is_drawn_at_a_place_is_hit_there(
            moves in prop::collection::vec((0.3_f32..3.0, 0.0_f32..800.0, 0.0_f32..400.0), 1..12),
            x in 0.0_f32..800.0, y in 0.0_f32..400.0,
        ) {
            let mut camera = Camera::WHOLE;
            for (factor, x, y) in moves {
                camera = camera.zoomed(factor, pt(x, y), SIZE).moved(pt(y - 200.0, x - 400.0), SIZE);
                // The screen is full of picture.
                let whole = camera.seen(Rect::new(0.0, 0.0, SIZE.0, SIZE.1));
                prop_assert!(whole.x <= 0.0 && whole.y <= 0.0);
                prop_assert!(whole.right() >= SIZE.0 - 0.1 && whole.bottom() >= SIZE.1 - 0.1);
            }
            let seen = camera.seen(Rect::around(pt(x, y), 0.0, 0.0)).centre();
            let back = camera.under(seen);
            prop_assert!((back.x - x).abs() < 0.05 && (back.y - y).abs() < 0.05);
        }
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let camera = Camera::WHOLE.zoomed(2.0, pt(300.0, 100.0), SIZE);
        assert_eq!(camera.under(pt(300.0, 100.0)), pt(300.0, 100.0));
        assert_eq!(camera.zoomed(0.1, pt(0.0, 0.0), SIZE), Camera::WHOLE);
    }

    #[test]
    fn what_is_asked_for_comes_into_sight() {
        let camera = Camera::WHOLE.zoomed(4.0, pt(0.0, 0.0), SIZE);
        let rect = Rect::new(600.0, 300.0, 100.0, 50.0);
        let seen = camera.showing(rect, SIZE).seen(rect);
        assert!(seen.x >= 0.0 && seen.right() <= SIZE.0 && seen.bottom() <= SIZE.1 + 0.1);
    }
}
