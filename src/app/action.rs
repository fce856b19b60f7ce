//! What a person can do.

use super::charts::{Kind, Move};
use super::field::{Field, Input};
use super::inspector::entry::Entry;
use super::log::Level;
use crate::draw::Target;
use crate::scenario::BuildStep;
use crate::words::Language;

/// What a person can do on the live page.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Speak this language.
    Language(Language),
    /// Let time go on, or stop it.
    PlayPause,
    /// Stop the clock.
    Pause,
    /// One event.
    Step,
    /// Back to time 0.
    Reset,
    /// Move the speed slider to this position.
    Speed(f64),
    /// One step faster, or slower.
    StepSpeed(bool),
    /// Undo the last step.
    Undo,
    /// Do again what was undone.
    Redo,
    /// Look at this past instant, s.
    Look(f64),
    /// Return to the present.
    Return,
    /// Let what would have happened without the last change go on beside the run, or not.
    Ghost(bool),
    /// To the next round speed above, or below.
    LeapSpeed(bool),
    /// Little motion is wanted, or not: then what is opened starts paused.
    Calm(bool),
    /// Show what theory says on the latency chart, or not.
    Overlay(bool),
    /// Show latency by orders of magnitude, or not.
    LogLatency(bool),
    /// Show lines of the event log from this level on.
    LogLevel(Level),
    /// Add a fault or an alert rule.
    Append(Entry),
    /// Take a fault or an alert rule away: the one at this path.
    TakeOut(String),
    /// Show a chart, or not.
    Panel(Kind, bool),
    /// Show the figures of the charts as tables, too, or not.
    Tables(bool),
    /// Show how latencies are spread, or not.
    Distribution(bool),
    /// Show another stretch of time on the charts.
    Window(Move),
    /// Show the curve by orders of magnitude, or not.
    LogCurve(bool),
    /// Type a seed.
    Seed(String),
    /// Turn a knob.
    Turn(Field, Input),
    /// Put a knob back to what it was when the scenario was opened.
    PutBack(Field),
    /// Put every knob back, while the run goes on.
    PutAllBack,
    /// Add what a node can have (true), or take it away.
    Switch(Field, bool),
    /// Put everything back: open the same scenario again.
    Reopen,
    /// Start the preset of this name.
    Preset(String),
    /// Start the scenario in this JSON text.
    Open(String),
    /// Give up what was written into the scenario file.
    Discard,
    /// Choose a node or a message on the stage, or nothing.
    Choose(Option<Target>),
    /// Change what there is and how it is connected; the run starts anew.
    Build(BuildStep),
}
