//! Carries a picture out on a canvas. No logic of its own: every shape is one or two calls.

use super::theme::Theme;
use crate::draw::text::TextStyle;
use crate::draw::{Cubic, Dash, Fill, Ink, Paint, Point, Rect, Stroke, Surface};
use js_sys::Array;
use std::f64::consts::{FRAC_PI_2, TAU};
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

/// A canvas being painted. It remembers what was set last, since telling the browser again costs
/// more than painting.
pub struct Canvas<'a> {
    context: &'a CanvasRenderingContext2d,
    theme: &'a Theme,
    fill: Option<Ink>,
    stroke: Option<Ink>,
    alpha: f32,
    width: f32,
    dash: Option<Dash>,
    font: Option<(u32, u16)>,
}

impl<'a> Canvas<'a> {
    /// Paints on `context` in the colours of `theme`. A new one for each frame: others may have
    /// set what this one remembers.
    #[must_use]
    pub fn new(context: &'a CanvasRenderingContext2d, theme: &'a Theme) -> Self {
        context.set_line_join("round");
        Self {
            context,
            theme,
            fill: None,
            stroke: None,
            alpha: f32::NAN,
            width: f32::NAN,
            dash: None,
            font: None,
        }
    }

    fn alpha(&mut self, alpha: f32) {
        if self.alpha != alpha {
            self.context.set_global_alpha(f64::from(alpha));
            self.alpha = alpha;
        }
    }

    fn with_fill(&mut self, fill: Fill) {
        self.alpha(fill.alpha);
        if self.fill != Some(fill.ink) {
            self.context.set_fill_style_str(self.theme.colour(fill.ink));
            self.fill = Some(fill.ink);
        }
    }

    fn with_stroke(&mut self, stroke: Stroke) {
        self.alpha(stroke.alpha);
        if self.stroke != Some(stroke.ink) {
            self.context
                .set_stroke_style_str(self.theme.colour(stroke.ink));
            self.stroke = Some(stroke.ink);
        }
        if self.width != stroke.width {
            self.context.set_line_width(f64::from(stroke.width));
            self.width = stroke.width;
        }
        if self.dash != Some(stroke.dash) {
            let pattern: Array = stroke
                .dash
                .pattern()
                .iter()
                .map(|mark| JsValue::from(*mark))
                .collect();
            // It fails on nothing that a pattern can be.
            let _ = self.context.set_line_dash(&pattern);
            self.dash = Some(stroke.dash);
        }
        self.context.set_line_cap(stroke.cap.name());
    }

    fn path(&self, points: &[Point]) {
        self.context.begin_path();
        for (place, point) in points.iter().enumerate() {
            let (x, y) = (f64::from(point.x), f64::from(point.y));
            if place == 0 {
                self.context.move_to(x, y);
            } else {
                self.context.line_to(x, y);
            }
        }
    }

    fn paint(&mut self, paint: Paint) {
        if let Some(fill) = paint.fill {
            self.with_fill(fill);
            self.context.fill();
        }
        if let Some(stroke) = paint.stroke {
            self.with_stroke(stroke);
            self.context.stroke();
        }
    }
}

/// Turns from 12 o'clock clockwise as the canvas counts angles.
fn angle(turn: f32) -> f64 {
    f64::from(turn) * TAU - FRAC_PI_2
}

// Arcs and rectangles fail on negative radii only, which a picture does not hold; hence `let _`.
impl Surface for Canvas<'_> {
    fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.polyline(&[from, to], stroke);
    }

    fn polyline(&mut self, points: &[Point], stroke: Stroke) {
        self.path(points);
        self.with_stroke(stroke);
        self.context.stroke();
    }

    fn polygon(&mut self, points: &[Point], paint: Paint) {
        self.path(points);
        self.context.close_path();
        self.paint(paint);
    }

    fn curve(&mut self, curve: Cubic, stroke: Stroke) {
        let Cubic { from, c1, c2, to } = curve;
        self.context.begin_path();
        self.context.move_to(f64::from(from.x), f64::from(from.y));
        self.context.bezier_curve_to(
            f64::from(c1.x),
            f64::from(c1.y),
            f64::from(c2.x),
            f64::from(c2.y),
            f64::from(to.x),
            f64::from(to.y),
        );
        self.with_stroke(stroke);
        self.context.stroke();
    }

    fn rect(&mut self, rect: Rect, radius: f32, paint: Paint) {
        let [x, y, w, h] = [rect.x, rect.y, rect.w, rect.h].map(f64::from);
        self.context.begin_path();
        if radius > 0.0 {
            let _ = self
                .context
                .round_rect_with_f64(x, y, w, h, f64::from(radius));
        } else {
            self.context.rect(x, y, w, h);
        }
        self.paint(paint);
    }

    fn circle(&mut self, centre: Point, radius: f32, paint: Paint) {
        self.context.begin_path();
        let (x, y) = (f64::from(centre.x), f64::from(centre.y));
        let _ = self.context.arc(x, y, f64::from(radius), 0.0, TAU);
        self.paint(paint);
    }

    fn pie(&mut self, centre: Point, radius: f32, turn: f32, fill: Fill) {
        let (x, y) = (f64::from(centre.x), f64::from(centre.y));
        self.context.begin_path();
        self.context.move_to(x, y);
        let _ = self
            .context
            .arc(x, y, f64::from(radius), angle(0.0), angle(turn));
        self.context.close_path();
        self.with_fill(fill);
        self.context.fill();
    }

    fn arc(&mut self, centre: Point, radius: f32, from: f32, to: f32, stroke: Stroke) {
        let (x, y) = (f64::from(centre.x), f64::from(centre.y));
        self.context.begin_path();
        let _ = self
            .context
            .arc(x, y, f64::from(radius), angle(from), angle(to));
        self.with_stroke(stroke);
        self.context.stroke();
    }

    fn text(&mut self, at: Point, text: &str, style: TextStyle) {
        let font = (style.size.to_bits(), style.weight.css());
        if self.font != Some(font) {
            let css = format!(
                "{} {}px {}",
                style.weight.css(),
                style.size,
                self.theme.font
            );
            self.context.set_font(&css);
            self.font = Some(font);
        }
        self.context.set_text_align(style.anchor.canvas());
        let (x, y) = (f64::from(at.x), f64::from(at.y));
        if let Some(halo) = style.halo {
            self.with_stroke(halo.stroke(TextStyle::HALO).alpha(style.alpha));
            let _ = self.context.stroke_text(text, x, y);
        }
        self.with_fill(style.ink.fill().alpha(style.alpha));
        let _ = self.context.fill_text(text, x, y);
    }

    fn dots(&mut self, points: &[Point], size: f32, fill: Fill) {
        self.with_fill(fill);
        let (size, half) = (f64::from(size), f64::from(size / 2.0));
        for point in points {
            self.context.fill_rect(
                f64::from(point.x) - half,
                f64::from(point.y) - half,
                size,
                size,
            );
        }
    }
}
