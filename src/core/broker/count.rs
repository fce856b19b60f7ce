//! The world's statistics: read at any instant, cleared after the warm-up.

use super::alert::Rule;
use super::consumer::Consumer;
use super::message::MessageId;
use super::outcome::Exit;
use super::producer::Producer;
use super::queue::Queue;
use super::world::World;
use crate::engine::SimTime;
use crate::metrics::totals::{ScalingSums, Sums, Totals};
use crate::metrics::{Account, Histogram, Moments, Passage};

impl World {
    /// Since when the statistics count.
    #[must_use]
    pub const fn counted_since(&self) -> SimTime {
        self.counted_since
    }

    /// Waiting times of the messages whose service started.
    #[must_use]
    pub const fn waiting(&self) -> &Histogram {
        &self.waiting
    }

    /// Sojourn times of the accepted messages that left, however they did.
    #[must_use]
    pub const fn sojourn(&self) -> &Histogram {
        &self.sojourn
    }

    /// Age of the oldest ready message of all queues, counted from its publish, in seconds; 0 if
    /// none is ready.
    #[must_use]
    pub fn oldest_age(&self) -> f64 {
        let oldest = self.queues.iter().filter_map(|queue| queue.ready.oldest());
        oldest
            .map(|id| self.now.since(self.message(id).published).secs())
            .fold(0.0, f64::max)
    }

    /// Everything counted until now, for every node and the whole.
    #[must_use]
    pub fn totals(&self) -> Totals {
        Totals {
            system: self.system_sums(),
            producers: self
                .producers
                .iter()
                .map(|node| self.producer_sums(node))
                .collect(),
            queues: self
                .queues
                .iter()
                .enumerate()
                .map(|(index, node)| self.queue_sums(index, node))
                .collect(),
            consumers: self
                .consumers
                .iter()
                .map(|node| self.consumer_sums(node))
                .collect(),
            alerts: self.alert_sums(),
        }
    }

    /// Everything counted until now in the whole system.
    #[must_use]
    pub fn system_sums(&self) -> Sums {
        let mut system = Sums {
            locked: self.lock.held.area_at(self.now) / self.lock.settings.shards as u128,
            completion: self.completion,
            ..self.no_sums()
        };
        if let Some(storage) = &self.storage {
            system.storage.time = system.time;
            system.storage.down = storage.down.area_at(self.now);
            system.storage.writing = storage.writing.area_at(self.now);
            system.storage.disk_time = storage.disk.as_ref().map_or(0, |_| system.time);
        }
        for producer in &self.producers {
            system.passage.merge(&producer.passage);
        }
        if self
            .queues
            .iter()
            .any(|queue| queue.settings.shed.is_some())
        {
            system.offered_to_shed = system.passage.offered;
        }
        for queue in &self.queues {
            system.ready += queue.ready_gauge.area_at(self.now);
            system.at_door += queue.door_gauge.area_at(self.now);
            system.present += queue.present.area_at(self.now);
        }
        for group in &self.consumers {
            let sums = self.consumer_sums(group);
            system.busy += sums.busy;
            system.capacity += sums.capacity;
            system.up += sums.up;
            system.looks += sums.looks;
            system.empty_looks += sums.empty_looks;
        }
        system
    }

    fn no_sums(&self) -> Sums {
        Sums {
            time: u128::from(self.now.since(self.counted_since).nanos()),
            ..Sums::default()
        }
    }

    fn producer_sums(&self, producer: &Producer) -> Sums {
        Sums {
            passage: producer.passage,
            ..self.no_sums()
        }
    }

    fn queue_sums(&self, index: usize, queue: &Queue) -> Sums {
        Sums {
            passage: *self.queue_passage(index),
            ready: queue.ready_gauge.area_at(self.now),
            offered_to_shed: self.offered_to_shed(index),
            at_door: queue.door_gauge.area_at(self.now),
            present: queue.present.area_at(self.now),
            ..self.no_sums()
        }
    }

    fn consumer_sums(&self, group: &Consumer) -> Sums {
        Sums {
            passage: Passage {
                started: group.started,
                finished: group.finished,
                good: group.finished - group.failed - group.in_vain,
                account: group.account,
                ..Passage::default()
            },
            busy: group.busy.area_at(self.now),
            capacity: group.capacity.area_at(self.now),
            up: group.up.area_at(self.now),
            looks: group.looks,
            empty_looks: group.empty_looks,
            scaling: self.scaling_sums(group),
            batches: group.batches,
            batched: group.batched,
            ..self.no_sums()
        }
    }

    fn alert_sums(&self) -> Vec<Sums> {
        let none = self.no_sums();
        let sums = |rule: &Rule| Sums {
            alarms: rule.counts(self.now),
            ..none
        };
        self.alerts.rules.iter().map(sums).collect()
    }

    fn offered_to_shed(&self, index: usize) -> u64 {
        let sheds = self.queues[index].settings.shed.is_some();
        if sheds {
            self.queue_passage(index).offered
        } else {
            0
        }
    }

    fn scaling_sums(&self, group: &Consumer) -> ScalingSums {
        if group.autoscaler.is_none() {
            return ScalingSums::default();
        }
        ScalingSums {
            time: self.no_sums().time,
            workers: group.capacity.area_at(self.now),
            changes: group.changes,
            good: group.finished - group.failed,
        }
    }

    /// Counts that a message leaves the system from a queue.
    #[inline]
    pub(super) fn count_leaving(&mut self, id: MessageId, index: usize, exit: Exit) {
        let message = self.messages.get(id);
        let late = self.watches_deliveries
            && matches!(exit, Exit::Settled(_))
            && self.producers[message.producer as usize]
                .note_order(message.copy as usize, message.number);
        let queue = &mut self.queues[index].passage;
        let producer = &mut self.producers[message.producer as usize].passage;
        let ledger = &mut self.ledger;
        match exit {
            // None of these came in.
            Exit::Refused => {
                ledger.refused += 1;
                queue.refused += 1;
                producer.refused += 1;
                queue.refused_time += u128::from(self.now.since(message.entered).nanos());
                self.queues[index].present.fall(self.now);
                return;
            }
            Exit::TurnedAway => {
                ledger.shed += 1;
                queue.shed += 1;
                producer.shed += 1;
                queue.refused_time += u128::from(self.now.since(message.entered).nanos());
                self.queues[index].present.fall(self.now);
                return;
            }
            Exit::Strayed => {
                ledger.strayed += 1;
                queue.strayed += 1;
                producer.strayed += 1;
                queue.refused_time += u128::from(self.now.since(message.entered).nanos());
                self.queues[index].present.fall(self.now);
                return;
            }
            Exit::Shed => {
                ledger.shed += 1;
                queue.shed += 1;
                producer.shed += 1;
            }
            Exit::Settled(_) => {
                ledger.settled += 1;
                queue.good += 1;
                if self.watches_deliveries {
                    for account in [&mut queue.account, &mut producer.account] {
                        account.settled += 1;
                        account.disordered += u64::from(late);
                    }
                }
                let in_time = message.is_in_time(self.now);
                producer.good += u64::from(in_time);
                producer.late += u64::from(!in_time);
            }
            Exit::Expired => {
                ledger.expired += 1;
                queue.expired += 1;
                producer.expired += 1;
            }
            Exit::Evicted => {
                ledger.evicted += 1;
                queue.evicted += 1;
                producer.evicted += 1;
            }
            Exit::Lost(_) | Exit::Wiped => {
                ledger.lost += 1;
                queue.lost += 1;
                producer.lost += 1;
            }
            Exit::Unrouted => {
                ledger.unrouted += 1;
                queue.unrouted += 1;
                producer.unrouted += 1;
            }
            // The passages counted it when it was set aside.
            Exit::Dead => ledger.dead += 1,
        }
        self.depart(id, index);
    }

    /// Forgets what was counted; levels and messages stay. Ends a warm-up.
    pub fn clear_statistics(&mut self) {
        let now = self.now;
        self.counted_since = now;
        self.waiting.clear();
        self.sojourn.clear();
        self.completion = Moments::default();
        self.lock.held.clear(now);
        self.alerts.clear(now);
        if let Some(storage) = &mut self.storage {
            storage.down.clear(now);
            storage.writing.clear(now);
        }
        for producer in &mut self.producers {
            producer.passage = Passage::default();
        }
        for queue in &mut self.queues {
            queue.passage = Passage::default();
            queue.ready_gauge.clear(now);
            queue.door_gauge.clear(now);
            queue.present.clear(now);
        }
        for group in &mut self.consumers {
            group.started = 0;
            group.finished = 0;
            group.failed = 0;
            group.in_vain = 0;
            group.account = Account::default();
            group.looks = 0;
            group.empty_looks = 0;
            group.batches = 0;
            group.batched = 0;
            group.changes = 0;
            if let Some(scaler) = &mut group.autoscaler {
                scaler.seen.0 -= group.busy.area_at(now) as i128;
                scaler.seen.1 -= group.up.area_at(now) as i128;
            }
            group.busy.clear(now);
            group.capacity.clear(now);
            group.up.clear(now);
        }
    }
}
