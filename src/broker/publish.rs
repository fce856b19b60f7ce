//! From a producer into a queue: publishing, and what a queue does with a newcomer.

use super::lock::Operation;
use super::message::{Message, MessageId};
use super::trace::Step;
use super::world::{Event, World};
use crate::engine::SimTime;

impl World {
    /// A copy publishes a message and waits for its next turn.
    #[inline]
    pub(super) fn publish(&mut self, index: usize, copy: usize) {
        let now = self.now;
        let producer = &mut self.producers[index];
        producer.note_publish(copy);
        producer.passage.offered += 1;
        let queue = producer.settings.to;
        let message = Message {
            number: self.ledger.published,
            producer: index as u32,
            published: now,
        };
        self.ledger.published += 1;
        self.queues[queue].passage.offered += 1;
        self.queues[queue].present.rise(now);
        let id = self.messages.insert(message);
        self.record(message, queue, Step::Published { copy: copy as u32 });
        self.request(Operation::Enqueue {
            message: id,
            queue: queue as u32,
        });
        // After the message, so that what it sets off comes before the next publish when both
        // fall on one instant.
        self.schedule_publish(index, copy);
    }

    /// Schedules the next publish of a copy that has none pending.
    pub(super) fn schedule_publish(&mut self, index: usize, copy: usize) {
        let producer = &mut self.producers[index];
        let next = if !producer.may_publish(copy) {
            None
        } else if let (0, Some(first)) =
            (producer.copies[copy].published, producer.settings.first_at)
        {
            producer.settings.interval.map(|_| first.max(self.now))
        } else {
            producer
                .draw_interval(copy)
                .map(|interval| self.now + interval)
        };
        self.set_next_publish(index, copy, next);
    }

    /// Makes `next` the only publish pending for a copy.
    pub(super) fn set_next_publish(&mut self, index: usize, copy: usize, next: Option<SimTime>) {
        let state = &mut self.producers[index].copies[copy];
        state.epoch = state.epoch.wrapping_add(1);
        state.next = next;
        let event = Event::Publish {
            producer: index as u32,
            copy: copy as u32,
            epoch: state.epoch,
        };
        if let Some(time) = next {
            self.calendar.schedule(time, event);
        }
    }

    /// Lets a message into its queue, or refuses it.
    pub(super) fn enqueue(&mut self, id: MessageId, index: usize) {
        if !self.queues[index].has_room() {
            return self.refuse(id, index);
        }
        let message = *self.messages.get(id);
        self.producers[message.producer as usize].passage.accepted += 1;
        let queue = &mut self.queues[index];
        queue.passage.accepted += 1;
        queue.ready.push_back(id);
        queue.ready_gauge.rise(self.now);
        let woken = queue.idle.pop_front();
        self.record(message, index, Step::Accepted);
        if let Some(worker) = woken {
            self.take_claimed(worker);
        }
    }

    fn refuse(&mut self, id: MessageId, index: usize) {
        let message = self.messages.remove(id);
        let spent = u128::from(self.now.since(message.published).nanos());
        let queue = &mut self.queues[index];
        queue.present.fall(self.now);
        let producer = &mut self.producers[message.producer as usize];
        for passage in [&mut queue.passage, &mut producer.passage] {
            passage.refused += 1;
            passage.refused_time += spent;
        }
        self.ledger.refused += 1;
        self.record(message, index, Step::Refused);
        self.note_end();
    }
}
