//! Building on the stage: another system runs from the start, at the same speed, and what was built is chosen.

use super::lab::Lab;
use super::selection::{Selection, target};
use crate::draw::Target;
use crate::scenario::{BuildStep, Node, Scenario};
use crate::session::Command;

impl Lab {
    /// Takes a step of building, or notes what is in its way.
    pub(super) fn build(&mut self, step: &BuildStep) {
        match self.live().scenario().built(step) {
            Ok(next) if next == *self.live().scenario() => {}
            Ok(next) => {
                let chosen = chosen_after(step, &next);
                let (playing, speed) = (self.live().is_playing(), self.live().pace().speed);
                self.load(next, None);
                self.obey(Command::Pace(speed));
                // Where nothing could happen before, time may go on now.
                if !playing && self.live().now().secs() > 0.0 {
                    self.obey(Command::Pause);
                }
                self.selection.choose(chosen);
            }
            Err(problems) => self.selection.refuse(problems),
        }
    }

    /// What is pointed at and chosen on the stage.
    #[must_use]
    pub const fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What the pointer or the keyboard's focus is at.
    pub const fn point(&mut self, at: Option<Target>) {
        self.selection.point(at);
    }
}

/// What a step was about: a new node, or the one that it changed.
fn chosen_after(step: &BuildStep, next: &Scenario) -> Option<Target> {
    let last = |many: usize| many.saturating_sub(1);
    let node = match *step {
        BuildStep::AddProducer { .. } | BuildStep::Duplicate(Node::Producer(_)) => {
            Node::Producer(last(next.producers.len()))
        }
        BuildStep::AddQueue | BuildStep::Duplicate(Node::Queue(_)) => {
            Node::Queue(last(next.queues.len()))
        }
        BuildStep::AddConsumer { .. } | BuildStep::Duplicate(Node::Consumer(_)) => {
            Node::Consumer(last(next.consumers.len()))
        }
        BuildStep::Rename(node, _) => node,
        BuildStep::Delete(_) => return None,
        BuildStep::SendTo { producer, .. } => Node::Producer(producer),
        BuildStep::TakeFrom { consumer, .. } | BuildStep::ForwardTo { consumer, .. } => {
            Node::Consumer(consumer)
        }
        BuildStep::DeadLetter { queue, .. } => Node::Queue(queue),
    };
    Some(target(node))
}
