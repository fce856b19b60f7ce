//! The knobs of every scenario: each reads what the document has, and what it is turned to is there.

use super::full::FULL;
use super::node::{Node, Sort};
use super::spec::{Kind, Part, Spec};
use super::{families, producer};
use crate::app::field::{Field, Input, Side};
use crate::app::knob::{Control, Knob};
use crate::app::panel::Panel;
use crate::scenario::Scenario;
use crate::scenario::preset::TOPICS;
use crate::words::both;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A preset of each topic, a small scenario with each process and each family in turn, and one that uses every field.
fn scenarios() -> Vec<Scenario> {
    let first = TOPICS.iter().filter_map(|topic| topic.presets.first());
    let mut all: Vec<Scenario> = first.map(|preset| preset.scenario()).collect();
    let constant = json!({ "distribution": "constant", "value": 30 });
    let small = (all[0])
        .with(
            "consumers[0].outages",
            &json!({ "up": constant, "down": constant }),
        )
        .expect("a valid scenario");
    for choice in producer::PROCESSES {
        let process: Value = serde_json::from_str(choice.json).unwrap();
        let field = Field::side("producers[0].arrivals", Side::Process);
        all.push(turned(&small, &field, &Input::Put(process)));
    }
    for choice in families::FAMILIES {
        let family: Value = serde_json::from_str(choice.json).unwrap();
        let field = Field::side("consumers[0].service", Side::Family);
        let service = turned(&small, &field, &Input::Put(family.clone()));
        let field = Field::side("consumers[0].outages.up", Side::Family);
        all.push(turned(&service, &field, &Input::Put(family)));
    }
    all.push(Scenario::parse(FULL).expect("a valid scenario"));
    all
}

fn turned(scenario: &Scenario, field: &Field, input: &Input) -> Scenario {
    match Panel::new(scenario).turn(field, input) {
        Ok(Some((path, value))) => scenario
            .with(&path, &value)
            .unwrap_or_else(|problems| panic!("{field:?} to {input:?}: {problems:?}")),
        Ok(None) => scenario.clone(),
        Err(refusal) => panic!("{field:?} to {input:?}: {refusal:?}"),
    }
}

fn knobs(panel: &Panel) -> Vec<Knob> {
    let cards = panel.cards();
    let parts = cards.iter().flat_map(|card| &card.parts);
    parts.flat_map(|part| &part.knobs).cloned().collect()
}

/// What a knob shows, put into it again.
fn own(knob: &Knob) -> Vec<Input> {
    match &knob.control {
        Control::Number { value, .. } => {
            let number = value.map(Input::Number);
            let text = value.map(crate::app::field::plain).unwrap_or_default();
            number.into_iter().chain([Input::Text(text)]).collect()
        }
        Control::Choice { options, chosen } => {
            // An object among the options is what the field is at first, not what it has become.
            let value = options[*chosen].value.clone();
            [Input::Put(value)]
                .into_iter()
                .filter(|put| !matches!(put, Input::Put(value) if value.is_object()))
                .collect()
        }
        Control::List { lines, .. } => lines.iter().cloned().map(Input::Text).collect(),
    }
}

#[test]
fn a_knob_set_to_what_it_shows_changes_nothing() {
    for scenario in scenarios() {
        let panel = Panel::new(&scenario);
        for knob in knobs(&panel) {
            for input in own(&knob) {
                assert_eq!(
                    turned(&scenario, &knob.field, &input),
                    scenario,
                    "{} {input:?}",
                    knob.field.slug()
                );
            }
            assert_eq!(knob.was, None, "{}", knob.field.slug());
        }
    }
}

/// Values to try: the ends of the slider, some between, every option, and what no field takes.
fn trials(knob: &Knob) -> Vec<Input> {
    let texts =
        ["", "-1", "0", "1", "2.5", "1e9", "1e99", "fast"].map(|text| Input::Text(text.to_owned()));
    match &knob.control {
        Control::Number { slider, .. } => {
            let positions = (0..=12).map(|step| slider.value(f64::from(step) / 12.0));
            positions.map(Input::Number).chain(texts).collect()
        }
        Control::Choice { options, .. } => options
            .iter()
            .map(|option| Input::Put(option.value.clone()))
            .collect(),
        Control::List { .. } => {
            let lists = ["0, 1\n30, 5", "0.5\n1\n1", "5\n4", "0, 2, 9", "x"];
            lists
                .map(|text| Input::Text(text.to_owned()))
                .into_iter()
                .chain(texts)
                .collect()
        }
    }
}

#[test]
fn a_knob_set_to_anything_gives_a_valid_scenario_that_reads_so_or_a_clear_refusal() {
    for scenario in scenarios() {
        let panel = Panel::new(&scenario);
        for knob in knobs(&panel) {
            for input in trials(&knob) {
                let (path, value) = match panel.turn(&knob.field, &input) {
                    Ok(Some(edit)) => edit,
                    Ok(None) => continue,
                    Err(refusal) => {
                        assert!(!refusal.message.english.is_empty());
                        continue;
                    }
                };
                let name = format!("{} to {input:?}", knob.field.slug());
                match scenario.with(&path, &value) {
                    Err(problems) => {
                        assert!(
                            problems.iter().all(|it| !it.message.english.is_empty()),
                            "{name}"
                        );
                    }
                    Ok(next) => {
                        let number = match &input {
                            Input::Number(number) => Some(*number),
                            Input::Text(text) => text.parse().ok(),
                            Input::Put(_) => None,
                        };
                        let read = knob.field.number(&json!(next));
                        if let (Some(number), Some(read)) = (number, read) {
                            assert!(
                                (read - number).abs() <= 1e-6 * number.abs().max(1e-6),
                                "{name}: {read}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn numbers_in_the_span_of_a_slider_are_never_refused_for_themselves() {
    for scenario in scenarios() {
        let panel = Panel::new(&scenario);
        for knob in knobs(&panel) {
            let Control::Number { slider, .. } = knob.control else {
                continue;
            };
            for step in 0..=20 {
                let value = slider.value(f64::from(step) / 20.0);
                let Ok(Some((path, edit))) = panel.turn(&knob.field, &Input::Number(value)) else {
                    continue;
                };
                if let Err(problems) = scenario.with(&path, &edit) {
                    // What stands beside it may forbid it: low above high, ways that sum to more
                    // than 1, no work where messages come back.
                    let ranges = problems.iter().filter(|it| {
                        it.message.english.starts_with("must be a number")
                            || it.message.english.starts_with("must be a whole")
                    });
                    assert_eq!(
                        ranges.count(),
                        0,
                        "{} to {value}: {problems:?}",
                        knob.field.slug()
                    );
                }
            }
        }
    }
}

#[test]
fn what_was_turned_is_marked_and_can_be_put_back() {
    for opened in scenarios() {
        let panel = Panel::new(&opened);
        for knob in knobs(&panel) {
            for input in trials(&knob) {
                let Ok(Some((path, value))) = panel.turn(&knob.field, &input) else {
                    continue;
                };
                let Ok(next) = opened.with(&path, &value) else {
                    continue;
                };
                let mut after = panel.clone();
                after.follow(&next);
                let Some((_, now)) = after.knob(&knob.field) else {
                    continue;
                };
                assert_eq!(
                    now.was.is_none(),
                    now.control.shows(&knob.control),
                    "{} to {input:?}",
                    knob.field.slug()
                );
                if let Some((path, value)) =
                    now.was.as_ref().and_then(|_| after.put_back(&knob.field))
                {
                    let back = next.with(&path, &value).expect("it was valid before");
                    let mut last = after.clone();
                    last.follow(&back);
                    let (_, knob) = last.knob(&knob.field).expect("it is there again");
                    assert_eq!(knob.was, None, "{} after {input:?}", knob.field.slug());
                }
            }
        }
    }
}

#[test]
fn what_can_be_added_is_there_and_can_be_taken_away_and_put_back() {
    for opened in scenarios() {
        let panel = Panel::new(&opened);
        for card in panel.cards().iter() {
            for addition in &card.additions {
                let (path, value) = panel
                    .switch(&addition.field, true)
                    .expect("something to add");
                // A preset has no place for some: sharing beside polling, say. Then it says why.
                let Ok(next) = opened.with(&path, &value) else {
                    continue;
                };
                let mut after = panel.clone();
                after.switched(&addition.field, true);
                after.follow(&next);
                let part = after
                    .cards()
                    .iter()
                    .flat_map(|card| card.parts.clone())
                    .find(|part| part.field.as_ref() == Some(&addition.field))
                    .expect("in sight");
                assert!(!part.knobs.is_empty() && part.added, "{:?}", addition.field);
                if next != opened {
                    let (path, value) = after
                        .switch(&addition.field, false)
                        .expect("something to take away");
                    assert_eq!(
                        next.with(&path, &value),
                        Ok(opened.clone()),
                        "{:?}",
                        addition.field
                    );
                }
            }
            for part in card.parts.iter().filter_map(|part| part.field.as_ref()) {
                let (path, value) = panel.switch(part, false).expect("something to take away");
                let Ok(next) = opened.with(&path, &value) else {
                    continue;
                };
                let mut after = panel.clone();
                after.switched(part, false);
                after.follow(&next);
                let (path, value) = after.put_back(part).expect("something to put back");
                assert_eq!(next.with(&path, &value), Ok(opened.clone()), "{part:?}");
            }
        }
    }
}

/// Structure is built on the stage; the rest of the list stands elsewhere on the page.
const ELSEWHERE: [&str; 5] = ["id", "to", "from", "fault", "on"];

/// The reader itself says which fields a node has.
#[test]
fn every_field_of_the_scenario_file_has_a_knob() {
    let document = json!(Scenario::parse(FULL).unwrap());
    for sort in [Sort::Producer, Sort::Queue, Sort::Consumer, Sort::Fault] {
        let node = Node { sort, place: 0 };
        let (path, table) = (node.path(), node.table());
        let keys: BTreeSet<&str> = (table.parts.iter().chain([table.main]))
            .flat_map(|part| part.specs)
            .map(|spec| spec.key.split('.').next().unwrap())
            .collect();
        let missing = fields(&document, &path)
            .into_iter()
            .filter(|field| !keys.contains(&**field) && !ELSEWHERE.contains(&&**field));
        assert_eq!(missing.collect::<Vec<_>>(), Vec::<String>::new(), "{path}");
    }
    for path in [
        "queues[0].redelivery",
        "queues[0].shed.random",
        "queues[0].shed.priority",
        "queues[0].shed.codel",
        "producers[0].payload",
        "producers[0].link",
        "consumers[0].link",
        "queues[2].partitions",
        "producers[0].keys",
        "consumers[0].failure",
        "consumers[0].deduplicate",
        "consumers[0].outages",
        "consumers[0].route",
        "consumers[1].sharing",
        "consumers[0].batch",
        "consumers[0].autoscale",
        "broker.lock",
        "broker.disk",
        "broker.replication",
        "broker.outages",
    ] {
        let (parent, key) = path.split_once('.').unwrap();
        let node = Node::of_path(parent).unwrap();
        let table = node.table();
        for field in fields(&document, path) {
            let mut specs = table
                .parts
                .iter()
                .chain([table.main])
                .flat_map(|part| part.specs);
            assert!(
                specs.any(|spec| spec.key == format!("{key}.{field}")),
                "{path}.{field}"
            );
        }
    }
}

/// The fields of the object at `path`, as the reader names them when it is asked for one more.
fn fields(document: &Value, path: &str) -> Vec<String> {
    let scenario = Scenario::from_value(document).unwrap();
    let problems = scenario
        .with(&format!("{path}.no_such_field"), &json!(1))
        .unwrap_err();
    let (_, list) = problems[0]
        .message
        .english
        .split_once("the fields are ")
        .expect("a list of fields");
    list.split(", ").map(str::to_owned).collect()
}

#[test]
fn the_words_of_the_choices_are_those_of_the_file() {
    let tables = [Sort::Producer, Sort::Queue, Sort::Consumer, Sort::Fault]
        .map(|sort| Node { sort, place: 0 }.table());
    let all = |part: &'static Part| part.specs.iter();
    for spec in tables
        .iter()
        .flat_map(|table| table.parts.iter().chain([table.main]).flat_map(all))
    {
        let check = |spec: &Spec| {
            assert_ne!(spec.label.chinese, spec.label.english, "{}", spec.key);
            assert!(
                !spec.help.english.is_empty() && !spec.help.chinese.is_empty(),
                "{}",
                spec.key
            );
            if let Kind::Choice(choices) = spec.kind {
                for choice in choices {
                    assert!(
                        serde_json::from_str::<Value>(choice.json).is_ok(),
                        "{}",
                        choice.json
                    );
                    assert_ne!(choice.label, both("", ""));
                }
            }
        };
        check(spec);
    }
}
