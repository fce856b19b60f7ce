//! How far a picture reaches, and where its words are.

use crate::draw::{
    Anchor, Cubic, Fill, Paint, Picture, Point, Rect, Ruler, Stroke, Surface, TextStyle,
};

/// What a picture covers, and the boxes of its texts.
pub(super) struct Extent {
    scale: f32,
    pub(super) boxes: Vec<Rect>,
    pub(super) texts: Vec<(Rect, String)>,
}

impl Extent {
    pub(super) fn of(picture: &Picture) -> Self {
        Self::scaled(picture, 1.0)
    }

    /// Of a picture that was drawn smaller than it was laid out.
    pub(super) fn scaled(picture: &Picture, scale: f32) -> Self {
        let mut extent = Self {
            scale,
            boxes: Vec::new(),
            texts: Vec::new(),
        };
        picture.play(&mut extent);
        extent
    }

    fn around(&mut self, points: &[Point], by: f32) {
        let fold = |f: fn(f32, f32) -> f32, from, key: fn(&Point) -> f32| {
            points.iter().map(key).fold(from, f)
        };
        let (x, y) = (
            fold(f32::min, f32::MAX, |p| p.x),
            fold(f32::min, f32::MAX, |p| p.y),
        );
        let (right, bottom) = (
            fold(f32::max, f32::MIN, |p| p.x),
            fold(f32::max, f32::MIN, |p| p.y),
        );
        self.boxes
            .push(Rect::new(x, y, right - x, bottom - y).inset(-by));
    }
}

fn half(paint: Paint) -> f32 {
    paint.stroke.map_or(0.0, |stroke| stroke.width / 2.0)
}

impl Surface for Extent {
    fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.around(&[from, to], stroke.width / 2.0);
    }
    fn polyline(&mut self, points: &[Point], stroke: Stroke) {
        self.around(points, stroke.width / 2.0);
    }
    fn polygon(&mut self, points: &[Point], paint: Paint) {
        self.around(points, half(paint));
    }
    fn curve(&mut self, c: Cubic, stroke: Stroke) {
        self.around(&[c.from, c.c1, c.c2, c.to], stroke.width / 2.0);
    }
    fn rect(&mut self, rect: Rect, _: f32, paint: Paint) {
        self.boxes.push(rect.inset(-half(paint)));
    }
    fn circle(&mut self, centre: Point, radius: f32, paint: Paint) {
        self.around(&[centre], radius + half(paint));
    }
    fn pie(&mut self, centre: Point, radius: f32, _: f32, _: Fill) {
        self.around(&[centre], radius);
    }
    fn arc(&mut self, centre: Point, radius: f32, _: f32, _: f32, stroke: Stroke) {
        self.around(&[centre], radius + stroke.width / 2.0);
    }
    fn text(&mut self, at: Point, text: &str, style: TextStyle) {
        assert!(
            style.size >= 11.49 * self.scale,
            "{text} is too small to read"
        );
        let w = Ruler::default().width(text, style);
        let x = match style.anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - w / 2.0,
            Anchor::End => at.x - w,
        };
        let rect = Rect::new(x, at.y - style.size * 0.74, w, style.size * 0.78);
        self.boxes.push(rect);
        if style.alpha > 0.0 {
            self.texts.push((rect, text.to_owned()));
        }
    }
    fn dots(&mut self, points: &[Point], size: f32, _: Fill) {
        self.around(points, size / 2.0);
    }
}
