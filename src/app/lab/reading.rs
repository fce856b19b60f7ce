//! What can be read of the page's model.

use super::Lab;
use crate::app::charts::{Shown, Window};
use crate::app::faults::FaultMarks;
use crate::app::flags::Flags;
use crate::app::forecast::Forecast;
use crate::app::knob::Refusal;
use crate::app::log::{Level, Log};
use crate::app::operating::Trail;
use crate::scenario::Problem;
use crate::session::Live;
use crate::words::Language;

impl Lab {
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

    /// Whether the latency chart goes by orders of magnitude.
    #[must_use]
    pub const fn log_latency(&self) -> bool {
        self.log_latency
    }

    /// Which charts are shown.
    #[must_use]
    pub const fn panels(&self) -> Shown {
        self.panels
    }

    /// Whether it is shown how latencies are spread.
    #[must_use]
    pub const fn distribution(&self) -> bool {
        self.distribution
    }

    /// Whether their figures are shown as tables, too.
    #[must_use]
    pub const fn tables(&self) -> bool {
        self.tables
    }

    /// The stretch of time that they show.
    #[must_use]
    pub const fn window(&self) -> Window {
        self.window
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

    /// What went wrong, in words.
    #[must_use]
    pub const fn faults(&self) -> &FaultMarks {
        &self.faults
    }

    /// From which level on its lines are shown.
    #[must_use]
    pub const fn log_level(&self) -> Level {
        self.log_level
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
