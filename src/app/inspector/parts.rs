//! What can be added to a node and taken away again.

use super::node::Node;
use super::spec::Part;
use crate::app::field::Turned;
use crate::scenario::path::Path;
use serde_json::{Value, json};

/// Whether one of the fields of `part` is there in `node`.
#[must_use]
pub fn is_there(node: &Value, part: &Part) -> bool {
    part.keys.iter().any(|key| get(node, key).is_some())
}

/// The edit that adds `part` to `node`.
#[must_use]
pub fn add(document: &Value, node: Node, part: &Part) -> Turned {
    let first: Value = serde_json::from_str(part.first).unwrap_or_default();
    let fields = first.as_object()?.iter();
    let fields = fields.map(|(key, value)| match key.as_str() {
        "forward_to" => (key.as_str(), first_way(document, node)),
        key => (key, value.clone()),
    });
    edit(document, node, fields)
}

/// The edit that takes `part` away from `node`.
#[must_use]
pub fn remove(document: &Value, node: Node, part: &Part) -> Turned {
    edit(
        document,
        node,
        part.keys.iter().map(|key| (*key, Value::Null)),
    )
}

/// The edit that makes `part` of `node` what it was in `opened`.
#[must_use]
pub fn put_back(document: &Value, opened: &Value, node: Node, part: &Part) -> Turned {
    let before = node.counterpart(document, opened)?.value(opened);
    let fields =
        (part.keys.iter()).map(|key| (*key, get(before, key).cloned().unwrap_or_default()));
    edit(document, node, fields)
}

/// One edit that sets these fields of `node`: of the field alone if it is one, else of the whole node.
fn edit<'a>(
    document: &Value,
    node: Node,
    fields: impl Iterator<Item = (&'a str, Value)>,
) -> Turned {
    let fields: Vec<(&str, Value)> = fields
        .filter(|(key, value)| get(node.value(document), key) != Some(value))
        .filter(|(key, value)| !(value.is_null() && get(node.value(document), key).is_none()))
        .collect();
    match fields.as_slice() {
        [] => None,
        [(key, value)] => Some((format!("{}.{key}", node.path()), value.clone())),
        _ => {
            let mut whole = node.value(document).clone();
            for (key, value) in fields {
                Path::parse(key)?.set(&mut whole, value);
            }
            Some((node.path(), whole))
        }
    }
}

/// Where messages go on to at first: all to another queue, or some back to their own.
fn first_way(document: &Value, node: Node) -> Value {
    let from = &node.value(document)["from"];
    let queues = document["queues"].as_array();
    let ids = queues.into_iter().flatten().map(|queue| &queue["id"]);
    match ids.clone().find(|id| *id != from) {
        Some(other) => other.clone(),
        None => json!([{ "to": from, "probability": 0.2 }]),
    }
}

fn get<'a>(node: &'a Value, key: &str) -> Option<&'a Value> {
    Path::parse(key)?.get(node)
}
