//! The plain way: what a message does where no rare mechanism has a say. In step with `publish`,
//! `delivery` and `outcome`, to the bit, but each thing is looked up once and what cannot be is not
//! asked for. Where it ends, the long way goes on. There must be no lock. `tests/it/plain_way.rs`
//! runs any scenario both ways.
//!
//! Whether a node is plain is known beforehand: `is_plain` of producers, queues and
//! consumers changes with its settings only.

use super::consumer::{Activity, Consumer, WorkerId};
use super::event::Event;
use super::message::{MessageId, Progress};
use super::outcome::Exit;
use super::trace::{self, Step};
use super::world::World;
use crate::engine::{SimTime, Ticket};

impl World {
    /// Workers that take from a queue in partitions do not take plainly.
    pub(super) fn find_plain_groups(&mut self, index: usize) {
        let parted = self.queues[index].partitions.is_some();
        for group in &self.queues[index].takers {
            self.consumers[*group].find_plain(parted);
        }
    }

    /// Where messages have copies, or had some until now, it must be noted that one left: so no producer is plain.
    pub(super) fn find_fans(&mut self) {
        let fans = |group: &Consumer| group.settings.route.is_some_and(|route| route.by.copies());
        if self.consumers.iter().any(fans) || !self.families.is_empty() {
            self.producers
                .iter_mut()
                .for_each(|node| node.is_plain = false);
        }
    }

    /// Sends every message the long way until settings change, so that a test can compare.
    #[must_use]
    pub fn the_long_way(mut self) -> Self {
        self.go_the_long_way();
        self
    }

    /// Sends every message the long way until settings change.
    pub(super) fn go_the_long_way(&mut self) {
        let producers = self.producers.iter_mut().map(|node| &mut node.is_plain);
        let queues = self.queues.iter_mut().map(|node| &mut node.is_plain);
        let consumers = self.consumers.iter_mut().map(|node| &mut node.is_plain);
        for is_plain in producers.chain(queues).chain(consumers) {
            *is_plain = false;
        }
        for index in 0..self.queues.len() {
            self.count_apart(index);
        }
    }

    /// A copy of a plain producer, none of whose messages is at a door, publishes one message.
    #[inline]
    pub(super) fn publish_plainly(&mut self, index: usize, copy: usize) {
        let now = self.now;
        let producer = &mut self.producers[index];
        let to = producer.settings.to;
        producer.passage.offered += 1;
        producer.copies[copy].note_publish(1);
        let number = self.ledger.published;
        self.ledger.published += 1;
        let id = self.messages.publish(number, index, copy, now);
        self.record(id, to, Step::Published { copy: copy as u32 });
        if self.queues[to].takes_plainly() {
            self.come_in(id, to);
        } else {
            self.bring(id, to);
        }
        let producer = &mut self.producers[index];
        if copy >= producer.settings.count {
            producer.copies[copy].timer = Ticket::NONE;
            return self.schedule_publish(index, copy);
        }
        producer.set_next(copy, now, |time| {
            let producer = index;
            let publish = Event::Publish { producer, copy }.word();
            self.calendar.schedule(time, publish)
        });
    }

    /// A message comes to a queue that takes it plainly.
    #[inline(always)]
    fn come_in(&mut self, id: MessageId, at: usize) {
        let now = self.now;
        let queue = &mut self.queues[at];
        if queue.sole.is_none() {
            queue.passage.offered += 1;
            queue.passage.accepted += 1;
        }
        queue.present.rise(now);
        let message = self.messages.get_mut(id);
        message.queue = at as u32;
        message.expires = SimTime::MAX;
        if !std::mem::replace(&mut message.accepted, true) {
            self.producers[message.producer as usize].passage.accepted += 1;
        }
        trace::note(&mut self.trace, now, message, at, || Step::Accepted);
        if let Some(worker) = queue.idle.pop_front() {
            self.begin(worker, id, at);
        } else {
            queue.ready_gauge.rise(now);
            queue.ready.push(&mut self.messages, id);
        }
    }

    /// A worker of a plain group is done with a message.
    #[inline]
    pub(super) fn finish_plainly(&mut self, worker: WorkerId, id: MessageId) {
        let now = self.now;
        let group = &mut self.consumers[worker.group as usize];
        let at = group.settings.from;
        let queue = &mut self.queues[at];
        let message = self.messages.get_mut(id);
        let producer = &mut self.producers[message.producer as usize];
        group.finished += 1;
        let counts = queue.sole.is_none();
        if counts {
            queue.passage.finished += 1;
        }
        producer.passage.finished += 1;
        if group.draw_failure() || message.poison {
            return self.fail(worker, id, at);
        }
        if let Some(next) = group.draw_way() {
            return self.pass_on(worker, id, at, next);
        }
        self.ledger.settled += 1;
        queue.present.fall(now);
        if counts {
            queue.passage.good += 1;
            queue.passage.sojourn.record(now.since(message.entered));
        }
        let sojourn = now.since(message.published);
        producer.note_settled(sojourn, message.is_in_time(now));
        self.sojourn.record(sojourn);
        trace::note(&mut self.trace, now, message, at, || Step::Settled(worker));
        let copy = message.copy as usize;
        self.messages.remove(id);
        producer.copies[copy].outstanding -= 1;
        if !producer.is_plain {
            self.note_left(id, Exit::Settled(worker));
        }
        self.go_on_working(worker, at);
    }

    /// A service failed.
    #[inline(never)]
    fn fail(&mut self, worker: WorkerId, id: MessageId, at: usize) {
        self.rest(worker);
        self.messages.get_mut(id).work = None;
        self.record(id, at, Step::Failed(worker));
        self.consumers[worker.group as usize].failed += 1;
        self.reject(worker, id, at);
        self.seek(worker);
    }

    /// A message goes on to another queue, or to its own.
    #[inline(never)]
    fn pass_on(&mut self, worker: WorkerId, id: MessageId, at: usize, next: usize) {
        if !self.queues[next].takes_plainly() {
            self.rest(worker);
            if self.forward(worker, id, at, next) {
                self.seek(worker);
            }
            return;
        }
        let now = self.now;
        let message = self.messages.get_mut(id);
        trace::note(&mut self.trace, now, message, at, || {
            Step::Forwarded(worker)
        });
        let queue = &mut self.queues[at];
        queue.passage.good += 1;
        queue.present.fall(now);
        queue.passage.sojourn.record(now.since(message.entered));
        message.entered = now;
        message.attempts = 0;
        message.work = None;
        message.progress = Progress::Forwarded;
        self.come_in(id, next);
        self.go_on_working_apart(worker, at);
    }

    #[inline(never)]
    fn go_on_working_apart(&mut self, worker: WorkerId, at: usize) {
        self.go_on_working(worker, at);
    }

    /// A worker that has done with a message takes the next one, and else rests.
    #[inline(always)]
    fn go_on_working(&mut self, worker: WorkerId, at: usize) {
        let queue = &mut self.queues[at];
        let group = &self.consumers[worker.group as usize];
        if !queue.is_plain || worker.index as usize >= group.wanted {
            self.rest(worker);
            return self.seek(worker);
        }
        let someone_waits = !queue.door.is_empty();
        if let Some(id) = queue.ready.take_oldest(&mut self.messages) {
            queue.ready_gauge.fall(self.now);
            self.forget_timer(id);
            self.start(worker, id, at);
        } else {
            queue.idle.push_back(worker);
            self.rest(worker);
            self.worker_mut(worker).activity = Activity::Blocked;
        }
        if someone_waits {
            self.admit(at);
        }
    }

    /// A worker is not busy any more.
    #[inline(always)]
    fn rest(&mut self, worker: WorkerId) {
        let group = &mut self.consumers[worker.group as usize];
        group.busy.fall(self.now);
        group.workers[worker.index as usize].timer = Ticket::NONE;
    }
}
