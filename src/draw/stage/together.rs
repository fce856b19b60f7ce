//! Workers that take several messages together, and those that are not there yet.

use super::pulse::seconds;
use super::way::turn;
use super::workers::GroupView;
use crate::broker::consumer::Worker;
use crate::draw::{Ink, Picture, Point};
use crate::engine::SimTime;

impl GroupView<'_> {
    /// A worker with a batch: the pie is what is left of it, in the class of its first message.
    pub(super) fn batch(
        &self,
        picture: &mut Picture,
        worker: &Worker,
        at: Point,
        r: f32,
        (since, until): (SimTime, SimTime),
    ) {
        picture.circle(at, r, (Ink::Card, Ink::Edge.stroke(1.2)));
        let first = worker.batch.as_ref().and_then(|it| it.messages().first());
        if let Some(first) = first {
            let class = self.world.message(*first).producer as usize;
            let whole = seconds(until, since).max(1e-12);
            let left = turn(seconds(until, self.world.now()) / whole);
            let fill = Ink::of_class(class).fill().alpha(1.0 - self.flow);
            picture.pie(at, r, left, fill);
        }
    }

    /// A worker that was ordered: its circle closes until it is there.
    pub(super) fn starting(&self, picture: &mut Picture, at: Point, r: f32, until: SimTime) {
        let marks = 1.0 - self.flow;
        let whole = self.start_up().max(1e-12);
        let left = turn(seconds(until, self.world.now()) / whole);
        let stroke = Ink::Dim.stroke(1.4).dashed().alpha(marks);
        picture.circle(at, r, (Ink::Card.fill(), stroke));
        picture.pie(at, r * 0.6, left, Ink::Edge.fill().alpha(marks));
    }
}
