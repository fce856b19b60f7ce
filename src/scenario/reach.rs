//! Where messages can get to: along links, forwards and dead letters.

use super::document::{Consumer, Queue, Scenario};

/// For each queue, which producers' messages can reach it.
#[derive(Clone, Debug)]
pub struct Reach {
    next: Vec<Vec<usize>>,
    producers: Vec<Vec<bool>>,
}

impl Reach {
    /// Of a scenario whose links all lead to queues.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let next: Vec<Vec<usize>> = scenario
            .queues
            .iter()
            .map(|queue| next_queues(scenario, queue))
            .collect();
        let mut reach = Self {
            producers: vec![vec![false; scenario.producers.len()]; next.len()],
            next,
        };
        for (place, producer) in scenario.producers.iter().enumerate() {
            for queue in reach.from(scenario.queue_index(&producer.to)) {
                reach.producers[queue][place] = true;
            }
        }
        reach
    }

    /// The queue itself and all that its messages can go on to.
    fn from(&self, queue: usize) -> Vec<usize> {
        let mut found = vec![queue];
        let mut seen = vec![false; self.next.len()];
        seen[queue] = true;
        let mut place = 0;
        while place < found.len() {
            for &next in &self.next[found[place]] {
                if !std::mem::replace(&mut seen[next], true) {
                    found.push(next);
                }
            }
            place += 1;
        }
        found
    }

    /// The producers whose messages can reach `queue`.
    pub fn producers(&self, queue: usize) -> impl Iterator<Item = usize> {
        let all = self.producers[queue].iter().enumerate();
        all.filter_map(|(place, reaches)| reaches.then_some(place))
    }

    /// Whether a message that `consumer` worked on can come back to its queue.
    #[must_use]
    pub fn comes_back(&self, scenario: &Scenario, consumer: &Consumer) -> bool {
        let home = scenario.queue_index(&consumer.from);
        let mut producers = self.producers(home);
        let poisoned = producers.any(|place| scenario.producers[place].poison > 0.0);
        poisoned || consumer.failure.is_some() || self.goes_round(home)
    }

    /// Whether a message that left `queue` for another one can come back to it.
    #[must_use]
    pub fn goes_round(&self, queue: usize) -> bool {
        let returns = |next: &usize| self.from(*next).contains(&queue);
        self.next[queue].iter().any(returns)
    }
}

/// The queues that messages of `queue` can go on to in one step.
fn next_queues(scenario: &Scenario, queue: &Queue) -> Vec<usize> {
    let takers = scenario
        .consumers
        .iter()
        .filter(|group| group.from == queue.id);
    let ways = takers.flat_map(|group| group.forward_to.ways().map(|(to, _)| to));
    let all = ways.chain(queue.dead_letter.as_deref());
    all.map(|id| scenario.queue_index(id)).collect()
}
