//! A scenario made out of another one: nodes added, connected, renamed, duplicated and deleted.
//!
//! New nodes come last among their kind, so that all others keep their places, and with them their
//! random streams.

use super::arrivals::{Arrivals, Process};
use super::document::{Consumer, Forwards, Producer, Queue, Scenario};
use super::fault::Struck;
use super::reader::Problem;
use crate::broker::discipline::Discipline;
use crate::broker::settings::{Ack, OnFailure, Overflow};
use crate::engine::Distribution;
use crate::words::{Say, both, say};

/// A node by its place among those of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A producer.
    Producer(usize),
    /// A queue.
    Queue(usize),
    /// A group of consumers.
    Consumer(usize),
}

/// One change of what there is and how it is connected. Numbers are places of nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuildStep {
    /// A new producer that sends to this queue; where there is no queue, to a new one.
    AddProducer {
        /// The queue; by default the first one.
        to: Option<usize>,
    },
    /// A new queue.
    AddQueue,
    /// A new group of consumers that takes from this queue; where there is no queue, from a new one.
    AddConsumer {
        /// The queue; by default the first one.
        from: Option<usize>,
    },
    /// Another name.
    Rename(Node, String),
    /// Another node like this one: with its settings and its own links, but nobody's link to it.
    Duplicate(Node),
    /// A node less. Links of forwards and dead letters to it end; a queue that producers send to or
    /// consumers take from stays.
    Delete(Node),
    /// A producer sends to another queue.
    SendTo {
        /// The producer.
        producer: usize,
        /// The queue.
        queue: usize,
    },
    /// Consumers take from another queue.
    TakeFrom {
        /// The group.
        consumer: usize,
        /// The queue.
        queue: usize,
    },
    /// Consumers hand all that they have done on to a queue; to none: their messages leave.
    ForwardTo {
        /// The group.
        consumer: usize,
        /// The queue.
        queue: Option<usize>,
    },
    /// What was delivered too often is set aside in another queue; in none: it leaves.
    DeadLetter {
        /// The queue that it was delivered from.
        queue: usize,
        /// The queue that takes it.
        to: Option<usize>,
    },
}

/// Publishes / s of a new producer.
const RATE: f64 = 1.0;
/// Mean service time of new consumers, s.
const SERVICE: f64 = 0.5;
/// Deliveries allowed where dead letters are first asked for.
const DELIVERIES: u64 = 5;

impl Scenario {
    /// This scenario after one step of building. It may lack nodes of a kind until more steps are taken.
    ///
    /// # Errors
    /// What is in the way, or what would be wrong with the outcome; this scenario stays as it is.
    ///
    /// # Panics
    /// Never: a scenario is plain data.
    pub fn built(&self, step: &BuildStep) -> Result<Self, Vec<Problem>> {
        let mut next = self.clone();
        next.take(step).map_err(|problem| vec![problem])?;
        let document = next.to_value();
        Self::unfinished(&document)
    }

    fn take(&mut self, step: &BuildStep) -> Result<(), Problem> {
        match *step {
            BuildStep::AddProducer { to } => self.add_producer(to),
            BuildStep::AddQueue => self.add_queue(),
            BuildStep::AddConsumer { from } => self.add_consumer(from),
            BuildStep::Rename(node, ref name) => self.rename(node, name),
            BuildStep::Duplicate(node) => self.duplicate(node),
            BuildStep::Delete(node) => self.delete(node),
            BuildStep::SendTo { producer, queue } => {
                let to = self.queue_id(queue)?;
                known(self.producers.get_mut(producer), "producers", producer)?.to = to;
                Ok(())
            }
            BuildStep::TakeFrom { consumer, queue } => {
                let from = self.queue_id(queue)?;
                known(self.consumers.get_mut(consumer), "consumers", consumer)?.from = from;
                Ok(())
            }
            BuildStep::ForwardTo { consumer, queue } => {
                let to = queue.map(|queue| self.queue_id(queue)).transpose()?;
                let group = known(self.consumers.get_mut(consumer), "consumers", consumer)?;
                group.forward_to = to.map_or(Forwards::Nowhere, Forwards::All);
                group.end_bindings();
                Ok(())
            }
            BuildStep::DeadLetter { queue, to } => {
                let to = to.map(|to| self.queue_id(to)).transpose()?;
                let queue = known(self.queues.get_mut(queue), "queues", queue)?;
                if to.is_some() {
                    queue.max_deliveries.get_or_insert(DELIVERIES);
                }
                queue.dead_letter = to;
                Ok(())
            }
        }
    }

    fn queue_id(&self, place: usize) -> Result<String, Problem> {
        known(self.queues.get(place), "queues", place).map(|queue| queue.id.clone())
    }

    /// The queue to connect to: a new one where there is none.
    fn queue_to_use(&mut self, asked: Option<usize>) -> Result<String, Problem> {
        if self.queues.is_empty() {
            self.add_queue()?;
        }
        self.queue_id(asked.unwrap_or(0))
    }

    fn add_producer(&mut self, to: Option<usize>) -> Result<(), Problem> {
        let to = self.queue_to_use(to)?;
        // Where messages bring their own work, those of a new producer must as well.
        let like = self.producers.iter().find(|producer| producer.to == to);
        let service = like.and_then(|producer| producer.service.clone());
        let arrivals = Arrivals {
            process: Process::Poisson { rate: RATE },
            batch: 1,
        };
        self.producers.push(Producer {
            id: self.free_name("producer"),
            to,
            count: 1,
            arrivals,
            limit: None,
            first_at: None,
            priority: 0,
            weight: 1.0,
            service,
            deadline: None,
            poison: 0.0,
            payload: None,
            link: None,
            client: None,
            keys: None,
            labels: Vec::new(),
        });
        Ok(())
    }

    fn add_queue(&mut self) -> Result<(), Problem> {
        self.queues.push(Queue {
            id: self.free_name("queue"),
            discipline: Discipline::default(),
            max_ready: None,
            max_bytes: None,
            overflow: Overflow::default(),
            ttl: None,
            max_deliveries: None,
            dead_letter: None,
            shed: Default::default(),
            redelivery: None,
            partitions: None,
            visibility: None,
        });
        Ok(())
    }

    fn add_consumer(&mut self, from: Option<usize>) -> Result<(), Problem> {
        let from = self.queue_to_use(from)?;
        // Some disciplines want all consumers of a queue to be alike.
        let like = self.consumers.iter().find(|group| group.from == from);
        let usual = Some(Distribution::Exponential { mean: SERVICE });
        let service = like.map_or(usual, |group| group.service.clone());
        self.consumers.push(Consumer {
            id: self.free_name("workers"),
            from,
            count: 1,
            service,
            speed: 1.0,
            poll: None,
            ack: Ack::default(),
            failure: None,
            on_failure: OnFailure::default(),
            deduplicate: None,
            outages: None,
            sharing: None,
            batch: None,
            autoscale: None,
            prefetch: None,
            link: None,
            forward_to: Forwards::Nowhere,
            route: None,
        });
        Ok(())
    }

    fn rename(&mut self, node: Node, name: &str) -> Result<(), Problem> {
        let name = name.trim();
        match node {
            Node::Producer(place) => {
                let id = &mut known(self.producers.get_mut(place), "producers", place)?.id;
                let before = std::mem::replace(id, name.to_owned());
                self.rename_struck(Struck::Producer, &before, name);
            }
            Node::Consumer(place) => {
                let id = &mut known(self.consumers.get_mut(place), "consumers", place)?.id;
                let before = std::mem::replace(id, name.to_owned());
                self.rename_struck(Struck::Consumer, &before, name);
            }
            Node::Queue(place) => {
                let queue = known(self.queues.get_mut(place), "queues", place)?;
                let before = std::mem::replace(&mut queue.id, name.to_owned());
                self.rename_watched(&before, name);
                for link in self.links() {
                    if *link == before {
                        name.clone_into(link);
                    }
                }
            }
        }
        Ok(())
    }

    /// Every name of a queue by which a node is connected to it.
    fn links(&mut self) -> impl Iterator<Item = &mut String> {
        let sent = self.producers.iter_mut().map(|node| &mut node.to);
        let dead = self
            .queues
            .iter_mut()
            .filter_map(|node| node.dead_letter.as_mut());
        let taken = self.consumers.iter_mut().flat_map(|node| {
            let (all, some) = match &mut node.forward_to {
                Forwards::Nowhere => (None, None),
                Forwards::All(to) => (Some(to), None),
                Forwards::Some(ways) => (None, Some(ways)),
            };
            let ways = some.into_iter().flatten().map(|way| &mut way.to);
            let bindings = node.route.iter_mut().flat_map(|route| &mut route.bindings);
            let bound = bindings.map(|binding| &mut binding.to);
            (std::iter::once(&mut node.from).chain(all))
                .chain(ways)
                .chain(bound)
        });
        sent.chain(dead).chain(taken)
    }

    fn duplicate(&mut self, node: Node) -> Result<(), Problem> {
        match node {
            Node::Producer(place) => {
                let mut copy = known(self.producers.get(place), "producers", place)?.clone();
                copy.id = self.free_name(&copy.id);
                self.producers.push(copy);
            }
            Node::Queue(place) => {
                let mut copy = known(self.queues.get(place), "queues", place)?.clone();
                copy.id = self.free_name(&copy.id);
                self.queues.push(copy);
            }
            Node::Consumer(place) => {
                let mut copy = known(self.consumers.get(place), "consumers", place)?.clone();
                copy.id = self.free_name(&copy.id);
                self.consumers.push(copy);
            }
        }
        Ok(())
    }

    fn delete(&mut self, node: Node) -> Result<(), Problem> {
        match node {
            Node::Producer(place) => {
                let id = known(self.producers.get(place), "producers", place)?
                    .id
                    .clone();
                self.producers.remove(place);
                self.end_faults(Struck::Producer, &id);
            }
            Node::Consumer(place) => {
                let id = known(self.consumers.get(place), "consumers", place)?
                    .id
                    .clone();
                self.consumers.remove(place);
                self.end_faults(Struck::Consumer, &id);
            }
            Node::Queue(place) => {
                let id = self.queue_id(place)?;
                let in_the_way = self.users(&id);
                if !in_the_way.is_empty() {
                    let users = in_the_way.join(", ");
                    let message = say!(
                        "is still in use by {users}; connect them to another queue or delete them first",
                        "仍被 {users} 使用；请先把它们连接到别的队列，或删除它们"
                    );
                    return Err(Problem {
                        path: format!("queues[{place}]"),
                        message: message.text(),
                    });
                }
                self.queues.remove(place);
                self.end_links(&id);
                self.end_alerts(&id);
            }
        }
        Ok(())
    }

    /// Who sends to a queue or takes from it.
    #[must_use]
    pub fn users(&self, queue: &str) -> Vec<&str> {
        let producers = self.producers.iter().filter(|node| node.to == queue);
        let consumers = self.consumers.iter().filter(|node| node.from == queue);
        let producers = producers.map(|node| node.id.as_str());
        producers
            .chain(consumers.map(|node| node.id.as_str()))
            .collect()
    }

    /// No forward and no dead letter goes to this queue any more.
    fn end_links(&mut self, id: &str) {
        for queue in &mut self.queues {
            queue.dead_letter.take_if(|to| to == id);
        }
        for group in &mut self.consumers {
            match &mut group.forward_to {
                Forwards::Nowhere => {}
                Forwards::All(to) => {
                    if to == id {
                        group.forward_to = Forwards::Nowhere;
                    }
                }
                Forwards::Some(ways) => {
                    ways.retain(|way| way.to != id);
                    if ways.is_empty() {
                        group.forward_to = Forwards::Nowhere;
                    }
                }
            }
            group.end_bindings();
        }
    }

    /// A name like this one that no node has: `queue`, `queue-2`, `queue-3`.
    fn free_name(&self, like: &str) -> String {
        let taken = |name: &str| {
            self.producers.iter().any(|node| node.id == name)
                || self.queues.iter().any(|node| node.id == name)
                || self.consumers.iter().any(|node| node.id == name)
        };
        if !taken(like) {
            return like.to_owned();
        }
        // A copy of web-2 is web-3, and a name has 40 characters at most.
        let digits = |tail: &str| !tail.is_empty() && tail.bytes().all(|c| c.is_ascii_digit());
        let stem = match like.rsplit_once('-') {
            Some((stem, tail)) if digits(tail) => stem,
            _ => like,
        };
        let stem: String = stem.chars().take(33).collect();
        let mut names = (2_u32..).map(|number| format!("{stem}-{number}"));
        names
            .find(|name| !taken(name))
            .expect("there are fewer nodes than numbers")
    }
}

/// The node at a place, or that there is none.
fn known<T>(node: Option<T>, kind: &str, place: usize) -> Result<T, Problem> {
    node.ok_or_else(|| Problem {
        path: format!("{kind}[{place}]"),
        message: both("is not there any more", "已不存在").text(),
    })
}
