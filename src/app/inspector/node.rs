//! The nodes of a document, each with the table of its fields.

use super::spec::Part;
use super::{alert, broker, consumer, fault, producer, queue};
use crate::words::{Text, Words, both};
use serde_json::Value;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Publishes.
    Producer,
    /// Keeps messages.
    Queue,
    /// Works.
    Consumer,
    /// Stands between them.
    Broker,
    /// Goes wrong for a while.
    Fault,
    /// Watches.
    Alert,
}

/// A node of a document: its sort, and its place among those of that sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// What it is.
    pub sort: Sort,
    /// Its place.
    pub place: usize,
}

/// The fields of a node.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// What such a node is called.
    pub kind: Words,
    /// What is always there.
    pub main: &'static Part,
    /// What can be added.
    pub parts: &'static [Part],
}

impl Sort {
    /// The list in which the document has such nodes.
    #[must_use]
    pub const fn list(self) -> &'static str {
        match self {
            Self::Producer => "producers",
            Self::Queue => "queues",
            Self::Consumer => "consumers",
            Self::Broker => "broker",
            Self::Fault => "faults",
            Self::Alert => "alerts",
        }
    }
}

impl Node {
    /// The nodes of a document, in the order of flow; then the broker, what goes wrong, and what watches.
    #[must_use]
    pub fn all(document: &Value) -> Vec<Self> {
        let of = |sort: Sort| {
            let count = document[sort.list()].as_array().map_or(0, Vec::len);
            (0..count).map(move |place| Self { sort, place })
        };
        let broker = Self {
            sort: Sort::Broker,
            place: 0,
        };
        of(Sort::Producer)
            .chain(of(Sort::Queue))
            .chain(of(Sort::Consumer))
            .chain([broker])
            .chain(of(Sort::Fault))
            .chain(of(Sort::Alert))
            .collect()
    }

    /// The node in which the field at `path` lies.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let end = path.find(['.', '[']).unwrap_or(path.len());
        let sorts = [
            Sort::Producer,
            Sort::Queue,
            Sort::Consumer,
            Sort::Broker,
            Sort::Fault,
            Sort::Alert,
        ];
        let sort = sorts.into_iter().find(|sort| sort.list() == &path[..end])?;
        let number = path[end..]
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'));
        let place = number.map_or(Some(0), |(number, _)| number.parse().ok())?;
        Some(Self { sort, place })
    }

    /// Its path.
    #[must_use]
    pub fn path(self) -> String {
        match self.sort {
            Sort::Broker => "broker".to_owned(),
            sort => format!("{}[{}]", sort.list(), self.place),
        }
    }

    /// It as a document has it; null if it is left out.
    #[must_use]
    pub fn value(self, document: &Value) -> &Value {
        match self.sort {
            Sort::Broker => &document["broker"],
            sort => &document[sort.list()][self.place],
        }
    }

    /// Its name.
    #[must_use]
    pub fn title(self, document: &Value) -> Text {
        let value = self.value(document);
        match (value["id"].as_str(), value["on"].as_str()) {
            (Some(id), _) => Text::same(id),
            (None, Some(on)) => fault::title(value["fault"].as_str().unwrap_or_default(), on),
            (None, None) => both("broker", "消息代理").into(),
        }
    }

    /// The node of the same name in another document; of a fault, that of the same place.
    #[must_use]
    pub fn counterpart(self, here: &Value, there: &Value) -> Option<Self> {
        if self.sort == Sort::Fault {
            return there["faults"].get(self.place).map(|_| self);
        }
        let id = &self.value(here)["id"];
        let same = |node: &Self| node.sort == self.sort && node.value(there)["id"] == *id;
        Self::all(there).into_iter().find(same)
    }

    /// Its fields.
    #[must_use]
    pub const fn table(self) -> Table {
        match self.sort {
            Sort::Producer => Table {
                kind: both("producer", "生产者"),
                main: &producer::MAIN,
                parts: &producer::PARTS,
            },
            Sort::Queue => Table {
                kind: both("queue", "队列"),
                main: &queue::MAIN,
                parts: &queue::PARTS,
            },
            Sort::Consumer => Table {
                kind: both("consumers", "消费者"),
                main: &consumer::MAIN,
                parts: &consumer::PARTS,
            },
            Sort::Broker => Table {
                kind: both("middleware", "中间件"),
                main: &broker::MAIN,
                parts: &broker::PARTS,
            },
            Sort::Fault => Table {
                kind: both("fault", "故障"),
                main: &fault::MAIN,
                parts: &fault::PARTS,
            },
            Sort::Alert => Table {
                kind: both("alert rule", "告警规则"),
                main: &alert::MAIN,
                parts: &[],
            },
        }
    }

    /// The part of its table that begins with this field.
    #[must_use]
    pub fn part(self, key: &str) -> Option<&'static Part> {
        self.table().parts.iter().find(|part| part.keys[0] == key)
    }
}
