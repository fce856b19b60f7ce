//! The cross: one moment, read on every line of every panel.

use super::chart::Scene;
use super::ink::Ink;
use super::labels::{Slot, capacity, spread};
use super::layout::{NAME, TICK};
use super::panel::{crisp, dot};
use super::shape::{Rect, pt};

const HEIGHT: f32 = 17.0;
const PAD: f32 = 5.0;
const SPACE: f32 = 9.0;

/// The moment and its pixel, if it is visible.
fn place(scene: &Scene<'_, '_>) -> Option<(f64, f32)> {
    let time = scene
        .view
        .cross
        .filter(|time| scene.view.axis.contains(*time))?;
    Some((time, scene.time.at(time)))
}

/// The dotted line through all panels.
pub(super) fn line(scene: &mut Scene<'_, '_>) {
    if let Some((_, x)) = place(scene) {
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
pub(super) fn time_tag(scene: &mut Scene<'_, '_>) -> Option<Rect> {
    let (time, x) = place(scene)?;
    let label = scene.ticks.reading(time);
    let style = TICK.strong();
    let width = scene.ruler.width_fmt(format_args!("{label}"), style) + 2.0 * PAD + 4.0;
    let row = scene.layout.axis_row();
    let left = (x - width / 2.0).clamp(0.0, (scene.layout.width - width).max(0.0));
    let rect = Rect::new(left, row.y + 4.0, width, HEIGHT + 1.0);
    scene.picture.rect(rect, 4.0, Ink::Text);
    let at = pt(rect.centre().x, style.baseline(rect.centre().y));
    let mut style = style.middle();
    style.ink = Ink::Card;
    scene.picture.text_fmt(at, format_args!("{label}"), style);
    Some(rect)
}

/// A dot on each line and its value beside it.
pub(super) fn readings(scene: &mut Scene<'_, '_>, slots: &mut Vec<Slot>) {
    let Some((time, x)) = place(scene) else {
        return;
    };
    let plots = scene.layout.plots();
    let traces = scene.traces;
    let widest = traces
        .iter()
        .filter_map(|trace| trace.reading.map(|value| (trace, value)));
    let widest = widest.map(|(trace, value)| width(scene, trace.panel, trace.line, value));
    let widest = widest.fold(0.0, f32::max);
    let on_right = x + SPACE + widest <= plots.right();
    for panel in 0..scene.view.panels.len() {
        let plot = scene.layout.plot(panel);
        let (low, high) = (plot.y + HEIGHT / 2.0, plot.bottom() - HEIGHT / 2.0);
        slots.clear();
        for (index, trace) in traces.iter().enumerate() {
            if let Some(value) = trace.reading.filter(|_| trace.panel == panel) {
                slots.push(Slot::new(scene.y(panel, value), index));
                let stroke = scene.view.panels[panel].lines[trace.line].stroke;
                dot(scene, panel, (time, value), stroke, 4.0);
            }
        }
        slots.truncate(capacity(HEIGHT, low, high));
        spread(slots, HEIGHT, low, high);
        for slot in slots.iter() {
            let trace = &traces[slot.owner];
            let value = trace.reading.unwrap_or(f64::NAN);
            let width = width(scene, panel, trace.line, value);
            let left = if on_right {
                x + SPACE
            } else {
                x - SPACE - width
            };
            let left = left.min(plot.right() - width).max(plot.x);
            let rect = Rect::new(left, slot.at - HEIGHT / 2.0, width, HEIGHT);
            let of = &scene.view.panels[panel];
            let line = &of.lines[trace.line];
            let mut style = NAME.strong();
            style.ink = line.stroke.ink;
            scene.picture.rect(rect, 4.0, Ink::Card.fill().alpha(0.9));
            let at = pt(rect.x + PAD, style.baseline(slot.at));
            scene.picture.text_fmt(
                at,
                format_args!("{} {}", line.name, of.format.show(value)),
                style,
            );
        }
    }
}

/// How wide a reading is.
fn width(scene: &Scene<'_, '_>, panel: usize, line: usize, value: f64) -> f32 {
    let of = &scene.view.panels[panel];
    let text = format_args!("{} {}", of.lines[line].name, of.format.show(value));
    scene.ruler.width_fmt(text, NAME.strong()) + 2.0 * PAD
}
