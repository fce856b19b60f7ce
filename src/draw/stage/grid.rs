//! Things in columns, and the heights at which the links between them are short and straight.

use super::graph::Graph;
use super::outline::Outline;
use super::stack::{Item, settle};

/// A thing in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A producer.
    Producer(usize),
    /// A queue.
    Queue(usize),
    /// A group.
    Group(usize),
    /// A link that passes by.
    Passing(usize),
}

/// The things of all columns with their heights: producers, queues, groups, queues, groups, and so on.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    /// From left to right.
    pub columns: Vec<Vec<(Node, Item)>>,
}

impl Grid {
    /// Where a link passes through a column.
    pub fn passing(&self, column: usize, link: usize) -> Option<f32> {
        let found = (self.columns.get(column)?.iter()).find(|(one, _)| *one == Node::Passing(link));
        found.map(|(_, item)| item.at)
    }
}

/// Finds the heights at which links are short and straight, with `gap` between things.
pub(super) fn balance(grid: &mut Grid, outline: &Outline, graph: &Graph, gap: f32) {
    // The last one leads forward: groups stand beside their queues.
    for pass in 0..7 {
        let forward = pass % 2 == 0;
        let many = grid.columns.len();
        for step in 0..many {
            let column = if forward { step } else { many - 1 - step };
            let beside = if forward {
                column.checked_sub(1)
            } else {
                Some(column + 1)
            };
            let mut items = std::mem::take(&mut grid.columns[column]);
            let others = beside.and_then(|beside| grid.columns.get(beside));
            for (node, item) in &mut items {
                let heights = others.into_iter().flatten();
                let joined = heights.filter(|(other, _)| {
                    joins(outline, graph, *node, *other) || joins(outline, graph, *other, *node)
                });
                let (sum, count) =
                    joined.fold((0.0, 0), |(sum, n), (_, other)| (sum + other.at, n + 1));
                item.wish = if count > 0 {
                    sum / count as f32
                } else {
                    item.at
                };
            }
            if pass < 4 {
                items.sort_by(|(_, a), (_, b)| a.wish.total_cmp(&b.wish));
            }
            let mut bare: Vec<Item> = items.iter().map(|(_, item)| *item).collect();
            settle(&mut bare, gap);
            for ((_, item), settled) in items.iter_mut().zip(bare) {
                item.at = settled.at;
            }
            grid.columns[column] = items;
        }
    }
}

/// Whether a link leads from `a` to `b` in the next column.
fn joins(outline: &Outline, graph: &Graph, a: Node, b: Node) -> bool {
    let forward = |link: usize| !graph.back[link] && !graph.tray[outline.links[link].to];
    match (a, b) {
        (Node::Producer(producer), Node::Queue(queue)) => outline.producers[producer].to == queue,
        (Node::Queue(queue), Node::Group(group)) => outline.groups[group].from == queue,
        (Node::Group(group), Node::Queue(queue)) => {
            let mut links = outline.links.iter().enumerate();
            links.any(|(place, link)| link.group == group && link.to == queue && forward(place))
        }
        (Node::Group(group), Node::Passing(link)) => outline.links[link].group == group,
        (Node::Passing(link), Node::Queue(queue)) => outline.links[link].to == queue,
        (Node::Passing(one), Node::Passing(other)) => one == other,
        _ => false,
    }
}
