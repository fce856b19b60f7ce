//! A canvas with its picture, as large as its place on the page and as fine as the display.

use super::canvas::Canvas;
use super::theme::Theme;
use crate::draw::target::{self, Region, Target};
use crate::draw::{Camera, Picture, Point, Rect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A canvas and what is to be seen on it.
pub struct Screen {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// What is painted next; filled anew for each frame.
    pub picture: Picture,
    /// How it is looked at.
    pub camera: Camera,
    regions: Vec<Region>,
    width: f32,
    height: f32,
    ratio: f64,
}

impl Screen {
    /// A screen on `canvas`; none if the browser offers no 2D context.
    #[must_use]
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self {
            canvas,
            context,
            picture: Picture::new(),
            camera: Camera::WHOLE,
            regions: Vec::new(),
            width: 0.0,
            height: 0.0,
            ratio: 0.0,
        })
    }

    /// Its width on the page, in CSS pixels.
    #[must_use]
    pub fn room(&self) -> f32 {
        self.canvas.client_width() as f32
    }

    /// Makes it `height` CSS pixels high, as wide as its room and as fine as `ratio` device pixels
    /// to a CSS pixel. Does nothing if it is so already: setting a canvas's size clears it.
    pub fn fit(&mut self, height: f32, ratio: f64) {
        self.resize(self.room(), height, ratio);
    }

    /// Makes it this large in CSS pixels and as fine as `ratio` says.
    pub fn resize(&mut self, width: f32, height: f32, ratio: f64) {
        if (width, height, ratio) == (self.width, self.height, self.ratio) {
            return;
        }
        (self.width, self.height, self.ratio) = (width, height, ratio);
        self.canvas
            .set_width((f64::from(width) * ratio).round() as u32);
        self.canvas
            .set_height((f64::from(height) * ratio).round() as u32);
        // A detached canvas has no style to fail on.
        let _ = self
            .canvas
            .style()
            .set_property("height", &format!("{height}px"));
    }

    /// Width and height on the page, in CSS pixels.
    #[must_use]
    pub const fn size(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    /// What was drawn last of which a part is seen within `reach` pixels of `at`.
    #[must_use]
    pub fn hit(&self, at: Point, reach: f32) -> Option<Region> {
        target::hit(
            &self.regions,
            self.camera.under(at),
            reach / self.camera.zoom,
        )
    }

    /// Where this was seen last.
    #[must_use]
    pub fn place_of(&self, target: Target) -> Option<Rect> {
        target::find(&self.regions, target).map(|rect| self.camera.seen(rect))
    }

    /// Where everything was seen last that is no message.
    pub fn places(&self) -> impl Iterator<Item = (Target, Rect)> {
        let lasting = |region: &&Region| !matches!(region.target, Target::Message(_));
        let regions = self.regions.iter().filter(lasting);
        regions.map(|region| (region.target, self.camera.seen(region.rect)))
    }

    /// The canvas itself.
    #[must_use]
    pub const fn canvas(&self) -> &HtmlCanvasElement {
        &self.canvas
    }

    /// What is painted, as the address of a PNG.
    ///
    /// # Errors
    /// What the browser says, if it cannot.
    pub fn png(&self) -> Result<String, JsValue> {
        self.canvas.to_data_url()
    }

    /// Paints the picture and empties it.
    pub fn paint(&mut self, theme: &Theme) {
        let (width, height) = (
            f64::from(self.canvas.width()),
            f64::from(self.canvas.height()),
        );
        // Neither a plain scaling nor clearing can fail.
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        self.context.clear_rect(0.0, 0.0, width, height);
        self.paint_over(theme);
    }

    /// Paints the picture over what is there and empties it.
    pub fn paint_over(&mut self, theme: &Theme) {
        let Camera { zoom, shift } = self.camera.within((self.width, self.height));
        let scale = self.ratio * f64::from(zoom);
        let (x, y) = (
            self.ratio * f64::from(shift.x),
            self.ratio * f64::from(shift.y),
        );
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, x, y);
        self.picture.play(&mut Canvas::new(&self.context, theme));
        self.picture.keep_regions(&mut self.regions);
        self.picture.clear();
    }
}
