//! Reads labels, and how exchanges go by them.

use super::{QUEUE_ID, one_of};
use crate::broker::settings::RouteBy;
use crate::scenario::document::{Binding, Consumer, Headers, Label, Route};
use crate::scenario::range;
use crate::scenario::reader::{Node, quoted};
use crate::words::{Words, both, say};

const A_TOPIC: Words = both(
    "words of letters, digits, - and _ with dots between them, at most 80 characters",
    "由字母、数字、- 和 _ 组成、以点分隔的单词，最多 80 个字符",
);
const A_PATTERN: Words = both(
    "words with dots between them, of which * stands for any one and # for any number, at most 80 characters",
    "以点分隔的单词，* 代表任意一个，# 代表任意多个，最多 80 个字符",
);
const A_HEADER: Words = both(
    "a text of letters, digits, - and _, at most 40 of them",
    "由字母、数字、- 和 _ 组成、最多 40 个字符的文字",
);

pub fn labels(node: &Node<'_>) -> Vec<Label> {
    if !node.has("labels") {
        return Vec::new();
    }
    let label = |node: &Node<'_>| {
        node.allow(&["weight", "topic", "headers"]);
        Label {
            weight: (node.optional_number("weight", &range::WEIGHT)).unwrap_or(1.0),
            topic: topic(node, A_TOPIC, &[]),
            headers: headers(node),
        }
    };
    let all = node.nodes("labels", range::MOST_LABELS);
    all.iter().map(label).collect()
}

pub fn route(node: &Node<'_>) -> Route {
    node.allow(&["by", "choices", "bindings"]);
    let by = one_of(node, "by", &RouteBy::WORDS);
    let bindings = if node.has("bindings") {
        let all = node.nodes("bindings", range::MOST_LABELS);
        all.iter().map(|node| binding(node, by)).collect()
    } else {
        Vec::new()
    };
    Route {
        by,
        choices: node.optional_whole("choices", &range::CHOICES).unwrap_or(2) as u32,
        bindings,
    }
}

fn binding(node: &Node<'_>, by: RouteBy) -> Binding {
    node.allow(&["to", "topic", "headers", "any"]);
    let wild: &[&str] = if by == RouteBy::Topic {
        &["*", "#"]
    } else {
        &[]
    };
    let right = if wild.is_empty() { A_TOPIC } else { A_PATTERN };
    let binding = Binding {
        to: node.text("to", &QUEUE_ID),
        topic: topic(node, right, wild),
        headers: headers(node),
        any: node.flag("any"),
    };
    let missing = |key: &str, right: &dyn crate::words::Say| {
        node.problem(
            key,
            say!("is missing; it must be {right}", "缺失；须为{right}"; right),
        );
    };
    match by {
        RouteBy::Direct | RouteBy::Topic if !node.has("topic") => missing("topic", &right),
        RouteBy::Headers if binding.headers.is_empty() => missing(
            "headers",
            &both(
                "an object with at least one name and value",
                "至少含一个名称和值的对象",
            ),
        ),
        _ => {}
    }
    binding
}

/// A topic, or a pattern where some words are `wild`.
fn topic(node: &Node<'_>, right: Words, wild: &[&str]) -> String {
    let Some(topic) = node.optional_text("topic") else {
        return String::new();
    };
    let fits = |word: &str| wild.contains(&word) || !word.is_empty() && is_plain(word, 80);
    if topic.chars().count() > 80 || !topic.split('.').all(fits) {
        refuse(node, "topic", &topic, right);
    }
    topic
}

fn headers(node: &Node<'_>) -> Headers {
    let Some(node) = node.optional_node("headers") else {
        return Headers::new();
    };
    let read = |name: &str| {
        let value = node.text(name, &A_HEADER);
        for word in [name, &*value] {
            if !is_plain(word, 40) {
                refuse(&node, name, word, A_HEADER);
            }
        }
        (name.to_owned(), value)
    };
    node.keys().map(read).collect()
}

fn is_plain(word: &str, longest: usize) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    word.chars().all(allowed) && word.chars().count() <= longest
}

fn refuse(node: &Node<'_>, key: &str, found: &str, right: Words) {
    let found = quoted(found);
    let message = say!("must be {right}, not {found}", "须为{right}，而不是 {found}"; right);
    node.problem(key, message);
}

/// Bindings name queues that messages go on to.
pub fn check(consumer: &Consumer, node: &Node<'_>) {
    let Some(route) = &consumer.route else { return };
    let ways: Vec<&str> = consumer.forward_to.ways().map(|(to, _)| to).collect();
    let Some(node) = node
        .optional_node("route")
        .filter(|node| node.has("bindings"))
    else {
        return;
    };
    let all = node.nodes("bindings", range::MOST_LABELS);
    for (node, binding) in all.iter().zip(&route.bindings) {
        // Without any way on it is no exchange for now.
        if !ways.is_empty() && !binding.to.is_empty() && !ways.contains(&&*binding.to) {
            let (to, known) = (quoted(&binding.to), ways.join(", "));
            let message = say!(
                "{to} is not among the queues that messages go on to from here: {known}",
                "{to} 不在此处消息所去的队列之中：{known}"
            );
            node.problem("to", message);
        }
    }
}
