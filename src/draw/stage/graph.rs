//! The system as a graph: how far down the stream each queue is, and which links go back up.

use super::outline::Outline;

/// The order of queues along the stream.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    /// For each queue, how many queues at most messages pass before it.
    pub depth: Vec<usize>,
    /// For each link of the outline, whether it leads back.
    pub back: Vec<bool>,
    /// For each queue, whether it only keeps what failed.
    pub tray: Vec<bool>,
}

/// How far the search along the stream has come with a queue.
#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Never,
    Open,
    Done,
}

impl Graph {
    /// Orders the queues of a system.
    pub fn of(outline: &Outline) -> Self {
        let queues = outline.queues.len();
        let mut graph = Self {
            depth: vec![0; queues],
            back: vec![false; outline.links.len()],
            tray: (0..queues).map(|queue| outline.is_tray(queue)).collect(),
        };
        let mut visits = vec![Visit::Never; queues];
        let sources = outline.producers.iter().map(|producer| producer.to);
        for queue in sources.chain(0..queues) {
            graph.visit(outline, &mut visits, queue);
        }
        // No way without links that lead back is longer than there are queues.
        for _ in 0..queues {
            for (place, link) in outline.links.iter().enumerate() {
                if graph.back[place] || graph.tray[link.to] {
                    continue;
                }
                let from = outline.groups[link.group].from;
                graph.depth[link.to] = graph.depth[link.to].max(graph.depth[from] + 1);
            }
        }
        graph
    }

    fn visit(&mut self, outline: &Outline, visits: &mut [Visit], queue: usize) {
        if visits[queue] != Visit::Never {
            return;
        }
        visits[queue] = Visit::Open;
        for (place, link) in outline.links.iter().enumerate() {
            if outline.groups[link.group].from != queue {
                continue;
            }
            if visits[link.to] == Visit::Open {
                self.back[place] = true;
            } else {
                self.visit(outline, visits, link.to);
            }
        }
        visits[queue] = Visit::Done;
    }

    /// How many queues a message can pass one after the other.
    pub fn columns(&self) -> usize {
        let deepest = (self.depth.iter().zip(&self.tray))
            .filter(|(_, tray)| !**tray)
            .map(|(depth, _)| *depth)
            .max();
        deepest.map_or(0, |depth| depth + 1)
    }

    /// The queues in the order of the stream, trays left out.
    pub fn stream(&self) -> Vec<usize> {
        let mut queues: Vec<usize> = (0..self.depth.len()).filter(|q| !self.tray[*q]).collect();
        queues.sort_by_key(|queue| self.depth[*queue]);
        queues
    }
}

/// Whose messages come to a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Nobody's.
    Nobody,
    /// Those of this producer.
    One(usize),
    /// Those of several.
    Several,
}

impl Origin {
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nobody, one) | (one, Self::Nobody) => one,
            (Self::One(a), Self::One(b)) if a == b => self,
            _ => Self::Several,
        }
    }

    /// Whose messages come to each queue, straight or by way of others.
    pub fn of_all(outline: &Outline) -> Vec<Self> {
        let mut origins = vec![Self::Nobody; outline.queues.len()];
        for (class, producer) in outline.producers.iter().enumerate() {
            origins[producer.to] = origins[producer.to].and(Self::One(class));
        }
        // Each round carries them one queue further.
        for _ in 0..outline.queues.len() {
            for link in &outline.links {
                let from = origins[outline.groups[link.group].from];
                origins[link.to] = origins[link.to].and(from);
            }
        }
        origins
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_several_is_told_from_what_comes_from_one() {
        let (one, two) = (Origin::One(1), Origin::One(2));
        assert_eq!(Origin::Nobody.and(one), one);
        assert_eq!(one.and(one), one);
        assert_eq!(one.and(two), Origin::Several);
        assert_eq!(Origin::Several.and(one), Origin::Several);
    }
}
