//! The layout from left to right: producers, queue, workers.

use super::layout::Layout;
use super::outline::Outline;
use super::places::{GroupPlace, Level, QueuePlace};
use super::track::Track;
use super::way::Way;
use crate::draw::{Rect, pt};

/// Between bands, with a line in the middle.
const GAP: f32 = 44.0;
/// Between boxes of one column.
const STACK: f32 = 16.0;

/// The columns that all bands share.
struct Columns {
    left: f32,
    producer: f32,
    lobby: f32,
    link: f32,
    pill: f32,
    right: f32,
    worker: f32,
}

impl Columns {
    fn of(width: f32, lock: bool) -> Self {
        let tight = width < 800.0;
        let left = if tight { 20.0 } else { 28.0 };
        let producer = (width * 0.14).clamp(136.0, 152.0).floor();
        let worker = (width * 0.19).clamp(172.0, 194.0).floor();
        let lobby = match (lock, tight) {
            (false, _) => 0.0,
            (true, false) => 112.0,
            (true, true) => 66.0,
        };
        let right = width - left - worker;
        let middle = right - left - producer;
        let link = (middle * 0.155).clamp(54.0, 110.0).floor();
        Self {
            left,
            producer,
            lobby,
            link,
            pill: middle - 2.0 * link - lobby,
            right,
            worker,
        }
    }
}

/// Sets all places from `top` on and returns where they end.
pub(super) fn arrange(layout: &mut Layout, outline: &Outline, top: f32) -> f32 {
    let columns = Columns::of(layout.width, outline.lock);
    let mut y = top;
    for queue in 0..outline.queues.len() {
        if queue > 0 {
            layout.dividers.push((y + GAP / 2.0).floor() + 0.5);
            y += GAP;
        }
        y = band(layout, outline, &columns, queue, y);
    }
    y
}

/// Places a queue with those who publish to it and take from it.
fn band(layout: &mut Layout, outline: &Outline, columns: &Columns, queue: usize, top: f32) -> f32 {
    let place = &mut layout.queues[queue];
    place.track = Track::fit(outline.queues[queue], columns.pill, 18.0);
    let (w, h) = place.track.size();
    let room = w + columns.link * 0.4;
    place.title_lines = match room {
        r if r >= 330.0 => 1,
        r if r >= 225.0 => 2,
        _ => 3,
    };
    place.title_room = room;
    let tail_label = if place.track.rows > 1 { 18.0 } else { 0.0 };
    let above = 18.0 * place.title_lines as f32 + 14.0 + tail_label;
    let bar = if place.track.overflows { 34.0 } else { 0.0 };
    let refusing = outline.queues[queue].is_some();
    let below = 24.0 + bar + if refusing { 54.0 } else { 0.0 };

    let boxes = producers_height(outline, queue);
    let (groups, first_title) = groups_height(layout, outline, columns, queue);
    let up = (boxes / 2.0)
        .max(h / 2.0 + above)
        .max((groups - first_title) / 2.0 + first_title);
    let down = (boxes / 2.0)
        .max(h / 2.0 + below)
        .max((groups - first_title) / 2.0);
    let middle = (top + up).floor();

    place_queue(
        &mut layout.queues[queue],
        columns,
        middle,
        refusing,
        tail_label,
    );
    place_producers(layout, outline, columns, queue, middle - boxes / 2.0);
    let start = middle - (groups - first_title) / 2.0 - first_title;
    place_groups(layout, outline, columns, queue, start);
    (middle + down).ceil()
}

fn place_queue(place: &mut QueuePlace, columns: &Columns, middle: f32, refusing: bool, tail: f32) {
    let (w, h) = place.track.size();
    let start = columns.left + columns.producer + columns.link + columns.lobby;
    let x = (start + (columns.pill - w).max(0.0) / 2.0).floor();
    let pill = Rect::new(x + 0.5, middle - (h / 2.0).floor() + 0.5, w.floor(), h);
    place.pill = pill;
    place.track.place(pill);
    let lines = (place.title_lines - 1) as f32 * 18.0;
    place.title = pt(pill.x + 1.5, pill.y - 13.0 - lines - tail);
    let (y_in, y_out) = (place.track.top(), place.track.head.y);
    let locked = columns.lobby > 0.0;
    place.door = pt(pill.x - if locked { 36.0 } else { 12.0 }, y_in);
    place.lane = pt(-15.0, 0.0);
    place.lane_room = if locked {
        ((columns.lobby - 26.0) / 15.0) as usize
    } else {
        1
    };
    place.padlock = locked.then(|| pt(pill.x - 15.0, y_in));
    place.exit = pt(pill.right(), y_out);
    let mut y = pill.bottom() + 26.0;
    if place.track.overflows {
        place.bar = Some(Rect::new(pill.x, y, pill.w, 6.0));
        y += 34.0;
    }
    place.pile = refusing.then(|| pt(pill.x + 22.0, y + 36.0));
}

const fn box_height(limited: bool, compact: bool) -> f32 {
    match (compact, limited) {
        (true, _) => 34.0,
        (false, false) => 52.0,
        (false, true) => 68.0,
    }
}

/// Many producers have a line each.
fn are_compact(outline: &Outline, queue: usize) -> bool {
    outline.producers.iter().filter(|p| p.to == queue).count() > 6
}

fn producers_height(outline: &Outline, queue: usize) -> f32 {
    let compact = are_compact(outline, queue);
    let gap = if compact { STACK / 2.0 } else { STACK };
    let mine = outline.producers.iter().filter(|p| p.to == queue);
    let sum: f32 = mine.map(|p| box_height(p.limited, compact) + gap).sum();
    (sum - gap).max(0.0)
}

fn place_producers(layout: &mut Layout, outline: &Outline, c: &Columns, queue: usize, top: f32) {
    let compact = are_compact(outline, queue);
    let target = layout.queues[queue];
    let entrance = target.in_lane(target.lane_room as f32);
    let mut y = top.floor() + 0.5;
    for (producer, place) in outline.producers.iter().zip(&mut layout.producers) {
        if producer.to != queue {
            continue;
        }
        let h = box_height(producer.limited, compact);
        place.compact = compact;
        place.frame = Rect::new(c.left + 0.5, y, c.producer, h);
        let out = pt(place.frame.right(), place.frame.centre().y);
        place.inlet = pt(target.pill.x, target.door.y);
        place.way = Way::from(out).across(entrance).line(target.door);
        y += h + if compact { STACK / 2.0 } else { STACK };
    }
}

/// The height of a queue's groups, and what of it is the first one's title.
fn groups_height(layout: &mut Layout, outline: &Outline, c: &Columns, queue: usize) -> (f32, f32) {
    let mut sum = 0.0;
    let mut first = 0.0;
    for (group, place) in outline.groups.iter().zip(&mut layout.groups) {
        if group.from == queue {
            if sum == 0.0 {
                first = title_height(place);
            } else {
                sum += GAP / 2.0;
            }
            sum += title_height(place) + place_group(place, c, 0.0);
        }
    }
    (sum, first)
}

/// Above workers in a frame their name stands further off.
const fn title_height(place: &GroupPlace) -> f32 {
    match place.level {
        Level::Large | Level::Small => 26.0,
        _ => 24.0,
    }
}

fn place_groups(layout: &mut Layout, outline: &Outline, c: &Columns, queue: usize, top: f32) {
    let exit = layout.queues[queue].exit;
    let mut y = top.floor() + 0.5;
    for (group, place) in outline.groups.iter().zip(&mut layout.groups) {
        if group.from != queue {
            continue;
        }
        place.title = pt(c.right, y + 11.0);
        place.title_room = c.worker;
        y += title_height(place);
        let h = place_group(place, c, y);
        place.stem = match place.level {
            Level::Large | Level::Small => Way::from(exit),
            _ => Way::from(exit).across(pt(c.right, place.frame.centre().y)),
        };
        y += h + GAP / 2.0;
    }
}

/// Places the workers of a group from `y` on; returns their height.
fn place_group(place: &mut GroupPlace, c: &Columns, y: f32) -> f32 {
    match place.level {
        Level::Empty => {
            place.frame = Rect::new(c.right, y, c.worker, 52.0);
            place.first = place.frame.centre();
            52.0
        }
        Level::Large => rows(place, c, y, 23.0, 60.0),
        Level::Small => rows(place, c, y, 14.0, 37.0),
        Level::Grid => place.grid(c.right, y, c.worker),
        Level::Whole => place.whole(c.right, y, c.worker, c.right + 46.0),
    }
}

fn rows(place: &mut GroupPlace, c: &Columns, y: f32, radius: f32, pitch: f32) -> f32 {
    let h = (place.workers - 1) as f32 * pitch + 2.0 * radius;
    place.radius = radius;
    place.cols = 1;
    place.pitch = pt(0.0, pitch);
    place.first = pt(c.right + radius, y + radius);
    place.frame = Rect::new(c.right, y, c.worker, h);
    h
}
