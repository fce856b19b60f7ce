//! The layout from top to bottom, for narrow screens: producers, queue, workers, their next queue, and so on. What
//! does not go on to the next thing below runs along the left edge.

use super::graph::Graph;
use super::group_place::{GroupPlace, Level};
use super::layout::{EDGE, Layout};
use super::link_place::LinkPlace;
use super::outline::{Loss, Outline};
use super::places::Pile;
use super::track::Track;
use super::way::Way;
use super::wide::{MOST_BOXES, TRAY, fails_below, tray_below};
use crate::draw::{Rect, pt};

/// At the left and right.
const SIDE: f32 = 16.0;
/// Between a group and the next thing.
const GAP: f32 = 26.0;
/// The height in which links find their way.
const LINK: f32 = 44.0;
/// From a way along the edge to the next.
const LANE: f32 = 7.0;

/// Sets all places from `top` on and returns where they end.
pub(super) fn arrange(layout: &mut Layout, outline: &Outline, graph: &Graph, top: f32) -> f32 {
    let stream = graph.stream();
    let mut y = top;
    let mut place = Upright {
        left: SIDE + LANE * lanes(outline, graph, &stream).saturating_sub(1) as f32,
        outline,
        graph,
    };
    for (step, queue) in stream.iter().enumerate() {
        if step > 0 {
            y += GAP;
        }
        let bottom = place.boxes(layout, *queue, y);
        let (below, pill_bottom) = place.queue(layout, *queue, bottom);
        place.ways(layout, *queue, bottom);
        y = place.groups(layout, *queue, below, pill_bottom);
    }
    place.links(layout, &stream);
    y
}

/// Whether a link goes straight down to the next thing: from the last group of a queue to the next queue, where no
/// producer stands between them.
fn is_straight(outline: &Outline, graph: &Graph, stream: &[usize], link: usize) -> bool {
    let link = &outline.links[link];
    let from = outline.groups[link.group].from;
    let last = outline.groups.iter().rposition(|group| group.from == from);
    let next = stream.iter().skip_while(|queue| **queue != from).nth(1);
    let free = !outline
        .producers
        .iter()
        .any(|producer| producer.to == link.to);
    let foot = tray_below(outline, graph, link.group).is_some() || fails_below(outline, link.group);
    last == Some(link.group) && next == Some(&link.to) && free && !foot
}

/// How many ways run along the left edge: one for each group that needs it.
fn lanes(outline: &Outline, graph: &Graph, stream: &[usize]) -> usize {
    let aside = |group: usize| {
        let mut links = outline.links.iter().enumerate();
        links.any(|(place, link)| {
            link.group == group
                && !graph.tray[link.to]
                && !is_straight(outline, graph, stream, place)
        })
    };
    (0..outline.groups.len())
        .filter(|group| aside(*group))
        .count()
}

struct Upright<'a> {
    outline: &'a Outline,
    graph: &'a Graph,
    /// Where slots and words begin, beside the ways along the edge.
    left: f32,
}

impl Upright<'_> {
    fn boxes(&self, layout: &mut Layout, queue: usize, top: f32) -> f32 {
        let mine = |to: usize| to == queue;
        let count = self.outline.producers.iter().filter(|p| mine(p.to)).count();
        let inner = layout.width - self.left - SIDE;
        let gutter = if count > 2 { 36.0 } else { 16.0 };
        let w = ((inner - gutter) / 2.0).min(190.0).floor();
        let limited = self
            .outline
            .producers
            .iter()
            .any(|p| mine(p.to) && p.limited);
        let h = if limited { 68.0 } else { 52.0 };
        let centre = (self.left + inner / 2.0).floor();
        let mut place = 0;
        for (producer, spot) in self.outline.producers.iter().zip(&mut layout.producers) {
            if !mine(producer.to) {
                continue;
            }
            let boxed = place.min(MOST_BOXES - 1);
            let (row, col) = (boxed / 2, boxed % 2);
            let x = match (count, col) {
                (1, _) => centre - (w / 2.0).floor(),
                (_, 0) => centre - gutter / 2.0 - w,
                _ => centre + gutter / 2.0,
            };
            let y = top + row as f32 * (h + 14.0);
            spot.frame = Rect::new(x + 0.5, y.floor() + 0.5, w, h);
            spot.shares = count > MOST_BOXES && boxed == MOST_BOXES - 1;
            spot.hidden = spot.shares && place > boxed;
            place += 1;
        }
        let rows = count.min(MOST_BOXES).div_ceil(2) as f32;
        top + (rows * (h + 14.0) - 14.0).max(0.0)
    }

    /// Places a queue below `top`; returns where the next thing may begin and where the pill ends.
    fn queue(&self, layout: &mut Layout, queue: usize, top: f32) -> (f32, f32) {
        let (width, outline) = (layout.width, self.outline);
        let place = &mut layout.queues[queue];
        let locked = outline.lock;
        let inset = if locked { 30.0 } else { 22.0 };
        let x = self.left + inset + 0.5;
        let room = width - SIDE - 22.0 - x;
        place.track = Track::fit(outline.queues[queue].bound, room, 34.0);
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
        place.door = pt(self.left + 5.5, place.track.top());
        place.lane = pt(0.0, -15.0);
        let above = ((place.door.y - top - 12.0) / 15.0) as usize;
        place.lane_room = match (locked, outline.confirms || outline.queues[queue].blocks) {
            (true, _) => above,
            (false, true) => above.min(3),
            (false, false) => 1,
        };
        place.padlock = locked.then(|| pt(x - 11.5, place.track.top()));
        place.exit = pt(pill.right(), place.track.head.y);
        let room = width - SIDE - 12.0 - x;
        let below = place.place_below(&outline.queues[queue], pill.bottom() + 26.0, room);
        (below, pill.bottom())
    }

    fn ways(&self, layout: &mut Layout, queue: usize, bottom: f32) {
        let target = layout.queues[queue];
        let entrance = pt(target.door.x, bottom + LINK - 8.0);
        let mine = |p: &&super::outline::ProducerOutline| p.to == queue;
        let count = self.outline.producers.iter().filter(mine).count();
        let trunk = (self.left + (layout.width - self.left - SIDE) / 2.0).floor() + 0.5;
        for (producer, place) in self.outline.producers.iter().zip(&mut layout.producers) {
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
    fn groups(&self, layout: &mut Layout, queue: usize, top: f32, pill: f32) -> f32 {
        let exit = layout.queues[queue].exit;
        let mine = |index: &usize| self.outline.groups[*index].from == queue;
        let several = (0..self.outline.groups.len()).filter(mine).count() > 1;
        let rail = layout.width - SIDE - 5.5;
        let w = layout.width - self.left - SIDE - if several { 26.0 } else { 0.0 };
        let centre = (self.left + w / 2.0).floor() + 0.5;
        let corner = Way::from(exit)
            .line(pt((rail - 12.0).max(exit.x), exit.y))
            .turn_down(pt(rail, exit.y + 12.0));
        let mut y = top.max(pill + 26.0);
        for index in (0..self.outline.groups.len()).filter(mine) {
            let start = y.max(exit.y + 12.0);
            y = start + LINK - 6.0;
            let workers = self.outline.groups[index].workers;
            let mut place = GroupPlace::new(workers, level(workers));
            place.title = pt(self.left, y + 2.0);
            place.title_room = centre - self.left - 18.0;
            y += 16.0;
            let end = pt(centre, if place.is_single() { y - 8.0 } else { y });
            place.stem = corner.line(pt(rail, start)).down(end);
            y += place_group(&mut place, self.left, y, w, centre);
            place.outlet = pt(centre, y);
            layout.groups[index] = place;
            y = self.foot(layout, index, y, centre);
        }
        y.max(pill + EDGE)
    }

    /// What stands below a group, and the room for ways from it along the edge.
    fn foot(&self, layout: &mut Layout, group: usize, y: f32, centre: f32) -> f32 {
        let mut y = y;
        let leads =
            |link: &super::outline::LinkOutline| link.group == group && !self.graph.tray[link.to];
        if self.outline.links.iter().any(leads) {
            y += 20.0;
        }
        if let Some(tray) = tray_below(self.outline, self.graph, group) {
            let frame = Rect::new(
                (centre - 80.0).floor() + 0.5,
                (y + 20.0).floor() + 0.5,
                160.0,
                TRAY,
            );
            layout.queues[tray].tray = Some(frame);
            y = frame.bottom();
        }
        if fails_below(self.outline, group) {
            let from = self.outline.groups[group].from;
            let pile = Pile::within(self.left, y + 8.0, layout.width - self.left - SIDE);
            layout.queues[from].piles[Loss::Failed as usize] = Some(pile);
            y += 8.0 + Pile::HEIGHT;
        }
        y
    }

    fn links(&mut self, layout: &mut Layout, stream: &[usize]) {
        layout.links.clear();
        let mut lane = 0.0;
        for group in 0..self.outline.groups.len() {
            let mut used = false;
            for (index, link) in self.outline.links.iter().enumerate() {
                if link.group != group {
                    continue;
                }
                let outlet = layout.groups[group].outlet;
                let target = layout.queues[link.to];
                let way = if let Some(tray) = target.tray {
                    Way::from(outlet).down(pt(tray.centre().x, tray.y))
                } else if is_straight(self.outline, self.graph, stream, index) {
                    Way::from(outlet)
                        .down(pt(target.door.x, target.title.y - 12.0))
                        .line(target.door)
                } else {
                    used = true;
                    aside(layout, group, target.door, 6.5 + LANE * lane)
                };
                let splits = link.share < 0.9995 && !link.dead;
                let label = pt(target.door.x - 4.0, target.door.y + 18.0);
                let place = LinkPlace {
                    way,
                    below: false,
                    label: splits.then_some(label),
                };
                layout.links.push(place);
            }
            lane += if used { 1.0 } else { 0.0 };
        }
    }
}

/// From a group along the left edge to a door.
fn aside(layout: &Layout, group: usize, door: crate::draw::Point, lane: f32) -> Way {
    let outlet = layout.groups[group].outlet;
    let y = outlet.y + 14.0;
    let turn = if door.y > y { 10.0 } else { -10.0 };
    Way::from(outlet)
        .turn_aside(pt(outlet.x - 14.0, y))
        .line(pt(lane + 10.0, y))
        .turn_down(pt(lane, y + turn))
        .line(pt(lane, door.y - turn))
        .turn_aside(pt(lane + 10.0, door.y))
        .line(door)
}

/// How closely a group of so many workers is looked at.
const fn level(workers: usize) -> Level {
    match workers {
        0 => Level::Empty,
        1..=8 => Level::Large,
        9..=60 => Level::Grid,
        _ => Level::Whole,
    }
}

/// Places the workers of a group from `y` on; returns their height.
fn place_group(place: &mut GroupPlace, x: f32, y: f32, w: f32, centre: f32) -> f32 {
    match place.level {
        Level::Empty => {
            place.frame = Rect::new(x, y, w, 40.0);
            place.first = place.frame.centre();
            40.0
        }
        Level::Large | Level::Small | Level::Bare => tree(place, x, y, w, centre),
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
