//! The edits in words, for the time axis: "web rate 3.2 → 4.8 / s".

use super::field::Field;
use crate::words::{Language, Text};

/// A mark on the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// When, s.
    pub time: f64,
    /// What changed, in words.
    pub text: Text,
    field: Field,
    name: Text,
    before: Text,
}

/// Marks in the order of time. Turning one knob on and on makes one mark, not hundreds.
#[derive(Clone, Debug, Default)]
pub struct Flags(Vec<Mark>);

impl Flags {
    /// Notes that at `time` a knob (called `name`, as in "web rate") went from `before` to
    /// `after`. Turned again within `apart` seconds, it keeps its mark.
    pub fn note(
        &mut self,
        time: f64,
        apart: f64,
        field: &Field,
        name: &Text,
        before: &Text,
        after: &Text,
    ) {
        let joins = |last: &Mark| last.field == *field && time - last.time <= apart;
        if !self.0.last().is_some_and(joins) {
            self.0.push(Mark {
                time,
                text: Text::default(),
                field: field.clone(),
                name: name.clone(),
                before: before.clone(),
            });
        }
        if let Some(mark) = self.0.last_mut() {
            let change = |language: Language| {
                let (name, after) = (mark.name.of(language), after.of(language));
                let before = without_unit(mark.before.of(language), after);
                format!("{name} {before} → {after}")
            };
            mark.text = Text {
                english: change(Language::English),
                chinese: change(Language::Chinese),
            };
        }
    }

    /// Forgets all: the run starts anew.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Forgets what came after `time`, s.
    pub fn forget_after(&mut self, time: f64) {
        self.0.retain(|mark| mark.time <= time);
    }

    /// All marks.
    #[must_use]
    pub fn all(&self) -> &[Mark] {
        &self.0
    }
}

/// "3.2 / s" before "4.8 / s" need not repeat the unit.
fn without_unit<'a>(before: &'a str, after: &str) -> &'a str {
    match (before.split_once(' '), after.split_once(' ')) {
        (Some((number, unit)), Some((_, same))) if unit == same => number,
        _ => before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drag_is_one_mark() {
        let mut flags = Flags::default();
        let mut note = |time, field: Field, words: [&str; 3]| {
            let [name, before, after] = words.map(Text::same);
            flags.note(time, 2.0, &field, &name, &before, &after);
        };
        note(1.0, Field::rate(0), ["web rate", "3.2 / s", "3.3 / s"]);
        note(1.2, Field::rate(0), ["web rate", "3.3 / s", "4.8 / s"]);
        note(9.0, Field::workers(0), ["workers count", "4", "5"]);
        let texts: Vec<&str> = flags
            .all()
            .iter()
            .map(|mark| mark.text.of(Language::English))
            .collect();
        assert_eq!(texts, ["web rate 3.2 → 4.8 / s", "workers count 4 → 5"]);
    }
}
