//! The live run with all that the page remembers beside it. Actions in, views out.

use super::action::Action;
use super::field::{Field, Input};
use super::flags::Flags;
use super::inspector;
use super::knob::{Context, Group, Knob, Refusal};
use super::log::Log;
use super::speed;
use crate::metrics::totals::Sums;
use crate::scenario::preset::{PRESETS, Preset};
use crate::scenario::{Problem, Scenario};
use crate::session::{Command, Live};
use serde_json::Value;
use std::collections::BTreeMap;

/// The live page without its pixels.
#[derive(Clone, Debug)]
pub struct Lab {
    live: Live,
    opened: Scenario,
    preset: Option<&'static str>,
    flags: Flags,
    log: Log,
    refusals: BTreeMap<Field, Refusal>,
    seed_refusal: Option<Refusal>,
    file_problems: Vec<Problem>,
    runs: u64,
}

impl Lab {
    /// The preset called `slug`, or the first one; playing.
    #[must_use]
    pub fn open(slug: &str) -> Self {
        let preset = Preset::find(slug).unwrap_or(PRESETS[0]);
        let mut lab = Self {
            live: Live::new(preset.scenario()),
            opened: preset.scenario(),
            preset: Some(preset.slug),
            flags: Flags::default(),
            log: Log::default(),
            refusals: BTreeMap::new(),
            seed_refusal: None,
            file_problems: Vec::new(),
            runs: 0,
        };
        lab.obey(Command::Play);
        lab
    }

    /// Does what a person asked for. What is wrong with it is kept for the view.
    pub fn act(&mut self, action: Action) {
        self.dispatch(action);
        self.read_log();
    }

    fn dispatch(&mut self, action: Action) {
        match action {
            Action::PlayPause if self.live.is_playing() => self.obey(Command::Pause),
            Action::PlayPause => {
                // Playing a run that has ended means playing it again.
                if self.live.has_ended() {
                    self.restart(Command::Reset);
                }
                self.obey(Command::Play);
            }
            Action::Pause => self.obey(Command::Pause),
            Action::Step => self.obey(Command::Step),
            Action::Reset => self.restart(Command::Reset),
            Action::Speed(position) => self.obey(Command::Pace(speed::at(position))),
            Action::StepSpeed(up) => {
                let position = speed::stepped(self.live.pace().speed, up);
                self.obey(Command::Pace(speed::at(position)));
            }
            Action::Seed(text) => self.seed(&text),
            Action::Turn(field, input) => self.turn(field, &input),
            Action::PutBack(field) => {
                let edit = field.put_back(&self.opened, self.live.scenario());
                self.edit(field, edit, String::new());
            }
            Action::Reopen => self.load(self.opened.clone(), self.preset),
            Action::Preset(slug) => {
                if let Some(preset) = Preset::find(&slug) {
                    self.load(preset.scenario(), Some(preset.slug));
                }
            }
            Action::Open(text) => match Scenario::parse(&text) {
                Ok(scenario) => self.load(scenario, None),
                Err(problems) => self.file_problems = problems,
            },
            Action::Discard => self.file_problems.clear(),
        }
    }

    /// For commands that cannot be wrong.
    fn obey(&mut self, command: Command) {
        let obeyed = self.live.obey(command);
        debug_assert!(obeyed.is_ok(), "{obeyed:?}");
    }

    fn restart(&mut self, command: Command) {
        self.obey(command);
        self.forget();
    }

    fn load(&mut self, scenario: Scenario, preset: Option<&'static str>) {
        self.opened = scenario.clone();
        self.restart(Command::Load(Box::new(scenario)));
        self.preset = preset;
        self.file_problems.clear();
        self.obey(Command::Play);
    }

    fn forget(&mut self) {
        self.flags.clear();
        self.log.clear();
        self.refusals.clear();
        self.seed_refusal = None;
        self.runs += 1;
    }

    fn seed(&mut self, text: &str) {
        let range = crate::scenario::range::SEED;
        let seed = text
            .trim()
            .parse()
            .ok()
            .filter(|seed: &u64| range.contains(*seed as f64));
        match seed {
            Some(seed) => self.restart(Command::Seed(seed)),
            None => {
                self.seed_refusal = Some(Refusal {
                    typed: text.to_owned(),
                    message: format!("must be {}, not \"{text}\"", range.describe()),
                });
            }
        }
    }

    fn turn(&mut self, field: Field, input: &Input) {
        let scenario = self.live.scenario();
        // Bursts are a shape of intervals, and a silent producer has none.
        if let (Field::Process(node), Input::Choice(2)) = (field, input)
            && scenario.producers[node].arrivals.process.is_silent()
        {
            let refusal = Refusal {
                typed: input.typed(),
                message: "needs a rate above 0 first".to_owned(),
            };
            self.refusals.insert(field, refusal);
            return;
        }
        let edit = field.edit(scenario, input);
        self.edit(field, edit, input.typed());
    }

    /// Makes an edit for a knob into which `typed` was put.
    fn edit(&mut self, field: Field, (path, value): (String, Value), typed: String) {
        let Some((node, before)) = self.knob(field) else {
            return;
        };
        match self.live.obey(Command::Edit { path, value }) {
            Ok(()) => {
                self.refusals.remove(&field);
                let Some((_, after)) = self.knob(field) else {
                    return;
                };
                if before.value_text() != after.value_text() {
                    let name = flag_name(field, &node, after.label);
                    // A drag is one change: its steps follow each other within half a second.
                    let apart = self.live.pace().achieved() * 0.5;
                    let (before, after) = (before.value_text(), after.value_text());
                    self.flags
                        .note(self.live.now().secs(), apart, field, &name, &before, &after);
                }
            }
            Err(problems) => {
                let messages: Vec<String> = problems
                    .into_iter()
                    .map(|problem| problem.message)
                    .collect();
                let refusal = Refusal {
                    typed,
                    message: messages.join("; "),
                };
                self.refusals.insert(field, refusal);
            }
        }
    }

    /// The knob of a field, with the name of its node.
    fn knob(&self, field: Field) -> Option<(String, Knob)> {
        self.groups().into_iter().find_map(|group| {
            let knob = group.knobs.into_iter().find(|knob| knob.field == field)?;
            Some((group.title, knob))
        })
    }

    /// Lets time go on; see [`Live::tick`].
    pub fn tick(&mut self, wall: f64, may_go_on: impl FnMut() -> bool) {
        self.live.tick(wall, may_go_on);
        self.read_log();
    }

    fn read_log(&mut self) {
        if let Some(trace) = self.live.world().trace() {
            self.log.read(trace);
        }
    }

    /// The cards of knobs, with what is wrong beside each.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let places = 0..self.live.scenario().consumers.len();
        let counted: Vec<Sums> = places
            .map(|place| self.live.counted_at_consumer(place))
            .collect();
        let mut groups = inspector::groups(&Context {
            now: self.live.scenario(),
            origin: &self.opened,
            counted: &counted,
        });
        for knob in groups.iter_mut().flat_map(|group| &mut group.knobs) {
            knob.refusal = self.refusals.get(&knob.field).cloned();
        }
        groups
    }

    /// Whether the scenario is no longer as it was opened.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        *self.live.scenario() != self.opened
    }

    /// The live run.
    #[must_use]
    pub const fn live(&self) -> &Live {
        &self.live
    }

    /// The preset that was opened, if it was one.
    #[must_use]
    pub const fn preset(&self) -> Option<&'static str> {
        self.preset
    }

    /// The edits in words.
    #[must_use]
    pub const fn flags(&self) -> &Flags {
        &self.flags
    }

    /// The event log.
    #[must_use]
    pub const fn log(&self) -> &Log {
        &self.log
    }

    /// What is wrong with the seed typed last.
    #[must_use]
    pub const fn seed_refusal(&self) -> Option<&Refusal> {
        self.seed_refusal.as_ref()
    }

    /// What is wrong with the file opened last.
    #[must_use]
    pub fn file_problems(&self) -> &[Problem] {
        &self.file_problems
    }

    /// Ordinal of the run: grows with every reset, so that a picture knows when to start anew.
    #[must_use]
    pub const fn runs(&self) -> u64 {
        self.runs
    }
}

/// What a knob is called on the time axis.
fn flag_name(field: Field, node: &str, label: &str) -> String {
    match field {
        Field::Workers(_) => format!("{node} count"),
        Field::Intake(_) => node.to_owned(),
        _ => format!("{node} {}", label.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(lab: &mut Lab, field: Field, text: &str) {
        lab.act(Action::Turn(field, Input::Text(text.to_owned())));
    }

    #[test]
    fn a_turned_knob_leaves_a_mark_and_says_what_it_was() {
        let mut lab = Lab::open("work-queue");
        lab.tick(5.0, || true);
        turn(&mut lab, Field::Rate(0), "4.8");
        assert_eq!(lab.flags().all()[0].text, "web rate 3.2 → 4.8 / s");
        let (_, knob) = lab.knob(Field::Rate(0)).unwrap();
        assert_eq!(knob.was.as_deref(), Some("3.2 / s"));
        lab.act(Action::PutBack(Field::Rate(0)));
        let (_, knob) = lab.knob(Field::Rate(0)).unwrap();
        assert_eq!(knob.was, None);
    }

    #[test]
    fn a_reset_keeps_in_mind_how_the_scenario_was_opened() {
        let mut lab = Lab::open("work-queue");
        turn(&mut lab, Field::Rate(0), "4.8");
        lab.act(Action::Reset);
        assert!(lab.is_changed());
        let (_, knob) = lab.knob(Field::Rate(0)).unwrap();
        assert_eq!(knob.was.as_deref(), Some("3.2 / s"));
        lab.act(Action::Reopen);
        assert!(!lab.is_changed());
    }

    #[test]
    fn bursts_of_a_silent_producer_are_refused() {
        let mut lab = Lab::open("work-queue");
        turn(&mut lab, Field::Rate(0), "0");
        lab.act(Action::Turn(Field::Process(0), Input::Choice(2)));
        let (_, knob) = lab.knob(Field::Process(0)).unwrap();
        assert_eq!(knob.refusal.unwrap().message, "needs a rate above 0 first");
        assert_eq!(
            lab.live().scenario().producers[0].arrivals.process.rate(),
            0.0
        );
    }

    #[test]
    fn a_wrong_number_is_named_beside_its_field_and_the_last_valid_value_runs_on() {
        let mut lab = Lab::open("work-queue");
        turn(&mut lab, Field::Rate(0), "fast");
        let (_, knob) = lab.knob(Field::Rate(0)).unwrap();
        let refusal = knob.refusal.unwrap();
        assert_eq!(refusal.typed, "fast");
        assert_eq!(
            refusal.message,
            "must be a number from 0 to 1000000 (1/s), not \"fast\""
        );
        assert!((lab.live().scenario().producers[0].arrivals.process.rate() - 3.2).abs() < 1e-12);
        turn(&mut lab, Field::Rate(0), "3.3");
        assert_eq!(lab.knob(Field::Rate(0)).unwrap().1.refusal, None);
    }

    #[test]
    fn a_bad_file_keeps_the_run_and_lists_every_problem() {
        let mut lab = Lab::open("overload");
        lab.tick(3.0, || true);
        let now = lab.live().now();
        lab.act(Action::Open(r#"{"tailback": 2, "name": 3}"#.to_owned()));
        assert!(lab.file_problems().len() >= 5);
        assert_eq!(lab.live().now(), now);
    }

    #[test]
    fn a_step_is_logged() {
        let mut lab = Lab::open("work-queue");
        lab.act(Action::Step);
        assert_eq!(
            lab.log().written(),
            2,
            "published, and taken by an idle worker at once"
        );
    }

    #[test]
    fn the_article_is_logged_in_its_own_words() {
        let mut lab = Lab::open("article");
        for _ in 0..2000 {
            lab.tick(0.01, || true);
        }
        let lines: Vec<&str> = lab.log().lines().map(|line| line.text.as_str()).collect();
        let expected: Vec<String> = (0..10)
            .flat_map(|item| {
                [
                    format!("Produced: item-{item}"),
                    format!("Consumed: item-{item}"),
                ]
            })
            .collect();
        assert_eq!(lines, expected);
        assert!(lab.live().has_ended());
        lab.act(Action::PlayPause);
        assert!(lab.live().is_playing() && lab.live().now().nanos() == 0);
    }
}
