//! What theory says of the scenario in force. It is worked out when the scenario changes, and at no
//! other time; on the page by a worker, so that the page goes on meanwhile.

use super::curve::Curve;
use super::outlook::Outlook;
use crate::scenario::Scenario;
use crate::theory::{Badge, Known, Stability};
use crate::words::Text;

/// Who works it out.
#[derive(Clone, Copy, Debug)]
pub enum Theorist {
    /// Whoever asks, at once. Naming the function here keeps it out of programs that do not.
    AtOnce(fn(&Scenario) -> Outlook),
    /// Somebody who takes the [`question`](Forecast::question) and lets the forecast
    /// [`hear`](Forecast::hear) the answer.
    Elsewhere,
    /// Nobody: it could not be loaded.
    Nobody,
}

/// Why theory says nothing at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The first answer is on its way.
    Awaited,
    /// It could not be loaded.
    Unavailable,
}

/// The forecast for the scenario in force, and what was forecast before in this run.
#[derive(Clone, Debug)]
pub struct Forecast {
    theorist: Theorist,
    scenario: Scenario,
    stability: Stability,
    /// The last answer; while the next one is awaited, that of the settings before.
    outlook: Outlook,
    /// Whether there was an answer since the scenario was opened.
    is_told: bool,
    /// Whether an answer is on its way.
    is_asked: bool,
    /// Whether the scenario changed since it was asked about.
    is_new: bool,
    stretches: Vec<Stretch>,
    made: u64,
}

/// A stretch of time with the same settings, up to the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Since when, s.
    pub from: f64,
    /// Median of the sojourn time, s; NaN if theory does not know it.
    pub p50: f64,
    /// Quantile 0.99 of the sojourn time, s; NaN if theory does not know it.
    pub p99: f64,
}

impl Stretch {
    /// Whether theory knows a quantile.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.p50.is_finite() || self.p99.is_finite()
    }
}

/// What is said of a figure that theory does not speak about at all.
static UNNAMED: Known = Known {
    value: None,
    badge: Badge::DoesNotApply { why: Text::empty() },
};

impl Forecast {
    /// For a run of `scenario` at time 0.
    #[must_use]
    pub fn new(scenario: &Scenario, theorist: Theorist) -> Self {
        let mut forecast = Self {
            theorist,
            scenario: scenario.clone(),
            stability: Stability::of(scenario),
            outlook: Outlook::default(),
            is_told: false,
            is_asked: false,
            is_new: false,
            stretches: Vec::new(),
            made: 0,
        };
        forecast.ask(0.0);
        forecast
    }

    /// Follows the run: at `now` seconds `scenario` is in force.
    pub fn follow(&mut self, scenario: &Scenario, now: f64) {
        if *scenario != self.scenario {
            // What was said of another system says nothing of this one.
            if self.stretches.is_empty() {
                self.outlook = Outlook::default();
                self.is_told = false;
            }
            self.scenario = scenario.clone();
            self.stability = Stability::of(scenario);
            self.ask(now);
        } else if self.stretches.is_empty() {
            self.note(now);
        }
    }

    /// The run starts anew.
    pub fn restart(&mut self) {
        self.stretches.clear();
    }

    fn ask(&mut self, now: f64) {
        self.made += 1;
        match self.theorist {
            Theorist::AtOnce(work_out) => {
                self.outlook = work_out(&self.scenario);
                self.is_told = true;
            }
            Theorist::Elsewhere => self.is_new = true,
            Theorist::Nobody => {}
        }
        self.note(now);
    }

    /// The next question, as a message. There is one at a time: while an answer is on its way
    /// there is none, and of those that came up meanwhile only the last is ever asked.
    #[must_use]
    pub fn question(&mut self) -> Option<String> {
        if !self.is_new || self.is_asked {
            return None;
        }
        (self.is_new, self.is_asked) = (false, true);
        Some(self.scenario.to_json())
    }

    /// Hears the answer to the last question. One that is superseded by then is dropped.
    pub fn hear(&mut self, outlook: Outlook) {
        self.is_asked = false;
        if self.is_new {
            return;
        }
        self.outlook = outlook;
        self.is_told = true;
        if let Some(last) = self.stretches.pop() {
            self.note(last.from);
        }
    }

    /// Nobody will answer.
    pub fn give_up(&mut self) {
        self.theorist = Theorist::Nobody;
        (self.is_told, self.is_asked, self.is_new) = (false, false, false);
        self.outlook = Outlook::default();
    }

    /// Why theory says nothing at all, if so.
    #[must_use]
    pub const fn silence(&self) -> Option<Silence> {
        match self.theorist {
            _ if self.is_told => None,
            Theorist::Nobody => Some(Silence::Unavailable),
            Theorist::AtOnce(_) | Theorist::Elsewhere => Some(Silence::Awaited),
        }
    }

    /// Goes on as `present` was, before the past was looked at. An answer about the past that is on
    /// its way is dropped when it comes.
    pub fn resume(&mut self, present: Self) {
        let before = std::mem::replace(self, present);
        self.take_over(&before);
    }

    /// Takes over from the forecast that was asked until now.
    pub const fn take_over(&mut self, before: &Self) {
        self.is_new |= self.is_asked || before.is_asked;
        (self.is_asked, self.theorist, self.made) = (before.is_asked, before.theorist, before.made);
    }

    fn note(&mut self, from: f64) {
        let is_answered = self.is_told && !self.is_new && !self.is_asked;
        let value = |name| self.known(name).value.filter(|_| is_answered);
        let value = |name| value(name).unwrap_or(f64::NAN);
        let (p50, p99) = (value("sojourn_p50"), value("sojourn_p99"));
        // Of several changes at one instant the last one counts.
        self.stretches.retain(|stretch| stretch.from < from);
        self.stretches.push(Stretch { from, p50, p99 });
    }

    /// What theory knows of the figure that the report calls `name`.
    #[must_use]
    pub fn known(&self, name: &str) -> &Known {
        self.outlook.known(name).unwrap_or(&UNNAMED)
    }

    /// The model, if one applies.
    #[must_use]
    pub fn model(&self) -> Option<&Text> {
        self.outlook.model.as_ref()
    }

    /// Whether there is a steady state.
    #[must_use]
    pub const fn stability(&self) -> &Stability {
        &self.stability
    }

    /// The curve of latency against utilisation.
    #[must_use]
    pub const fn curve(&self) -> &Curve {
        &self.outlook.curve
    }

    /// The stretches of this run from the one that holds `from` seconds on.
    #[must_use]
    pub fn stretches(&self, from: f64) -> &[Stretch] {
        let first = self
            .stretches
            .partition_point(|stretch| stretch.from <= from);
        &self.stretches[first.saturating_sub(1)..]
    }

    /// How often it was asked for.
    #[must_use]
    pub const fn made(&self) -> u64 {
        self.made
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::Preset;
    use serde_json::json;

    fn at_rate(scenario: &Scenario, rate: f64) -> Scenario {
        let path = "producers[0].arrivals.rate";
        scenario.with(path, &json!(rate)).expect("in range")
    }

    #[test]
    fn it_is_worked_out_only_when_the_scenario_changes() {
        let scenario = Preset::find("work-queue").unwrap().scenario();
        let mut forecast = Forecast::new(&scenario, Theorist::AtOnce(Outlook::of));
        for time in 0..100 {
            forecast.follow(&scenario, f64::from(time));
        }
        assert_eq!(forecast.made(), 1);
        forecast.follow(&at_rate(&scenario, 3.6), 100.0);
        assert_eq!(forecast.made(), 2);
    }

    #[test]
    fn each_stretch_has_the_quantiles_of_its_settings() {
        let scenario = Preset::find("work-queue").unwrap().scenario();
        let mut forecast = Forecast::new(&scenario, Theorist::AtOnce(Outlook::of));
        let calm = forecast.stretches(0.0)[0];
        assert!(calm.p50 > 0.7 && calm.p99 > 4.6, "{calm:?}");
        forecast.follow(&at_rate(&scenario, 3.9), 10.0);
        forecast.follow(&at_rate(&scenario, 3.8), 10.0);
        forecast.follow(&at_rate(&scenario, 5.0), 30.0);
        let froms: Vec<f64> = forecast.stretches(0.0).iter().map(|it| it.from).collect();
        assert_eq!(froms, [0.0, 10.0, 30.0], "one instant, one stretch");
        let [_, busy, overloaded] = forecast.stretches(0.0) else {
            panic!("three stretches")
        };
        assert!(busy.p99 > calm.p99 && overloaded.p99.is_nan());
        assert_eq!(
            forecast.stretches(12.0)[0].from,
            10.0,
            "the one that holds 12 s"
        );
        forecast.restart();
        forecast.follow(&scenario, 0.0);
        assert_eq!(forecast.stretches(0.0), [calm]);
    }

    #[test]
    fn one_question_at_a_time_and_what_is_superseded_is_dropped() {
        let scenario = Preset::find("work-queue").unwrap().scenario();
        let mut forecast = Forecast::new(&scenario, Theorist::Elsewhere);
        assert_eq!(forecast.silence(), Some(Silence::Awaited));
        assert_eq!(forecast.question(), Some(scenario.to_json()));
        assert_eq!(forecast.question(), None, "it is on its way");
        let [busy, busier] = [3.6, 3.7].map(|rate| at_rate(&scenario, rate));
        forecast.follow(&busy, 10.0);
        forecast.follow(&busier, 20.0);
        assert_eq!(forecast.question(), None, "still");
        forecast.hear(Outlook::of(&scenario));
        assert_eq!(forecast.silence(), Some(Silence::Awaited), "superseded");
        assert_eq!(forecast.question(), Some(busier.to_json()), "the last one");
        forecast.hear(Outlook::of(&busier));
        assert_eq!((forecast.silence(), forecast.question()), (None, None));
        assert!(forecast.known("sojourn_mean").value.unwrap() > 3.0);
        let known: Vec<bool> = forecast
            .stretches(0.0)
            .iter()
            .map(Stretch::is_known)
            .collect();
        assert_eq!(known, [false, false, true]);
        forecast.follow(&busy, 30.0);
        assert_eq!(forecast.silence(), None, "the last answer is kept");
        assert!(
            !forecast.stretches(30.0)[0].is_known(),
            "but not as this one's"
        );
    }

    #[test]
    fn without_anybody_to_ask_it_is_silent_and_lives_on() {
        let scenario = Preset::find("work-queue").unwrap().scenario();
        let mut forecast = Forecast::new(&scenario, Theorist::Elsewhere);
        assert!(forecast.question().is_some());
        forecast.give_up();
        forecast.follow(&at_rate(&scenario, 5.0), 1.0);
        assert_eq!(forecast.silence(), Some(Silence::Unavailable));
        assert_eq!((forecast.question(), forecast.model()), (None, None));
        assert!(matches!(forecast.stability(), Stability::Unstable { .. }));
    }
}
