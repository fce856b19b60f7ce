//! Messages of one producer with one label, and where they go on to: exchanges may go by labels.

use super::traffic::total;
use crate::scenario::Scenario;
use crate::scenario::document::{Consumer, Label, Producer};

/// Messages of a producer that have one label, or none where it has no labels.
#[derive(Clone, Debug)]
pub struct Class {
    /// The producer's place.
    pub producer: usize,
    /// Messages / s.
    pub rate: f64,
    label: Label,
}

impl Class {
    /// All there are, where `rate` says how many messages / s a producer publishes.
    pub fn all(scenario: &Scenario, rate: impl Fn(&Producer) -> f64) -> Vec<Self> {
        let of = |(producer, node): (usize, &Producer)| {
            let all = rate(node);
            let own = node.shares_of_labels().into_iter();
            own.map(move |(label, share)| Self {
                producer,
                rate: all * share,
                label,
            })
        };
        scenario.producers.iter().enumerate().flat_map(of).collect()
    }
}

/// Rates of classes, as those of producers.
pub fn of_producers(scenario: &Scenario, classes: &[Class], rates: &[f64]) -> Vec<f64> {
    let mut all = vec![0.0; scenario.producers.len()];
    for (class, rate) in classes.iter().zip(rates) {
        all[class.producer] += rate;
    }
    all
}

/// A way on from a queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The queue that it leads to.
    pub to: usize,
    /// Copies of a message that take it, on average.
    pub share: f64,
    /// The same for each class, where it differs.
    each: Option<Vec<f64>>,
}

impl Way {
    /// One that messages take whatever their class.
    pub const fn of_all(to: usize, share: f64) -> Self {
        Self {
            to,
            share,
            each: None,
        }
    }

    /// Copies of a message of one class that take it.
    pub fn share_of(&self, class: usize) -> f64 {
        self.each.as_ref().map_or(self.share, |each| each[class])
    }

    /// Those that a group hands its messages on by, of which so large a share ends well; messages of each class
    /// come at these rates.
    pub fn of(
        scenario: &Scenario,
        node: &Consumer,
        good: f64,
        (classes, rates): (&[Class], &[f64]),
    ) -> Vec<Self> {
        let ways = node.forward_to.ways().filter(|(_, share)| *share > 0.0);
        let ways: Vec<(&str, f64)> = ways.collect();
        let binds = (node.route.as_ref()).is_some_and(|route| route.by.binds());
        let alike = routed(node, ways.len());
        let copies: Vec<Vec<usize>> = (classes.iter())
            .map(|class| node.copies_to(&class.label).unwrap_or_default())
            .collect();
        let all = total(rates.iter().copied());
        let way = |(place, (to, share)): (usize, &(&str, f64))| {
            let to = scenario.queue_index(to);
            if !binds {
                return Self::of_all(to, good * alike.unwrap_or(*share));
            }
            let takes = |class: usize| {
                if copies[class].contains(&place) {
                    good
                } else {
                    0.0
                }
            };
            let each: Vec<f64> = (0..classes.len()).map(takes).collect();
            let taken = total(each.iter().zip(rates).map(|(share, rate)| share * rate));
            Self {
                to,
                share: if all > 0.0 { taken / all } else { 0.0 },
                each: Some(each),
            }
        };
        ways.iter().enumerate().map(way).collect()
    }
}

/// The share of its messages that a consumer which chooses among so many queues hands on to each: they are taken
/// to come out even, as they do but for keys that are not alike.
fn routed(node: &Consumer, many: usize) -> Option<f64> {
    let route = node.route.as_ref()?;
    Some(if route.by.copies() {
        1.0
    } else {
        1.0 / many.max(1) as f64
    })
}
