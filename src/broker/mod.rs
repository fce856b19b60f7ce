//! The queue model: one noun, one file. [`world`] owns them all and handles events.
//!
//! * [`settings`]: what the world is built from and changed to
//! * [`message`]: the slab of messages
//! * [`producer`]: copies that publish
//! * [`queue`]: ready messages in order, and the workers that wait for them
//! * [`consumer`]: groups of workers
//! * [`lock`]: what serialises the broker's operations
//! * [`trace`]: what happened of late, for those who watch
//! * [`world`]: the state of a run
//! * [`publish`]: from a producer into a queue
//! * [`delivery`]: from a queue through a worker
//! * [`change`]: new settings for a world that runs
//! * [`count`]: the world's statistics

pub mod change;
pub mod consumer;
pub mod count;
pub mod delivery;
pub mod lock;
pub mod message;
pub mod producer;
pub mod publish;
pub mod queue;
pub mod settings;
pub mod trace;
pub mod world;

pub use consumer::WorkerId;
pub use message::{Message, MessageId};
pub use settings::Settings;
pub use trace::{Happening, Trace};
pub use world::World;
