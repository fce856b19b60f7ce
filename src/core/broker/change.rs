//! New settings for a world that runs. Nothing is lost: messages stay, work begun is finished.

use super::consumer::{Activity, Worker, WorkerId};
use super::discipline::Discipline;
use super::link::{self, Link};
use super::ready::Ready;
use super::settings::{self, Arrivals, Settings};
use super::world::World;
use crate::engine::Ticket;
use crate::engine::rng::{Purpose, Stream};

impl World {
    /// Takes new settings from this instant on.
    ///
    /// A changed interval stretches or shrinks what is left of the running one in proportion, so
    /// the draws stay the same and the effect is felt at once; other arrivals are drawn anew. A
    /// changed service time holds for services that start from now on, a changed time to live for
    /// messages that come in from now on. A lower bound on a queue refuses newcomers and leaves
    /// what is ready alone. Workers taken away finish their message first.
    ///
    /// # Panics
    /// If nodes were added, removed or connected otherwise: that is another system.
    pub fn change(&mut self, settings: &Settings) {
        assert!(
            self.has_shape_of(settings),
            "the nodes and their links cannot change in a run"
        );
        let before = std::mem::replace(&mut self.lock.settings, settings.lock);
        if before.shards != settings.lock.shards {
            self.spread_over_shards();
        }
        for (index, new) in settings.queues.iter().enumerate() {
            self.change_queue(index, new);
        }
        for (index, new) in settings.producers.iter().enumerate() {
            self.change_producer(index, new);
        }
        for (index, new) in settings.consumers.iter().enumerate() {
            self.change_consumer(index, new);
        }
        self.find_fans();
        self.part_sole_producers();
        self.configure_storage(&settings.storage);
        self.configure_faults(&settings.faults);
        self.configure_alerts(&settings.alerts);
        self.watch_deliveries();
        for index in 0..self.queues.len() {
            self.admit(index);
        }
        self.note_end();
    }

    /// Whether `settings` has the same nodes, and producers and consumers at the same queues.
    #[must_use]
    pub fn has_shape_of(&self, settings: &Settings) -> bool {
        let mine = self.producers.iter().map(|producer| producer.settings.to);
        let ours = self.consumers.iter().map(|group| group.settings.from);
        mine.eq(settings.producers.iter().map(|producer| producer.to))
            && ours.eq(settings.consumers.iter().map(|group| group.from))
            && self.queues.len() == settings.queues.len()
    }

    fn change_queue(&mut self, index: usize, new: &settings::Queue) {
        let queue = &mut self.queues[index];
        let parts = |settings: &settings::Queue| settings.partitions.map(|parts| parts.count);
        let parted = parts(&queue.settings) != parts(new);
        let reorders = queue.settings.discipline != new.discipline || parted;
        let timer = queue.configure(new.clone());
        self.cancel(timer);
        if reorders {
            self.order_anew(index, new.discipline);
        }
        if parted {
            self.find_plain_groups(index);
            self.rebalance(index);
            self.wake_idle(index);
        }
    }

    /// Lines up the ready messages of a queue by what is next there now.
    fn order_anew(&mut self, index: usize, discipline: Discipline) {
        let stream = Stream::new(self.seed, Purpose::Order, index as u64, self.replication);
        let queue = &mut self.queues[index];
        let ready = match &queue.settings.partitions {
            Some(parts) => Ready::parted(parts.count),
            None => Ready::new(discipline, stream),
        };
        let former = std::mem::replace(&mut queue.ready, ready);
        let by_age: Vec<_> = former.by_age(&self.messages).collect();
        for id in by_age {
            self.rank(id, index);
            self.queues[index].ready.push(&mut self.messages, id);
        }
    }

    fn change_producer(&mut self, index: usize, new: &settings::Producer) {
        let old = self.producers[index].settings.clone();
        if old == *new {
            return;
        }
        let (seed, replication) = (self.seed, self.replication);
        self.producers[index].configure(new.clone(), |purpose| {
            Stream::new(seed, purpose, index as u64, replication)
        });
        link::adjust(&mut self.producers[index].link, new.link.clone(), |link| {
            Link::new(link, seed, index as u64, replication)
        });
        self.producers[index].modulate(self.seed, index, self.replication);
        if old.client != new.client {
            self.change_clients(index, new.client.as_ref());
        }
        for copy in 0..self.producers[index].copies.len() {
            self.change_copy(index, copy, &old, new);
        }
        self.adopt_copies(index);
    }

    fn change_copy(
        &mut self,
        index: usize,
        copy: usize,
        old: &settings::Producer,
        new: &settings::Producer,
    ) {
        let state = &self.producers[index].copies[copy];
        let first = state.publishes == 0;
        let timed = first && new.first_at.is_some();
        let waits = state.is_late
            || self.producers[index].is_closed_loop() && self.producers[index].awaits(copy);
        let interval = |arrivals: &Arrivals| match arrivals {
            Arrivals::Renewal(interval) => Some(interval.mean()),
            _ => None,
        };
        match (state.next, interval(&old.arrivals), interval(&new.arrivals)) {
            _ if !self.producers[index].may_publish(copy) => {
                self.producers[index].copies[copy].is_late = false;
                self.set_next_publish(index, copy, None);
            }
            _ if waits => {}
            _ if first && old.first_at != new.first_at => self.schedule_publish(index, copy),
            (Some(_), Some(before), Some(after)) if before == after || timed => {}
            (Some(next), Some(before), Some(after)) => {
                let left = next.since(self.now).scale(after / before);
                self.set_next_publish(index, copy, Some(self.now + left));
            }
            (Some(_), ..) if old.arrivals == new.arrivals => {}
            _ => self.schedule_publish(index, copy),
        }
    }

    /// Adds the copies that the settings ask for and that never were there.
    pub(super) fn adopt_copies(&mut self, index: usize) {
        let (seed, replication) = (self.seed, self.replication);
        for copy in self.producers[index].copies.len()..self.producers[index].settings.count {
            self.producers[index].add_copy(seed, index, replication);
            self.schedule_publish(index, copy);
        }
        self.producers[index].recount();
    }

    fn change_consumer(&mut self, index: usize, new: &settings::Consumer) {
        let old = self.consumers[index].settings.clone();
        if old == *new {
            return;
        }
        self.consumers[index].configure(new.clone());
        let (seed, replication) = (self.seed, self.replication);
        link::adjust(&mut self.consumers[index].link, new.link.clone(), |link| {
            Link::new(link, seed, Link::of_group(index), replication)
        });
        self.find_plain_groups(new.from);
        self.adopt_autoscaler(index, old.autoscale != new.autoscale);
        let reshuffled = old.intake != new.intake
            || old.sharing != new.sharing
            || old.batch != new.batch
            || old.prefetch != new.prefetch;
        self.resize(index, reshuffled, old.outages != new.outages);
    }

    /// A worker that waits for messages turns to its queue anew, or stops.
    pub(super) fn move_worker(&mut self, worker: WorkerId) {
        match self.worker(worker).activity {
            Activity::Sleeping { .. } => {
                self.cancel_timer(worker);
                self.seek(worker);
            }
            Activity::Blocked | Activity::Full | Activity::Down | Activity::Cut => {
                self.seek(worker);
            }
            Activity::Starting { .. } if self.is_surplus(worker) => {
                self.cancel_timer(worker);
                self.seek(worker);
            }
            _ => {}
        }
    }

    /// A worker that was taken away once is there again.
    pub(super) fn start_again(&mut self, worker: WorkerId) {
        if self.worker(worker).activity == Activity::Stopped {
            self.order_worker(worker);
        }
    }

    /// Adds the workers that are wanted and that never were there.
    pub(super) fn adopt_workers(&mut self, index: usize) {
        for place in self.consumers[index].workers.len()..self.consumers[index].wanted {
            self.consumers[index].workers.push(Worker {
                activity: Activity::Stopped,
                share: None,
                batch: None,
                outage: None,
                crashed: false,
                timer: Ticket::NONE,
            });
            self.start_again(WorkerId {
                group: index as u32,
                index: place as u32,
            });
        }
    }
}
