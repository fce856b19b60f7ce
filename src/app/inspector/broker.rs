//! The fields of the broker.

use super::spec::{Part, SECONDS, Scale, number, ratios_or_zero};
use crate::scenario::range;
use crate::words::both;

/// What is always there.
pub const MAIN: Part = Part::main(&[number(
    "lock.hold",
    both("Lock held for", "持锁时间"),
    both(
        "Time for which each enqueue and each dequeue keeps the queue to itself",
        "每次入队和出队独占队列的时间",
    ),
    Scale::new(range::HOLD, ratios_or_zero(0.001, 1.0), SECONDS),
)]);

/// What can be added.
pub const PARTS: [Part; 0] = [];
