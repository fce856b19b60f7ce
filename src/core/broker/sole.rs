//! What is counted once: a queue whose messages all come from one producer, and go nowhere else, has
//! the figures of that producer. As long as it is so, the steps that every message takes count at
//! the producer alone, which is a tenth of what a message of a small system costs.

use super::world::World;
use crate::metrics::Passage;

impl World {
    /// What became of the messages of a queue.
    #[must_use]
    pub fn queue_passage(&self, index: usize) -> &Passage {
        let queue = &self.queues[index];
        match queue.sole {
            Some(producer) => &self.producers[producer].passage,
            None => &queue.passage,
        }
    }

    /// Finds the queues that need not count, before anything was counted.
    pub(super) fn find_sole_producers(&mut self) {
        for index in 0..self.queues.len() {
            self.queues[index].sole = self.sole_producer(index);
        }
    }

    /// After a change: a queue whose figures are not its producer's any more counts from now on. It
    /// goes on doing so, since sums of other messages are among its own then.
    pub(super) fn part_sole_producers(&mut self) {
        for index in 0..self.queues.len() {
            if self.queues[index].sole != self.sole_producer(index) {
                self.count_apart(index);
            }
        }
    }

    /// Lets a queue count for itself.
    pub(super) fn count_apart(&mut self, index: usize) {
        let passage = *self.queue_passage(index);
        let queue = &mut self.queues[index];
        queue.passage = passage;
        queue.sole = None;
    }

    /// The producer whose messages, and no others, are those of a queue, whose messages are in no
    /// other queue, and which has no figure that a queue lacks.
    fn sole_producer(&self, index: usize) -> Option<usize> {
        let mut producers = (0..self.producers.len())
            .filter(|producer| self.producers[*producer].settings.to == index);
        let (sole, None) = (producers.next()?, producers.next()) else {
            return None;
        };
        let leads = |from: usize, to: usize| {
            let queue = &self.queues[from];
            let onward = (queue.takers.iter())
                .flat_map(|group| &*self.consumers[*group].settings.forward_to)
                .any(|(next, _)| *next == to);
            // Where nobody takes from, dead letters are only kept.
            let aside =
                queue.settings.dead_letter == Some(to) && !self.queues[to].takers.is_empty();
            onward || aside
        };
        let is_alone =
            (0..self.queues.len()).all(|other| !leads(other, index) && !leads(index, other));
        (is_alone && self.producers[sole].is_plain).then_some(sole)
    }
}
