//! From a producer to a queue, and into it.

use super::consumer::WorkerId;
use super::discipline::Discipline;
use super::event::Event;
use super::lock::Operation;
use super::message::MessageId;
use super::outcome::Exit;
use super::settings::{Arrivals, Overflow};
use super::trace::Step;
use super::world::World;
use crate::engine::{SimDuration, SimTime, Ticket};

impl World {
    /// A copy publishes its messages and waits for its next turn.
    #[inline]
    pub(super) fn publish(&mut self, index: usize, copy: usize) {
        let producer = &mut self.producers[index];
        let state = &mut producer.copies[copy];
        if producer.is_plain && state.at_door == 0 && self.lock.is_free_of_cost() {
            return self.publish_plainly(index, copy);
        }
        state.timer = Ticket::NONE;
        if state.at_door > 0 {
            state.is_late = true;
            state.next = None;
            return;
        }
        let many = producer.note_publish(copy);
        if producer.is_client() {
            self.begin_requests(index, copy, many);
        } else {
            for _ in 0..many {
                self.publish_one(index, copy);
            }
        }
        // After the messages, so that what they set off comes before the next publish when both
        // fall on one instant.
        if !self.producers[index].is_closed_loop() {
            self.schedule_publish(index, copy);
        } else if self.producers[index].awaits(copy) {
            self.producers[index].copies[copy].next = None;
        }
    }

    #[inline]
    fn publish_one(&mut self, index: usize, copy: usize) {
        let now = self.now;
        let producer = &mut self.producers[index];
        let queue = producer.settings.to;
        let number = self.ledger.published;
        let id = self.messages.publish(number, index, copy, now);
        producer.mark(&mut self.messages, id);
        let message = self.messages.get_mut(id);
        if producer.has_deadlines() {
            message.deadline = producer.draw_deadline(now);
        }
        self.ledger.published += 1;
        self.record(id, queue, Step::Published { copy: copy as u32 });
        self.dispatch(id, queue);
    }

    /// Brings a message to a queue, which it has yet to enter.
    #[inline]
    pub(super) fn bring(&mut self, message: MessageId, queue: usize) {
        self.note_brought(message, queue);
        self.hand_in(message, queue);
    }

    /// Counts that a message is on its way into a queue.
    #[inline]
    pub(super) fn note_brought(&mut self, message: MessageId, queue: usize) {
        let node = &mut self.queues[queue];
        node.passage.offered += 1;
        node.present.rise(self.now);
        self.messages.get_mut(message).queue = queue as u32;
    }

    /// Hands a message to the broker.
    #[inline]
    pub(super) fn hand_in(&mut self, message: MessageId, queue: usize) {
        if self.lock.is_free_of_cost() {
            return self.enqueue(message, queue);
        }
        self.request(Operation::Enqueue {
            message,
            queue: queue as u32,
        });
    }

    /// Schedules the next publish of a copy that has none pending.
    pub(super) fn schedule_publish(&mut self, index: usize, copy: usize) {
        let now = self.now;
        let producer = &mut self.producers[index];
        let state = &producer.copies[copy];
        let next = if !producer.may_publish(copy) {
            None
        } else if let (0, Some(first)) = (state.publishes, producer.settings.first_at) {
            let speaks = producer.settings.arrivals != Arrivals::Silent;
            speaks.then(|| first.max(now))
        } else {
            producer.draw_next(copy, now)
        };
        self.set_next_publish(index, copy, next);
    }

    /// Makes `next` the only publish pending for a copy.
    pub(super) fn set_next_publish(&mut self, index: usize, copy: usize, next: Option<SimTime>) {
        let state = &mut self.producers[index].copies[copy];
        let before = std::mem::replace(&mut state.timer, Ticket::NONE);
        state.next = next;
        if let Some(time) = next {
            let producer = index;
            let publish = Event::Publish { producer, copy }.word();
            state.timer = self.calendar.schedule(time, publish);
        }
        self.cancel(before);
    }

    /// A message comes to the broker: into its queue, or first into the log of one that keeps one.
    pub(super) fn enqueue(&mut self, id: MessageId, index: usize) {
        if self.storage.is_some() {
            return self.store(id, index);
        }
        self.let_in(id, index);
    }

    /// Lets a message into its queue, or does what the queue does when it is full.
    pub(super) fn let_in(&mut self, id: MessageId, index: usize) {
        if self.queues[index].settings.shed.is_some() && self.sheds_newcomer(id, index) {
            return self.leave(id, index, Exit::TurnedAway);
        }
        let queue = &mut self.queues[index];
        if queue.has_room() {
            return self.accept(id, index);
        }
        match (queue.settings.overflow, queue.ready.oldest()) {
            (Overflow::DropOldest, Some(oldest)) if queue.unclaimed() > 0 => {
                self.take_from_ready(oldest, index);
                self.leave(oldest, index, Exit::Evicted);
                self.accept(id, index);
            }
            (Overflow::Block, _) => self.hold_up(id, index),
            _ => self.leave(id, index, Exit::Refused),
        }
    }

    /// Makes a message wait at the door, and whoever brings it.
    pub(super) fn hold_up(&mut self, id: MessageId, index: usize) {
        let queue = &mut self.queues[index];
        queue.door.push_back(id);
        queue.door_gauge.rise(self.now);
        if self.messages.particulars(id).carrier.is_none() {
            let message = self.messages.get(id);
            let producer = &mut self.producers[message.producer as usize];
            producer.copies[message.copy as usize].at_door += 1;
        }
        self.record(id, index, Step::HeldUp);
    }

    /// Lets those in who wait at the door, as far as there is room.
    pub(super) fn admit(&mut self, index: usize) {
        while !self.is_down && !self.queues[index].door.is_empty() && self.queues[index].has_room()
        {
            let queue = &mut self.queues[index];
            let Some(id) = queue.door.pop_front() else {
                return;
            };
            queue.door_gauge.fall(self.now);
            let message = self.messages.get(id);
            let (producer, copy) = (message.producer as usize, message.copy as usize);
            let from_producer = self.messages.particulars(id).carrier.is_none();
            self.accept(id, index);
            if from_producer {
                self.let_go_on(producer, copy);
            }
        }
    }

    /// A message of a copy got in; one that was late publishes when none is left at the door.
    pub(super) fn let_go_on(&mut self, producer: usize, copy: usize) {
        let state = &mut self.producers[producer].copies[copy];
        state.at_door -= 1;
        if state.at_door == 0 && std::mem::take(&mut state.is_late) {
            let now = self.producers[producer]
                .may_publish(copy)
                .then_some(self.now);
            self.set_next_publish(producer, copy, now);
        }
    }

    fn accept(&mut self, id: MessageId, index: usize) {
        self.count_accepted(id, index);
        let expires = self.queues[index].draw_expiry(self.now);
        self.messages.get_mut(id).expires = expires;
        let carrier = self.messages.take_carrier(id);
        self.record(id, index, Step::Accepted);
        if let Some(worker) = self.worker_at_once(index) {
            self.queues[index].delays_of_wait.note_no_wait();
            self.begin(worker, id, index);
        } else {
            let queue = &self.queues[index];
            if queue.settings.discipline.ranks() || queue.partitions.is_some() {
                self.rank(id, index);
            }
            self.queues[index].ready.push(&mut self.messages, id);
            self.note_ready(id, index);
            self.find_worker(id, index);
        }
        if let Some(worker) = carrier {
            self.seek(worker);
        }
    }

    /// Counts that a queue took a message, and if it is its first one, that its producer got it accepted.
    #[inline]
    pub(super) fn count_accepted(&mut self, id: MessageId, index: usize) {
        self.queues[index].passage.accepted += 1;
        let message = self.messages.get_mut(id);
        if !std::mem::replace(&mut message.accepted, true) {
            self.producers[message.producer as usize].passage.accepted += 1;
        }
    }

    /// The idle worker that takes a newcomer without its ever being ready, where nothing stands
    /// between them: no lock, no other message, no rank to note.
    #[inline]
    fn worker_at_once(&mut self, index: usize) -> Option<WorkerId> {
        let queue = &mut self.queues[index];
        let is_free = self.lock.is_free_of_cost() && queue.ready.is_empty();
        if !is_free || queue.settings.discipline.ranks() || queue.partitions.is_some() {
            return None;
        }
        queue.idle.pop_front()
    }

    /// Gives a message its rank in a queue whose discipline ranks.
    #[inline(never)]
    pub(super) fn rank(&mut self, id: MessageId, index: usize) {
        let queue = &self.queues[index];
        let discipline = queue.settings.discipline;
        if let Some(parts) = &queue.partitions {
            let place = self.partition_of(id, parts.all.len());
            self.messages.get_mut(id).rank = place as u64;
            return;
        }
        if !discipline.ranks() {
            return;
        }
        let taker = self.queues[index].takers.first().copied();
        let work = match taker {
            Some(group) if discipline == Discipline::ShortestFirst => {
                let work = self.draw_work(id, group);
                self.messages.get_mut(id).work = Some(work);
                work
            }
            _ => SimDuration::ZERO,
        };
        let message = self.messages.get(id);
        let producer = &self.producers[message.producer as usize].settings;
        let rank = self.queues[index].rank(message, producer, work);
        self.messages.get_mut(id).rank = rank;
    }

    /// Counts a message that is ready from now on, and watches over its time to live.
    #[inline]
    pub(super) fn note_ready(&mut self, id: MessageId, index: usize) {
        self.queues[index].ready_gauge.rise(self.now);
        let message = self.messages.get_mut(id);
        if message.expires != SimTime::MAX {
            let at = message.expires.max(self.now);
            message.timer = self.calendar.schedule(at, Event::Expire(id).word());
        }
    }

    /// A message that has just become ready goes to whoever waits for one, or takes a worker from
    /// one of lower priority.
    #[inline]
    pub(super) fn find_worker(&mut self, id: MessageId, index: usize) {
        if self.queues[index].partitions.is_some() {
            let place = self.messages.get(id).rank as usize;
            return self.offer(place, index);
        }
        if let Some(worker) = self.queues[index].idle.pop_front() {
            self.take_claimed(worker);
        } else {
            self.interrupt_for(id, index);
        }
    }

    /// Takes a ready message out of its queue, whatever becomes of it.
    #[inline]
    pub(super) fn take_from_ready(&mut self, id: MessageId, index: usize) {
        let queue = &mut self.queues[index];
        queue.ready.remove(&mut self.messages, id);
        queue.ready_gauge.fall(self.now);
        self.forget_timer(id);
    }

    #[inline(always)]
    pub(super) fn forget_timer(&mut self, id: MessageId) {
        let timer = &mut self.messages.get_mut(id).timer;
        if *timer != Ticket::NONE {
            let timer = std::mem::replace(timer, Ticket::NONE);
            self.cancel(timer);
        }
    }

    /// The time to live of a ready message is over.
    pub(super) fn expire(&mut self, id: MessageId) {
        self.messages.get_mut(id).timer = Ticket::NONE;
        let index = self.messages.get(id).queue as usize;
        self.take_from_ready(id, index);
        self.leave(id, index, Exit::Expired);
        self.admit(index);
    }
}
