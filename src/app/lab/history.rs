//! Undo and redo.

use super::Lab;
use crate::app::field::Field;
use crate::app::undo::{self, Sitting, Step, Turn};
use crate::session::Command;
use crate::words::{Text, Words};
use serde_json::Value;

impl Lab {
    /// What would be undone, and what would be done again.
    #[must_use]
    pub fn undo_names(&self) -> [Option<Text>; 2] {
        self.undo.names()
    }

    /// Before the run gives way to another: keeps it.
    pub(super) fn keep_run(&mut self, name: Words) {
        if !undo::is_kept(&self.live) {
            self.undo.clear();
            return;
        }
        let sitting = Box::new(self.sitting());
        self.undo.note(Step::Run { name, sitting }, 0.0);
    }

    fn sitting(&self) -> Sitting {
        Sitting {
            live: self.live.without_past(),
            opened: self.opened.clone(),
            preset: self.preset,
            forecast: self.forecast.clone(),
            trail: self.trail.clone(),
            flags: self.flags.clone(),
            log: self.log.clone(),
            panel: self.panel.clone(),
            before: self.before,
        }
    }

    /// The run on the page gives way to one that was kept, which is as it was but for the pace and whether time
    /// goes on; returns the former.
    fn swap(&mut self, sitting: Sitting) -> Sitting {
        let former = self.sitting();
        let (playing, speed) = (self.live.is_playing(), self.live.pace().speed);
        let asked = std::mem::replace(&mut self.forecast, sitting.forecast);
        self.forecast.take_over(&asked);
        self.live = sitting.live;
        self.opened = sitting.opened;
        self.preset = sitting.preset;
        self.trail = sitting.trail;
        self.flags = sitting.flags;
        self.log = sitting.log;
        self.panel = sitting.panel;
        self.before = sitting.before;
        self.present = None;
        self.seed_refusal = None;
        self.file_problems.clear();
        self.selection.forget();
        self.runs += 1;
        self.obey(Command::Pace(speed));
        self.obey(if playing {
            Command::Play
        } else {
            Command::Pause
        });
        former
    }

    /// Makes an edit for a knob into which `typed` was put, to be undone if a person likes. True if it runs.
    pub(super) fn edit(&mut self, field: &Field, edit: (String, Value), typed: String) -> bool {
        let (path, after) = edit.clone();
        let before = self.panel.at(&path).cloned().unwrap_or_default();
        let edits = self.live.edits().len();
        if !self.change(field, edit, typed) {
            return false;
        }
        if self.live.edits().len() > edits {
            let at = self.live.now().secs();
            let mark = self.flags.all().last().filter(|mark| mark.time == at);
            let name = mark.map_or_else(|| Text::same(&path), |mark| mark.text.clone());
            let turn = Turn {
                field: field.clone(),
                name,
                path,
                before,
                after,
                at,
            };
            self.undo.note(Step::Turn(turn), self.live.pace().drag());
        }
        true
    }

    pub(super) fn undo(&mut self) {
        let step = self.undo.undo();
        if let Some(step) = step.and_then(|step| self.reverse(step, true)) {
            self.undo.keep_undone(step);
        }
    }

    pub(super) fn redo(&mut self) {
        let step = self.undo.redo();
        if let Some(step) = step.and_then(|step| self.reverse(step, false)) {
            self.undo.keep_done(step);
        }
    }

    /// Undoes a step, or does it again; returns it as it is to be kept, unless nothing came of it.
    fn reverse(&mut self, step: Step, back: bool) -> Option<Step> {
        match step {
            Step::Run { name, sitting } => Some(Step::Run {
                name,
                sitting: Box::new(self.swap(*sitting)),
            }),
            Step::Turn(turn) => {
                let Turn {
                    field,
                    path,
                    before,
                    after,
                    ..
                } = &turn;
                let value = if back { before } else { after };
                self.panel.accept(field);
                self.change(field, (path.clone(), value.clone()), String::new())
                    .then_some(Step::Turn(turn))
            }
        }
    }
}
