//! The knobs, grouped by node: made from tables with a line for each field of the scenario.
//!
//! * [`spec`]: what a line says
//! * `producer`, `queue`, `consumer`, `broker`: the tables
//! * [`families`]: the fields of distributions
//! * [`node`]: the nodes and their tables
//! * `build`: a knob for a line
//! * [`list`]: lists as lines of text
//! * `notes`: what a value means for the system
//! * [`parts`]: what can be added and taken away

mod alert;
mod broker;
mod build;
mod client;
mod consumer;
mod control;
mod delivery;
pub mod entry;
pub mod families;
mod fault;
#[cfg(test)]
mod full;
mod labels;
mod link;
pub mod list;
pub mod node;
mod notes;
mod partitions;
pub mod parts;
mod producer;
mod queue;
mod route;
pub mod spec;
#[cfg(test)]
mod tests;

use super::field::{Field, Side};
use super::knob::{Addition, Card, Part};
use crate::scenario::Scenario;
use crate::theory::Load;
use build::Builder;
use node::Node;
pub use producer::PROCESSES;
use serde_json::Value;
use std::collections::BTreeSet;

/// What the knobs are about.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The scenario in force.
    pub now: &'a Scenario,
    /// It as a document.
    pub document: &'a Value,
    /// The document that was opened.
    pub opened: &'a Value,
    /// The load of every queue.
    pub loads: &'a [Load],
    /// Parts that stay in sight though their fields are at their defaults.
    pub kept: &'a BTreeSet<Field>,
}

/// All cards, in the order of flow; the broker last.
#[must_use]
pub fn cards(context: &Context<'_>) -> Vec<Card> {
    Node::all(context.document)
        .into_iter()
        .map(|node| card(context, &node))
        .collect()
}

fn card(context: &Context<'_>, node: &Node) -> Card {
    let table = node.table();
    let builder = Builder::new(context, node);
    let mut parts = vec![part(&builder, None, table.main)];
    let mut additions = Vec::new();
    for line in table.parts {
        let field = Field::side(&node.path(), Side::Part(line.keys[0]));
        let here = parts::is_there(node.value(context.document), line);
        let was_there = builder.was_there(line);
        if here || context.kept.contains(&field) {
            parts.push(part(&builder, Some((field, !was_there)), line));
        } else {
            additions.push(Addition {
                field,
                name: line.name,
                help: line.help,
                removed: was_there,
                refusal: None,
            });
        }
    }
    let changed = (parts.iter())
        .map(|part| {
            let turned = part.knobs.iter().filter(|knob| knob.was.is_some());
            usize::from(part.added) + turned.count()
        })
        .sum::<usize>()
        + additions.iter().filter(|addition| addition.removed).count();
    Card {
        node: node.path(),
        title: node.title(context.document),
        kind: table.kind,
        parts,
        additions,
        changed,
        is_new: node.counterpart(context.document, context.opened).is_none(),
        goes: matches!(node.sort, node::Sort::Fault | node::Sort::Alert),
    }
}

/// The knobs of a part; with what takes it away, and whether it was added.
fn part(builder: &Builder<'_>, removal: Option<(Field, bool)>, line: &spec::Part) -> Part {
    let added = removal.as_ref().is_some_and(|(_, added)| *added);
    let specs = line.specs.iter();
    Part {
        field: removal.map(|(field, _)| field),
        name: line.name,
        help: line.help,
        added,
        knobs: specs.flat_map(|spec| builder.knobs(spec, !added)).collect(),
    }
}
