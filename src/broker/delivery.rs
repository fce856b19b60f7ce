//! From a queue through a worker: deliveries, services, and where an idle worker turns.

use super::consumer::{Activity, WorkerId};
use super::lock::Operation;
use super::message::MessageId;
use super::settings::Intake;
use super::trace::Step;
use super::world::{Event, World};

impl World {
    /// Sets a ready message apart for `worker` and lets it take one.
    pub(super) fn take_claimed(&mut self, worker: WorkerId) {
        let queue = self.consumers[worker.group as usize].settings.from;
        self.queues[queue].claimed += 1;
        self.worker_mut(worker).activity = Activity::Taking { claim: true };
        self.request(Operation::Dequeue(worker));
    }

    /// A worker has the lock and takes the message at the head, if one is there for it.
    pub(super) fn dequeue(&mut self, worker: WorkerId) {
        let index = self.consumers[worker.group as usize].settings.from;
        let queue = &mut self.queues[index];
        let claim = self.consumers[worker.group as usize].workers[worker.index as usize].activity
            == Activity::Taking { claim: true };
        if claim {
            queue.claimed -= 1;
        } else if queue.unclaimed() == 0 {
            return self.found_nothing(worker);
        }
        if let Some(message) = queue.ready.pop_front() {
            queue.ready_gauge.fall(self.now);
            self.begin(worker, message, index);
        }
    }

    fn begin(&mut self, worker: WorkerId, id: MessageId, index: usize) {
        let now = self.now;
        let message = *self.messages.get(id);
        let waited = now.since(message.published);
        let producer = &mut self.producers[message.producer as usize];
        for passage in [&mut self.queues[index].passage, &mut producer.passage] {
            passage.waiting.record(waited);
            passage.waited += u64::from(!waited.is_zero());
        }
        self.waiting.record(waited);
        let group = &mut self.consumers[worker.group as usize];
        group.started += 1;
        group.busy.rise(now);
        let until = now + group.draw_service();
        group.workers[worker.index as usize].activity = Activity::Working {
            message: id,
            since: now,
            until,
        };
        self.calendar.schedule(until, Event::Finish(worker));
        self.record(message, index, Step::Delivered(worker));
    }

    /// A worker is done with its message, which leaves the system.
    pub(super) fn finish(&mut self, worker: WorkerId) {
        let now = self.now;
        let group = &mut self.consumers[worker.group as usize];
        let Activity::Working { message, .. } = group.workers[worker.index as usize].activity
        else {
            unreachable!("only a working worker finishes");
        };
        group.busy.fall(now);
        group.finished += 1;
        let index = group.settings.from;
        let message = self.messages.remove(message);
        let sojourn = now.since(message.published);
        let producer = &mut self.producers[message.producer as usize];
        producer.passage.sojourn.record(sojourn);
        let queue = &mut self.queues[index];
        queue.passage.sojourn.record(sojourn);
        queue.present.fall(now);
        self.sojourn.record(sojourn);
        self.ledger.settled += 1;
        self.record(message, index, Step::Settled(worker));
        self.note_end();
        self.seek(worker);
    }

    /// A worker with nothing to do stops if it is one too many, and else turns to its queue.
    #[inline]
    pub(super) fn seek(&mut self, worker: WorkerId) {
        let group = &mut self.consumers[worker.group as usize];
        if worker.index as usize >= group.settings.count {
            group.workers[worker.index as usize].activity = Activity::Stopped;
            group.capacity.fall(self.now);
            return;
        }
        if let Intake::Poll(_) = group.settings.intake {
            return self.look(worker);
        }
        let queue = &mut self.queues[group.settings.from];
        if queue.unclaimed() > 0 {
            return self.take_claimed(worker);
        }
        queue.idle.push_back(worker);
        self.worker_mut(worker).activity = Activity::Blocked;
    }

    /// A polling worker asks for a message without knowing whether there is one.
    pub(super) fn look(&mut self, worker: WorkerId) {
        self.consumers[worker.group as usize].looks += 1;
        self.worker_mut(worker).activity = Activity::Taking { claim: false };
        self.request(Operation::Dequeue(worker));
    }

    fn found_nothing(&mut self, worker: WorkerId) {
        let group = &mut self.consumers[worker.group as usize];
        group.empty_looks += 1;
        let surplus = worker.index as usize >= group.settings.count;
        match group.settings.intake {
            Intake::Poll(interval) if !surplus => {
                let until = self.now + interval;
                let state = self.worker_mut(worker);
                state.activity = Activity::Sleeping { until };
                state.epoch = state.epoch.wrapping_add(1);
                let epoch = state.epoch;
                self.calendar.schedule(until, Event::Look { worker, epoch });
            }
            _ => self.seek(worker),
        }
    }
}
