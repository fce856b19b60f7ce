//! From a queue to a worker: deliveries, and where an idle worker turns.

use super::consumer::{Activity, WorkerId};
use super::event::Event;
use super::lock::Operation;
use super::message::{MessageId, Progress};
use super::settings::Intake;
use super::trace::{self, Step};
use super::world::World;
use crate::engine::{SimDuration, Ticket};

impl World {
    /// Sets a ready message apart for `worker` and lets it take one.
    #[inline]
    pub(super) fn take_claimed(&mut self, worker: WorkerId) {
        let queue = self.consumers[worker.group as usize].settings.from;
        if self.lock.is_free_of_cost() {
            self.take(worker, queue);
        } else {
            self.queues[queue].claimed += 1;
            self.worker_mut(worker).activity = Activity::Taking { claim: true };
            self.request(Operation::Dequeue(worker));
        }
        // A message set apart does not count against the bound.
        if !self.queues[queue].door.is_empty() {
            self.admit(queue);
        }
    }

    /// Wakes workers while there is a message for each.
    pub(super) fn wake_idle(&mut self, index: usize) {
        if self.queues[index].partitions.is_some() {
            return self.offer_all(index);
        }
        while self.queues[index].unclaimed() > 0
            && let Some(worker) = self.queues[index].idle.pop_front()
        {
            self.take_claimed(worker);
        }
    }

    /// A worker has the lock and takes the message whose turn it is, if one is there for it.
    pub(super) fn dequeue(&mut self, worker: WorkerId) {
        let index = self.consumers[worker.group as usize].settings.from;
        let queue = &mut self.queues[index];
        let state = &self.consumers[worker.group as usize].workers[worker.index as usize];
        let claim = state.activity == Activity::Taking { claim: true };
        let is_up = state.is_up();
        if claim {
            queue.claimed -= 1;
        }
        if !is_up {
            // It went down on the way: the message is for somebody else.
            self.worker_mut(worker).activity = Activity::Down;
            return self.wake_idle(index);
        }
        if self.is_down {
            self.worker_mut(worker).activity = Activity::Cut;
            return;
        }
        if queue.partitions.is_some() {
            if self.pick(worker, index).is_none() {
                return self.found_nothing(worker);
            }
            return self.take_of_its_own(worker, index);
        }
        if claim && queue.ready.is_empty() || !claim && queue.unclaimed() == 0 {
            return self.found_nothing(worker);
        }
        self.take(worker, index);
        if !self.queues[index].door.is_empty() {
            self.admit(index);
        }
    }

    /// A worker takes the message whose turn it is.
    #[inline]
    fn take(&mut self, worker: WorkerId, index: usize) {
        if let Some(message) = self.take_next(index) {
            self.begin(worker, message, index);
        }
    }

    /// Takes the message whose turn it is out of a queue.
    #[inline]
    pub(super) fn take_next(&mut self, index: usize) -> Option<MessageId> {
        loop {
            let queue = &mut self.queues[index];
            let message = queue.ready.take(&mut self.messages)?;
            queue.ready_gauge.fall(self.now);
            queue.note_taken(self.messages.get(message).rank);
            let sheds = queue.settings.shed.is_some();
            self.forget_timer(message);
            if !sheds || !self.gives_up(message, index) {
                return Some(message);
            }
        }
    }

    /// Draws the work of a message for a worker of `group`, if it is not known already.
    #[inline]
    pub(super) fn draw_work(&mut self, id: MessageId, group: usize) -> SimDuration {
        let message = self.messages.get(id);
        if let Some(work) = message.work {
            return work;
        }
        let own = self.producers[message.producer as usize].draw_service();
        own.unwrap_or_else(|| self.consumers[group].draw_service())
    }

    /// A worker without a message begins with this one, or adds it to those that it has.
    #[inline]
    pub(super) fn begin(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        let group = &mut self.consumers[worker.group as usize];
        let state = &group.workers[worker.index as usize];
        // What it has in hand counts, whatever its settings have become.
        let has_more = state.share.as_ref().is_some_and(|share| !share.is_empty());
        let batches = group.settings.batch.is_some() && !has_more || state.has_batch();
        let shares = group.takes_more() || has_more;
        if self.watches_deliveries {
            self.note_delivered(worker, id, index);
        }
        if batches {
            return self.join_batch(worker, id);
        }
        if shares {
            return self.join(worker, id, index);
        }
        let group = &mut self.consumers[worker.group as usize];
        group.busy.rise(self.now);
        self.start_apart(worker, id, index);
    }

    #[inline(never)]
    fn start_apart(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        self.start(worker, id, index);
    }

    /// A worker that counts as busy starts with a message.
    #[inline(always)]
    pub(super) fn start(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        let length = self.note_start(worker, id, index);
        let since = self.now;
        let until = since + length;
        let timer = self.schedule(until, Event::Finish(worker));
        let state = self.worker_mut(worker);
        state.timer = timer;
        state.activity = Activity::Working {
            message: id,
            since,
            until,
        };
    }

    /// Counts the start of a service, and says how long it takes the worker alone.
    #[inline(always)]
    pub(super) fn note_start(
        &mut self,
        worker: WorkerId,
        id: MessageId,
        index: usize,
    ) -> SimDuration {
        let now = self.now;
        let message = self.messages.get_mut(id);
        let producer = &mut self.producers[message.producer as usize];
        let queue = &mut self.queues[index];
        let counts = queue.sole.is_none();
        let group = &mut self.consumers[worker.group as usize];
        let progress = std::mem::replace(&mut message.progress, Progress::Started);
        if progress != Progress::Interrupted {
            message.attempts += 1;
            group.started += 1;
            if counts {
                queue.passage.started += 1;
            }
            producer.passage.started += 1;
        }
        match progress {
            // It is in its first queue still.
            Progress::Fresh => {
                let waited = now.since(message.published);
                if counts {
                    queue.passage.note_wait(waited);
                }
                producer.passage.note_wait(waited);
                self.waiting.record(waited);
            }
            Progress::Forwarded => queue.passage.note_wait(now.since(message.entered)),
            Progress::Started | Progress::Interrupted => {}
        }
        trace::note(&mut self.trace, now, message, index, || {
            Step::Delivered(worker)
        });
        let mut own = message.work;
        if own.is_none() {
            own = producer.draw_service();
        }
        let work = own.unwrap_or_else(|| group.draw_service());
        group.time_for(work)
    }

    /// A worker with nothing to do stops if it is one too many, and else turns to its queue.
    #[inline]
    pub(super) fn seek(&mut self, worker: WorkerId) {
        if self.worker(worker).batch.is_some() && self.goes_on_with_batch(worker) {
            return;
        }
        let group = &self.consumers[worker.group as usize];
        let state = &group.workers[worker.index as usize];
        let has_more = state.share.as_ref().is_some_and(|share| !share.is_empty());
        if worker.index as usize >= group.wanted && !has_more {
            return self.stop(worker);
        }
        if !state.is_up() {
            self.worker_mut(worker).activity = Activity::Down;
            return;
        }
        if self.is_down {
            self.worker_mut(worker).activity = Activity::Cut;
            return;
        }
        if group.settings.intake != Intake::Push && !has_more {
            return self.look(worker);
        }
        let index = group.settings.from;
        if self.queues[index].partitions.is_some() {
            self.seek_of_its_own(worker, index);
        } else if group.takes_more() || has_more {
            self.await_more(worker);
            self.wake_idle(index);
        } else if self.queues[index].unclaimed() > 0 {
            return self.take_claimed(worker);
        } else {
            self.queues[index].idle.push_back(worker);
            self.worker_mut(worker).activity = Activity::Blocked;
        }
        if !self.queues[index].door.is_empty() {
            self.admit(index);
        }
    }

    /// Whether a worker is one too many.
    pub(super) fn is_surplus(&self, worker: WorkerId) -> bool {
        worker.index as usize >= self.consumers[worker.group as usize].wanted
    }

    /// A worker that shares its speed waits for one more message, if it may take one.
    fn await_more(&mut self, worker: WorkerId) {
        if self.is_full(worker) {
            self.worker_mut(worker).activity = Activity::Full;
            return;
        }
        let index = self.consumers[worker.group as usize].settings.from;
        self.queues[index].idle.push_back(worker);
        self.worker_mut(worker).activity = Activity::Blocked;
    }

    /// Whether a worker that shares its speed takes no more messages for now.
    fn is_full(&self, worker: WorkerId) -> bool {
        let group = &self.consumers[worker.group as usize];
        let share = &group.workers[worker.index as usize].share;
        let jobs = share.as_ref().map_or(0, |share| share.len());
        jobs >= group.at_once() || worker.index as usize >= group.wanted
    }

    /// A worker is one too many and has nothing to do any more.
    pub(super) fn stop(&mut self, worker: WorkerId) {
        let now = self.now;
        let is_up = self.worker(worker).is_up();
        let group = &mut self.consumers[worker.group as usize];
        let queue = group.settings.from;
        group.capacity.fall(now);
        if is_up {
            group.up.fall(now);
        }
        self.worker_mut(worker).activity = Activity::Stopped;
        self.forget_outages(worker);
        self.rebalance(queue);
    }

    /// A polling worker asks for a message without knowing whether there is one.
    pub(super) fn look(&mut self, worker: WorkerId) {
        self.consumers[worker.group as usize].looks += 1;
        let state = self.worker_mut(worker);
        state.timer = Ticket::NONE;
        state.activity = Activity::Taking { claim: false };
        let looks = self.lock.settings.readers && !self.lock.is_free_of_cost();
        self.request(match looks {
            true => Operation::Look(worker),
            false => Operation::Dequeue(worker),
        });
    }

    /// A worker that polls has looked: it asks to take what is there. Another one may be faster.
    pub(super) fn see(&mut self, worker: WorkerId) {
        let index = self.consumers[worker.group as usize].settings.from;
        let queue = &self.queues[index];
        let something = match queue.partitions {
            Some(_) => self.pick(worker, index).is_some(),
            None => queue.unclaimed() > 0,
        };
        if something || self.is_down || !self.worker(worker).is_up() {
            return self.request(Operation::Dequeue(worker));
        }
        self.found_nothing(worker);
    }

    fn found_nothing(&mut self, worker: WorkerId) {
        let group = &mut self.consumers[worker.group as usize];
        let surplus = worker.index as usize >= group.wanted;
        group.empty_looks += u64::from(group.settings.intake != Intake::Push);
        // One that gathers is woken, and its time runs already.
        let gathers = group.workers[worker.index as usize].has_batch();
        match group.settings.intake {
            Intake::Poll(interval) if !surplus && !gathers => {
                let until = self.now + interval;
                let timer = self.schedule(until, Event::Look(worker));
                let state = self.worker_mut(worker);
                state.activity = Activity::Sleeping { until };
                state.timer = timer;
            }
            _ => self.seek(worker),
        }
    }

    /// Adds a message to those that a worker has.
    #[inline(never)]
    fn join(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        if self.waits_its_turn(worker) {
            self.take_ahead(worker, id, index);
        } else {
            self.join_share(worker, id, index);
        }
        // Not by looking for more: whoever woke it goes on until nothing is left for anybody.
        self.await_more(worker);
    }

    /// Adds a message to those among which a worker shares its speed.
    fn join_share(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        let alone = self.note_start(worker, id, index);
        let now = self.now;
        let number = self.messages.get(id).number;
        let group = &mut self.consumers[worker.group as usize];
        let share = group.workers[worker.index as usize]
            .share
            .get_or_insert_default();
        if share.is_empty() {
            group.busy.rise(now);
        }
        share.go_on(now);
        share.add(id, number, alone);
        self.schedule_share(worker);
    }

    /// Schedules the end of the first message of a share, in place of what was scheduled before.
    pub(super) fn schedule_share(&mut self, worker: WorkerId) {
        self.cancel_timer(worker);
        let share = &self.worker(worker).share;
        if let Some(length) = share.as_ref().and_then(|share| share.next_end()) {
            let timer = self.schedule(self.now + length, Event::Finish(worker));
            self.worker_mut(worker).timer = timer;
        }
    }
}
