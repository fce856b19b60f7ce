//! Labels and who asks for them: fields, and their lines as text.

use super::list::{number, words};
use super::spec::{Columns, Kind, Lead, Part, Spec, spec};
use crate::app::number;
use crate::words::both;
use serde_json::{Map, Value, json};

/// The word for one header being enough.
const ANY: &str = "any";

/// What is written on the messages of a producer.
pub const LABELS: Part = Part {
    keys: &["labels"],
    name: both("Labels", "标签"),
    help: both(
        "What is written on its messages, by which exchanges go",
        "写在消息上的内容，交换机据此分发",
    ),
    first: r#"{"labels": [{"weight": 3, "topic": "order.eu"}, {"topic": "order.us"}]}"#,
    specs: &[spec(
        "labels",
        both("Labels", "标签"),
        both(
            "A topic (words with dots between them) and headers, for exchanges that go by them",
            "主题（以点分隔的单词）与消息头，供按其分发的交换机使用",
        ),
        Kind::List(Columns::Labels(
            Lead::Weight,
            both(
                "weight, topic, name=value; a label a line",
                "权重, 主题, 名称=值；每行一个标签",
            ),
        )),
    )],
};

/// What the queues of an exchange want.
pub const BINDINGS: Spec = spec(
    "route.bindings",
    both("Bindings", "绑定"),
    both(
        "What each queue wants; of a topic * stands for one word and # for any number. A message goes to every queue that wants it, and is dropped if none does",
        "各队列要什么；主题中 * 代表一个单词，# 代表任意多个。消息去往所有要它的队列，都不要则丢弃",
    ),
    Kind::List(Columns::Labels(
        Lead::Queue,
        both(
            "queue, topic or name=value (any: one is enough); a binding a line",
            "队列, 主题或 名称=值（any：满足其一）；每行一个绑定",
        ),
    )),
);

/// An element as a line.
pub(super) fn write(fields: &Map<String, Value>, lead: Lead) -> String {
    let text = |key: &str| fields.get(key).and_then(Value::as_str).map(str::to_owned);
    let first = match lead {
        Lead::Queue => text("to"),
        Lead::Weight => {
            let weight = fields.get("weight").map_or(Some(1.0), Value::as_f64);
            weight.map(|weight| weight.to_string())
        }
    };
    let any = fields.get(ANY) == Some(&Value::Bool(true));
    let headers = fields.get("headers").and_then(Value::as_object);
    let pairs = headers.into_iter().flatten().map(|(name, value)| {
        let value = value.as_str().unwrap_or_default();
        format!("{name}={value}")
    });
    let parts = first.into_iter().chain(text("topic")).chain(pairs);
    let parts: Vec<String> = parts.chain(any.then(|| ANY.to_owned())).collect();
    parts.join(", ")
}

/// The element that a line says.
pub(super) fn read(line: &str, lead: Lead) -> Value {
    let mut fields = Map::new();
    let mut headers = Map::new();
    let all = words(line);
    let has_headers = all.iter().any(|word| word.contains('='));
    for (place, word) in all.iter().copied().enumerate() {
        // A number by itself is a topic, and so is the word where there is no header of which one could be enough.
        let is_number = all.len() > 1 && number::read_typed(word).is_some();
        if let Some((name, value)) = word.split_once('=') {
            headers.insert(name.to_owned(), json!(value));
        } else if place == 0 && lead == Lead::Queue {
            fields.insert("to".to_owned(), json!(word));
        } else if place == 0 && is_number {
            fields.insert("weight".to_owned(), number(word));
        } else if word == ANY && lead == Lead::Queue && has_headers {
            fields.insert(ANY.to_owned(), json!(true));
        } else {
            fields.insert("topic".to_owned(), json!(word));
        }
    }
    if !headers.is_empty() {
        fields.insert("headers".to_owned(), Value::Object(headers));
    }
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_the_file_says() {
        for (lead, line, element) in [
            (
                Lead::Weight,
                "3, order.eu",
                json!({ "weight": 3, "topic": "order.eu" }),
            ),
            (
                Lead::Weight,
                "1, log, kind=json, vip=no",
                json!({ "weight": 1, "topic": "log", "headers": { "kind": "json", "vip": "no" } }),
            ),
            (
                Lead::Queue,
                "eu, *.eu.#",
                json!({ "to": "eu", "topic": "*.eu.#" }),
            ),
            (
                Lead::Queue,
                "vip, kind=order, any",
                json!({ "to": "vip", "headers": { "kind": "order" }, "any": true }),
            ),
        ] {
            assert_eq!(read(line, lead), element);
            assert_eq!(write(element.as_object().unwrap(), lead), line);
        }
        assert_eq!(
            read("q, any", Lead::Queue),
            json!({ "to": "q", "topic": "any" })
        );
        assert_eq!(read("404", Lead::Weight), json!({ "topic": "404" }));
        let bare = json!({ "topic": "order.eu" });
        assert_eq!(read("order.eu", Lead::Weight), bare);
        assert_eq!(
            write(bare.as_object().unwrap(), Lead::Weight),
            "1, order.eu"
        );
    }
}
