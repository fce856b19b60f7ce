//! The page's model: what it says and what its controls do, without a browser.
//!
//! * [`lab`]: the live run with all that the page remembers beside it
//! * [`action`]: what a person can do
//! * [`field`]: the knobs and the fields of the scenario that they turn
//! * [`side`]: sides of a field: the mean of a distribution, the rate of arrivals
//! * [`shape`]: other families, other processes
//! * [`variability`]: one knob from constant to wild
//! * [`knob`]: a knob as the page shows it
//! * [`number`]: numbers as people write them, and as JSON does
//! * [`density`]: what a distribution looks like
//! * [`inspector`]: the knobs, grouped by node, made from tables
//! * [`panel`]: the knobs with what was typed into them
//! * [`help`]: every figure and mechanism in a sentence
//! * [`forecast`]: what theory says of the scenario in force
//! * [`outlook`]: the same for one scenario, as the answer to a question
//! * [`figures`]: the strip of figures
//! * [`beside`]: what theory says beside a figure
//! * [`curve`]: latency against utilisation, as theory has it
//! * [`operating`]: the operating point on that curve
//! * [`unit`]: the units of the figures
//! * [`verdict`]: how the system is, in words
//! * [`faults`]: what goes wrong, in words; [`alerts`]: what watches
//! * [`flags`]: the edits, in words, for the time axis
//! * [`log`]: the event log
//! * [`outline`]: the picture in words, for who cannot see it
//! * [`hand`]: what a hand does on the stage
//! * [`selection`]: what is pointed at and chosen there; `build`: what is built there
//! * [`chosen`], [`ledger`], [`tip`]: what is said of it
//! * [`spots`]: the stage for the keyboard
//! * [`charts`]: the charts of the live page
//! * [`slider`]: positions and the values they stand for
//! * [`speed`]: the speed slider
//! * [`view`]: a snapshot of all that, taken a few times a second

pub mod action;
pub mod alerts;
pub mod beside;
mod build;
pub mod charts;
pub mod chosen;
pub mod curve;
pub mod density;
pub mod faults;
pub mod field;
pub mod figures;
pub mod flags;
pub mod forecast;
pub mod hand;
pub mod help;
pub mod inspector;
pub mod knob;
pub mod lab;
pub mod latencies;
pub mod ledger;
pub mod log;
pub mod number;
pub mod operating;
pub mod outline;
pub mod outlook;
pub mod panel;
pub mod selection;
pub mod shape;
pub mod side;
pub mod slider;
pub mod speed;
pub mod spots;
pub mod timeline;
pub mod tip;
pub mod undo;
pub mod unit;
pub mod variability;
pub mod verdict;
pub mod view;

#[cfg(test)]
mod stage_tests;
#[cfg(test)]
mod tests;

pub use action::Action;
pub use lab::Lab;
pub use view::View;
