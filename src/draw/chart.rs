//! A chart: panels one below the other over one time axis, with flags where someone changed something and a cross
//! that reads all lines at one moment.

use super::format::Format;
use super::ink::{Ink, Stroke};
use super::kept::Kept;
use super::labels::Slot;
use super::layout::ChartLayout;
use super::limit::{self, Limit};
use super::picture::Picture;
use super::scale::{Scale, YRange};
use super::shape::Rect;
use super::text::Ruler;
use super::time_ticks::TimeTicks;
use super::{cross, flags, heat, panel};

/// The visible time, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TimeAxis {
    /// Left end.
    pub from: f64,
    /// Right end.
    pub to: f64,
}

impl TimeAxis {
    /// Whether a moment is visible.
    #[must_use]
    pub fn contains(self, time: f64) -> bool {
        (self.from..=self.to).contains(&time)
    }
}

/// Samples `(time, value)` in order of time; `NaN` is a gap. A slice is one, and so is a closure that hands its
/// samples to the sink it is given: `|put: &mut dyn FnMut(f64, f64)| ring.iter().for_each(|s| put(s.t, s.v))`.
///
/// Samples outside the visible time are harmless. It is read once a frame.
pub trait Series {
    /// Hands over every sample.
    fn feed(&self, put: &mut dyn FnMut(f64, f64));
}

impl Series for &[(f64, f64)] {
    fn feed(&self, put: &mut dyn FnMut(f64, f64)) {
        self.iter().for_each(|&(time, value)| put(time, value));
    }
}

impl Series for Vec<(f64, f64)> {
    fn feed(&self, put: &mut dyn FnMut(f64, f64)) {
        self.as_slice().feed(put);
    }
}

impl<F: Fn(&mut dyn FnMut(f64, f64))> Series for F {
    fn feed(&self, put: &mut dyn FnMut(f64, f64)) {
        self(put);
    }
}

/// One line of a panel.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Its name at its end, such as `p99`.
    pub name: &'a str,
    /// Its look. Lines of one panel differ by dash as well as by ink.
    pub stroke: Stroke,
    /// Its samples.
    pub values: &'a dyn Series,
}

impl<'a> Line<'a> {
    /// A solid line.
    #[must_use]
    pub const fn new(name: &'a str, ink: Ink, values: &'a dyn Series) -> Self {
        Self {
            name,
            stroke: ink.stroke(1.8),
            values,
        }
    }

    /// The same, dashed.
    #[must_use]
    pub const fn dashed(self) -> Self {
        Self {
            stroke: self.stroke.dashed(),
            ..self
        }
    }

    /// The same, dotted.
    #[must_use]
    pub const fn dotted(self) -> Self {
        Self {
            stroke: self.stroke.dotted(),
            ..self
        }
    }

    /// The same as what should be: thin, of long marks and points.
    #[must_use]
    pub const fn reference(self) -> Self {
        Self {
            stroke: self.stroke.ink.stroke(1.3).chained().alpha(0.9),
            ..self
        }
    }

    /// The same as what would have been: dotted and faint.
    #[must_use]
    pub const fn ghost(self) -> Self {
        Self {
            stroke: self.stroke.dotted().alpha(0.7),
            ..self
        }
    }
}

/// A shaded box behind the lines: a confidence interval over the time it was taken from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Its role of colour.
    pub ink: Ink,
    /// From this time
    pub from: f64,
    /// to this time,
    pub to: f64,
    /// from this value
    pub low: f64,
    /// to this value.
    pub high: f64,
}

/// What happened in a stretch of time within a stretch of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// From this time
    pub from: f64,
    /// to this time,
    pub to: f64,
    /// from this value
    pub low: f64,
    /// to this value.
    pub high: f64,
    /// How often, 1/s.
    pub rate: f64,
}

/// One panel.
#[derive(Clone, Copy)]
pub struct Panel<'a> {
    /// Its name.
    pub title: &'a str,
    /// What is counted, beside the name.
    pub unit: &'a str,
    /// How values are written.
    pub format: Format,
    /// The lower end of the value axis.
    pub floor: f64,
    /// The upper end however low the data: 1 for a share. Higher data still raise it.
    pub y_max: Option<f64>,
    /// The lines, the main one first: where room lacks, the last lose their labels.
    pub lines: &'a [Line<'a>],
    /// Boxes behind the lines.
    pub bands: &'a [Band],
    /// Heat behind the lines.
    pub cells: &'a [Cell],
    /// Values not to be passed.
    pub limits: &'a [Limit<'a>],
    /// Whether values are shown by orders of magnitude.
    pub log: bool,
}

impl<'a> Panel<'a> {
    /// A panel from 0 upwards.
    #[must_use]
    pub const fn new(title: &'a str, unit: &'a str, format: Format, lines: &'a [Line<'a>]) -> Self {
        Self {
            title,
            unit,
            format,
            floor: 0.0,
            y_max: None,
            lines,
            bands: &[],
            cells: &[],
            limits: &[],
            log: false,
        }
    }
}

/// What of time is shown, and how wide.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChartView {
    /// Width in pixels.
    pub width: f32,
    /// The visible time.
    pub axis: TimeAxis,
    /// The moment that is read, if one is.
    pub cross: Option<f64>,
}

/// What drawing one frame needs at hand.
pub(super) struct Scene<'a> {
    pub picture: &'a mut Picture,
    pub kept: &'a Kept,
    /// What an empty panel says.
    pub empty: &'a str,
    pub layout: ChartLayout,
    pub ruler: Ruler,
    pub time: Scale,
    pub ticks: TimeTicks,
    /// The value axis of each panel.
    pub scales: &'a [Scale],
}

impl Scene<'_> {
    /// The pixel of a value in a panel; never outside the plot.
    pub fn y(&self, panel: usize, value: f64) -> f32 {
        let plot = self.layout.plot(panel);
        self.scales[panel].at(value).clamp(plot.y, plot.bottom())
    }

    /// The moment that is read and its pixel, if it is visible.
    pub fn cross(&self) -> Option<(f64, f32)> {
        let view = self.kept.view;
        let time = view.cross.filter(|time| view.axis.contains(*time))?;
        Some((time, self.time.at(time)))
    }
}

/// Draws charts: [`Chart::begin`] a frame, [`Chart::add`] its panels from the top and [`Chart::flag`] what happened
/// when, and [`Chart::finish`] it. It remembers the ends of the value axes, so that they do not jump, and keeps its
/// memory from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// How wide texts are.
    pub ruler: Ruler,
    kept: Kept,
    ranges: Vec<YRange>,
    scales: Vec<Scale>,
    slots: Vec<Slot>,
    tags: Vec<Rect>,
}

impl Chart {
    /// A chart that has drawn nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets the ends of the value axes: for another scenario, or other panels.
    pub fn forget(&mut self) {
        self.ranges.clear();
    }

    /// Begins a frame.
    pub fn begin(&mut self, view: ChartView) {
        self.kept.begin(view);
    }

    /// A stretch of time is being marked, to look closer at.
    pub const fn mark(&mut self, marked: Option<TimeAxis>) {
        self.kept.marked = marked;
    }

    /// Adds a panel below the others. Its lines are read at once.
    pub fn add(&mut self, panel: &Panel<'_>) {
        self.kept.add(panel);
    }

    /// Something happened at `time` seconds: an edit, say, in a few words: `web 3.6 → 6.0 / s`. In the order of
    /// time; what is not visible is not shown.
    pub fn flag(&mut self, time: f64, text: &str) {
        self.kept.flag(time, text, Ink::Edit);
    }

    /// Marks an instant at which something went wrong, or was over.
    pub fn fault(&mut self, time: f64, text: &str) {
        self.kept.flag(time, text, Ink::Red);
    }

    /// A good height for what was added.
    #[must_use]
    pub fn natural_height(&self) -> f32 {
        ChartLayout::natural_height(&self.kept, self.ruler)
    }

    /// Adds the chart to a picture, `height` pixels high, its top left corner at (0, 0). A panel without data says
    /// `empty`: `no data yet`, in the page's language.
    pub fn finish(&mut self, picture: &mut Picture, height: f32, empty: &str) -> ChartLayout {
        let layout = ChartLayout::new(&self.kept, height, self.ruler);
        let panels = self.kept.panels.len();
        if panels == 0 {
            return layout;
        }
        self.measure(&layout);
        let (slots, tags) = (&mut self.slots, &mut self.tags);
        let mut scene = Scene {
            picture,
            kept: &self.kept,
            empty,
            layout,
            ruler: self.ruler,
            time: layout.time_scale(),
            ticks: panel::time_ticks(self.kept.view.axis, layout.plots().w, self.ruler),
            scales: &self.scales,
        };
        for panel in 0..panels {
            panel::ground(&mut scene, panel);
        }
        flags::poles(&mut scene);
        for panel in 0..panels {
            limit::lines(&mut scene, panel);
            panel::lines(&mut scene, panel);
            limit::names(&mut scene, panel);
        }
        cross::line(&mut scene);
        for panel in 0..panels {
            panel::head(&mut scene, panel);
            heat::legend(&mut scene, panel);
            if !layout.narrow {
                panel::ends(&mut scene, panel, slots);
            }
        }
        let tag = cross::time_tag(&mut scene);
        panel::time_axis(&mut scene, tag);
        flags::tags(&mut scene, tags);
        cross::readings(&mut scene, slots);
        layout
    }

    /// Fits the value axes.
    fn measure(&mut self, layout: &ChartLayout) {
        let kept = &self.kept;
        self.ranges.resize(kept.panels.len(), YRange::default());
        self.scales.clear();
        for (index, (panel, range)) in kept.panels.iter().zip(&mut self.ranges).enumerate() {
            let plot = layout.plot(index);
            if panel.log {
                let (low, high) = kept.orders(index);
                self.scales
                    .push(Scale::log(low, high, plot.bottom(), plot.y));
                continue;
            }
            let lines = kept.lines(index).filter_map(|trace| trace.highest);
            let bands = kept.bands(index).iter().map(|band| band.high);
            let highest = lines
                .chain(bands)
                .filter(|high| high.is_finite())
                .reduce(f64::max);
            let limits = kept.limits(index).iter().map(|limit| limit.value);
            let highest = limit::reach(limits, highest)
                .into_iter()
                .chain(highest)
                .reduce(f64::max);
            let ceiling = range.fit(panel.floor, highest, panel.y_max, panel.format);
            self.scales
                .push(Scale::linear(panel.floor, ceiling, plot.bottom(), plot.y));
        }
    }

    /// Room in its buffers, for the test that a frame allocates nothing.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> [usize; 11] {
        let [panels, traces, samples, bands, flags, words, cells] = self.kept.capacity();
        [
            panels,
            traces,
            samples,
            bands,
            flags,
            words,
            cells,
            self.ranges.capacity(),
            self.scales.capacity(),
            self.slots.capacity(),
            self.tags.capacity(),
        ]
    }
}
