//! What is drawn, as data: numbers become shapes in a [`Picture`], which a [`Surface`] carries out.
//!
//! The means:
//!
//! * [`ink`]: colour by role; strokes and fills
//! * [`shape`]: points, rectangles, curves and what else a picture is made of
//! * [`text`]: the look of a text, and an estimate of its width
//! * [`mark`]: the mark of one message
//! * [`picture`]: the buffer of shapes, reused from frame to frame
//! * [`target`]: what a drawn thing is, and which one a pointer means
//! * [`highlight`]: what stands out because it is chosen or pointed at
//! * [`camera`]: a picture looked at whole, or larger and in part
//! * [`svg`]: a picture as SVG text; the canvas is in `web`
//!
//! From numbers to pixels and words:
//!
//! * [`decimal`]: exactly the digits that are shown
//! * [`format`](mod@format): numbers, durations, rates, shares and clocks for people
//! * [`scale`]: data to pixels and back; ends of axes
//! * [`ticks`], [`time_ticks`], [`log_ticks`]: where axes are marked
//! * [`decimate`](mod@decimate): a long series in few points
//! * [`labels`]: labels that keep out of each other's way
//!
//! The chart:
//!
//! * [`chart`]: what a chart shows, and the order of painting
//! * [`layout`]: where its parts are
//! * `kept`, `trace`, `panel`, `limit`, `flags`, `cross`: its parts
//!
//! Other charts:
//!
//! * [`curve`]: a duration against a load, with an operating point
//! * [`spread`]: how many durations are how long, and the tail of them
//!
//! The stage:
//!
//! * [`stage`]: the system at work, drawn anew in each frame

pub mod camera;
pub mod chart;
mod cross;
pub mod curve;
pub mod decimal;
pub mod decimate;
mod flags;
pub mod format;
mod heat;
pub mod highlight;
pub mod ink;
mod kept;
pub mod labels;
pub mod layout;
mod limit;
pub mod log_ticks;
pub mod mark;
mod panel;
pub mod picture;
pub mod scale;
pub mod shape;
pub mod spread;
pub mod stage;
pub mod svg;
pub mod target;
pub mod text;
pub mod ticks;
pub mod time_ticks;
mod trace;

#[cfg(test)]
mod tests;

pub use camera::Camera;
pub use chart::{Band, Cell, Chart, ChartView, Line, Panel, Series, TimeAxis};
pub use curve::{Beyond, CurveChart, CurvePoint, CurveView, Reading};
pub use decimate::decimate;
pub use format::{Clock, Count, Duration, Format, Number, Percent, Rate};
pub use ink::{Cap, Dash, Fill, Ink, Paint, Stroke};
pub use layout::ChartLayout;
pub use limit::Limit;
pub use mark::{Mark, MarkKind};
pub use picture::{Picture, Surface};
pub use scale::{Scale, YRange, nice_ceiling};
pub use shape::{Cubic, Point, Rect, Shape, Span, pt};
pub use svg::{Sheet, Theme, to_svg, write_svg};
pub use target::{Region, Target};
pub use text::{Anchor, Ruler, TextStyle, Weight};
pub use ticks::Ticks;
pub use time_ticks::TimeTicks;
pub use trace::values_at;
