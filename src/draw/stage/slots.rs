//! Who stands where in the slots of a queue, and how they move up: whatever the discipline, a mark goes to its new
//! place and does not jump there.

use crate::broker::{MessageId, World};

/// A message in a slot that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stand {
    /// Which it is, as long as this frame lasts.
    pub id: MessageId,
    /// Its ordinal in the run.
    pub number: u64,
    /// Where it is drawn, in slots from the head.
    pub at: f32,
    /// Whether it was delivered before.
    pub again: bool,
}

/// The messages in the slots that are drawn, in the order in which they will be taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    now: Vec<Stand>,
    before: Vec<Stand>,
}

impl Slots {
    /// Each of them, from the head on.
    pub fn all(&self) -> &[Stand] {
        &self.now
    }

    /// Where a message was last seen.
    pub fn find(&self, number: u64) -> Option<Stand> {
        self.now
            .iter()
            .find(|stand| stand.number == number)
            .copied()
    }

    /// Takes in who stands there now. Without `moving`, everybody is where the slot is.
    pub fn note(&mut self, world: &World, queue: usize, visible: usize, moving: bool) {
        std::mem::swap(&mut self.now, &mut self.before);
        self.now.clear();
        let ready = world.queues()[queue].ready.next(world.messages(), visible);
        for (slot, id) in ready.into_iter().enumerate() {
            let message = world.message(id);
            let known = self
                .before
                .iter()
                .find(|stand| stand.number == message.number);
            let at = known
                .filter(|_| moving)
                .map_or(slot as f32, |stand| stand.at);
            self.now.push(Stand {
                id,
                number: message.number,
                at,
                again: message.attempts > 0,
            });
        }
    }

    /// Lets wall time go by.
    pub fn advance(&mut self, dt: f32) {
        let left = (-dt * 9.0).exp();
        for (slot, stand) in self.now.iter_mut().enumerate() {
            let away = (stand.at - slot as f32) * left;
            stand.at = slot as f32 + if away.abs() < 0.02 { 0.0 } else { away };
        }
    }

    /// Whether anybody moves up.
    pub fn is_going_on(&self) -> bool {
        let slots = self.now.iter().enumerate();
        slots
            .into_iter()
            .any(|(slot, stand)| stand.at != slot as f32)
    }
}
