//! The ways of messages in the layout that lies on its side. Those that lead back run below everything.

use super::columns::Columns;
use super::graph::Graph;
use super::grid::Grid;
use super::layout::Layout;
use super::link_place::LinkPlace;
use super::outline::Outline;
use super::way::Way;
use super::wide::tray_below;
use crate::draw::{Point, pt};

/// From a way below everything to the next.
const LANE: f32 = 13.0;
/// Of a corner.
const TURN: f32 = 12.0;

/// Sets all ways; returns where the lowest of them ends.
pub(super) fn arrange(
    layout: &mut Layout,
    outline: &Outline,
    graph: &Graph,
    columns: &Columns,
    grid: &Grid,
    bottom: f32,
) -> f32 {
    let ways = Ways {
        outline,
        graph,
        columns,
        grid,
    };
    ways.producers(layout);
    ways.stems(layout);
    ways.links(layout, bottom)
}

struct Ways<'a> {
    outline: &'a Outline,
    graph: &'a Graph,
    columns: &'a Columns,
    grid: &'a Grid,
}

/// Where links come together before the door of a queue.
fn entrance(layout: &Layout, queue: usize) -> Point {
    let place = &layout.queues[queue];
    place.in_lane(place.lane_room as f32)
}

impl Ways<'_> {
    fn producers(&self, layout: &mut Layout) {
        for (index, producer) in self.outline.producers.iter().enumerate() {
            let entrance = entrance(layout, producer.to);
            let target = layout.queues[producer.to];
            let place = &mut layout.producers[index];
            let out = pt(place.frame.right(), place.frame.centre().y);
            place.inlet = pt(target.pill.x, target.door.y);
            place.way = Way::from(out).across(entrance).line(target.door);
        }
    }

    fn stems(&self, layout: &mut Layout) {
        for (place, group) in layout.groups.iter_mut().zip(&self.outline.groups) {
            let exit = layout.queues[group.from].exit;
            place.stem = if place.is_single() {
                Way::from(exit)
            } else {
                Way::from(exit).across(pt(place.frame.x, place.frame.centre().y))
            };
        }
    }

    fn links(&self, layout: &mut Layout, bottom: f32) -> f32 {
        layout.links.clear();
        let mut lanes = 0;
        for (index, link) in self.outline.links.iter().enumerate() {
            let outlet = layout.groups[link.group].outlet;
            let (mut label, mut below) = (None, false);
            let way = if self.graph.tray[link.to] {
                below = self.is_below(link.group, link.to);
                self.to_tray(layout, link.group, link.to, below)
            } else if self.graph.back[index] {
                let y = bottom + 20.0 + lanes as f32 * LANE;
                let way = self.back(layout, index, y.floor() + 0.5, lanes);
                label = Some(pt((outlet.x + layout.queues[link.to].door.x) / 2.0, y));
                lanes += 1;
                way
            } else {
                // Above the end of the link, and above those that have their end there too.
                let door = layout.queues[link.to].door;
                let before = self.outline.links[..index]
                    .iter()
                    .filter(|other| other.to == link.to)
                    .count();
                let end = pt(door.x - 15.0, door.y - 9.0 - 14.0 * before as f32);
                label = Some(self.middle(index).unwrap_or(end));
                self.forward(layout, index)
            };
            let splits = link.share < 0.9995 && !link.dead;
            layout.links.push(LinkPlace {
                way,
                below,
                label: label.filter(|_| splits),
            });
        }
        bottom
            + if lanes > 0 {
                22.0 + lanes as f32 * LANE
            } else {
                0.0
            }
    }

    /// The middle of a link's run past the first queue that it passes.
    fn middle(&self, index: usize) -> Option<Point> {
        let depth = self.graph.depth[self.outline.groups[self.outline.links[index].group].from];
        let y = self.grid.passing(2 * depth + 3, index)?;
        Some(pt(
            self.columns.queue(depth + 1) + self.columns.pill / 2.0,
            y + 0.5,
        ))
    }

    /// Straight on, through the gaps that other columns leave.
    fn forward(&self, layout: &Layout, index: usize) -> Way {
        let link = &self.outline.links[index];
        let depth = self.graph.depth[self.outline.groups[link.group].from];
        let mut way = Way::from(layout.groups[link.group].outlet);
        for column in 2 * depth + 3..2 * self.graph.depth[link.to] + 1 {
            let Some(y) = self.grid.passing(column, index) else {
                continue;
            };
            let (x, w) = if column % 2 == 1 {
                let x = self.columns.queue(column / 2) - self.columns.lobby;
                (x, self.columns.pill + self.columns.lobby)
            } else {
                (self.columns.group(column / 2 - 1), self.columns.worker)
            };
            let y = y + 0.5;
            way = way.across(pt(x, y)).line(pt(x + w, y));
        }
        way.across(entrance(layout, link.to))
            .line(layout.queues[link.to].door)
    }

    /// Down, along a lane below everything, and up again.
    fn back(&self, layout: &Layout, index: usize, y: f32, lane: usize) -> Way {
        let link = &self.outline.links[index];
        let (outlet, enter) = (layout.groups[link.group].outlet, entrance(layout, link.to));
        let aside = (lane % 3) as f32 * 6.0;
        let down = self
            .columns
            .group(self.graph.depth[self.outline.groups[link.group].from])
            + self.columns.worker.max(layout.groups[link.group].frame.w)
            + 14.0
            + aside;
        let up = enter.x - TURN - 2.0 - aside;
        Way::from(outlet)
            .line(pt((down - TURN).max(outlet.x), outlet.y))
            .turn_down(pt(down, outlet.y + TURN))
            .line(pt(down, y - TURN))
            .turn_aside(pt(down - TURN, y))
            .line(pt(up + TURN, y))
            .turn_down(pt(up, y - TURN))
            .line(pt(up, enter.y + TURN))
            .turn_aside(pt(enter.x, enter.y))
            .line(layout.queues[link.to].door)
    }

    /// Whether the box of a queue stands right below a group.
    fn is_below(&self, group: usize, tray: usize) -> bool {
        tray_below(self.outline, self.graph, group) == Some(tray)
    }

    /// Straight down to the box below; from elsewhere, beside the workers and to its side.
    fn to_tray(&self, layout: &Layout, group: usize, tray: usize, below: bool) -> Way {
        let outlet = layout.groups[group].outlet;
        let Some(frame) = layout.queues[tray].tray else {
            return Way::from(outlet);
        };
        if below {
            let foot = layout.groups[group].foot;
            return Way::from(foot).line(pt(foot.x, frame.y));
        }
        let side = outlet.x.max(frame.right()) + TURN;
        let y = frame.centre().y;
        Way::from(outlet)
            .line(pt(side - TURN, outlet.y))
            .turn_down(pt(side, outlet.y + TURN))
            .line(pt(side, y - TURN))
            .turn_aside(pt((side - TURN).min(frame.right() + TURN), y))
            .line(pt(frame.right(), y))
    }
}
