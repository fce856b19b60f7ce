//! New settings for a world that runs. Nothing is lost: messages stay, work begun is finished.

use super::consumer::{Activity, Worker, WorkerId};
use super::settings::{self, Settings};
use super::world::World;

impl World {
    /// Takes new settings from this instant on.
    ///
    /// A changed rate stretches or shrinks what is left of the running interval in proportion, so
    /// the draws stay the same and the effect is felt at once. A changed service time holds for
    /// services that start from now on. A lower bound on a queue refuses newcomers and leaves what
    /// is ready alone. Workers taken away finish their message first.
    ///
    /// # Panics
    /// If nodes were added, removed or connected otherwise: that is another system.
    pub fn change(&mut self, settings: &Settings) {
        assert!(
            self.has_shape_of(settings),
            "the nodes and their links cannot change in a run"
        );
        self.lock.hold = settings.lock_hold;
        for (queue, new) in self.queues.iter_mut().zip(&settings.queues) {
            queue.settings = *new;
        }
        for (index, new) in settings.producers.iter().enumerate() {
            self.change_producer(index, *new);
        }
        for (index, new) in settings.consumers.iter().enumerate() {
            self.change_consumer(index, *new);
        }
        self.note_end();
    }

    /// Whether `settings` has the same nodes and links.
    #[must_use]
    pub fn has_shape_of(&self, settings: &Settings) -> bool {
        let mine = self.producers.iter().map(|producer| producer.settings.to);
        let ours = self.consumers.iter().map(|group| group.settings.from);
        mine.eq(settings.producers.iter().map(|producer| producer.to))
            && ours.eq(settings.consumers.iter().map(|group| group.from))
            && self.queues.len() == settings.queues.len()
    }

    fn change_producer(&mut self, index: usize, new: settings::Producer) {
        let old = self.producers[index].settings;
        if old == new {
            return;
        }
        self.producers[index].configure(new);
        let known = self.producers[index].copies.len();
        let mean =
            |settings: &settings::Producer| settings.interval.map(|interval| interval.mean());
        for copy in 0..known {
            let state = &self.producers[index].copies[copy];
            let first = state.published == 0;
            let timed = first && new.first_at.is_some();
            match (state.next, mean(&old), mean(&new)) {
                _ if !self.producers[index].may_publish(copy) => {
                    self.set_next_publish(index, copy, None);
                }
                _ if first && old.first_at != new.first_at => self.schedule_publish(index, copy),
                (Some(_), Some(before), Some(after)) if before == after || timed => {}
                (Some(next), Some(before), Some(after)) => {
                    let left = next.since(self.now).scale(after / before);
                    self.set_next_publish(index, copy, Some(self.now + left));
                }
                _ => self.schedule_publish(index, copy),
            }
        }
        self.adopt_copies(index);
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

    fn change_consumer(&mut self, index: usize, new: settings::Consumer) {
        let old = self.consumers[index].settings;
        if old == new {
            return;
        }
        self.consumers[index].configure(new);
        let known = self.consumers[index].workers.len();
        let moves = |place: usize| old.intake != new.intake || place >= new.count;
        // Those that move no longer wait here; one pass for all of them.
        self.queues[new.from]
            .idle
            .retain(|idle| idle.group as usize != index || !moves(idle.index as usize));
        for place in 0..known {
            let worker = WorkerId {
                group: index as u32,
                index: place as u32,
            };
            match self.consumers[index].workers[place].activity {
                Activity::Stopped if place < new.count => {
                    self.consumers[index].capacity.rise(self.now);
                    self.seek(worker);
                }
                Activity::Blocked if moves(place) => self.seek(worker),
                Activity::Sleeping { .. } if moves(place) => {
                    let state = self.worker_mut(worker);
                    state.epoch = state.epoch.wrapping_add(1);
                    self.seek(worker);
                }
                _ => {}
            }
        }
        self.adopt_workers(index);
    }

    /// Adds the workers that the settings ask for and that never were there.
    pub(super) fn adopt_workers(&mut self, index: usize) {
        for place in self.consumers[index].workers.len()..self.consumers[index].settings.count {
            let group = &mut self.consumers[index];
            group.workers.push(Worker {
                activity: Activity::Stopped,
                epoch: 0,
            });
            group.capacity.rise(self.now);
            self.seek(WorkerId {
                group: index as u32,
                index: place as u32,
            });
        }
    }
}
