//! What theory says before anything runs.
//!
//! * [`load`]: offered load against capacity

pub mod load;

pub use load::{Load, Stability};
