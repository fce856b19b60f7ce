//! What consumers remember of what they finished, so that a message which comes once more is recognised: each is
//! done effectively once, as long as it comes within the window.

use super::consumer::WorkerId;
use super::message::MessageId;
use super::outcome::Exit;
use super::trace::Step;
use super::world::World;
use crate::engine::{SimDuration, SimTime};
use std::collections::VecDeque;

/// The messages that a group finished of late, by their origins.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// When each was finished, the first one first.
    finished: VecDeque<(SimTime, u64)>,
    /// The same origins in order. They mostly come at one end and go at the other.
    known: VecDeque<u64>,
}

impl Memory {
    /// How many it remembers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether it remembers none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Forgets what was finished longer ago than `window`.
    fn forget(&mut self, now: SimTime, window: SimDuration) {
        while let Some((time, origin)) = self.finished.front().copied()
            && now.since(time) > window
        {
            self.finished.pop_front();
            if let Ok(place) = self.known.binary_search(&origin) {
                self.known.remove(place);
            }
        }
    }

    fn knows(&self, origin: u64) -> bool {
        self.known.binary_search(&origin).is_ok()
    }

    fn remember(&mut self, now: SimTime, origin: u64) {
        if let Err(place) = self.known.binary_search(&origin) {
            self.known.insert(place, origin);
            self.finished.push_back((now, origin));
        }
    }
}

impl World {
    /// Whether the group of a worker has finished a message before, as far as it remembers.
    pub(super) fn recognises(&mut self, worker: WorkerId, id: MessageId) -> bool {
        let now = self.now;
        let origin = self.messages.origin(id);
        let group = &mut self.consumers[worker.group as usize];
        let Some(window) = group.settings.deduplicate else {
            return false;
        };
        group.memory.forget(now, window);
        group.memory.knows(origin)
    }

    /// The group of a worker remembers that it finished a message.
    pub(super) fn remember(&mut self, worker: WorkerId, id: MessageId) {
        let now = self.now;
        let origin = self.messages.origin(id);
        let group = &mut self.consumers[worker.group as usize];
        if let Some(window) = group.settings.deduplicate {
            group.memory.forget(now, window);
            group.memory.remember(now, origin);
        }
    }

    /// A worker is done with a message that had been finished before, or need not begin with it: it is settled, and
    /// nothing comes of it.
    pub(super) fn settle_known(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        self.count_recognised(worker, id, index);
        self.messages.get_mut(id).work = None;
        self.leave(id, index, Exit::Settled(worker));
    }

    /// Counts that a message was recognised, and the service of it that was in vain, if there was one.
    pub(super) fn count_recognised(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        self.record(id, index, Step::Recognised(worker));
        let noted = self.messages.particulars_mut(id);
        let served = !std::mem::take(&mut noted.is_known);
        let message = self.messages.get(id);
        let passages = [
            &mut self.queues[index].passage,
            &mut self.producers[message.producer as usize].passage,
        ];
        for passage in passages {
            passage.finished += u64::from(served);
            passage.account.recognised += 1;
        }
        let group = &mut self.consumers[worker.group as usize];
        group.finished += u64::from(served);
        group.in_vain += u64::from(served);
        group.account.recognised += 1;
    }
}
