//! Deliveries that take too long. A message whose visibility timeout runs out is ready again, and the worker that has
//! it does not know: it goes on with a delivery that has lapsed. Whoever is done first settles the message, wherever it
//! is by then; whoever is done later has done it once more.
//!
//! A lapsed delivery is a copy of its message in the slab, which its worker holds in place of it.

use super::consumer::{Activity, Consumer, WorkerId};
use super::event::Event;
use super::message::{Delivery, MessageId};
use super::outcome::Exit;
use super::queue::Queue;
use super::settings::Ack;
use super::trace::Step;
use super::world::World;
use crate::engine::{SimDuration, Ticket};

impl World {
    /// Whether deliveries may lapse, be recognised or made ahead: then it is known of each message in hand who has it, and what
    /// goes wrong is counted. It stays so for good, since deliveries may be under way when a change forbids it.
    pub(super) fn watch_deliveries(&mut self) {
        let may_lapse = |queue: &Queue| queue.settings.visibility.is_some();
        let may_know = |group: &Consumer| {
            group.settings.deduplicate.is_some() || group.settings.prefetch.is_some()
        };
        self.watches_deliveries |=
            self.queues.iter().any(may_lapse) || self.consumers.iter().any(may_know);
        if self.watches_deliveries {
            self.go_the_long_way();
        }
    }

    /// A worker has got a message.
    #[inline(never)]
    pub(super) fn note_delivered(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        let settles = self.consumers[worker.group as usize].settings.ack == Ack::OnDelivery;
        let visible_at = self.queues[index].draw_visibility(self.now);
        self.messages.particulars_mut(id).holder = Some(worker);
        let message = self.messages.get_mut(id);
        if let Some(time) = visible_at.filter(|_| !settles) {
            self.queues[index].passage.account.timed += 1;
            self.producers[message.producer as usize]
                .passage
                .account
                .timed += 1;
            self.consumers[worker.group as usize].account.timed += 1;
            message.timer = self.calendar.schedule(time, Event::Lapse(id).word());
        }
        self.recognise(worker, id);
    }

    /// Sees whether a worker that gets to a message had better not begin.
    pub(super) fn recognise(&mut self, worker: WorkerId, id: MessageId) {
        let is_known = self.recognises(worker, id);
        let noted = self.messages.particulars_mut(id);
        let was_known = std::mem::replace(&mut noted.is_known, is_known);
        let message = self.messages.get_mut(id);
        if is_known {
            message.work = Some(SimDuration::ZERO);
        } else if was_known {
            message.work = None;
        }
    }

    /// A delivery has ended, in whatever way.
    #[inline]
    pub(super) fn end_delivery(&mut self, id: MessageId) {
        if self.messages.particulars(id).holder.is_some() {
            self.messages.particulars_mut(id).holder = None;
            self.forget_timer(id);
        }
    }

    /// A delivery took too long: the message is ready again, or set aside if that was the last one allowed.
    pub(super) fn lapse(&mut self, id: MessageId) {
        let message = self.messages.get_mut(id);
        message.timer = Ticket::NONE;
        let (index, attempts, producer) = (
            message.queue as usize,
            message.attempts,
            message.producer as usize,
        );
        let Some(worker) = self.messages.particulars(id).holder else {
            return;
        };
        self.part(id);
        self.messages.get_mut(id).work = None;
        self.messages.particulars_mut(id).is_known = false;
        self.consumers[worker.group as usize].account.lapsed += 1;
        self.queues[index].passage.account.lapsed += 1;
        self.producers[producer].passage.account.lapsed += 1;
        self.record(id, index, Step::Lapsed(worker));
        let most = self.queues[index].settings.max_deliveries;
        if most.is_some_and(|most| attempts >= most) {
            return self.set_aside(id, index);
        }
        self.be_ready_again(id, index);
        self.find_worker(id, index);
    }

    /// Leaves whoever has a message with a lapsed delivery of it.
    fn part(&mut self, id: MessageId) {
        let Some(worker) = self.messages.particulars_mut(id).holder.take() else {
            return;
        };
        self.forget_timer(id);
        let lapsed = self.messages.lapse(id);
        let state = self.worker_mut(worker);
        match &mut state.activity {
            Activity::Working { message, .. } | Activity::Suspended { message, .. }
                if *message == id =>
            {
                *message = lapsed;
            }
            _ => {
                if let Some(share) = &mut state.share {
                    share.replace(id, lapsed);
                }
            }
        }
    }

    /// A service of a lapsed delivery ended. False if the worker has yet to hand the message on.
    pub(super) fn conclude_lapsed(
        &mut self,
        worker: WorkerId,
        lapsed: MessageId,
        index: usize,
    ) -> bool {
        if self.recognises(worker, lapsed) {
            return self.conclude_known(worker, lapsed, index);
        }
        let message = self.messages.get(lapsed);
        let (producer, poison) = (message.producer, message.poison);
        let delivery = self.messages.particulars(lapsed).delivery;
        let group = &mut self.consumers[worker.group as usize];
        group.finished += 1;
        let failed = group.draw_failure() || poison;
        group.failed += u64::from(failed);
        let passages = [
            &mut self.queues[index].passage,
            &mut self.producers[producer as usize].passage,
        ];
        let again = !failed && delivery == Delivery::Overtaken;
        for passage in passages {
            passage.finished += 1;
            passage.account.duplicates += u64::from(again);
        }
        if again {
            self.record(lapsed, index, Step::Repeated(worker));
        }
        self.messages.drop_lapsed(lapsed);
        match delivery {
            Delivery::Lapsed(message) if !failed => {
                self.call_back(message, index);
                let is_free = self.succeed(worker, message, index);
                self.admit(index);
                is_free
            }
            _ => {
                let group = &mut self.consumers[worker.group as usize];
                group.in_vain += u64::from(!failed);
                group.account.duplicates += u64::from(again);
                self.note_end();
                true
            }
        }
    }

    /// A service of a lapsed delivery ended whose message had been finished before.
    fn conclude_known(&mut self, worker: WorkerId, lapsed: MessageId, index: usize) -> bool {
        let delivery = self.messages.particulars(lapsed).delivery;
        self.count_recognised(worker, lapsed, index);
        self.messages.drop_lapsed(lapsed);
        if let Delivery::Lapsed(message) = delivery {
            self.call_back(message, index);
            self.leave(message, index, Exit::Settled(worker));
            self.admit(index);
        }
        self.note_end();
        true
    }

    /// Takes a message from wherever it is in its queue.
    fn call_back(&mut self, id: MessageId, index: usize) {
        let message = self.messages.get(id);
        if self.messages.particulars(id).holder.is_some() {
            self.part(id);
        } else if message.is_away {
            self.messages.get_mut(id).is_away = false;
            self.queues[index].away -= 1;
            self.forget_timer(id);
        } else {
            self.take_from_ready(id, index);
        }
    }

    /// A worker lets go of a message that it did not finish. True if that is a lapsed delivery, which comes to nothing.
    pub(super) fn let_go(&mut self, id: MessageId) -> bool {
        if !self.messages.get(id).has_lapsed() {
            self.end_delivery(id);
            if self.messages.particulars(id).is_known {
                self.messages.particulars_mut(id).is_known = false;
                self.messages.get_mut(id).work = None;
            }
            return false;
        }
        self.messages.drop_lapsed(id);
        self.note_end();
        true
    }
}
