//! The layout from left to right, as messages flow: producers, queues, workers, their next queues, and so on.

use super::columns::{Columns, Detail};
use super::graph::Graph;
use super::grid::{Grid, Node, balance};
use super::group_place::{GroupPlace, Level};
use super::layout::Layout;
use super::outline::{Loss, Outline};
use super::places::{Pile, QueuePlace};
use super::stack::Item;
use super::track::Track;
use crate::draw::{Rect, pt};

/// Between things above each other.
const GAP: f32 = 26.0;
/// Boxes of producers for one queue; further ones share the last.
pub(super) const MOST_BOXES: usize = 12;
/// The height of the box of a queue that only keeps what failed.
pub(super) const TRAY: f32 = 40.0;
/// The height that a link needs which passes by.
const PASSING: f32 = 14.0;

/// Sets all places, the first `top` below the upper edge, and returns where they end.
pub(super) fn arrange(layout: &mut Layout, outline: &Outline, graph: &Graph, top: f32) -> f32 {
    let columns = Columns::of(outline, graph, layout.width);
    layout.width = columns.width;
    for queue in 0..outline.queues.len() {
        size_queue(&mut layout.queues[queue], outline, &columns, queue);
    }
    for (place, group) in layout.groups.iter_mut().zip(&outline.groups) {
        *place = GroupPlace::new(group.workers, columns.level(group.workers));
        size_group(place, &columns);
    }
    let mut grid = fill(layout, outline, graph);
    balance(
        &mut grid,
        outline,
        graph,
        if columns.dense { 14.0 } else { GAP },
    );
    let items = || grid.columns.iter().flatten().map(|(_, item)| item);
    let highest = items()
        .map(|item| item.at - item.above)
        .fold(f32::MAX, f32::min);
    let shift = (top - highest).ceil();
    for (_, item) in grid.columns.iter_mut().flatten() {
        item.at = (item.at + shift).floor();
    }
    place(layout, outline, graph, &columns, &grid);
    let items = grid.columns.iter().flatten().map(|(_, item)| item);
    let bottom = items.map(|item| item.at + item.below).fold(top, f32::max);
    super::wide_links::arrange(layout, outline, graph, &columns, &grid, bottom)
}

fn size_queue(place: &mut QueuePlace, outline: &Outline, columns: &Columns, queue: usize) {
    let outline = &outline.queues[queue];
    place.track = Track::fit(outline.bound, columns.pill, 18.0);
    let (w, h) = place.track.size();
    // Where little room is between columns, words keep to the slots.
    let beyond = if columns.detail == Detail::Full {
        0.4
    } else {
        0.6
    };
    place.title_room = w.max(columns.pill.min(150.0)) + columns.link * beyond;
    place.title_lines = match place.title_room {
        r if r >= 330.0 => 1,
        r if r >= 225.0 => 2,
        _ => 3,
    };
    place.terse = columns.dense;
    if place.terse {
        place.title_lines = if place.title_room >= 160.0 { 1 } else { 2 };
    }
    place.pill = Rect::new(0.0, 0.0, w.floor(), h);
    place.tray = None;
}

/// Sizes the workers of a group; its frame is then as high as they are.
fn size_group(place: &mut GroupPlace, columns: &Columns) {
    let w = columns.worker;
    place.title_room = w + columns.link - 20.0;
    let wide = columns.detail == Detail::Full || columns.dense && place.title_room >= 140.0;
    place.title_lines = if wide { 1 } else { 2 };
    match place.level {
        Level::Empty => place.frame = Rect::new(0.0, 0.0, w, 52.0),
        Level::Large => rows(place, w, 23.0, 60.0),
        Level::Small => rows(place, w, 14.0, 37.0),
        Level::Bare => rows(place, 46.0, 15.0, 37.0),
        Level::Grid => {
            place.grid(0.0, 0.0, w);
        }
        Level::Whole => {
            let centre = if w < GroupPlace::NARROW {
                w / 2.0
            } else {
                46.0
            };
            place.whole(0.0, 0.0, w, centre);
        }
    }
}

fn rows(place: &mut GroupPlace, w: f32, radius: f32, pitch: f32) {
    let h = place.workers.saturating_sub(1) as f32 * pitch + 2.0 * radius;
    place.radius = radius;
    place.cols = 1;
    place.pitch = pt(0.0, pitch);
    place.first = pt(radius, radius);
    place.frame = Rect::new(0.0, 0.0, w, h);
}

/// Above workers in a frame their name stands further off.
const fn title_height(place: &GroupPlace) -> f32 {
    let above = if place.is_single() { 26.0 } else { 24.0 };
    above + 17.0 * (place.title_lines - 1) as f32
}

/// Above the slots: name, figures and the word at the tail of several rows.
fn above_pill(place: &QueuePlace) -> f32 {
    18.0 * place.title_lines as f32 + tail_height(place) + if place.terse { 6.0 } else { 14.0 }
}

/// For the word at the tail of several rows.
const fn tail_height(place: &QueuePlace) -> f32 {
    if place.track.rows > 1 && !place.terse {
        18.0
    } else {
        0.0
    }
}

/// From the slots to what is below them.
const fn below_pill(place: &QueuePlace) -> f32 {
    if place.terse { 6.0 } else { 26.0 }
}

/// Puts every node into its column.
fn fill(layout: &mut Layout, outline: &Outline, graph: &Graph) -> Grid {
    let mut grid = Grid {
        columns: vec![Vec::new(); 2 * graph.columns() + 1],
    };
    let item = |above: f32, below: f32| Item {
        above,
        below,
        ..Item::default()
    };
    for queue in graph.stream() {
        let depth = graph.depth[queue];
        let mine = |p: &super::outline::ProducerOutline| p.to == queue;
        let count = outline.producers.iter().filter(|p| mine(p)).count();
        let compact = count > 6;
        for (index, producer) in outline
            .producers
            .iter()
            .enumerate()
            .filter(|(_, p)| mine(p))
            .take(MOST_BOXES)
        {
            let half =
                box_height(producer.limited, compact) / 2.0 - if compact { 9.0 } else { 5.0 };
            grid.columns[2 * depth].push((Node::Producer(index), item(half, half)));
        }
        let place = &mut layout.queues[queue];
        let pill = place.pill;
        let below = place.place_below(
            &outline.queues[queue],
            pill.bottom() + below_pill(place),
            place.title_room,
        );
        let mut node = item(pill.h / 2.0 + above_pill(place), below - pill.h / 2.0);
        let mut groups = Vec::new();
        for (index, group) in layout.groups.iter().enumerate() {
            if outline.groups[index].from == queue {
                let half = group.frame.h / 2.0;
                let foot = foot_height(outline, graph, index);
                groups.push((
                    Node::Group(index),
                    item(half + title_height(group), half + foot),
                ));
            }
        }
        // A queue takes as much height as its groups, so that they can stand right beside it.
        if let [(_, only)] = groups[..] {
            node.above = node.above.max(only.above);
            node.below = node.below.max(only.below);
        } else {
            let all: f32 = groups
                .iter()
                .map(|(_, group)| group.above + group.below + GAP)
                .sum();
            node.above = node.above.max((all - GAP) / 2.0);
            node.below = node.below.max((all - GAP) / 2.0);
        }
        grid.columns[2 * depth + 1].push((Node::Queue(queue), node));
        grid.columns[2 * depth + 2].extend(groups);
    }
    for (place, link) in outline.links.iter().enumerate() {
        if graph.back[place] || graph.tray[link.to] {
            continue;
        }
        let from = graph.depth[outline.groups[link.group].from];
        for column in 2 * from + 3..2 * graph.depth[link.to] + 1 {
            grid.columns[column].push((Node::Passing(place), item(PASSING / 2.0, PASSING / 2.0)));
        }
    }
    grid
}

pub(super) const fn box_height(limited: bool, compact: bool) -> f32 {
    match (compact, limited) {
        (true, _) => 34.0,
        (false, false) => 52.0,
        (false, true) => 68.0,
    }
}

/// Below the last group of a queue: what failed too often, or for good.
fn foot_height(outline: &Outline, graph: &Graph, group: usize) -> f32 {
    let mut h = 0.0;
    if tray_below(outline, graph, group).is_some() {
        h += TRAY + 26.0;
    }
    if fails_below(outline, group) {
        h += Pile::HEIGHT + 8.0;
    }
    h
}

/// The last group of a queue has its lost messages below it.
pub(super) fn fails_below(outline: &Outline, group: usize) -> bool {
    let from = outline.groups[group].from;
    let last = outline.groups.iter().rposition(|other| other.from == from);
    last == Some(group) && outline.queues[from].loses[Loss::Failed as usize]
}

/// The queue for failed messages whose box stands below this group: the first of those that fill it.
pub(super) fn tray_below(outline: &Outline, graph: &Graph, group: usize) -> Option<usize> {
    let from = outline.groups[group].from;
    let tray = outline.queues[from]
        .dead_letter
        .filter(|to| graph.tray[*to])?;
    let first = outline
        .queues
        .iter()
        .position(|queue| queue.dead_letter == Some(tray));
    let last = outline.groups.iter().rposition(|other| other.from == from);
    (first == Some(from) && last == Some(group)).then_some(tray)
}

/// Puts everything to its height.
fn place(layout: &mut Layout, outline: &Outline, graph: &Graph, c: &Columns, grid: &Grid) {
    for (column, items) in grid.columns.iter().enumerate() {
        for (node, item) in items {
            match *node {
                Node::Queue(queue) => place_queue(layout, outline, c, graph, queue, item.at),
                Node::Group(group) => place_group(layout, outline, c, graph, group, item.at),
                Node::Producer(producer) => {
                    let x = if column == 0 {
                        c.first()
                    } else {
                        c.group(column / 2 - 1)
                    };
                    place_producer(layout, outline, c, producer, (x, item.at));
                }
                Node::Passing(_) => {}
            }
        }
    }
}

fn place_queue(
    layout: &mut Layout,
    outline: &Outline,
    c: &Columns,
    graph: &Graph,
    queue: usize,
    middle: f32,
) {
    let place = &mut layout.queues[queue];
    let (w, h) = (place.pill.w, place.pill.h);
    let x = (c.queue(graph.depth[queue]) + (c.pill - w).max(0.0) / 2.0).floor();
    let pill = Rect::new(x + 0.5, middle - (h / 2.0).floor() + 0.5, w, h);
    place.pill = pill;
    place.track.place(pill);
    let tail = tail_height(place);
    let lines = (place.title_lines - 1) as f32 * 18.0;
    place.title = pt(
        pill.x + 1.5,
        pill.y - if place.terse { 8.0 } else { 13.0 } - lines - tail,
    );
    let (y_in, y_out) = (place.track.top(), place.track.head.y);
    let locked = outline.lock;
    place.door = pt(pill.x - if locked { 36.0 } else { 12.0 }, y_in);
    place.lane = pt(-15.0, 0.0);
    place.lane_room = match (locked, outline.confirms || outline.queues[queue].blocks) {
        (true, _) => ((c.lobby - 26.0) / 15.0) as usize,
        (false, true) => 3,
        (false, false) => 1,
    };
    place.padlock = locked.then(|| pt(pill.x - 15.0, y_in));
    place.exit = pt(pill.right(), y_out);
    place.place_below(
        &outline.queues[queue],
        pill.bottom() + below_pill(place),
        place.title_room,
    );
}

fn place_producer(
    layout: &mut Layout,
    outline: &Outline,
    c: &Columns,
    producer: usize,
    (x, y): (f32, f32),
) {
    let to = outline.producers[producer].to;
    let mine = || {
        outline
            .producers
            .iter()
            .enumerate()
            .filter(|(_, p)| p.to == to)
    };
    let compact = mine().count() > 6;
    let h = box_height(outline.producers[producer].limited, compact);
    let frame = Rect::new(x + 0.5, (y - h / 2.0).floor() + 0.5, c.producer, h);
    let last = mine().nth(MOST_BOXES - 1).map(|(index, _)| index);
    for (index, _) in mine() {
        // Those for whom there is no box share the last one.
        let shares = mine().count() > MOST_BOXES && last.is_some_and(|last| index >= last);
        if index == producer || shares && last == Some(producer) {
            let place = &mut layout.producers[index];
            (place.frame, place.compact, place.shares) = (frame, compact, shares);
            place.hidden = shares && index != producer;
        }
    }
}

fn place_group(
    layout: &mut Layout,
    outline: &Outline,
    c: &Columns,
    graph: &Graph,
    group: usize,
    middle: f32,
) {
    let from = outline.groups[group].from;
    let place = &mut layout.groups[group];
    let x = c.group(graph.depth[from]);
    let top = (middle - place.frame.h / 2.0).floor() + 0.5;
    place.frame = Rect::new(x, top, place.frame.w, place.frame.h);
    place.first = pt(place.first.x + x, place.first.y + top);
    if place.level == Level::Empty {
        place.first = place.frame.centre();
    }
    place.title = pt(x, top - title_height(place) + 11.0);
    place.outlet = pt(
        place.frame.right() + if place.has_words() { 8.0 } else { 0.0 },
        place.frame.centre().y,
    );
    let beside = if place.is_single() {
        place.radius + 5.5
    } else {
        0.0
    };
    place.foot = pt(place.first.x + beside, place.frame.bottom() + 4.0);
    let (bottom, w) = (place.frame.bottom(), c.worker.max(118.0));
    let mut y = bottom;
    if let Some(tray) = tray_below(outline, graph, group) {
        let frame = Rect::new(x + 0.5, (y + 26.0).floor() + 0.5, w.min(150.0), TRAY);
        layout.queues[tray].tray = Some(frame);
        y = frame.bottom();
    }
    if fails_below(outline, group) {
        layout.queues[from].piles[Loss::Failed as usize] = Some(Pile::within(x, y + 8.0, w));
    }
}
