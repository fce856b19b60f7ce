//! Lists as text: a line for each element.

use super::labels;
use super::spec::Columns;
use crate::app::field::number_value;
use crate::app::number;
use serde_json::{Map, Value, json};

/// The elements as lines.
#[must_use]
pub fn write(elements: &[Value], columns: Columns) -> String {
    let lines: Vec<String> = elements
        .iter()
        .map(|element| line(element, columns))
        .collect();
    lines.join("\n")
}

fn line(element: &Value, columns: Columns) -> String {
    // All digits: what is not touched stays as it is.
    let number = |value: &Value| {
        value
            .as_f64()
            .map_or_else(|| value.to_string(), |it| it.to_string())
    };
    match (columns, element) {
        (Columns::Fields(names, _), Value::Object(fields)) => {
            let numbers = names.map(|name| fields.get(name).map_or_else(String::new, number));
            numbers.join(", ")
        }
        (Columns::Labels(lead, _), Value::Object(fields)) => labels::write(fields, lead),
        (_, Value::Array(pair)) => pair.iter().map(number).collect::<Vec<_>>().join(", "),
        _ => number(element),
    }
}

/// The elements that stand in `text`. What is no number stays the text that it is, for the scenario's
/// reader to say what would be right.
#[must_use]
pub fn read(text: &str, columns: Columns) -> Value {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    match columns {
        Columns::One(_) => lines.flat_map(|line| words(line)).map(number).collect(),
        Columns::Pair(_) => lines
            .map(|line| match words(line).as_slice() {
                [one, other] => json!([number(one), number(other)]),
                _ => json!(line),
            })
            .collect(),
        Columns::Fields(names, _) => lines
            .map(|line| {
                let values = words(line).into_iter().map(number);
                let fields: Map<String, Value> = names
                    .iter()
                    .map(|name| (*name).to_owned())
                    .zip(values)
                    .collect();
                Value::Object(fields)
            })
            .collect(),
        Columns::Labels(lead, _) => {
            let all: Vec<Value> = lines.map(|line| labels::read(line, lead)).collect();
            // Without any the field is not there.
            if all.is_empty() {
                Value::Null
            } else {
                json!(all)
            }
        }
    }
}

/// The parts of a line, between commas, semicolons and spaces.
pub(super) fn words(line: &str) -> Vec<&str> {
    let parts = line.split([',', ';', '，', '；', ' ', '\t']);
    parts.filter(|part| !part.is_empty()).collect()
}

pub(super) fn number(word: &str) -> Value {
    number::read_typed(word).map_or_else(|| json!(word), number_value)
}

/// The line (from 1) of the element at `path` in the list at `list`.
#[must_use]
pub fn line_of(path: &str, list: &str) -> Option<usize> {
    let place = path
        .strip_prefix(list)?
        .strip_prefix('[')?
        .split_once(']')?
        .0;
    place.parse::<usize>().ok().map(|place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::both;

    const NONE: crate::words::Words = both("", "");

    #[test]
    fn a_list_written_and_read_is_the_same() {
        let states = json!([{ "rate": 1.5, "mean_dwell": 10 }, { "rate": 0, "mean_dwell": 1e-6 }]);
        for (list, columns) in [
            (json!([0, 0.1, 1e-7, 123456.789012345]), Columns::One(NONE)),
            (json!([[0, 1], [30.5, 6]]), Columns::Pair(NONE)),
            (states, Columns::Fields(["rate", "mean_dwell"], NONE)),
        ] {
            let text = write(list.as_array().unwrap(), columns);
            let again = read(&text, columns);
            assert_eq!(write(again.as_array().unwrap(), columns), text);
            let pairs = list
                .as_array()
                .unwrap()
                .iter()
                .zip(again.as_array().unwrap());
            for (one, other) in pairs {
                assert_eq!(line(one, columns), line(other, columns));
            }
        }
    }

    #[test]
    fn what_is_no_number_stays_what_it_is() {
        let columns = Columns::Pair(NONE);
        assert_eq!(
            read("0 1\n\n30; x\n7", columns),
            json!([[0, 1], [30, "x"], "7"])
        );
        assert_eq!(
            line_of(
                "producers[0].arrivals.points[2][1]",
                "producers[0].arrivals.points"
            ),
            Some(3)
        );
    }
}
