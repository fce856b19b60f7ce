//! Full queues that hold each other up in a circle: nothing moves there any more.

use super::consumer::Activity;
use super::settings::Overflow;
use super::world::World;

impl World {
    /// The queues that have locked up: each is full, blocks, and all its workers wait until another one of
    /// them takes their finished message. Only a change can end that. Empty if there are none.
    #[must_use]
    pub fn locked_up(&self) -> Vec<usize> {
        let mut stuck: Vec<usize> = (0..self.queues.len())
            .filter(|index| self.holds_up(*index))
            .collect();
        loop {
            let before = stuck.len();
            let among = stuck.clone();
            stuck.retain(|index| {
                self.awaited(*index)
                    .all(|next| next.is_some_and(|next| among.contains(&next)))
            });
            if stuck.len() == before {
                return stuck;
            }
        }
    }

    /// Whether somebody waits at the door of a queue, which no time to live will open.
    fn holds_up(&self, index: usize) -> bool {
        let queue = &self.queues[index];
        let blocks = queue.settings.overflow == Overflow::Block && queue.settings.ttl.is_none();
        blocks && !queue.door.is_empty() && self.awaited(index).next().is_some()
    }

    /// For each worker of a queue, the queue that it waits for; none if it does something else.
    fn awaited(&self, index: usize) -> impl Iterator<Item = Option<usize>> {
        let groups = self.queues[index]
            .takers
            .iter()
            .map(|group| &self.consumers[*group]);
        let workers = groups.flat_map(|group| &group.workers);
        let there = workers.filter(|worker| worker.activity != Activity::Stopped);
        there.map(|worker| match worker.activity {
            Activity::Forwarding { message } => Some(self.messages.get(message).queue as usize),
            _ => None,
        })
    }
}
