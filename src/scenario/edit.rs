//! One field of a scenario changed. A change to a running system is one of these with its instant.

use super::document::Scenario;
use super::path::Path;
use super::reader::Problem;
use crate::engine::SimTime;
use crate::words::{Say, both};
use serde::Serialize;
use serde_json::Value;

/// At `at`, the field at `path` became `value`; null takes an optional field away.
///
/// Events and edits may share an instant, so an edit also says how many events came before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edit {
    /// Simulated seconds since the start.
    #[serde(serialize_with = "in_seconds")]
    pub at: SimTime,
    /// Events handled before it since the start.
    pub after: u64,
    /// The field, as in `producers[0].arrivals.rate`.
    pub path: String,
    /// Its new value.
    pub value: Value,
}

fn in_seconds<S: serde::Serializer>(at: &SimTime, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_f64(at.secs())
}

impl Scenario {
    /// This scenario with the field at `path` set to `value`.
    ///
    /// # Errors
    /// Every problem that the change makes; the scenario itself stays as it is.
    ///
    /// # Panics
    /// Never: a scenario is plain data.
    pub fn with(&self, path: &str, value: &Value) -> Result<Self, Vec<Problem>> {
        let mut document = self.to_value();
        let found = Path::parse(path).is_some_and(|path| path.set(&mut document, value.clone()));
        if !found {
            return Err(vec![Problem {
                path: path.to_owned(),
                message: both("is not a field of this scenario", "不是此场景的字段").text(),
            }]);
        }
        // What is being built may be changed before it is whole.
        if self.is_unfinished() {
            Self::unfinished(&document)
        } else {
            Self::from_value(&document)
        }
    }
}
