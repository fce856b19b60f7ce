//! What a person points at and what is chosen on the stage, and what was in the way of building there.

use crate::draw::Target;
use crate::scenario::{Node, Problem};
use crate::session::Live;

/// What is pointed at and chosen.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    pointed: Option<Target>,
    chosen: Option<Target>,
    problems: Vec<Problem>,
}

impl Selection {
    /// What the pointer or the keyboard's focus is at.
    #[must_use]
    pub const fn pointed(&self) -> Option<Target> {
        self.pointed
    }

    /// What is pointed at, unless the panel says it already.
    #[must_use]
    pub fn to_explain(&self) -> Option<Target> {
        self.pointed.filter(|at| self.chosen != Some(*at))
    }

    /// A node or a message.
    #[must_use]
    pub const fn chosen(&self) -> Option<Target> {
        self.chosen
    }

    /// What was in the way of the last step of building.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Points at something, or at nothing.
    pub const fn point(&mut self, at: Option<Target>) {
        self.pointed = at;
    }

    /// Chooses a message, or the node that something is a part of; of none, nothing.
    pub fn choose(&mut self, target: Option<Target>) {
        self.chosen = target.map(|target| target.node().unwrap_or(target));
        self.problems.clear();
    }

    /// Notes what was in the way.
    pub fn refuse(&mut self, problems: Vec<Problem>) {
        self.problems = problems;
    }

    /// Another run begins: its nodes may be others, and its messages are.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Sees to it that what happens to a chosen message is kept.
    pub fn follow(&self, live: &mut Live) {
        let message = match self.chosen {
            Some(Target::Message(number)) => Some(number),
            _ => None,
        };
        live.watch(message);
    }
}

/// The node of the scenario that is drawn there.
#[must_use]
pub const fn node(target: Target) -> Option<Node> {
    match target.node() {
        Some(Target::Producer(place)) => Some(Node::Producer(place)),
        Some(Target::Queue(place)) => Some(Node::Queue(place)),
        Some(Target::Group(place)) => Some(Node::Consumer(place)),
        _ => None,
    }
}

/// Where a node of the scenario is drawn.
#[must_use]
pub const fn target(node: Node) -> Target {
    match node {
        Node::Producer(place) => Target::Producer(place),
        Node::Queue(place) => Target::Queue(place),
        Node::Consumer(place) => Target::Group(place),
    }
}
