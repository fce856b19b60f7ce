//! One panel of a chart: its grid, its lines, its title and the names at the lines' ends.

use crate::words::{Say, say};

use super::chart::{Scene, TimeAxis};
use super::format::Format;
use super::heat;
use super::ink::{Ink, Stroke};
use super::labels::{Slot, capacity, spread};
use super::layout::{
    ENTRY, NAME, SWATCH, SWATCH_SPACE, TICK, TITLE, UNIT, WORD, entries, entry_room,
};
use super::log_ticks::log_ticks;
use super::shape::{Point, Rect, pt};
use super::text::Ruler;
use super::ticks::Ticks;
use super::time_ticks::TimeTicks;
use super::trace::Trace;

/// The least distance of two labels' middles.
const LABEL_GAP: f32 = 15.0;
/// From the plot to the labels on either side of it.
const LABEL_SPACE: f32 = 10.0;

/// The middle of the pixel that holds `v`: where a line one pixel wide is sharp.
pub(super) fn crisp(v: f32) -> f32 {
    v.floor() + 0.5
}

/// Grid, value labels and bands.
pub(super) fn ground(scene: &mut Scene<'_>, panel: usize) {
    let (kept, plot) = (scene.kept, scene.layout.plot(panel));
    let of = &kept.panels[panel];
    let (left, right) = (plot.x.floor(), plot.right().ceil());
    let scale = scene.scales[panel];
    for tick in scene.ticks.iter() {
        let x = crisp(scene.time.at(tick.time));
        let faint = Ink::Grid.stroke(1.0).alpha(0.7);
        scene.picture.line((x, plot.y), (x, plot.bottom()), faint);
    }
    let ceiling = scale.value(plot.y);
    let (room, x, ruler) = (plot.x - 10.0, plot.x - 8.0, scene.ruler);
    let most = ((plot.h / 18.0) as usize + 1).clamp(2, 6);
    let floor = scale.value(plot.bottom());
    heat::cells(scene, panel);
    let picture = &mut *scene.picture;
    let mut mark = |value: f64, label: &dyn Say| {
        let y = scale.at(value);
        let ink = if value == of.floor {
            Ink::Line
        } else {
            Ink::Grid
        };
        picture.line((left, crisp(y)), (right, crisp(y)), ink.stroke(1.0));
        picture.text((x, TICK.baseline(y + 0.5)), label, TICK.end());
    };
    if of.log {
        log_ticks(floor, ceiling, most).for_each(|tick| mark(tick.value, &format_args!("{tick}")));
    } else {
        value_ticks(of.format, of.floor, ceiling, most, room, ruler, mark);
    }
    for band in kept.bands(panel) {
        let from = scene.time.at(band.from).max(plot.x);
        let to = scene.time.at(band.to).min(plot.right());
        let (top, bottom) = (scene.y(panel, band.high), scene.y(panel, band.low));
        let rect = Rect::new(from, top, to - from, bottom - top);
        scene.picture.rect(rect, 2.0, band.ink.fill().alpha(0.12));
    }
}

/// The marks of a value axis with labels no wider than `room` if that can be.
pub(super) fn value_ticks(
    format: Format,
    floor: f64,
    ceiling: f64,
    most: usize,
    room: f32,
    ruler: Ruler,
    mut each: impl FnMut(f64, &dyn Say),
) {
    if format == Format::Duration {
        for tick in TimeTicks::new(floor, ceiling, most).iter() {
            match tick.time {
                0.0 => each(0.0, &0_u32),
                time => each(time, &format_args!("{tick}")),
            }
        }
        return;
    }
    let ticks = match format {
        Format::Count => Ticks::whole(floor, ceiling, most),
        _ => Ticks::new(floor, ceiling, most),
    };
    let fits = ticks
        .iter()
        .all(|tick| ruler.width_fmt(format_args!("{tick}"), TICK) <= room);
    for tick in ticks.iter() {
        match format {
            Format::Percent => {
                let percent = tick.percent();
                each(tick.value, &say!("{percent} %", "{percent}%"));
            }
            _ if fits => each(tick.value, &format_args!("{tick}")),
            _ => each(tick.value, &tick.compact()),
        }
    }
}

/// The lines, or the word that there are none yet.
pub(super) fn lines(scene: &mut Scene<'_>, panel: usize) {
    let (kept, plot) = (scene.kept, scene.layout.plot(panel));
    let is_empty = kept.lines(panel).all(|trace| trace.start == trace.end);
    if is_empty && kept.cells(panel).is_empty() {
        let at = pt(plot.centre().x, UNIT.baseline(plot.centre().y));
        scene.picture.text(at, scene.empty, UNIT.middle());
        return;
    }
    let (scale, time) = (scene.scales[panel], scene.time);
    // The main line is first in the list and on top in the picture.
    for trace in kept.lines(panel).rev() {
        let stroke = trace.stroke;
        let at = |&(when, value): &(f64, f64)| {
            pt(time.at(when), scale.at(value).clamp(plot.y, plot.bottom()))
        };
        for run in kept.samples[trace.start..trace.end].split(|sample| sample.1.is_nan()) {
            match run {
                [] => {}
                [alone] => {
                    let fill = stroke.ink.fill().alpha(stroke.alpha);
                    scene.picture.circle(at(alone), stroke.width, fill);
                }
                run => scene.picture.polyline(run.iter().map(at), stroke),
            }
        }
    }
    for trace in kept.lines(panel).rev() {
        if let Some(last) = trace.last.filter(|_| trace.stroke.alpha >= 1.0) {
            dot(scene, panel, last, trace.stroke, 3.0);
        }
    }
}

/// A point on a line, with a rim that sets it off.
pub(super) fn dot(
    scene: &mut Scene<'_>,
    panel: usize,
    (time, value): (f64, f64),
    stroke: Stroke,
    radius: f32,
) {
    let at = pt(scene.time.at(time), scene.y(panel, value));
    scene
        .picture
        .circle(at, radius, (stroke.ink, Ink::Card.stroke(1.5)));
}

/// Title and unit, and the legend when narrow.
pub(super) fn head(scene: &mut Scene<'_>, panel: usize) {
    let kept = scene.kept;
    let of = &kept.panels[panel];
    let (title, unit) = (kept.str(of.title), kept.str(of.unit));
    let row = scene.layout.title(panel);
    let baseline = TITLE.baseline(row.centre().y);
    scene.picture.text((row.x, baseline), title, TITLE);
    let x = row.x + scene.ruler.width(title, TITLE) + WORD;
    scene.picture.text((x, baseline), unit, UNIT);
    if !scene.layout.narrow {
        return;
    }
    let ruler = scene.ruler;
    if scene.layout.legend_rows(panel) > 0 {
        let flow = entries(kept, panel, row.w, ruler);
        for ((index, x), trace) in flow.zip(kept.lines(panel)) {
            let row = scene.layout.legend_row(panel, index);
            entry(scene, pt(row.x + x, row.centre().y), trace);
        }
        return;
    }
    let mut x = row.right();
    for trace in kept.lines(panel).rev() {
        x -= entry_room(kept.str(trace.name), of.format, ruler);
        entry(scene, pt(x, row.centre().y), trace);
        x -= ENTRY;
    }
}

/// A sample of a line with its name and last value.
fn entry(scene: &mut Scene<'_>, at: Point, trace: &Trace) {
    let y = at.y.floor() + 0.5;
    scene
        .picture
        .line((at.x, y), (at.x + SWATCH, y), trace.stroke);
    let place = pt(at.x + SWATCH + SWATCH_SPACE, NAME.baseline(at.y));
    name(scene, place, trace);
}

/// A line's name and last value, in its ink.
fn name(scene: &mut Scene<'_>, at: Point, trace: &Trace) {
    let style = NAME.ink(trace.stroke.ink).halo(Ink::Card);
    let format = scene.kept.panels[trace.panel].format;
    let name = scene.kept.str(trace.name);
    match trace.last {
        Some((_, value)) => {
            let value = format.show(value);
            let text = say!("{name} {value}", "{name} {value}"; value);
            scene.picture.text(at, text, style);
        }
        None => scene.picture.text(at, name, style),
    }
}

/// The names at the right ends of the lines.
pub(super) fn ends(scene: &mut Scene<'_>, panel: usize, slots: &mut Vec<Slot>) {
    let plot = scene.layout.plot(panel);
    let (low, high) = (plot.y - 5.0, plot.bottom());
    slots.clear();
    let kept = scene.kept;
    for (index, trace) in kept.traces.iter().enumerate() {
        if let Some((_, value)) = trace.last.filter(|_| trace.panel == panel) {
            slots.push(Slot::new(scene.y(panel, value), index));
        }
    }
    slots.truncate(capacity(LABEL_GAP, low, high));
    spread(slots, LABEL_GAP, low, high);
    for slot in slots.iter() {
        let trace = &kept.traces[slot.owner];
        let x = plot.right() + LABEL_SPACE;
        if (slot.at - slot.want).abs() > 2.5 {
            let leader = trace.stroke.ink.stroke(1.0).alpha(0.5);
            scene
                .picture
                .line((plot.right() + 3.5, slot.want), (x - 1.5, slot.at), leader);
        }
        name(scene, pt(x + 1.0, NAME.baseline(slot.at)), trace);
    }
}

/// As many marks of time as have room for their labels.
pub(super) fn time_ticks(axis: TimeAxis, width: f32, ruler: Ruler) -> TimeTicks {
    let fits = |ticks: &TimeTicks| {
        let widest = ticks
            .iter()
            .map(|tick| ruler.width_fmt(format_args!("{tick}"), TICK))
            .fold(0.0, f32::max);
        ticks.len() as f32 * (widest + 22.0) <= width + widest
    };
    (2..=8)
        .rev()
        .map(|most| TimeTicks::new(axis.from, axis.to, most))
        .find(fits)
        .unwrap_or_else(|| TimeTicks::new(axis.from, axis.to, 1))
}

/// The labels of the time axis, except where the tag of the cross is.
pub(super) fn time_axis(scene: &mut Scene<'_>, tag: Option<Rect>) {
    let row = scene.layout.axis_row();
    for tick in scene.ticks.iter() {
        let x = scene.time.at(tick.time);
        let half = scene.ruler.width_fmt(format_args!("{tick}"), TICK) / 2.0;
        let x = x.clamp(half, (scene.layout.width - half).max(half));
        let place = Rect::new(x - half - 4.0, row.y, 2.0 * half + 8.0, row.h);
        if tag.is_none_or(|tag| !tag.overlaps(place)) {
            let at = pt(x, TICK.baseline(row.y + 13.0));
            scene
                .picture
                .text_fmt(at, format_args!("{tick}"), TICK.middle());
        }
    }
}
