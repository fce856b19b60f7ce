//! The live run with all that the page remembers beside it. Actions in, views out.

mod history;
mod reading;

use super::action::Action;
use super::charts::{Shown, Window};
use super::faults::FaultMarks;
use super::field::{Field, Input, Turned};
use super::flags::Flags;
use super::forecast::{Forecast, Theorist};
use super::knob::Refusal;
use super::log::{Level, Log};
use super::operating::{self, Trail};
use super::outlook::Outlook;
use super::panel::Panel;
use super::selection::Selection;
use super::speed;
use super::undo::Undo;
use super::verdict::Before;
use crate::engine::SimTime;
use crate::scenario::preset::Preset;
use crate::scenario::{Problem, Scenario};
use crate::session::{Command, Live};
use crate::words::{Language, Say, Text, both, say};
use serde_json::Value;

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
    log_latency: bool,
    /// Whether what is opened starts paused.
    calm: bool,
    panels: Shown,
    distribution: bool,
    tables: bool,
    window: Window,
    preset: Option<&'static str>,
    flags: Flags,
    faults: FaultMarks,
    log: Log,
    log_level: Level,
    panel: Panel,
    before: Before,
    seed_refusal: Option<Refusal>,
    file_problems: Vec<Problem>,
    pub(super) selection: Selection,
    undo: Undo,
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
        let preset = Preset::find(slug).unwrap_or(Preset::first());
        let mut lab = Self {
            language: Language::default(),
            live: Live::new(preset.scenario()),
            opened: preset.scenario(),
            forecast: Forecast::new(&preset.scenario(), theorist),
            present: None,
            trail: Trail::default(),
            log_curve: false,
            overlay: true,
            log_latency: false,
            calm: false,
            panels: Shown::default(),
            distribution: false,
            tables: false,
            window: Window::default(),
            preset: Some(preset.slug),
            flags: Flags::default(),
            faults: FaultMarks::default(),
            log: Log::default(),
            log_level: Level::default(),
            panel: Panel::new(&preset.scenario()),
            before: Before::default(),
            seed_refusal: None,
            file_problems: Vec::new(),
            selection: Selection::default(),
            undo: Undo::default(),
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
        self.panel.follow(self.live.scenario());
        self.selection.follow(&mut self.live);
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
                    self.reset();
                }
                self.obey(Command::Play);
            }
            Action::Pause => self.obey(Command::Pause),
            Action::Step => self.obey(Command::Step),
            Action::Reset => self.reset(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Speed(position) => self.obey(Command::Pace(speed::at(position))),
            Action::StepSpeed(up) => {
                let position = speed::stepped(self.live.pace().speed, up);
                self.obey(Command::Pace(speed::at(position)));
            }
            Action::Look(time) => self.obey(Command::Look(time)),
            Action::Return => self.obey(Command::Return),
            Action::Ghost(on) => self.obey(Command::Ghost(on)),
            Action::LeapSpeed(up) => {
                self.obey(Command::Pace(speed::leapt(self.live.pace().speed, up)));
            }
            Action::Calm(on) => {
                self.calm = on;
                if on {
                    self.obey(Command::Pause);
                }
            }
            Action::Overlay(on) => self.overlay = on,
            Action::LogLatency(on) => self.log_latency = on,
            Action::LogLevel(level) => self.log_level = level,
            Action::Append(entry) => {
                self.edit_list(self.panel.append(entry, self.live.now().secs()))
            }
            Action::TakeOut(path) => self.edit_list(self.panel.take_out(&path)),
            Action::Panel(kind, on) => self.panels.set(kind, on),
            Action::Tables(on) => self.tables = on,
            Action::Distribution(on) => self.distribution = on,
            Action::Window(to) => self.window.go(to, &self.live),
            Action::LogCurve(on) => self.log_curve = on,
            Action::Seed(text) => self.seed(&text),
            Action::Turn(field, input) => self.turn(&field, &input),
            Action::PutBack(field) => {
                if let Some(edit) = self.panel.put_back(&field) {
                    self.edit(&field, edit, String::new());
                }
            }
            Action::PutAllBack => self.put_all_back(),
            Action::Switch(field, on) => self.switch(&field, on),
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
            Action::Choose(target) => self.selection.choose(target),
            Action::Build(step) => self.build(&step),
        }
    }

    /// For commands that cannot be wrong.
    pub(super) fn obey(&mut self, command: Command) {
        let obeyed = self.live.obey(command);
        debug_assert!(obeyed.is_ok(), "{obeyed:?}");
    }

    fn reset(&mut self) {
        self.keep_run(both("Reset", "重置"));
        self.restart(Command::Reset);
    }

    fn restart(&mut self, command: Command) {
        self.obey(command);
        self.forget();
    }

    pub(super) fn load(&mut self, scenario: Scenario, preset: Option<&'static str>) {
        self.keep_run(both("Another system", "换用另一系统"));
        self.panel = Panel::new(&scenario);
        self.opened = scenario.clone();
        self.restart(Command::Load(Box::new(scenario)));
        self.preset = preset;
        self.file_problems.clear();
        self.obey(if self.calm {
            Command::Pause
        } else {
            Command::Play
        });
    }

    fn forget(&mut self) {
        self.present = None;
        self.window = Window::default();
        self.forecast.restart();
        self.trail.clear();
        self.flags.clear();
        self.log.clear();
        self.panel.forgive();
        self.before.clear();
        self.seed_refusal = None;
        self.selection.forget();
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
            Some(seed) => {
                self.keep_run(both("Another seed", "更换种子"));
                self.restart(Command::Seed(seed));
            }
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

    fn turn(&mut self, field: &Field, input: &Input) {
        match self.panel.turn(field, input) {
            Ok(Some(edit)) => drop(self.edit(field, edit, input.typed())),
            Ok(None) => self.panel.accept(field),
            Err(refusal) => self.panel.refuse(field, refusal),
        }
    }

    /// Adds what a node can have, or takes it away.
    fn switch(&mut self, field: &Field, on: bool) {
        if let Some(edit) = self.panel.switch(field, on)
            && !self.edit(field, edit, String::new())
        {
            return;
        }
        self.panel.switched(field, on);
    }

    /// Makes an edit of a list of faults or rules.
    fn edit_list(&mut self, edit: Turned) {
        if let Some((path, value)) = edit {
            self.edit(&Field::at(&path), (path, value), String::new());
        }
    }

    fn put_all_back(&mut self) {
        self.panel.forgive();
        for (path, value) in self.panel.put_all_back() {
            self.edit(&Field::at(&path), (path, value), String::new());
        }
    }

    /// Makes an edit for a knob into which `typed` was put. True if it runs.
    fn change(&mut self, field: &Field, (path, value): (String, Value), typed: String) -> bool {
        let before = self.panel.says(field);
        let edits = self.live.edits().len();
        let landmark = operating::landmark(&self.live, &self.forecast);
        let mut known = self.before;
        known.remember(&self.live);
        if let Err(problems) = self.live.obey(Command::Edit { path, value }) {
            self.panel.refuse_for(field, typed, &problems);
            return false;
        }
        self.panel.accept(field);
        if self.live.edits().len() > edits {
            self.trail.keep_if(landmark);
            self.before = known;
        }
        self.panel.follow(self.live.scenario());
        self.mark(field, before);
        true
    }

    /// Marks on the time axis what `field` became, if it is not what it was `before`.
    fn mark(&mut self, field: &Field, before: Option<(Text, Text)>) {
        let now = self.panel.says(field);
        let (Some((name, after)), before) = (now.clone().or(before.clone()), before) else {
            return;
        };
        let nothing = || both("none", "无").into();
        let before = before.map_or_else(nothing, |(_, before)| before);
        let after = if now.is_some() { after } else { nothing() };
        if before != after {
            // A drag is one change: its steps follow each other within half a second.
            let apart = self.live.pace().drag();
            let time = self.live.now().secs();
            self.flags.note(time, apart, field, &name, &before, &after);
        }
    }

    /// How the system was before the last change.
    #[must_use]
    pub const fn before(&self) -> &Before {
        &self.before
    }

    /// The knobs.
    #[must_use]
    pub const fn panel(&self) -> &Panel {
        &self.panel
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
        self.faults.follow(&self.live);
        self.log.read(self.live.world(), self.live.scenario());
    }
}
