//! The queue model: one noun, one file. [`world`] owns them all and handles events.
//!
//! * [`settings`]: what the world is built from and changed to
//! * [`message`], [`slab`]: a message, and all those present
//! * [`arrivals`], [`schedule`]: when a copy publishes
//! * [`producer`]: copies that publish
//! * [`client`]: copies that wait for an answer and ask again; [`breaker`]: what keeps them from it
//! * [`discipline`], [`ready`]: ready messages and the order in which they are taken
//! * [`queue`]: ready messages, those at the door, and the workers that wait for them
//! * [`partition`]: queues in parts, each of which belongs to a worker; [`keys`]: what leads to them
//! * `labels`: what is written on messages
//! * [`consumer`]: groups of workers
//! * [`batching`]: workers that take several messages at once
//! * [`sharing`]: workers that divide their speed among messages
//! * [`autoscale`]: groups that add and remove workers by themselves
//! * `preempt`: messages that take the worker from others
//! * [`prefetch`]: workers that take messages ahead
//! * [`outage`]: workers that go down and come up
//! * [`route`]: consumers that hand messages on as exchanges do
//! * [`fault`]: what goes wrong for a while
//! * [`link`]: the way to the broker
//! * [`lock`]: what serialises the broker's operations
//! * [`storage`]: what the broker accepted and who has a copy of it; [`replica`]: one that copies
//! * [`crash`]: the broker goes down, what that takes, and how it comes up again
//! * [`memory`]: what consumers finished of late
//! * [`trace`]: what happened of late, for those who watch
//! * [`event`]: what is due
//! * `pending`: events that were given up do not count
//! * [`world`]: the state of a run
//! * [`publish`]: from a producer into a queue
//! * [`delivery`]: from a queue to a worker
//! * [`alert`]: rules that watch figures and fire; `reading`: what they read
//! * [`outcome`]: what becomes of a message after a service, and how it leaves
//! * [`visibility`]: deliveries that take too long
//! * [`plain`]: all three in one, where nothing rare has a say
//! * [`change`]: new settings for a world that runs
//! * [`count`]: the world's statistics
//! * [`shed`]: what a queue gives up so that the rest is in time
//! * [`sole`]: what is counted once
//! * [`standstill`]: queues that hold each other up for good

pub mod alert;
mod arrivals;
pub mod autoscale;
pub mod batching;
pub mod breaker;
pub mod change;
pub mod client;
pub mod consumer;
pub mod count;
pub mod crash;
pub mod delivery;
pub mod discipline;
mod event;
pub mod fault;
pub mod keys;
mod labels;
pub mod link;
pub mod lock;
pub mod memory;
pub mod message;
pub mod outage;
pub mod outcome;

pub mod partition;
mod pending;
mod plain;
mod preempt;
mod prefetch;
pub mod producer;
pub mod publish;
pub mod queue;
mod reading;
pub mod ready;
pub mod replica;
pub mod route;
pub mod schedule;
pub mod settings;
pub mod sharing;
pub mod shed;
pub mod slab;
mod sole;
pub mod standstill;
pub mod storage;
pub mod trace;
mod visibility;
pub mod world;

pub use consumer::WorkerId;
pub use message::{Message, MessageId};
pub use settings::Settings;
pub use trace::{Happening, Trace};
pub use world::World;
