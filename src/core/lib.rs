//! What every event of a run passes through. A package of its own, since the page is built for size
//! and this for speed; it is known by its rooms, which `tailback` has among its own:
//!
//! * [`engine`]: the discrete-event kernel; knows nothing of messages
//! * [`metrics`]: what is measured and how sure it is
//! * [`broker`]: the queue model

pub mod broker;
pub mod engine;
pub mod metrics;
