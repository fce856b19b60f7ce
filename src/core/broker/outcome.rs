//! What becomes of a message after a service, and how it leaves.

use super::consumer::{Activity, WorkerId};
use super::discipline::Discipline;
use super::event::Event;
use super::message::{MessageId, NO_REQUEST, Particulars, Progress};
use super::route::WayOn;
use super::settings::{Ack, OnFailure};
use super::trace::Step;
use super::world::World;
use crate::engine::Ticket;

/// How a message leaves the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Finished by a worker.
    Settled(WorkerId),
    /// Turned away by a full queue.
    Refused,
    /// Dropped by a full queue for a newcomer.
    Evicted,
    /// Turned away by a queue that sheds load.
    TurnedAway,
    /// Given up by a queue that sheds load.
    Shed,
    /// Its time to live was over.
    Expired,
    /// Set aside after its last delivery, or because its worker wanted it so.
    Dead,
    /// Failed by a worker after it had been settled on delivery.
    Lost(WorkerId),
    /// Taken by a crash of the broker.
    Wiped,
    /// Lost on its way to the broker.
    Strayed,
    /// Dropped by an exchange of which no queue wants it.
    Unrouted,
}

/// How the message of a request left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MessageEnd {
    /// Settled.
    Done,
    /// Refused by a full queue.
    Refused,
    /// In any other way, of which the client hears nothing.
    Silent,
}

impl Exit {
    const fn step(self) -> Step {
        match self {
            Self::Settled(worker) => Step::Settled(worker),
            Self::Refused => Step::Refused,
            Self::TurnedAway | Self::Shed => Step::Shed,
            Self::Evicted => Step::Evicted,
            Self::Expired => Step::Expired,
            Self::Dead => Step::DeadLettered,
            Self::Lost(worker) => Step::Lost(worker),
            Self::Wiped => Step::Wiped,
            Self::Strayed => Step::Strayed,
            Self::Unrouted => Step::Unrouted,
        }
    }
}

impl World {
    /// A worker is done with a message.
    pub(super) fn finish(&mut self, worker: WorkerId) {
        let now = self.now;
        let group = &mut self.consumers[worker.group as usize];
        let index = group.settings.from;
        let is_plain = group.is_plain;
        let state = &mut group.workers[worker.index as usize];
        if let Activity::Working { message, .. } = state.activity
            && is_plain
            && self.lock.is_free_of_cost()
        {
            return self.finish_plainly(worker, message);
        }
        state.timer = Ticket::NONE;
        if matches!(state.activity, Activity::Batching { .. }) {
            return self.finish_batch(worker);
        }
        if let Activity::Working { message, .. } = state.activity {
            group.busy.fall(now);
            if self.conclude(worker, message, index) {
                self.seek(worker);
            }
        } else if let Some(share) = &mut state.share {
            share.go_on(now);
            let done = share.take_done();
            if share.is_empty() {
                group.busy.fall(now);
            }
            let was_full = state.activity == Activity::Full;
            self.schedule_share(worker);
            if let Some(message) = done {
                self.conclude(worker, message, index);
            }
            self.begin_next(worker, index);
            if was_full {
                self.seek(worker);
            }
        }
    }

    /// A service ended, well or not. False if the worker has yet to hand the message on.
    #[inline]
    pub(super) fn conclude(&mut self, worker: WorkerId, id: MessageId, index: usize) -> bool {
        if self.watches_deliveries {
            if self.messages.get(id).has_lapsed() {
                return self.conclude_lapsed(worker, id, index);
            }
            self.end_delivery(id);
            if self.recognises(worker, id) {
                self.settle_known(worker, id, index);
                return true;
            }
            self.messages.particulars_mut(id).is_known = false;
        }
        let group = &mut self.consumers[worker.group as usize];
        group.finished += 1;
        let message = self.messages.get_mut(id);
        let failed = group.draw_failure() || message.poison;
        message.work = None;
        self.queues[index].passage.finished += 1;
        self.producers[message.producer as usize].passage.finished += 1;
        if failed {
            self.record(id, index, Step::Failed(worker));
            self.consumers[worker.group as usize].failed += 1;
            self.reject(worker, id, index);
            return true;
        }
        self.succeed(worker, id, index)
    }

    /// A service ended well. False if the worker has yet to hand the message on.
    pub(super) fn succeed(&mut self, worker: WorkerId, id: MessageId, index: usize) -> bool {
        if self.watches_deliveries {
            self.remember(worker, id);
        }
        match self.way_on(worker.group as usize, id) {
            WayOn::Out => {
                self.leave(id, index, Exit::Settled(worker));
                true
            }
            WayOn::Nowhere => {
                self.leave(id, index, Exit::Unrouted);
                true
            }
            WayOn::Queue(next) => {
                self.send_copies(worker, id, index);
                self.forward(worker, id, index, next)
            }
        }
    }

    /// A message goes on to another queue; its worker waits until that takes it, but for one that
    /// works on several messages at once. True if it does not wait.
    pub(super) fn forward(
        &mut self,
        worker: WorkerId,
        id: MessageId,
        index: usize,
        next: usize,
    ) -> bool {
        self.record(id, index, Step::Forwarded(worker));
        self.messages.part_with_lapsed(id, true);
        self.queues[index].passage.good += 1;
        self.go_on(id, index);
        let state = self.worker_mut(worker);
        let is_free = !matches!(
            state.activity,
            Activity::Working { .. } | Activity::Batching { .. }
        );
        if !is_free {
            state.activity = Activity::Forwarding { message: id };
            self.messages.particulars_mut(id).carrier = Some(worker);
        }
        self.send_on(worker, id, next);
        is_free
    }

    /// A message leaves its queue for another one.
    fn go_on(&mut self, id: MessageId, index: usize) {
        let freed = self.release(id, index);
        self.depart(id, index);
        let message = self.messages.get_mut(id);
        message.entered = self.now;
        message.attempts = 0;
        message.work = None;
        if message.progress != Progress::Fresh {
            message.progress = Progress::Forwarded;
        }
        if let Some(place) = freed {
            self.offer(place, index);
        }
    }

    /// Counts that a message left a queue which had let it in.
    #[inline]
    pub(super) fn depart(&mut self, id: MessageId, index: usize) {
        let queue = &mut self.queues[index];
        queue.present.fall(self.now);
        let here = self.now.since(self.messages.get(id).entered);
        queue.passage.sojourn.record(here);
    }

    /// A service failed: the message is set aside if its worker wants that, and else returned.
    pub(super) fn reject(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        let settings = &self.consumers[worker.group as usize].settings;
        match (settings.ack, settings.on_failure) {
            (Ack::AfterService, OnFailure::DeadLetter) => self.set_aside(id, index),
            _ => self.return_or_lose(worker, id, index),
        }
    }

    /// A delivery failed: the message is delivered again, set aside or, if it was settled on
    /// delivery, lost.
    pub(super) fn return_or_lose(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        if self.consumers[worker.group as usize].settings.ack == Ack::OnDelivery {
            return self.leave(id, index, Exit::Lost(worker));
        }
        let attempts = self.messages.get(id).attempts;
        let queue = &mut self.queues[index];
        if (queue.settings.max_deliveries).is_some_and(|most| attempts >= most) {
            return self.set_aside(id, index);
        }
        let delay = queue.draw_delay(attempts);
        if delay.is_zero() {
            self.be_ready_again(id, index);
            return self.find_worker(id, index);
        }
        queue.away += 1;
        let timer = self.schedule(self.now + delay, Event::Return(id));
        let message = self.messages.get_mut(id);
        message.timer = timer;
        message.is_away = true;
    }

    /// A delivery came to nothing: the message is ready again, before the others.
    pub(super) fn be_ready_again(&mut self, id: MessageId, index: usize) {
        self.record(id, index, Step::Returned);
        let freed = self.return_to_its_place(id, index);
        self.queues[index].ready.put_back(&mut self.messages, id);
        self.note_ready(id, index);
        if let Some(place) = freed {
            self.offer(place, index);
        }
    }

    /// A message that stayed away after its failure is ready again, behind the others.
    pub(super) fn come_back(&mut self, id: MessageId) {
        let message = self.messages.get_mut(id);
        message.timer = Ticket::NONE;
        message.is_away = false;
        let index = message.queue as usize;
        self.queues[index].away -= 1;
        self.record(id, index, Step::Returned);
        let freed = self.return_to_its_place(id, index);
        let queue = &mut self.queues[index];
        // In a partition nothing overtakes it.
        if queue.partitions.is_some() {
            queue.ready.put_back(&mut self.messages, id);
        } else {
            queue.ready.push(&mut self.messages, id);
        }
        self.note_ready(id, index);
        if let Some(place) = freed {
            self.offer(place, index);
        }
        self.find_worker(id, index);
    }

    /// Gives a message that comes back its place anew. Returns the partition that it leaves, where it now belongs to
    /// another one.
    fn return_to_its_place(&mut self, id: MessageId, index: usize) -> Option<usize> {
        let freed = self.release(id, index);
        self.rank_again(id, index);
        freed.filter(|place| *place as u64 != self.messages.get(id).rank)
    }

    /// Its work is drawn anew for each delivery, and with it the rank where that goes by work; a
    /// place once had in a fair queue is kept. Its queue may have other partitions by now.
    pub(super) fn rank_again(&mut self, id: MessageId, index: usize) {
        let queue = &self.queues[index];
        if queue.settings.discipline == Discipline::ShortestFirst || queue.partitions.is_some() {
            self.rank(id, index);
        }
    }

    /// A message was delivered as often as allowed, or given up by its worker.
    pub(super) fn set_aside(&mut self, id: MessageId, index: usize) {
        let producer = self.messages.get(id).producer as usize;
        self.queues[index].passage.dead += 1;
        self.producers[producer].passage.dead += 1;
        match self.queues[index].settings.dead_letter {
            Some(next) if !self.queues[next].takers.is_empty() => {
                self.record(id, index, Step::DeadLettered);
                self.messages.part_with_lapsed(id, false);
                self.go_on(id, index);
                self.bring(id, next);
            }
            target => {
                if let Some(target) = target {
                    self.queues[target].kept += 1;
                }
                self.leave(id, index, Exit::Dead);
            }
        }
    }

    /// A message leaves the system from a queue.
    pub(super) fn leave(&mut self, id: MessageId, index: usize, exit: Exit) {
        let now = self.now;
        let freed = self.release(id, index);
        self.count_leaving(id, index, exit);
        self.record(id, index, exit.step());
        let finished = matches!(exit, Exit::Settled(_));
        self.messages.part_with_lapsed(id, finished);
        let message = self.messages.get_mut(id);
        let (producer, copy) = (message.producer as usize, message.copy as usize);
        let sojourn = now.since(message.published);
        if message.accepted {
            self.producers[producer].passage.sojourn.record(sojourn);
            self.sojourn.record(sojourn);
        } else {
            let passage = &mut self.producers[producer].passage;
            passage.refused_time += u128::from(sojourn.nanos());
        }
        let carrier = self.messages.take_carrier(id);
        self.messages.remove(id);
        self.producers[producer].copies[copy].outstanding -= 1;
        self.note_left(id, exit);
        if let Some(place) = freed {
            self.offer(place, index);
        }
        if let Some(worker) = carrier {
            self.seek(worker);
        }
    }

    /// Sees what it means to the producer that a message left just now, and to the run. Its place holds it still.
    pub(super) fn note_left(&mut self, id: MessageId, exit: Exit) {
        let message = self.messages.get(id);
        let (producer, copy) = (message.producer as usize, message.copy as usize);
        let Particulars {
            request, family, ..
        } = *self.messages.particulars(id);
        let abandoned = message.abandoned;
        self.leave_family(family);
        let node = &mut self.producers[producer];
        if node.clients.is_none() {
            if node.is_closed_loop() && node.copies[copy].outstanding == 0 {
                self.schedule_publish(producer, copy);
            }
            return self.note_end();
        }
        let done = matches!(exit, Exit::Settled(_));
        node.passage.wasted += u64::from(done && abandoned);
        if request != NO_REQUEST {
            let end = match exit {
                Exit::Settled(_) => MessageEnd::Done,
                Exit::Refused | Exit::TurnedAway => MessageEnd::Refused,
                _ => MessageEnd::Silent,
            };
            self.tell_client(producer, request, end);
        }
        self.note_answered(producer, copy);
        self.note_end();
    }
}
