//! The knobs, and the fields of the scenario that they turn. A knob may stand for part of a field
//! (the scv of a distribution) or for a choice between forms of one (push or poll).

use super::shape::{interval_of, process, renewal, service_of};
use super::variability::with_scv;
use crate::engine::Distribution;
use crate::scenario::Scenario;
use crate::scenario::arrivals::Process;
use crate::scenario::document::Poll;
use crate::scenario::range::{self, Range};
use serde_json::{Value, json};

/// A knob. The number is the place of its node in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Publishes / s of one copy.
    Rate(usize),
    /// Copies of a producer.
    Copies(usize),
    /// Arrival process.
    Process(usize),
    /// Variability of the intervals of a renewal process.
    IntervalScv(usize),
    /// Whether a queue is bounded.
    Bounded(usize),
    /// Bound of a queue.
    MaxReady(usize),
    /// Workers of a group.
    Workers(usize),
    /// Mean service time.
    ServiceMean(usize),
    /// Variability of the service time.
    ServiceScv(usize),
    /// Push or poll.
    Intake(usize),
    /// Time between two looks.
    PollInterval(usize),
    /// How long the broker's lock is held.
    LockHold,
}

/// What a person puts into a knob.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A slider's value.
    Number(f64),
    /// The text of a number field.
    Text(String),
    /// The place of an option.
    Choice(usize),
}

impl Input {
    /// It as it would stand in the field.
    #[must_use]
    pub fn typed(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::Choice(place) => place.to_string(),
        }
    }
}

/// Interval between looks when a person first chooses to poll, s.
const FIRST_POLL: f64 = 0.5;
/// Bound when a person first chooses to have one.
const FIRST_BOUND: u64 = 20;

impl Field {
    /// The value of a number knob in `scenario`.
    #[must_use]
    pub fn number(self, scenario: &Scenario) -> f64 {
        match self {
            Self::Rate(node) => scenario.producers[node].arrivals.process.rate(),
            Self::Copies(node) => f64::from(scenario.producers[node].count),
            Self::IntervalScv(node) => match &scenario.producers[node].arrivals.process {
                Process::Renewal { interval } => interval.scv(),
                Process::Constant { .. } => 0.0,
                _ => 1.0,
            },
            Self::MaxReady(node) => scenario.queues[node].max_ready.unwrap_or(FIRST_BOUND) as f64,
            Self::Workers(node) => f64::from(scenario.consumers[node].count),
            Self::ServiceMean(node) => scenario.consumers[node].service_mean(),
            Self::ServiceScv(node) => service_of(scenario, node).scv(),
            Self::PollInterval(node) => scenario.consumers[node]
                .poll
                .map_or(FIRST_POLL, |poll| poll.interval),
            Self::LockHold => scenario.broker.lock.hold,
            Self::Process(_) | Self::Bounded(_) | Self::Intake(_) => self.choice(scenario) as f64,
        }
    }

    /// The option that a choice knob is at in `scenario`.
    #[must_use]
    pub fn choice(self, scenario: &Scenario) -> usize {
        match self {
            Self::Process(node) => match scenario.producers[node].arrivals.process {
                Process::Poisson { .. } => 0,
                Process::Constant { .. } => 1,
                Process::Renewal { .. } => 2,
                _ => 3,
            },
            Self::Bounded(node) => usize::from(scenario.queues[node].max_ready.is_some()),
            Self::Intake(node) => usize::from(scenario.consumers[node].poll.is_some()),
            _ => 0,
        }
    }

    /// What may be typed.
    #[must_use]
    pub fn range(self, scenario: &Scenario) -> Range {
        match self {
            Self::Rate(_) => range::RATE,
            Self::Copies(_) => range::COPIES,
            Self::IntervalScv(_) | Self::ServiceScv(_) => Range {
                min: 0.0,
                ..range::SCV
            },
            Self::MaxReady(_) => range::READY,
            Self::Workers(_) => range::WORKERS,
            Self::ServiceMean(node) => match scenario.consumers[node].service {
                Some(Distribution::Constant { .. }) => range::CONSTANT,
                _ => range::DURATION,
            },
            Self::PollInterval(_) => range::DURATION,
            Self::LockHold => range::HOLD,
            Self::Process(_) => Range {
                max: 3.0,
                ..range::COPIES
            },
            Self::Bounded(_) | Self::Intake(_) => Range {
                max: 1.0,
                ..range::COPIES
            },
        }
    }

    /// The edit that turns this knob: the path of the field and its new value. A text that is no
    /// number is handed on as it is, for the scenario's reader to say what would be right.
    #[must_use]
    pub fn edit(self, scenario: &Scenario, input: &Input) -> (String, Value) {
        let number = match input {
            Input::Number(number) => Some(*number),
            Input::Choice(place) => Some(*place as f64),
            Input::Text(text) => read_number(text),
        };
        // What the knob itself cannot make a distribution of goes to the field's plain place.
        let fits = number.filter(|number| self.range(scenario).contains(*number));
        match (self, fits) {
            (Self::IntervalScv(node), Some(scv)) => {
                let interval = with_scv(&interval_of(scenario, node), scv);
                (
                    format!("producers[{node}].arrivals"),
                    renewal(scenario, node, interval),
                )
            }
            (Self::ServiceScv(node), Some(scv)) => {
                let service = with_scv(&service_of(scenario, node), scv);
                (self.place(scenario), json!(service))
            }
            (Self::ServiceMean(node), Some(mean)) if !says_mean(&service_of(scenario, node)) => {
                let service = service_of(scenario, node).with_mean(mean);
                (format!("consumers[{node}].service"), json!(service))
            }
            (Self::Rate(node), Some(rate)) => self.edit_rate(scenario, node, rate),
            (Self::Process(node), Some(place)) => {
                let process = process(scenario, node, place as usize);
                (format!("producers[{node}].arrivals"), process)
            }
            (Self::Bounded(node), Some(place)) => {
                let bound =
                    (place > 0.0).then(|| scenario.queues[node].max_ready.unwrap_or(FIRST_BOUND));
                (self.place(scenario), json!(bound))
            }
            (Self::Intake(node), Some(place)) => {
                let interval = Self::PollInterval(node).number(scenario);
                let poll = (place > 0.0).then_some(Poll { interval });
                (self.place(scenario), json!(poll))
            }
            (Self::ServiceScv(_) | Self::IntervalScv(_), None) => {
                let scv = raw(input, number);
                let lognormal = json!({ "distribution": "lognormal", "mean": 1.0, "scv": scv });
                (self.place(scenario), lognormal)
            }
            _ => (self.place(scenario), raw(input, number)),
        }
    }

    /// The edit that puts this knob, and it alone, back to what it was in `opened`.
    #[must_use]
    pub fn put_back(self, opened: &Scenario, now: &Scenario) -> (String, Value) {
        let place = self.place(now);
        match self {
            Self::ServiceScv(node) => {
                let mean = now.consumers[node].service_mean();
                let service = service_of(opened, node).with_mean(mean);
                (place, json!(service))
            }
            Self::Process(node) | Self::IntervalScv(node) => {
                let rate = now.producers[node].arrivals.process.rate();
                let arrivals = opened.producers[node].arrivals.with_rate(rate);
                (format!("producers[{node}].arrivals"), json!(arrivals))
            }
            Self::Bounded(node) | Self::MaxReady(node) => {
                (place, json!(opened.queues[node].max_ready))
            }
            Self::Intake(node) => (place, json!(opened.consumers[node].poll)),
            _ => self.edit(now, &Input::Number(self.number(opened))),
        }
    }

    fn edit_rate(self, scenario: &Scenario, node: usize, rate: f64) -> (String, Value) {
        let arrivals = &scenario.producers[node].arrivals;
        match arrivals.process {
            Process::Poisson { .. } | Process::Constant { .. } => {
                (self.place(scenario), json!(rate))
            }
            _ => {
                let arrivals = json!(arrivals.with_rate(rate));
                (format!("producers[{node}].arrivals"), arrivals)
            }
        }
    }

    /// The field of the scenario that this knob turns.
    fn place(self, scenario: &Scenario) -> String {
        match self {
            Self::Rate(node) => format!("producers[{node}].arrivals.rate"),
            Self::Copies(node) => format!("producers[{node}].count"),
            Self::Process(node) => format!("producers[{node}].arrivals"),
            Self::IntervalScv(node) => format!("producers[{node}].arrivals.interval"),
            Self::Bounded(node) | Self::MaxReady(node) => format!("queues[{node}].max_ready"),
            Self::Workers(node) => format!("consumers[{node}].count"),
            Self::ServiceMean(node) => match scenario.consumers[node].service {
                Some(Distribution::Constant { .. }) => format!("consumers[{node}].service.value"),
                _ => format!("consumers[{node}].service.mean"),
            },
            Self::ServiceScv(node) => format!("consumers[{node}].service"),
            Self::Intake(node) => format!("consumers[{node}].poll"),
            Self::PollInterval(node) => format!("consumers[{node}].poll.interval"),
            Self::LockHold => "broker.lock.hold".to_owned(),
        }
    }
}

/// A number as people write it: a decimal comma and spaces are fine.
fn read_number(text: &str) -> Option<f64> {
    let text: String = text.trim().replace(',', ".").replace([' ', '\u{202f}'], "");
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// What was put in, as JSON: whole numbers without a fraction, no number as the text it was.
fn raw(input: &Input, number: Option<f64>) -> Value {
    match (input, number) {
        (_, Some(number)) if number == number.trunc() && number.abs() < 1e15 => {
            json!(number as i64)
        }
        (_, Some(number)) => json!(number),
        (Input::Text(text), None) => json!(text),
        (_, None) => Value::Null,
    }
}

/// Whether its mean is a field of its own, so that an edit can name it.
const fn says_mean(service: &Distribution) -> bool {
    !matches!(
        service,
        Distribution::Uniform { .. } | Distribution::Empirical(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::PRESETS;

    fn fields() -> Vec<Field> {
        vec![
            Field::Rate(0),
            Field::Copies(0),
            Field::Process(0),
            Field::IntervalScv(0),
            Field::Bounded(0),
            Field::MaxReady(0),
            Field::Workers(0),
            Field::ServiceMean(0),
            Field::ServiceScv(0),
            Field::Intake(0),
            Field::PollInterval(0),
            Field::LockHold,
        ]
    }

    #[test]
    fn a_knob_turned_to_a_value_reads_that_value() {
        for preset in PRESETS {
            for field in fields() {
                let scenario = preset.scenario();
                for value in [0.0, 1.0, 2.0] {
                    let range = field.range(&scenario);
                    if !range.contains(value) {
                        continue;
                    }
                    let (path, edit) = field.edit(&scenario, &Input::Number(value));
                    let turned = scenario.with(&path, &edit).unwrap_or_else(|problems| {
                        panic!("{field:?} to {value}: {problems:?}");
                    });
                    let read = field.number(&turned);
                    let is_first =
                        field == Field::IntervalScv(0) || matches!(field, Field::Process(_));
                    assert!(
                        is_first || (read - value).abs() < 1e-9,
                        "{field:?}: {read}, not {value}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_is_a_problem_that_says_what_would_be_right() {
        let scenario = PRESETS[0].scenario();
        for field in fields() {
            for input in ["abc", "-1", "1e99", ""] {
                let (path, value) = field.edit(&scenario, &Input::Text(input.to_owned()));
                let problems = scenario.with(&path, &value).expect_err(input);
                assert!(!problems.is_empty(), "{field:?} to {input:?}");
            }
        }
    }

    #[test]
    fn what_is_put_back_is_what_was_opened() {
        let base = PRESETS[0].scenario();
        let edits = [
            ("queues[0].max_ready", json!(100)),
            ("consumers[0].poll", json!({ "interval": 0.1 })),
            (
                "consumers[0].service",
                json!({ "distribution": "erlang", "mean": 1.0, "stages": 3 }),
            ),
            (
                "producers[0].arrivals",
                json!({ "process": "renewal", "interval": { "distribution": "erlang", "mean": 0.5, "stages": 2 } }),
            ),
        ];
        let opened = edits.iter().fold(base, |scenario, (path, value)| {
            scenario.with(path, value).expect("a valid edit")
        });
        let turns = [
            (Field::Bounded(0), 0.0),
            (Field::Intake(0), 0.0),
            (Field::ServiceScv(0), 4.0),
            (Field::Process(0), 0.0),
        ];
        for (field, value) in turns {
            let (path, edit) = field.edit(&opened, &Input::Number(value));
            let turned = opened.with(&path, &edit).expect("a valid turn");
            assert_ne!(turned, opened);
            let (path, edit) = field.put_back(&opened, &turned);
            assert_eq!(turned.with(&path, &edit), Ok(opened.clone()), "{field:?}");
        }
    }

    #[test]
    fn a_decimal_comma_is_read() {
        let scenario = PRESETS[0].scenario();
        let (path, value) = Field::Rate(0).edit(&scenario, &Input::Text(" 2,5 ".to_owned()));
        assert_eq!(
            (path.as_str(), value),
            ("producers[0].arrivals.rate", json!(2.5))
        );
    }
}
