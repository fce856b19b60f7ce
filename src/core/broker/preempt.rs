//! Preemption: a message of a higher priority takes the worker from one of a lower priority.

use super::consumer::{Activity, WorkerId};
use super::discipline::Discipline;
use super::message::{MessageId, Progress};
use super::trace::Step;
use super::world::World;
use crate::engine::SimDuration;

impl World {
    /// Under a preemptive discipline, a message that found no idle worker takes the one with the
    /// message of the lowest priority, the youngest of these, if that is lower than its own.
    #[inline]
    pub(super) fn interrupt_for(&mut self, id: MessageId, index: usize) {
        if self.queues[index].settings.discipline == Discipline::PriorityPreemptive && !self.is_down
        {
            self.interrupt_lowest(id, index);
        }
    }

    #[inline(never)]
    fn interrupt_lowest(&mut self, id: MessageId, index: usize) {
        let mine = self.messages.get(id).rank;
        let messages = &self.messages;
        let groups = self.queues[index].takers.iter();
        let at_work = groups.flat_map(|&group| {
            let node = &self.consumers[group];
            let workers = node.workers.iter().take(node.wanted).enumerate();
            workers.filter_map(move |(place, worker)| match worker.activity {
                Activity::Working { message, until, .. } if !messages.get(message).has_lapsed() => {
                    Some((group, place, message, until))
                }
                _ => None,
            })
        });
        let key = |message: MessageId| {
            let message = self.messages.get(message);
            (message.rank, message.number)
        };
        let lowest = at_work.max_by_key(|(_, _, message, _)| key(*message));
        if let Some((group, place, message, until)) = lowest
            && key(message).0 > mine
        {
            let worker = WorkerId {
                group: group as u32,
                index: place as u32,
            };
            self.interrupt(worker, message, until.since(self.now), index);
        }
    }

    fn interrupt(&mut self, worker: WorkerId, id: MessageId, left: SimDuration, index: usize) {
        self.cancel_timer(worker);
        self.end_delivery(id);
        let group = &mut self.consumers[worker.group as usize];
        group.busy.fall(self.now);
        let pace = group.pace;
        let message = self.messages.get_mut(id);
        message.work = Some(if pace == 1.0 { left } else { left.scale(pace) });
        message.progress = Progress::Interrupted;
        self.record(id, index, Step::Interrupted(worker));
        self.queues[index].ready.put_back(&mut self.messages, id);
        self.note_ready(id, index);
        self.take_claimed(worker);
    }
}
