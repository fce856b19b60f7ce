//! A knob for a line of a table.

use super::spec::{Absent, Choice, Columns, Kind, Scale, Spec};
use super::{Context, Node, families, link, list, notes, producer};
use crate::app::density::Density;
use crate::app::field::{Field, Side};
use crate::app::knob::{Control, Knob, Opt};
use crate::scenario::Scenario;
use crate::words::{Text, Words, both};
use serde_json::Value;

/// Most elements of a list that are written out.
const WRITTEN: usize = 500;

/// Builds the knobs of a node.
pub struct Builder<'a> {
    context: &'a Context<'a>,
    node: Node,
    /// The same node as it was opened, if it was there.
    before: Option<Node>,
}

const SHAPE: Words = both("Distribution", "分布");

impl<'a> Builder<'a> {
    /// Of the knobs of `node`.
    pub fn new(context: &'a Context<'a>, node: &Node) -> Self {
        Self {
            context,
            node: *node,
            before: node.counterpart(context.document, context.opened),
        }
    }

    /// Whether `part` was there when the scenario was opened. What was not there itself has nothing
    /// to be put back to.
    pub fn was_there(&self, part: &super::spec::Part) -> bool {
        self.before
            .is_some_and(|node| super::parts::is_there(node.value(self.context.opened), part))
    }

    /// The knobs of a line; marked where they differ from what was opened if they are `compared`.
    pub fn knobs(&self, spec: &Spec, compared: bool) -> Vec<Knob> {
        if !spec.needs.is_empty() && self.here(spec.needs).is_none() {
            return Vec::new();
        }
        self.knobs_at(spec, spec.key, compared)
    }

    /// The same for a line of a table that does not know where in the node its field is.
    fn knobs_at(&self, spec: &Spec, key: &str, compared: bool) -> Vec<Knob> {
        let field = self.field(key, spec.side);
        match spec.kind {
            Kind::Number(scale) => vec![self.number(spec, field, &scale, compared)],
            Kind::Choice(choices) => vec![self.choice(spec, field, options(choices), compared)],
            Kind::Queue(none) => vec![self.choice(spec, field, self.queues(none), compared)],
            Kind::Struck => {
                let nodes = self.struck();
                let one = !nodes.is_empty();
                one.then(|| self.choice(spec, field, nodes, compared))
                    .into_iter()
                    .collect()
            }
            Kind::Ways => self.ways(spec, compared),
            Kind::List(columns) => vec![self.list(spec, field, columns, compared)],
            Kind::Distribution(variability) | Kind::Sizes(variability) => {
                self.distribution(spec, variability, compared)
            }
            Kind::Arrivals => self.arrivals(compared),
        }
    }

    fn field(&self, key: &str, side: Side) -> Field {
        Field::side(&format!("{}.{key}", self.node.path()), side)
    }

    /// The same field in the document that was opened.
    fn former(&self, field: &Field) -> Option<Field> {
        let rest = field.path().strip_prefix(&self.node.path())?;
        Some(Field::side(
            &format!("{}{rest}", self.before?.path()),
            field.turns(),
        ))
    }

    fn here(&self, key: &str) -> Option<&'a Value> {
        let path = crate::scenario::path::Path::parse(key)?;
        path.get(self.node.value(self.context.document))
    }

    fn number(&self, spec: &Spec, field: Field, scale: &Scale, compared: bool) -> Knob {
        let control = |value: Option<f64>| {
            let (value, absent) = match scale.absent {
                Absent::Value(default) => (value.or(Some(default)), both("", "")),
                Absent::Words(words) => (value, words),
            };
            Control::Number {
                value,
                absent,
                unit: scale.unit,
                slider: scale.slider,
            }
        };
        let now = control(field.number(self.context.document));
        let optional = matches!(scale.absent, Absent::Words(_));
        let was = self.was(&field, compared, &now, |former| {
            control(former.number(self.context.opened))
        });
        let was = was.filter(|_| self.had(&field, spec.side != Side::Whole));
        Knob {
            optional,
            was,
            ..self.knob(spec, field, now)
        }
    }

    /// Whether what `field` is part of was there when the scenario was opened; it `itself`, where
    /// it has no default.
    fn had(&self, field: &Field, itself: bool) -> bool {
        let Some(former) = self.former(field) else {
            return false;
        };
        let path = former.path();
        let parent = path.rfind('.').map_or(path, |dot| &path[..dot]);
        let is_broker = parent.starts_with("broker");
        let there = |path: &str| Field::at(path).value(self.context.opened).is_some();
        is_broker || there(if itself { path } else { parent })
    }

    /// What the knob was, if `control` makes something else of the field as it was opened.
    fn was(
        &self,
        field: &Field,
        compared: bool,
        now: &Control,
        control: impl Fn(&Field) -> Control,
    ) -> Option<Text> {
        let former = self.former(field).filter(|_| compared)?;
        let before = control(&former);
        (!before.shows(now)).then(|| before.value_text())
    }

    fn choice(&self, spec: &Spec, field: Field, options: Vec<Opt>, compared: bool) -> Knob {
        let control = |value: Option<&Value>| {
            let value = value.unwrap_or(&Value::Null);
            let is = |option: &Opt| {
                option.value == *value || option.value.is_object() && value.is_object()
            };
            Control::Choice {
                chosen: options.iter().position(is).unwrap_or(0),
                options: options.clone(),
            }
        };
        let now = control(field.word(self.context.document));
        let was = self.was(&field, compared, &now, |former| {
            control(former.word(self.context.opened))
        });
        let was = was.filter(|_| self.had(&field, spec.side != Side::Whole));
        Knob {
            was,
            ..self.knob(spec, field, now)
        }
    }

    fn queues(&self, none: Words) -> Vec<Opt> {
        let own = &self.node.value(self.context.document)["id"];
        let queues = self.context.now.queues.iter();
        let others = queues.filter(|queue| *own != queue.id.as_str());
        let option = |label: Text, value: Value| Opt {
            label,
            help: both("", ""),
            value,
        };
        let nowhere = option(none.into(), Value::Null);
        let others =
            others.map(|queue| option(Text::same(&queue.id), Value::from(queue.id.as_str())));
        std::iter::once(nowhere).chain(others).collect()
    }

    /// The nodes that a fault of its kind can strike.
    fn struck(&self) -> Vec<Opt> {
        let list = match self.node.value(self.context.document)["fault"].as_str() {
            Some("consumer-crash" | "consumer-slow-down") => "consumers",
            Some("broker-crash" | "disk-stall") => return Vec::new(),
            _ => "producers",
        };
        let nodes = self.context.document[list].as_array();
        let ids = nodes.into_iter().flatten().map(|node| &node["id"]);
        ids.map(|id| Opt {
            label: Text::same(id.as_str().unwrap_or_default()),
            help: both("", ""),
            value: id.clone(),
        })
        .collect()
    }

    fn ways(&self, spec: &Spec, compared: bool) -> Vec<Knob> {
        let scale = Scale::new(
            crate::scenario::range::PROBABILITY,
            super::spec::steps(0.0, 1.0, 0.05),
            super::spec::PURE,
        );
        let queues = self.context.now.queues.iter().enumerate();
        queues
            .map(|(place, queue)| {
                let field = self.field(spec.key, Side::Way(place));
                let label = Text {
                    english: format!("{} {}", spec.label.english, queue.id),
                    chinese: format!("{} {}", spec.label.chinese, queue.id),
                };
                Knob {
                    label,
                    ..self.number(spec, field, &scale, compared)
                }
            })
            .collect()
    }

    fn list(&self, spec: &Spec, field: Field, columns: Columns, compared: bool) -> Knob {
        let control = |value: Option<&Value>| {
            let elements = value
                .and_then(Value::as_array)
                .map_or(&[][..], Vec::as_slice);
            Control::List {
                lines: (elements.len() <= WRITTEN).then(|| list::write(elements, columns)),
                count: elements.len(),
                columns,
            }
        };
        let now = control(field.value(self.context.document));
        let was = self.was(&field, compared, &now, |former| {
            control(former.value(self.context.opened))
        });
        let was = was.filter(|_| self.had(&field, true));
        Knob {
            was,
            ..self.knob(spec, field, now)
        }
    }

    /// Its mean, its family, and the fields of that.
    fn distribution(&self, spec: &Spec, variability: Words, compared: bool) -> Vec<Knob> {
        let Some(value) = self.here(spec.key) else {
            return Vec::new();
        };
        let Some(distribution) = Scenario::distribution_from(value) else {
            return Vec::new();
        };
        let mut knobs = Vec::new();
        let measured = |line: Spec| match spec.kind {
            Kind::Sizes(_) => link::in_bytes(line),
            _ => line,
        };
        if spec.side == Side::Mean {
            let mean = measured(families::mean(spec.label, spec.help));
            knobs.extend(self.knobs_at(&mean, spec.key, compared));
        }
        let choice = super::spec::spec(
            spec.key,
            SHAPE,
            spec.help,
            Kind::Choice(&families::FAMILIES),
        );
        let field = self.field(spec.key, Side::Family);
        let family = Knob {
            of: spec.label,
            density: Some(Density::of(&distribution)),
            ..self.choice(
                &choice.side(Side::Family),
                field,
                options(&families::FAMILIES),
                compared,
            )
        };
        knobs.push(family);
        let word = value["distribution"].as_str().unwrap_or_default();
        for line in families::fields(word, variability)
            .into_iter()
            .map(measured)
        {
            // Values and quantiles exclude each other.
            let there = line.needs.is_empty() || value.get(line.needs).is_some();
            let key = match line.side {
                Side::Whole => format!("{}.{}", spec.key, line.key),
                _ => spec.key.to_owned(),
            };
            if there {
                knobs.extend(self.knobs_at(&line, &key, compared));
            }
        }
        knobs
    }

    /// The process and its fields.
    fn arrivals(&self, compared: bool) -> Vec<Knob> {
        let mut knobs = self.knobs(&producer::PROCESS, compared);
        let process = self.here("arrivals.process").and_then(Value::as_str);
        for line in producer::fields(process.unwrap_or_default()) {
            knobs.extend(self.knobs(line, compared));
        }
        knobs
    }

    fn knob(&self, spec: &Spec, field: Field, control: Control) -> Knob {
        Knob {
            note: notes::of(self.context, self.node, &field),
            field,
            label: spec.label.into(),
            of: both("", ""),
            help: spec.help,
            control,
            optional: false,
            was: None,
            refusal: None,
            density: None,
        }
    }
}

fn options(choices: &'static [Choice]) -> Vec<Opt> {
    let option = |choice: &Choice| Opt {
        label: choice.label.into(),
        help: choice.help,
        value: serde_json::from_str(choice.json).unwrap_or_default(),
    };
    choices.iter().map(option).collect()
}
