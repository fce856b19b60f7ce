//! The cross: one moment, read on every line of every panel.

use super::chart::Scene;
use super::ink::Ink;
use super::labels::{Slot, capacity, spread};
use super::layout::{NAME, TICK};
use super::panel::{crisp, dot};
use super::shape::{Rect, pt};
use super::trace::Trace;
use crate::words::say;

/// The least distance of two readings' middles.
const HEIGHT: f32 = 16.0;
/// From a line to the middle of its reading.
const OFF_LINE: f32 = 12.0;
const PAD: f32 = 5.0;
const SPACE: f32 = 9.0;

/// The stretch that is being marked, and the dotted line through all panels.
pub(super) fn line(scene: &mut Scene<'_>) {
    if let Some(marked) = scene.kept.marked {
        let plots = scene.layout.plots();
        let [from, to] =
            [marked.from, marked.to].map(|time| scene.time.at(time).clamp(plots.x, plots.right()));
        let rect = Rect::new(from, plots.y, to - from, plots.h);
        let look = (Ink::Edit.fill().alpha(0.14), Ink::Edit.stroke(1.0));
        scene.picture.rect(rect, 0.0, look);
    }
    if let Some((_, x)) = scene.cross() {
        let plots = scene.layout.plots();
        let stroke = Ink::Text.stroke(1.0).dotted().alpha(0.6);
        scene.picture.line(
            (crisp(x), plots.y),
            (crisp(x), plots.bottom() + 4.0),
            stroke,
        );
    }
}

/// The time on the axis; returns the room it takes.
pub(super) fn time_tag(scene: &mut Scene<'_>) -> Option<Rect> {
    let (time, x) = scene.cross()?;
    let label = scene.ticks.reading(time);
    let style = TICK.strong();
    let width = scene.ruler.width_fmt(format_args!("{label}"), style) + 2.0 * PAD + 4.0;
    let row = scene.layout.axis_row();
    let left = (x - width / 2.0).clamp(0.0, (scene.layout.width - width).max(0.0));
    let rect = Rect::new(left, row.y + 4.0, width, 18.0);
    scene.picture.rect(rect, 4.0, Ink::Text);
    let at = pt(rect.centre().x, style.baseline(rect.centre().y));
    let style = style.middle().ink(Ink::Card);
    scene.picture.text_fmt(at, format_args!("{label}"), style);
    Some(rect)
}

/// A dot on each line and its value beside it.
pub(super) fn readings(scene: &mut Scene<'_>, slots: &mut Vec<Slot>) {
    let Some((time, x)) = scene.cross() else {
        return;
    };
    let plots = scene.layout.plots();
    let kept = scene.kept;
    let traces = &kept.traces;
    let widths = traces.iter().map(|trace| width(scene, trace));
    let on_right = x + SPACE + widths.fold(0.0, f32::max) <= plots.right();
    for (panel, of) in kept.panels.iter().enumerate() {
        let plot = scene.layout.plot(panel);
        let (low, high) = (plot.y + HEIGHT / 2.0, plot.bottom() - HEIGHT / 2.0);
        slots.clear();
        for (index, trace) in traces.iter().enumerate() {
            if let Some(value) = trace.reading.filter(|_| trace.panel == panel) {
                slots.push(Slot::new(scene.y(panel, value), index));
                dot(scene, panel, (time, value), trace.stroke, 4.0);
            }
        }
        slots.truncate(capacity(HEIGHT, low, high));
        beside_lines(slots, low);
        spread(slots, HEIGHT, low, high);
        for slot in slots.iter() {
            let trace = &traces[slot.owner];
            let (name, width) = (kept.str(trace.name), width(scene, trace));
            let left = if on_right {
                x + SPACE
            } else {
                x - SPACE - width
            };
            let left = left.min(plot.right() - width).max(plot.x);
            let style = NAME.strong().ink(trace.stroke.ink).halo(Ink::Card);
            let at = pt(left, style.baseline(slot.at));
            let behind = Rect::new(left - 2.0, slot.at - 7.5, width + 4.0, 15.0);
            scene
                .picture
                .rect(behind, 3.0, Ink::Card.fill().alpha(0.75));
            let value = of.format.show(trace.reading.unwrap_or(f64::NAN));
            let text = say!("{name} {value}", "{name} {value}"; value);
            scene.picture.text(at, text, style);
        }
    }
}

/// Moves labels off their own lines: above, or below where another line is close above.
fn beside_lines(slots: &mut [Slot], low: f32) {
    slots.sort_unstable_by(|a, b| a.want.total_cmp(&b.want).then(a.owner.cmp(&b.owner)));
    let mut above = f32::NEG_INFINITY;
    for slot in slots {
        let line = slot.want;
        let room_above = line - OFF_LINE >= low && line - above >= OFF_LINE + HEIGHT;
        slot.want = if room_above {
            line - OFF_LINE
        } else {
            line + OFF_LINE
        };
        above = line;
    }
}

/// How wide a line's reading is; 0 if it has none.
fn width(scene: &Scene<'_>, trace: &Trace) -> f32 {
    let format = scene.kept.panels[trace.panel].format;
    let name = scene.kept.str(trace.name);
    trace.reading.map_or(0.0, |value| {
        let value = format.show(value);
        let text = format_args!("{name} {value}");
        scene.ruler.width_fmt(text, NAME.strong())
    })
}
