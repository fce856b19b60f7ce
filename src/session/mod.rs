//! A live run: commands in, pictures of its state out. Reads no clock: whoever drives it says how
//! much time has passed and when the time to work is over.
//!
//! * [`run`]: a world with its document and its edits
//! * [`course`]: a run with what is remembered of it
//! * [`live`]: a course that is played, paused, stepped and edited
//! * [`ghost`]: what would have happened without the last change
//! * [`past`]: states kept on the way; [`away`]: looking at the past
//! * [`pace`]: how fast simulated time goes
//! * [`series`]: the past in samples
//! * [`recent`]: latency over a sliding window

pub mod away;
pub mod course;
pub mod ghost;
pub mod heat;
pub mod live;
pub mod pace;
pub mod past;
pub mod recent;
pub mod run;
pub mod series;

#[cfg(test)]
mod tests;

pub use ghost::Ghost;
pub use heat::Heat;
pub use live::{Command, Live};
pub use pace::Speed;
pub use run::Run;
pub use series::{Sample, Series};
