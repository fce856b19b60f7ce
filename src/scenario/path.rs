//! Names a field inside a document: `producers[0].arrivals.rate`.

use serde_json::{Map, Value};
use std::fmt;

/// One step into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Field(String),
    Index(usize),
}

/// The way to a field. The empty path is the document itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(Vec<Segment>);

impl Path {
    /// The way to field `name` of what is here.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        self.with(Segment::Field(name.to_owned()))
    }

    /// The way to element `index` of what is here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with(Segment::Index(index))
    }

    fn with(&self, segment: Segment) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment);
        Self(segments)
    }

    /// Reads `producers[0].arrivals.rate`; none if it is not of that form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut segments = Vec::new();
        for part in text.split('.') {
            let (name, mut rest) = part.split_at(part.find('[').unwrap_or(part.len()));
            if name.is_empty() || name.contains(']') {
                return None;
            }
            segments.push(Segment::Field(name.to_owned()));
            while !rest.is_empty() {
                let (number, after) = rest.strip_prefix('[')?.split_once(']')?;
                segments.push(Segment::Index(number.parse().ok()?));
                rest = after;
            }
        }
        Some(Self(segments))
    }

    /// What lies here in `document`.
    #[must_use]
    pub fn get<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        self.0
            .iter()
            .try_fold(document, |place, segment| match segment {
                Segment::Field(name) => place.get(name),
                Segment::Index(index) => place.get(index),
            })
    }

    /// Puts `value` here, making the objects on the way; null takes the field away. False if an
    /// element of a list on the way does not exist.
    pub fn set(&self, document: &mut Value, value: Value) -> bool {
        let Some((last, way)) = self.0.split_last() else {
            *document = value;
            return true;
        };
        let mut place = document;
        for segment in way {
            let Some(next) = (match segment {
                Segment::Field(name) => enter(place, name),
                Segment::Index(index) => place.get_mut(index),
            }) else {
                return false;
            };
            place = next;
        }
        match (last, place) {
            (Segment::Field(name), Value::Object(fields)) if value.is_null() => {
                fields.remove(name);
                true
            }
            (Segment::Field(name), Value::Object(fields)) => {
                fields.insert(name.clone(), value);
                true
            }
            (Segment::Index(index), place) => place
                .get_mut(index)
                .map(|element| *element = value)
                .is_some(),
            _ => false,
        }
    }
}

/// The field `name` of an object, made if it is not there.
fn enter<'a>(place: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    let fields = place.as_object_mut()?;
    Some(
        fields
            .entry(name)
            .or_insert_with(|| Value::Object(Map::new())),
    )
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Field(name) if place == 0 => write!(out, "{name}")?,
                Segment::Field(name) => write!(out, ".{name}")?,
                Segment::Index(index) => write!(out, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn text_and_path_agree() {
        for text in ["seed", "producers[0].arrivals.rate", "a[1][2].b"] {
            assert_eq!(Path::parse(text).unwrap().to_string(), text);
        }
        for text in ["", ".", "a..b", "a[", "a[x]", "a]0[", "[0]", "a[0]b"] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_value_can_be_put_taken_away_and_found() {
        let mut document = json!({"list": [{"x": 1}]});
        let set = |document: &mut Value, path: &str, value| {
            Path::parse(path).unwrap().set(document, value)
        };
        assert!(set(&mut document, "list[0].x", json!(2)));
        assert!(set(&mut document, "new.deep.y", json!(3)));
        assert!(set(&mut document, "new.gone", json!(null)));
        assert!(!set(&mut document, "list[1].x", json!(2)));
        assert!(!set(&mut document, "list[0].x.y", json!(2)));
        assert_eq!(
            document,
            json!({"list": [{"x": 2}], "new": {"deep": {"y": 3}}})
        );
        let path = Path::parse("new.deep.y").unwrap();
        assert_eq!(path.get(&document), Some(&json!(3)));
    }
}
