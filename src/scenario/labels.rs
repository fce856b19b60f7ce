//! The types of a scenario file for exchanges: how they choose among queues, what is written on messages, and which
//! queues ask for it.

use super::document::{Consumer, Producer, Scenario};
use crate::broker::settings::{Bindings, RouteBy};
use serde::Serialize;
use std::collections::BTreeMap;

/// Names and values.
pub type Headers = BTreeMap<String, String>;

/// What is written on some messages of a producer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Label {
    /// How often a message has this label, against the others.
    #[serde(skip_serializing_if = "is_one")]
    pub weight: f64,
    /// Words with dots between them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub topic: String,
    /// Besides that.
    #[serde(skip_serializing_if = "Headers::is_empty")]
    pub headers: Headers,
}

/// How one of several queues to go on to is chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Route {
    /// By what.
    pub by: RouteBy,
    /// Of `best-of`: how many queues are looked at.
    #[serde(skip_serializing_if = "is_two")]
    pub choices: u32,
    /// Of those that go by labels: what the queues want.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bindings: Vec<Binding>,
}

/// What a queue wants of an exchange.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Binding {
    /// The queue.
    pub to: String,
    /// The topic, or its pattern: `*` stands for one word, `#` for any number of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub topic: String,
    /// The headers.
    #[serde(skip_serializing_if = "Headers::is_empty")]
    pub headers: Headers,
    /// Whether one of the headers is enough.
    #[serde(skip_serializing_if = "is_false")]
    pub any: bool,
}

fn is_one(value: &f64) -> bool {
    *value == 1.0
}

fn is_two(value: &u32) -> bool {
    *value == 2
}

const fn is_false(value: &bool) -> bool {
    !*value
}

impl Binding {
    /// Whether a message with this label is wanted.
    #[must_use]
    pub fn wants(&self, by: RouteBy, label: &Label) -> bool {
        let has = |(name, value): (&String, &String)| label.headers.get(name) == Some(value);
        match by {
            RouteBy::Direct => self.topic == label.topic,
            RouteBy::Topic => fits(&words(&self.topic), &words(&label.topic)),
            RouteBy::Headers if self.any => self.headers.iter().any(has),
            RouteBy::Headers => self.headers.iter().all(has),
            _ => false,
        }
    }
}

fn words(topic: &str) -> Vec<&str> {
    topic.split('.').filter(|word| !word.is_empty()).collect()
}

/// Whether a topic fits a pattern, as AMQP 0-9-1 has it (section 3.1.3.3). Word by word of the pattern it is noted
/// which beginnings of the topic fit so far, so that many `#` cost no more than other words.
fn fits(pattern: &[&str], topic: &[&str]) -> bool {
    let mut fitting = vec![false; topic.len() + 1];
    fitting[0] = true;
    for word in pattern {
        if *word == "#" {
            let first = fitting.iter().position(|fits| *fits);
            let first = first.unwrap_or(fitting.len());
            fitting[first..].fill(true);
            continue;
        }
        for end in (1..=topic.len()).rev() {
            fitting[end] = fitting[end - 1] && (*word == "*" || *word == topic[end - 1]);
        }
        fitting[0] = false;
    }
    fitting[topic.len()]
}

impl Producer {
    /// The share of its messages that has each of its labels; one that is empty where it has none.
    #[must_use]
    pub fn shares_of_labels(&self) -> Vec<(Label, f64)> {
        if self.labels.is_empty() {
            return vec![(Label::default(), 1.0)];
        }
        let all: f64 = self.labels.iter().map(|label| label.weight).sum();
        let share = |label: &Label| (label.clone(), label.weight / all);
        self.labels.iter().map(share).collect()
    }
}

impl Consumer {
    /// The queues to each of which it sends a copy of a message with this label, by their places among its ways
    /// on that are used; none if it chooses one of them in another way.
    #[must_use]
    pub fn copies_to(&self, label: &Label) -> Option<Vec<usize>> {
        let route = self.route.as_ref().filter(|route| route.by.copies())?;
        let ways = (self.forward_to.ways()).filter(|(_, share)| *share > 0.0);
        let wanted = |to: &str| {
            let mut own = (route.bindings.iter()).filter(|binding| binding.to == to);
            !route.by.binds() || own.any(|binding| binding.wants(route.by, label))
        };
        let wanted = ways.enumerate().filter(|(_, (to, _))| wanted(to));
        Some(wanted.map(|(place, _)| place).collect())
    }

    /// Only queues that messages may go on to are bound.
    pub(super) fn end_bindings(&mut self) {
        let ways: Vec<String> = (self.forward_to.ways())
            .map(|(to, _)| to.to_owned())
            .collect();
        if let Some(route) = &mut self.route {
            route.bindings.retain(|binding| ways.contains(&binding.to));
        }
    }
}

impl Scenario {
    /// What [`Consumer::copies_to`] says for every label there is, and for none.
    pub(super) fn bindings(&self, node: &Consumer) -> Bindings {
        let none = Label::default();
        let of_producer = |producer: &Producer| {
            let labels = producer.labels.iter().chain([&none]);
            let ways = labels.filter_map(|label| node.copies_to(label));
            ways.map(Into::into).collect()
        };
        Bindings(self.producers.iter().map(of_producer).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(by: RouteBy, binding: &str, label: &str) -> bool {
        let binding = Binding {
            topic: binding.to_owned(),
            ..Binding::default()
        };
        let label = Label {
            topic: label.to_owned(),
            ..Label::default()
        };
        binding.wants(by, &label)
    }

    #[test]
    fn patterns_fit_as_the_protocol_says() {
        let topic = |pattern, topic| wants(RouteBy::Topic, pattern, topic);
        // The examples of AMQP 0-9-1: *.stock.# matches usd.stock and eur.stock.db, not stock.nasdaq.
        assert!(topic("*.stock.#", "usd.stock"));
        assert!(topic("*.stock.#", "eur.stock.db"));
        assert!(!topic("*.stock.#", "stock.nasdaq"));
        for (pattern, yes, no) in [
            ("a.b", "a.b", "a"),
            ("a.*", "a.b", "a"),
            ("a.#", "a", "b.a"),
            ("#.z", "a.b.z", "z.a"),
            ("a.#.z", "a.z", "a.b"),
            ("#", "", "nothing that it does not fit"),
            ("*", "a", ""),
        ] {
            assert!(topic(pattern, yes), "{pattern} {yes}");
            assert!(pattern == "#" || !topic(pattern, no), "{pattern} {no}");
        }
        // As long as they may be, and of no use to each other.
        let many = |word: &str, count: usize| vec![word; count].join(".");
        let (long, wild) = (many("a", 40), many("#", 40));
        let in_vain = format!("{}.b", many("#.a", 19));
        assert!(!wants(RouteBy::Topic, &in_vain, &long) && wants(RouteBy::Topic, &wild, &long));
        assert!(wants(RouteBy::Direct, "a.b", "a.b"));
        assert!(!wants(RouteBy::Direct, "a.*", "a.b"));
    }

    #[test]
    fn headers_are_asked_for_together_or_singly() {
        let headers = |pairs: &[(&str, &str)]| -> Headers {
            let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            pairs.iter().map(owned).collect()
        };
        let label = Label {
            headers: headers(&[("kind", "order"), ("vip", "no")]),
            ..Label::default()
        };
        let binding = |pairs, any| Binding {
            headers: headers(pairs),
            any,
            ..Binding::default()
        };
        let wants = |pairs, any| binding(pairs, any).wants(RouteBy::Headers, &label);
        assert!(wants(&[("kind", "order")], false));
        assert!(!wants(&[("kind", "order"), ("vip", "yes")], false));
        assert!(wants(&[("kind", "order"), ("vip", "yes")], true));
        assert!(!wants(&[("vip", "yes")], true));
    }
}
