//! The live run with all that the page remembers beside it. Actions in, views out.

use super::action::Action;
use super::field::{Field, Input};
use super::flags::Flags;
use super::forecast::{Forecast, Theorist};
use super::inspector;
use super::knob::{Context, Group, Knob, Refusal};
use super::log::Log;
use super::operating::{self, Trail};
use super::outlook::Outlook;
use super::speed;
use crate::engine::SimTime;
use crate::metrics::totals::Sums;
use crate::scenario::preset::{PRESETS, Preset};
use crate::scenario::{Problem, Scenario};
use crate::session::{Command, Live};
use crate::words::{Language, Say, Text, both, say};
use serde_json::Value;
use std::collections::BTreeMap;

/// The live page without its pixels.
#[derive(Clone, Debug)]
pub struct Lab {
    language: Language,
    live: Live,
    opened: Scenario,
    forecast: Forecast,
    /// The forecast of the present, while the past is looked at.
    present: Option<Forecast>,
    trail: Trail,
    log_curve: bool,
    overlay: bool,
    preset: Option<&'static str>,
    flags: Flags,
    log: Log,
    refusals: BTreeMap<Field, Refusal>,
    seed_refusal: Option<Refusal>,
    file_problems: Vec<Problem>,
    runs: u64,
}

impl Lab {
    /// The preset called `slug`, or the first one; playing. Theory is worked out at once.
    #[must_use]
    pub fn open(slug: &str) -> Self {
        Self::open_with(slug, Theorist::AtOnce(Outlook::of))
    }

    /// The same, with theory worked out by `theorist`.
    #[must_use]
    pub fn open_with(slug: &str, theorist: Theorist) -> Self {
        let preset = Preset::find(slug).unwrap_or(PRESETS[0]);
        let mut lab = Self {
            language: Language::default(),
            live: Live::new(preset.scenario()),
            opened: preset.scenario(),
            forecast: Forecast::new(&preset.scenario(), theorist),
            present: None,
            trail: Trail::default(),
            log_curve: false,
            overlay: true,
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
        let end = self.live.end();
        self.dispatch(action);
        self.keep_time(end);
        self.read_log();
    }

    /// Takes note of whether the run goes on from the past; `end` is how far it had come.
    fn keep_time(&mut self, end: SimTime) {
        let now = self.live.now().secs();
        if self.live.is_away() {
            self.present.get_or_insert_with(|| self.forecast.clone());
        } else if self.live.end() < end {
            self.present = None;
            self.flags.forget_after(now);
        } else if let Some(present) = self.present.take() {
            self.forecast.resume(present);
        }
        self.forecast.follow(self.live.scenario(), now);
    }

    fn dispatch(&mut self, action: Action) {
        match action {
            Action::Language(language) => self.language = language,
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
            Action::Look(time) => self.obey(Command::Look(time)),
            Action::Return => self.obey(Command::Return),
            Action::Ghost(on) => self.obey(Command::Ghost(on)),
            Action::Overlay(on) => self.overlay = on,
            Action::LogCurve(on) => self.log_curve = on,
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
        self.present = None;
        self.forecast.restart();
        self.trail.clear();
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
                    message: say!(
                        "must be {right}, not \"{text}\"",
                        "须为{right}，而不是“{text}”";
                        right = range.describe()
                    )
                    .text(),
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
                message: both("needs a rate above 0 first", "须先把速率设为大于 0").text(),
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
        let edits = self.live.edits().len();
        let landmark = operating::landmark(&self.live, &self.forecast);
        match self.live.obey(Command::Edit { path, value }) {
            Ok(()) => {
                if let Some(point) = landmark.filter(|_| self.live.edits().len() > edits) {
                    self.trail.keep(point);
                }
                self.refusals.remove(&field);
                let Some((_, after)) = self.knob(field) else {
                    return;
                };
                if before.value_text() != after.value_text() {
                    let name = flag_name(field, &node, after.label);
                    // A drag is one change: its steps follow each other within half a second.
                    let apart = self.live.pace().drag();
                    let (before, after) = (before.value_text(), after.value_text());
                    self.flags
                        .note(self.live.now().secs(), apart, field, &name, &before, &after);
                }
            }
            Err(problems) => {
                let messages: Vec<Text> = problems
                    .into_iter()
                    .map(|problem| problem.message)
                    .collect();
                let refusal = Refusal {
                    typed,
                    message: Text::join(&messages, both("; ", "；")),
                };
                self.refusals.insert(field, refusal);
            }
        }
    }

    /// The knob of a field, with the name of its node.
    pub(super) fn knob(&self, field: Field) -> Option<(String, Knob)> {
        self.groups().into_iter().find_map(|group| {
            let knob = group.knobs.into_iter().find(|knob| knob.field == field)?;
            Some((group.title, knob))
        })
    }

    /// Lets time go on; see [`Live::tick`].
    pub fn tick(&mut self, wall: f64, may_go_on: impl FnMut() -> bool) {
        let travels = self.live.journey().is_some();
        self.live.tick(wall, may_go_on);
        if travels {
            self.keep_time(self.live.end());
        }
        self.read_log();
    }

    /// Shows an instant: runs for `seconds` of simulated time, as far as it `may_go_on`, and pauses.
    pub fn show_at(&mut self, seconds: f64, may_go_on: impl FnMut() -> bool) {
        self.obey(Command::Play);
        self.tick(seconds / self.live.pace().speed.aim(), may_go_on);
        self.obey(Command::Pause);
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

    /// What it speaks.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The live run.
    #[must_use]
    pub const fn live(&self) -> &Live {
        &self.live
    }

    /// What theory says.
    #[must_use]
    pub const fn forecast(&self) -> &Forecast {
        &self.forecast
    }

    /// What theory says, to ask and to answer it.
    pub const fn forecast_mut(&mut self) -> &mut Forecast {
        &mut self.forecast
    }

    /// Where the operating point was.
    #[must_use]
    pub const fn trail(&self) -> &Trail {
        &self.trail
    }

    /// Whether the curve is shown by orders of magnitude.
    #[must_use]
    pub const fn log_curve(&self) -> bool {
        self.log_curve
    }

    /// Whether the latency chart shows what theory says.
    #[must_use]
    pub const fn overlay(&self) -> bool {
        self.overlay
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
