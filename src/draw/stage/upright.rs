//! The layout from top to bottom, for narrow screens: producers, queue, workers.

use super::layout::{EDGE, Layout};
use super::outline::Outline;
use super::places::{GroupPlace, Level};
use super::track::Track;
use super::way::Way;
use crate::draw::{Rect, pt};

/// At the left and right.
const SIDE: f32 = 16.0;
/// Between bands, with a line in the middle.
const GAP: f32 = 40.0;
/// The height in which links find their way.
const LINK: f32 = 44.0;

/// Sets all places from `top` on and returns where they end.
pub(super) fn arrange(layout: &mut Layout, outline: &Outline, top: f32) -> f32 {
    let mut y = top;
    for queue in 0..outline.queues.len() {
        if queue > 0 {
            layout.dividers.push((y + GAP / 2.0).floor() + 0.5);
            y += GAP;
        }
        let bottom = place_boxes(layout, outline, queue, y);
        let (below, pill_bottom) = place_queue(layout, outline, queue, bottom);
        place_ways(layout, outline, queue, bottom);
        y = place_groups(layout, outline, queue, below, pill_bottom);
    }
    y
}

fn place_boxes(layout: &mut Layout, outline: &Outline, queue: usize, top: f32) -> f32 {
    let inner = layout.width - 2.0 * SIDE;
    let mine = |to: usize| to == queue;
    let count = outline.producers.iter().filter(|p| mine(p.to)).count();
    let gutter = if count > 2 { 36.0 } else { 16.0 };
    let w = ((inner - gutter) / 2.0).min(190.0).floor();
    let limited = outline.producers.iter().any(|p| mine(p.to) && p.limited);
    let h = if limited { 68.0 } else { 52.0 };
    let centre = (layout.width / 2.0).floor();
    let mut place = 0;
    for (producer, spot) in outline.producers.iter().zip(&mut layout.producers) {
        if !mine(producer.to) {
            continue;
        }
        let (row, col) = (place / 2, place % 2);
        let x = match (count, col) {
            (1, _) => centre - (w / 2.0).floor(),
            (_, 0) => centre - gutter / 2.0 - w,
            _ => centre + gutter / 2.0,
        };
        let y = top + row as f32 * (h + 14.0);
        spot.frame = Rect::new(x + 0.5, y.floor() + 0.5, w, h);
        place += 1;
    }
    let rows = count.div_ceil(2) as f32;
    top + (rows * (h + 14.0) - 14.0).max(0.0)
}

/// Places a queue below `top`; returns where the next thing may begin and where the pill ends.
fn place_queue(layout: &mut Layout, outline: &Outline, queue: usize, top: f32) -> (f32, f32) {
    let width = layout.width;
    let place = &mut layout.queues[queue];
    let locked = outline.lock;
    let inset = if locked { 30.0 } else { 22.0 };
    let x = SIDE + inset + 0.5;
    let room = width - SIDE - 22.0 - x;
    place.track = Track::fit(outline.queues[queue], room, 34.0);
    let (w, h) = place.track.size();
    place.title_room = width - x - SIDE;
    place.title_lines = if place.title_room >= 330.0 { 1 } else { 2 };
    place.title = pt(x + 1.5, top + LINK);
    let mut y = top + LINK + 18.0 * (place.title_lines - 1) as f32;
    y += if locked { 18.0 } else { 0.0 };
    y += if place.track.rows > 1 { 30.0 } else { 13.0 };
    let pill = Rect::new(x, y.floor() + 0.5, w.floor(), h);
    place.pill = pill;
    place.track.place(pill);
    place.door = pt(SIDE + 5.5, place.track.top());
    place.lane = pt(0.0, -15.0);
    place.lane_room = if locked {
        ((place.door.y - top - 12.0) / 15.0) as usize
    } else {
        1
    };
    place.padlock = locked.then(|| pt(x - 11.5, place.track.top()));
    place.exit = pt(pill.right(), place.track.head.y);
    let mut y = pill.bottom() + 26.0;
    if place.track.overflows {
        place.bar = Some(Rect::new(pill.x, y, pill.w, 6.0));
        y += 34.0;
    }
    if outline.queues[queue].is_some() {
        place.pile = Some(pt(pill.x + 16.0, y + 36.0));
        y += 50.0;
    }
    (y, pill.bottom())
}

fn place_ways(layout: &mut Layout, outline: &Outline, queue: usize, bottom: f32) {
    let target = layout.queues[queue];
    let entrance = pt(target.door.x, bottom + LINK - 8.0);
    let count = outline.producers.iter().filter(|p| p.to == queue).count();
    let trunk = (layout.width / 2.0).floor() + 0.5;
    for (producer, place) in outline.producers.iter().zip(&mut layout.producers) {
        if producer.to != queue {
            continue;
        }
        let frame = place.frame;
        let way = if count <= 2 {
            Way::from(pt(frame.centre().x, frame.bottom()))
        } else {
            let left = frame.centre().x < trunk;
            let side = if left { frame.right() } else { frame.x };
            let y = frame.centre().y;
            Way::from(pt(side, y))
                .turn_down(pt(trunk, y + 16.0))
                .line(pt(trunk, bottom))
        };
        place.inlet = pt(target.pill.x, target.door.y);
        place.way = way.down(entrance).line(target.door);
    }
}

/// Places the groups of a queue, one below the other, along a rail at the right.
fn place_groups(layout: &mut Layout, outline: &Outline, queue: usize, top: f32, pill: f32) -> f32 {
    let exit = layout.queues[queue].exit;
    let several = outline.groups.iter().filter(|g| g.from == queue).count() > 1;
    let rail = layout.width - SIDE - 5.5;
    let w = layout.width - 2.0 * SIDE - if several { 26.0 } else { 0.0 };
    let centre = (SIDE + w / 2.0).floor() + 0.5;
    let corner = Way::from(exit)
        .line(pt((rail - 12.0).max(exit.x), exit.y))
        .turn_down(pt(rail, exit.y + 12.0));
    let mut y = top.max(pill + 26.0);
    for (group, place) in outline.groups.iter().zip(&mut layout.groups) {
        if group.from != queue {
            continue;
        }
        let start = y.max(exit.y + 12.0);
        y = start + LINK - 6.0;
        place.title = pt(SIDE, y + 2.0);
        place.title_room = centre - SIDE - 18.0;
        y += 16.0;
        let framed = !matches!(place.level, Level::Large | Level::Small);
        let end = pt(centre, if framed { y } else { y - 8.0 });
        place.stem = corner.line(pt(rail, start)).down(end);
        y += place_group(place, SIDE, y, w, centre);
    }
    y.max(pill + EDGE)
}

/// Places the workers of a group from `y` on; returns their height.
fn place_group(place: &mut GroupPlace, x: f32, y: f32, w: f32, centre: f32) -> f32 {
    match place.level {
        Level::Empty => {
            place.frame = Rect::new(x, y, w, 40.0);
            place.first = place.frame.centre();
            40.0
        }
        Level::Large | Level::Small => tree(place, x, y, w, centre),
        Level::Grid => place.grid(x, y, w),
        Level::Whole => place.whole(x, y, w, centre),
    }
}

/// Workers in two columns on both sides of a trunk.
fn tree(place: &mut GroupPlace, x: f32, y: f32, w: f32, centre: f32) -> f32 {
    let (radius, pitch) = (19.0, 54.0);
    let single = place.workers == 1;
    place.tree = true;
    place.radius = radius;
    place.cols = if single { 1 } else { 2 };
    let half = if single { 0.0 } else { radius + 16.0 };
    place.pitch = pt(2.0 * half, pitch);
    place.first = pt(centre - half, y + 6.0 + radius);
    let rows = place.workers.div_ceil(place.cols) as f32;
    let h = (rows - 1.0) * pitch + 2.0 * radius + 8.0;
    place.frame = Rect::new(x, y, w, h);
    h
}
