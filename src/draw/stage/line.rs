//! The line of messages that wait for the lock before a queue's door.

use crate::broker::lock::Operation;
use crate::broker::{MessageId, World};

/// More than a few hundred cannot be seen, and need not be looked through in each frame.
const LOOKED_AT: usize = 400;

/// The messages that stand before the door of a queue, each with its place in the line; place 0 is the door itself,
/// where whoever holds the lock stands. Then come those that are not written or copied yet, those for whom there is
/// no room, then those who wait for the lock.
/// What a worker brings stays with it until it is let in.
pub(super) fn in_line(world: &World, queue: usize) -> impl Iterator<Item = (usize, MessageId)> {
    let here = move |operation: &Operation| match *operation {
        Operation::Enqueue { message, queue: to } if to as usize == queue => Some(message),
        _ => None,
    };
    let lock = world.lock();
    let free = move |id: &MessageId| world.messages().particulars(*id).carrier.is_none();
    let mut holders = lock.holders().filter_map(here).filter(free);
    let holder = holders.next();
    let first = usize::from(!lock.is_free_of_cost());
    let held_up = world.queues()[queue].door.iter().copied().take(LOOKED_AT);
    let waiting = lock.waiting().take(LOOKED_AT).filter_map(here);
    let storage = world.storage().into_iter();
    let pending = storage.flat_map(|storage| storage.pending.iter().copied());
    let pending = pending
        .take(LOOKED_AT)
        .filter(move |id| world.message(*id).queue as usize == queue);
    let waiting = holders.chain(waiting);
    let behind = pending.chain(held_up).chain(waiting).filter(free);
    holder
        .map(|id| (0, id))
        .into_iter()
        .chain((first..).zip(behind))
}

/// How a line moves up: what is left of it to move, and by whom that is seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MovingUp {
    /// Places that its messages still have to move.
    pub shift: f32,
    last: Option<(u64, usize)>,
}

impl MovingUp {
    /// Notes who stands where in the part of the line that is seen.
    pub fn note(&mut self, line: impl Iterator<Item = (usize, u64)>) {
        let before = self.last.take();
        for (place, number) in line {
            if let Some((known, was)) = before
                && known == number
            {
                self.shift = (self.shift + was as f32 - place as f32).clamp(0.0, 3.0);
            }
            self.last = Some((number, place));
        }
    }
}
