//! What a chart keeps of the panels of one frame: what their lines say, decimated, and their words.

use super::chart::{Band, Cell, ChartView, Panel, TimeAxis};
use super::format::Format;
use super::ink::Ink;
use super::limit;
use super::log_ticks::log_ends;
use super::shape::Span;
use super::trace::{Trace, read};
use std::ops::Range;

/// A panel without its lines.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub title: Span,
    pub unit: Span,
    pub format: Format,
    pub floor: f64,
    pub y_max: Option<f64>,
    pub log: bool,
    lines: Range<usize>,
    bands: Range<usize>,
    cells: Range<usize>,
    limits: Range<usize>,
}

/// Something that happened at a moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flag {
    pub time: f64,
    pub text: Span,
    pub ink: Ink,
}

/// The panels of a frame; its memory is used again for the next one.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pub view: ChartView,
    pub marked: Option<TimeAxis>,
    pub panels: Vec<Frame>,
    /// All lines of all panels.
    pub traces: Vec<Trace>,
    /// The decimated samples of all lines.
    pub samples: Vec<(f64, f64)>,
    bands: Vec<Band>,
    cells: Vec<Cell>,
    limits: Vec<limit::Kept>,
    /// What is visible of what happened.
    pub flags: Vec<Flag>,
    words: String,
}

impl Kept {
    pub fn begin(&mut self, view: ChartView) {
        self.view = view;
        self.marked = None;
        self.panels.clear();
        self.traces.clear();
        self.samples.clear();
        self.bands.clear();
        self.cells.clear();
        self.limits.clear();
        self.flags.clear();
        self.words.clear();
    }

    pub fn add(&mut self, panel: &Panel<'_>) {
        let (traces, bands, cells) = (self.traces.len(), self.bands.len(), self.cells.len());
        for line in panel.lines {
            let name = self.keep(line.name);
            let trace = read(&self.view, line, &mut self.samples);
            self.traces.push(Trace {
                panel: self.panels.len(),
                name,
                ..trace
            });
        }
        self.bands.extend_from_slice(panel.bands);
        self.cells.extend_from_slice(panel.cells);
        let limits = self.limits.len();
        for limit in panel.limits {
            let (name, what) = (self.keep(limit.name), self.keep(limit.what));
            self.limits.push(limit::Kept {
                name,
                what,
                value: limit.value,
                above: limit.above,
                fires: limit.fires,
            });
        }
        let (title, unit) = (self.keep(panel.title), self.keep(panel.unit));
        self.panels.push(Frame {
            title,
            unit,
            format: panel.format,
            floor: panel.floor,
            y_max: panel.y_max,
            log: panel.log,
            lines: traces..self.traces.len(),
            bands: bands..self.bands.len(),
            cells: cells..self.cells.len(),
            limits: limits..self.limits.len(),
        });
    }

    pub fn flag(&mut self, time: f64, text: &str, ink: Ink) {
        if self.view.axis.contains(time) {
            let text = self.keep(text);
            self.flags.push(Flag { time, text, ink });
        }
    }

    fn keep(&mut self, text: &str) -> Span {
        let index = |len: usize| u32::try_from(len).expect("a chart has fewer than 2^32 letters");
        let start = index(self.words.len());
        self.words.push_str(text);
        let end = index(self.words.len());
        Span { start, end }
    }

    /// What was kept of a text.
    pub fn str(&self, span: Span) -> &str {
        &self.words[span.start as usize..span.end as usize]
    }

    /// The lines of a panel, the main one first.
    pub fn lines(&self, panel: usize) -> impl DoubleEndedIterator<Item = &Trace> + Clone {
        self.traces[self.panels[panel].lines.clone()].iter()
    }

    /// The boxes behind them.
    pub fn bands(&self, panel: usize) -> &[Band] {
        &self.bands[self.panels[panel].bands.clone()]
    }

    /// What happened how often behind them.
    pub fn cells(&self, panel: usize) -> &[Cell] {
        &self.cells[self.panels[panel].cells.clone()]
    }

    /// Values not to be passed.
    pub fn limits(&self, panel: usize) -> &[limit::Kept] {
        &self.limits[self.panels[panel].limits.clone()]
    }

    /// The ends of a panel's values where they are shown by orders of magnitude.
    pub fn orders(&self, panel: usize) -> (f64, f64) {
        let lines = self.lines(panel);
        let lines = lines.flat_map(|trace| &self.samples[trace.start..trace.end]);
        let cells = self.cells(panel).iter();
        let values = (lines.map(|sample| sample.1))
            .chain(cells.flat_map(|cell| [cell.low, cell.high]))
            .filter(|value| *value > 0.0 && value.is_finite());
        let (low, high) = values.fold((f64::INFINITY, 0.0), |(low, high), value| {
            (f64::min(low, value), f64::max(high, value))
        });
        if high > 0.0 {
            log_ends(low * 0.9, high * 1.1)
        } else {
            (0.1, 10.0)
        }
    }

    #[cfg(test)]
    pub fn capacity(&self) -> [usize; 7] {
        [
            self.panels.capacity(),
            self.traces.capacity(),
            self.samples.capacity(),
            self.bands.capacity(),
            self.flags.capacity(),
            self.words.capacity(),
            self.cells.capacity(),
        ]
    }
}
