//! Reads what is watched.

use super::id;
use crate::broker::settings::Watched;
use crate::scenario::alert::Alert;
use crate::scenario::document::Scenario;
use crate::scenario::range;
use crate::scenario::reader::{A_TEXT, Node, quoted};
use crate::words::{Say, both, say};

pub fn alert(node: &Node<'_>) -> Alert {
    node.allow(&[
        "id", "watch", "on", "change", "above", "below", "for", "window", "every",
    ]);
    let words = Watched::WORDS.map(|(word, _)| word);
    let chosen = node.choice("watch", &words);
    let watch = (Watched::WORDS.iter()).find(|(word, _)| Some(*word) == chosen);
    let above = node.optional_number("above", &range::THRESHOLD);
    let below = node.optional_number("below", &range::THRESHOLD);
    if node.has("above") == node.has("below") {
        let message = both(
            "must be there, or `below`, but not both",
            "须有此项或 `below`，且只能有其一",
        );
        node.problem("above", message);
    }
    Alert {
        id: id(node),
        watch: watch.map_or(Watched::Backlog, |(_, watch)| *watch),
        on: node.has("on").then(|| node.text("on", &A_TEXT)),
        change: node.flag("change"),
        above,
        below,
        lasts: node.optional_number("for", &range::HOLDS).unwrap_or(0.0),
        window: (node.optional_number("window", &range::LOOKS)).unwrap_or(10.0),
        every: node.optional_number("every", &range::LOOKS).unwrap_or(1.0),
    }
}

/// Rules watch queues that are there, each under a name of its own.
pub fn check(scenario: &Scenario, nodes: &[Node<'_>]) {
    for (place, (node, alert)) in nodes.iter().zip(&scenario.alerts).enumerate() {
        let before = scenario.alerts[..place].iter();
        if !alert.id.is_empty() && before.clone().any(|other| other.id == alert.id) {
            let id = quoted(&alert.id);
            node.problem("id", say!("{id} is taken", "{id} 已被使用").text());
        }
        if alert.window > 1000.0 * alert.every {
            let message = both(
                "must be at least a thousandth of `window`",
                "须至少为 `window` 的千分之一",
            );
            node.problem("every", message);
        }
        if alert.change && alert.watch.needs_window() && alert.window < 2.0 * alert.every {
            let message = both(
                "must be at least twice `every`, so that one half of it can be compared with the other",
                "须至少为 `every` 的两倍，这样前后两半才能比较",
            );
            node.problem("window", message);
        }
        let known: Vec<&str> = scenario.queues.iter().map(|node| &*node.id).collect();
        if let Some(on) = &alert.on
            && !known.contains(&&**on)
            && !known.is_empty()
        {
            let (id, known) = (quoted(on), known.join(", "));
            let message = say!(
                "{id} is not a queue; those are {known}",
                "{id} 不是队列；队列有 {known}"
            );
            node.problem("on", message.text());
        }
    }
}
