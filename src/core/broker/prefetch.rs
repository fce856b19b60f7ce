//! Workers that take messages ahead: they have up to so many in hand, and work on one after the other. What is behind a
//! long one waits there, although another worker may be idle; and all of them come back when the worker goes down.

use super::consumer::WorkerId;
use super::message::{Delivery, MessageId, Progress};
use super::trace::Step;
use super::world::World;
use crate::engine::SimDuration;

impl World {
    /// Whether a message that a worker gets waits for its turn there.
    pub(super) fn waits_its_turn(&mut self, worker: WorkerId) -> bool {
        let group = &mut self.consumers[worker.group as usize];
        let ahead = group.settings.prefetch.is_some();
        let share = group.workers[worker.index as usize]
            .share
            .get_or_insert_default();
        if share.is_empty() {
            share.take_turns(ahead);
        }
        share.is_in_turn()
    }

    /// A worker takes a message ahead, and begins with it if it has no other.
    pub(super) fn take_ahead(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        let message = self.messages.get_mut(id);
        message.attempts += 1;
        let (number, producer) = (message.number, message.producer as usize);
        self.queues[index].passage.started += 1;
        self.producers[producer].passage.started += 1;
        self.record(id, index, Step::Delivered(worker));
        let group = &mut self.consumers[worker.group as usize];
        group.started += 1;
        let share = group.workers[worker.index as usize]
            .share
            .get_or_insert_default();
        if share.is_empty() {
            group.busy.rise(self.now);
        }
        share.go_on(self.now);
        share.append(id, number);
        self.begin_next(worker, index);
    }

    /// A worker that takes messages ahead begins with the next one, if it has one and has not begun with it.
    pub(super) fn begin_next(&mut self, worker: WorkerId, index: usize) {
        let share = self.worker(worker).share.as_ref();
        let Some(id) = share.and_then(|share| share.next_in_turn()) else {
            return;
        };
        let alone = self.start_in_turn(worker, id, index);
        if let Some(share) = &mut self.worker_mut(worker).share {
            share.begin_next(alone);
        }
        self.schedule_share(worker);
    }

    /// Counts the start of a service of a message taken ahead, and says how long it takes.
    fn start_in_turn(&mut self, worker: WorkerId, id: MessageId, index: usize) -> SimDuration {
        self.recognise(worker, id);
        match self.messages.particulars(id).delivery {
            Delivery::Valid => self.note_first_start(id, index),
            Delivery::Lapsed(message) => self.note_first_start(message, index),
            Delivery::Overtaken | Delivery::Void => {}
        }
        let message = self.messages.get(id);
        let producer = &mut self.producers[message.producer as usize];
        let own = message.work.or_else(|| producer.draw_service());
        let group = &mut self.consumers[worker.group as usize];
        let work = own.unwrap_or_else(|| group.draw_service());
        group.time_for(work)
    }

    /// Counts how long a message waited, if nobody began with it before.
    fn note_first_start(&mut self, id: MessageId, index: usize) {
        let message = self.messages.get_mut(id);
        let progress = std::mem::replace(&mut message.progress, Progress::Started);
        let passage = &mut self.queues[index].passage;
        match progress {
            Progress::Fresh => {
                let waited = self.now.since(message.published);
                passage.note_wait(waited);
                (self.producers[message.producer as usize].passage).note_wait(waited);
                self.waiting.record(waited);
            }
            Progress::Forwarded => passage.note_wait(self.now.since(message.entered)),
            Progress::Started | Progress::Interrupted => {}
        }
    }
}
