//! The pictures of the page, each on its canvas.

use super::download::why;
use super::screen::Screen;
use super::theme::Theme;
use crate::app::charts::{Cross, LiveCharts, Shown, Which};
use crate::app::hand::{Hand, connection};
use crate::app::selection::node;
use crate::app::{Lab, View};
use crate::draw::highlight;
use crate::draw::spread::SpreadChart;
use crate::draw::stage::{Stage, StageLook};
use crate::draw::{ChartLayout, CurveChart, Ink, Picture, Rect};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Window;

/// Whether the reader wants little motion, as a media query.
pub const REDUCED_MOTION: &str = "(prefers-reduced-motion: reduce)";

/// Which canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The system.
    Stage,
    /// The charts.
    Charts,
    /// Latency against utilisation.
    Curve,
    /// How latencies are spread.
    Distribution,
}

/// The pictures, with what drawing them remembers.
#[derive(Default)]
pub struct Pictures {
    theme: Theme,
    stage: Stage,
    stage_screen: Option<Screen>,
    charts: LiveCharts,
    chart_screen: Option<Screen>,
    chart_layout: Option<ChartLayout>,
    curve: CurveChart,
    curve_screen: Option<Screen>,
    spread: SpreadChart,
    spread_screen: Option<Screen>,
    /// Whether curve and distribution are no longer what the page says. They change when the words do, not with
    /// every frame.
    is_stale: bool,
    runs: u64,
}

impl Pictures {
    /// Takes its colours from `window`.
    #[must_use]
    pub fn new(window: &Window) -> Self {
        Self {
            theme: Theme::read(window).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Draws on `screen` from now on; on none if it is gone.
    pub fn attach(&mut self, place: Place, screen: Option<Screen>) {
        match place {
            Place::Stage => self.stage_screen = screen,
            Place::Charts => self.chart_screen = screen,
            Place::Curve => self.curve_screen = screen,
            Place::Distribution => self.spread_screen = screen,
        }
        self.is_stale = true;
    }

    /// Takes its colours anew.
    pub fn recolour(&mut self, window: &Window) {
        if let Some(theme) = Theme::read(window) {
            self.theme = theme;
        }
        self.is_stale = true;
    }

    /// The page says something new, or has another size.
    pub const fn refresh(&mut self) {
        self.is_stale = true;
    }

    /// The screen of the stage, if it is on the page.
    pub const fn stage(&mut self) -> Option<&mut Screen> {
        self.stage_screen.as_mut()
    }

    /// Whether something moves even if the time stands still.
    #[must_use]
    pub fn are_moving(&self) -> bool {
        self.stage.is_moving()
    }

    /// The time under the pixel `x` of the charts.
    #[must_use]
    pub fn time_at(&self, x: f32) -> Option<f64> {
        self.chart_layout?.time_at(x)
    }

    /// Draws a frame at `wall` seconds: of `lab`, of which the page says `view`, the charts read at
    /// `cross`.
    pub fn draw(
        &mut self,
        window: &Window,
        lab: &Lab,
        view: Option<&Rc<View>>,
        cross: Cross,
        hand: &Hand,
        wall: f64,
    ) {
        if self.runs != lab.runs() {
            self.runs = lab.runs();
            self.stage.forget();
            self.charts.forget();
            self.curve.forget();
            self.spread.forget();
        }
        let screens = [
            &mut self.stage_screen,
            &mut self.chart_screen,
            &mut self.curve_screen,
            &mut self.spread_screen,
        ];
        for screen in screens.into_iter().flatten() {
            screen.picture.language = lab.language();
        }
        let ratio = window.device_pixel_ratio();
        let reduced_motion = matches(window, REDUCED_MOTION);
        self.draw_stage(lab, hand, wall, reduced_motion, ratio);
        self.draw_charts(lab, cross, ratio);
        if self.is_stale
            && let Some(view) = view
        {
            self.is_stale = false;
            self.draw_curve(lab, view, ratio);
            self.draw_spread(view, ratio);
        }
    }

    fn draw_stage(&mut self, lab: &Lab, hand: &Hand, wall: f64, reduced_motion: bool, ratio: f64) {
        let Some(screen) = &mut self.stage_screen else {
            return;
        };
        let width = screen.room();
        let height = self.stage.natural_height(lab.live(), width);
        screen.fit(height, ratio);
        let look = StageLook {
            width,
            height,
            wall,
            reduced_motion,
        };
        self.stage.draw(&mut screen.picture, lab.live(), look);
        highlight(screen, lab, hand);
        screen.paint(&self.theme);
    }

    fn draw_charts(&mut self, lab: &Lab, cross: Cross, ratio: f64) {
        let Some(screen) = &mut self.chart_screen else {
            return;
        };
        let width = screen.room();
        let layout = (self.charts).draw(&mut screen.picture, lab, lab.panels(), width, cross);
        screen.fit(layout.height, ratio);
        screen.paint(&self.theme);
        self.chart_layout = Some(layout);
    }

    /// Which of the charts of `lab` there are, by themselves on the colour of their card, and how large that is.
    ///
    /// # Errors
    /// Why there is none.
    pub fn charts_alone(
        &self,
        lab: &Lab,
        view: &View,
        which: Which,
    ) -> Result<(Picture, [f32; 2]), String> {
        let shown = match which {
            Which::One(kind) => Shown::only(kind),
            Which::All | Which::Distribution => lab.panels(),
        };
        let screen = self.chart_screen.as_ref().ok_or("no charts")?;
        let (width, _) = screen.size();
        let mut picture = Picture::new();
        picture.language = lab.language();
        let height = if which == Which::Distribution {
            let latencies = view.latencies.as_ref().ok_or("no charts")?;
            latencies.draw(&mut self.spread.clone(), &mut picture, width);
            SpreadChart::natural_height(width)
        } else {
            // As they are seen: the ends of their axes are remembered.
            let mut charts = self.charts.clone();
            let layout = charts.draw(&mut picture, lab, shown, width, Cross::default());
            layout.height
        };
        Ok((picture, [width, height]))
    }

    /// A picture on a canvas of its own.
    ///
    /// # Errors
    /// Why there is none.
    pub fn on_canvas(
        &self,
        window: &Window,
        picture: &Picture,
        size: [f32; 2],
    ) -> Result<Screen, String> {
        let document = window.document().ok_or("no document")?;
        let canvas = document.create_element("canvas").map_err(why)?;
        let mut screen = Screen::new(canvas.unchecked_into()).ok_or("no canvas")?;
        screen.resize(size[0], size[1], window.device_pixel_ratio());
        let whole = Rect::new(0.0, 0.0, size[0], size[1]);
        screen.picture.rect(whole, 0.0, Ink::Card);
        screen.paint(&self.theme);
        screen.picture.clone_from(picture);
        screen.paint_over(&self.theme);
        Ok(screen)
    }

    fn draw_curve(&mut self, lab: &Lab, view: &View, ratio: f64) {
        let Some(screen) = &mut self.curve_screen else {
            return;
        };
        let width = screen.room();
        let height = if width < 420.0 { 220.0 } else { 300.0 };
        screen.fit(height, ratio);
        let (curve, size) = (lab.forecast().curve(), (width, height));
        view.operating
            .draw(&mut self.curve, &mut screen.picture, curve, size);
        screen.paint(&self.theme);
    }

    fn draw_spread(&mut self, view: &View, ratio: f64) {
        let (Some(screen), Some(latencies)) = (&mut self.spread_screen, &view.latencies) else {
            return;
        };
        let width = screen.room();
        screen.fit(SpreadChart::natural_height(width), ratio);
        latencies.draw(&mut self.spread, &mut screen.picture, width);
        screen.paint(&self.theme);
    }
}

/// Shows on the stage what is chosen, what is pointed at and what is being connected.
fn highlight(screen: &mut Screen, lab: &Lab, hand: &Hand) {
    let selection = lab.selection();
    if let Some(chosen) = selection.chosen() {
        highlight::outline(&mut screen.picture, chosen, true);
    }
    if let Some(pointed) = selection
        .pointed()
        .filter(|at| selection.chosen() != Some(*at))
    {
        highlight::outline(&mut screen.picture, pointed, false);
    }
    if let Some((from, to)) = hand.pulls() {
        let over = screen.hit(to, 0.0).filter(|over| {
            let ends = node(from).zip(node(over.target));
            ends.is_some_and(|(from, to)| connection(lab.live().scenario(), from, to).is_some())
        });
        let to = screen.camera.under(to);
        highlight::pull(&mut screen.picture, from, to, over);
    }
}

/// Whether a media query holds.
pub fn matches(window: &Window, query: &str) -> bool {
    let list = window.match_media(query).ok().flatten();
    list.is_some_and(|list| list.matches())
}
