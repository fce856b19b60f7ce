//! The knobs of the page with what was typed into them: cards made anew when the scenario changes, and
//! never for a frame.

use super::field::{Field, Input, Refused, Side, Turned};
use super::inspector::entry::{Entry, take_out};
use super::inspector::node::Node;
use super::inspector::{self, Context, list, parts};
use super::knob::{Card, Control, Knob, Refusal};
use crate::scenario::path::Path;
use crate::scenario::{Problem, Scenario};
use crate::theory::Load;
use crate::words::{Say, Text, both, say};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The knobs of the page.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    opened: Value,
    document: Value,
    /// Parts that stay in sight though a knob put their fields at their defaults.
    kept: BTreeSet<Field>,
    refusals: BTreeMap<Field, Refusal>,
    cards: Rc<Vec<Card>>,
    stale: bool,
}

impl Panel {
    /// Of a scenario that was just opened.
    #[must_use]
    pub fn new(opened: &Scenario) -> Self {
        let mut panel = Self {
            opened: json!(opened),
            stale: true,
            ..Self::default()
        };
        panel.follow(opened);
        panel
    }

    /// Shows `scenario`.
    pub fn follow(&mut self, scenario: &Scenario) {
        let document = json!(scenario);
        if document == self.document && !self.stale {
            return;
        }
        self.document = document;
        self.stale = false;
        self.keep();
        let loads = Load::of(scenario);
        let mut cards = inspector::cards(&Context {
            now: scenario,
            document: &self.document,
            opened: &self.opened,
            loads: &loads,
            kept: &self.kept,
        });
        for card in &mut cards {
            for addition in &mut card.additions {
                addition.refusal = self.refusals.get(&addition.field).cloned();
            }
            for knob in card.parts.iter_mut().flat_map(|part| &mut part.knobs) {
                knob.refusal = self.refusals.get(&knob.field).cloned();
            }
        }
        self.cards = Rc::new(cards);
    }

    /// What is there stays in sight until it is taken away.
    fn keep(&mut self) {
        for node in Node::all(&self.document) {
            for part in node.table().parts {
                if parts::is_there(node.value(&self.document), part) {
                    self.kept
                        .insert(Field::side(&node.path(), Side::Part(part.keys[0])));
                }
            }
        }
    }

    /// What lies at `path` in the scenario that is shown.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Value> {
        Path::parse(path)?.get(&self.document)
    }

    /// The cards, in the order of flow.
    #[must_use]
    pub fn cards(&self) -> Rc<Vec<Card>> {
        self.cards.clone()
    }

    /// The knob of a field, with the name of its node.
    #[must_use]
    pub fn knob(&self, field: &Field) -> Option<(&Text, &Knob)> {
        self.cards.iter().find_map(|card| {
            let mut knobs = card.parts.iter().flat_map(|part| &part.knobs);
            Some((&card.title, knobs.find(|knob| knob.field == *field)?))
        })
    }

    /// What a change of `field` is called, and its value in words.
    #[must_use]
    pub fn says(&self, field: &Field) -> Option<(Text, Text)> {
        if let Side::Part(key) = field.turns() {
            let node = Node::of_path(field.path())?;
            let part = node.part(key)?;
            let here = parts::is_there(node.value(&self.document), part);
            let name = named(&node.title(&self.document), &part.name.into());
            let value = if here {
                both("on", "开")
            } else {
                both("off", "关")
            };
            return Some((name, value.into()));
        }
        let (title, knob) = self.knob(field)?;
        Some((named(title, &knob.label), knob.value_text()))
    }

    /// The edit that turns a knob.
    ///
    /// # Errors
    /// Why it cannot be turned so.
    pub fn turn(&self, field: &Field, input: &Input) -> Result<Turned, Refusal> {
        let refused = |message: Text| Refusal {
            typed: input.typed(),
            message,
        };
        let knob = self.knob(field).map(|(_, knob)| knob);
        let optional = knob.is_some_and(|knob| knob.optional);
        let put = match (knob.map(|knob| &knob.control), input) {
            (Some(Control::List { columns, .. }), Input::Text(text)) => {
                Some(Input::Put(list::read(text, *columns)))
            }
            _ => None,
        };
        let turned = field.edit(&self.document, put.as_ref().unwrap_or(input), optional);
        turned.map_err(|why| {
            refused(match why {
                Refused::Silent => both("needs a rate above 0 first", "需先有大于 0 的速率").into(),
                Refused::Nothing => both("is not there", "不存在").into(),
            })
        })
    }

    /// The edit that puts a knob, and it alone, back to what it was when the scenario was opened.
    #[must_use]
    pub fn put_back(&self, field: &Field) -> Turned {
        let node = Node::of_path(field.path())?;
        if let Side::Part(key) = field.turns() {
            return parts::put_back(&self.document, &self.opened, node, node.part(key)?);
        }
        let before = node.counterpart(&self.document, &self.opened)?;
        let rest = field.path().strip_prefix(&node.path())?;
        let former = Field::side(&format!("{}{rest}", before.path()), field.turns());
        let (path, value) = (field.path().to_owned(), former.value(&self.opened));
        let distribution = |value: Option<&Value>| Scenario::distribution_from(value?);
        let arrivals = |value: Option<&Value>| Scenario::arrivals_from(value?);
        match field.turns() {
            // A lock that was not there is left out whole.
            Side::Whole if rest.starts_with(".lock") && self.opened["broker"]["lock"].is_null() => {
                Some((format!("{}.lock", node.path()), Value::Null))
            }
            Side::Whole | Side::Part(_) => Some((path, value.cloned().unwrap_or_default())),
            Side::Scv | Side::Family => {
                let now = distribution(field.value(&self.document))?;
                Some((path, json!(distribution(value)?.with_mean(now.mean()))))
            }
            Side::Process => {
                let now = arrivals(field.value(&self.document))?;
                Some((path, json!(arrivals(value)?.with_rate(now.process.rate()))))
            }
            Side::Mean | Side::Rate | Side::Way(_) => {
                let number = former.number(&self.opened)?;
                field
                    .edit(&self.document, &Input::Number(number), false)
                    .ok()?
            }
        }
    }

    /// The edits that make every node what it was when the scenario was opened.
    #[must_use]
    pub fn put_all_back(&self) -> Vec<(String, Value)> {
        [
            "alerts",
            "faults",
            "broker",
            "queues",
            "producers",
            "consumers",
        ]
        .into_iter()
        .filter(|list| self.document[*list] != self.opened[*list])
        .map(|list| (list.to_owned(), self.opened[list].clone()))
        .collect()
    }

    /// The edit that adds a fault or an alert rule at `now`, s.
    #[must_use]
    pub fn append(&self, entry: Entry, now: f64) -> Turned {
        entry.add(&self.document, now)
    }

    /// What can be added while the run goes on.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let can = |entry: &Entry| entry.is_possible(&self.document);
        Entry::ALL.into_iter().filter(can).collect()
    }

    /// The edit that takes the fault or the alert rule at this path away.
    #[must_use]
    pub fn take_out(&self, path: &str) -> Turned {
        take_out(&self.document, Node::of_path(path)?)
    }

    /// The edit that adds a part, or takes it away.
    #[must_use]
    pub fn switch(&self, field: &Field, on: bool) -> Turned {
        let (Some(node), Side::Part(key)) = (Node::of_path(field.path()), field.turns()) else {
            return None;
        };
        let part = node.part(key)?;
        if on {
            parts::add(&self.document, node, part)
        } else {
            parts::remove(&self.document, node, part)
        }
    }

    /// Notes that a part was added, or taken away: whether it is in sight.
    pub fn switched(&mut self, field: &Field, on: bool) {
        self.stale = true;
        if on {
            self.kept.insert(field.clone());
        } else {
            self.kept.remove(field);
        }
    }

    /// Notes that what was put into a knob runs.
    pub fn accept(&mut self, field: &Field) {
        self.stale |= self.refusals.remove(field).is_some();
    }

    /// Notes what is wrong with what was put into a knob.
    pub fn refuse(&mut self, field: &Field, refusal: Refusal) {
        self.stale = true;
        self.refusals.insert(field.clone(), refusal);
    }

    /// Notes what the reader finds wrong with what was put into a knob.
    pub fn refuse_for(&mut self, field: &Field, typed: String, problems: &[Problem]) {
        let messages: Vec<Text> = problems
            .iter()
            .map(|problem| match list::line_of(&problem.path, field.path()) {
                Some(line) => {
                    let message = &problem.message;
                    say!("line {line}: {message}", "第 {line} 行：{message}"; message).text()
                }
                None => problem.message.clone(),
            })
            .collect();
        let message = Text::join(&messages, both("; ", "；"));
        self.refuse(field, Refusal { typed, message });
    }

    /// Forgets what was refused: the run starts anew.
    pub fn forgive(&mut self) {
        self.stale |= !self.refusals.is_empty();
        self.refusals.clear();
    }
}

/// What a change is called on the time axis: "web rate".
fn named(node: &Text, label: &Text) -> Text {
    // A group called workers need not be said to have workers.
    if node.english.eq_ignore_ascii_case(&label.english) {
        return Text {
            english: format!("{} count", node.english),
            chinese: format!("{} 数量", node.chinese),
        };
    }
    Text {
        english: format!("{} {}", node.english, label.english.to_ascii_lowercase()),
        chinese: format!("{} {}", node.chinese, label.chinese),
    }
}
