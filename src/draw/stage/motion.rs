//! Messages on their way. Each mark that moves is a message of the world's trace, and goes where the trace says.

use super::check::Checks;
use super::layout::Layout;
use super::line::{MovingUp, in_line};
use super::outline::Loss;
use super::pulse::Pulse;
use super::slots::Slots;
use super::traveller::{Leg, Standing, Traveller};
use super::underway::Underway;
use crate::broker::trace::Trace;
use crate::broker::{MessageId, World};
use crate::draw::Point;
use crate::engine::SimTime;

/// Most messages that are on their way at once.
const MOST: usize = 120;
/// Happenings that are looked at in one frame.
const GLANCE: u64 = 640;
/// Lost messages that are remembered.
pub(super) const PILE: usize = 12;

/// What moves at a queue.
#[derive(Clone, Debug, Default)]
pub(super) struct QueueMotion {
    /// Who stands in its slots.
    pub slots: Slots,
    /// The line before the lock.
    pub line: MovingUp,
    /// The classes of the messages lost last, in the order of [`Loss::ALL`].
    pub lost: [[u32; PILE]; 5],
    /// How many were lost.
    pub fallen: [u64; 5],
}

/// Everything that moves.
#[derive(Clone, Debug)]
pub(super) struct Motion {
    seen: Option<u64>,
    travellers: Vec<Traveller>,
    /// Messages between two places.
    pub underway: Underway,
    /// Signs of work done.
    pub checks: Checks,
    /// What moves at each queue.
    pub queues: Vec<QueueMotion>,
    /// When the first copy of each producer published last.
    pub published: Vec<SimTime>,
}

impl Default for Motion {
    fn default() -> Self {
        Self {
            seen: None,
            travellers: Vec::with_capacity(MOST),
            underway: Underway::default(),
            checks: Checks::default(),
            queues: Vec::new(),
            published: Vec::new(),
        }
    }
}

impl Motion {
    /// Another run begins.
    pub fn forget(&mut self) {
        self.seen = None;
        self.travellers.clear();
        self.underway.clear();
        self.checks.clear();
        self.queues.clear();
        self.published.clear();
    }

    /// How far the trace was followed.
    pub const fn seen(&self) -> Option<u64> {
        self.seen
    }

    /// The messages on their way.
    pub fn travellers(&self) -> &[Traveller] {
        &self.travellers
    }

    /// Room that it keeps: what a test compares.
    #[cfg(test)]
    pub fn capacity(&self) -> [usize; 2] {
        [self.travellers.capacity(), self.queues.capacity()]
    }

    /// Whether this message is on its way.
    pub fn carries(&self, number: u64) -> bool {
        self.travellers.iter().any(|mover| mover.number == number)
    }

    /// How many lost messages have not come to lie yet.
    pub fn falling(&self, queue: usize, loss: Loss) -> u64 {
        let falls = |mover: &&Traveller| mover.will_fall(queue, loss);
        self.travellers.iter().filter(falls).count() as u64
    }

    /// Whether anything moves.
    pub fn is_going_on(&self) -> bool {
        let moves = |queue: &QueueMotion| queue.slots.is_going_on() || queue.line.shift != 0.0;
        let checks = !self.checks.all().is_empty();
        checks || !self.travellers.is_empty() || self.queues.iter().any(moves)
    }

    /// Where a message on its way is now.
    pub fn place(&self, mover: &Traveller, layout: &Layout) -> Point {
        mover.place(layout, self)
    }

    /// Lets wall time go by.
    pub fn advance(&mut self, layout: &Layout, pulse: &Pulse) {
        let dt = pulse.dt;
        for queue in &mut self.queues {
            queue.slots.advance(dt);
            queue.line.shift = settle(queue.line.shift, dt);
        }
        self.checks.advance(dt);
        let checks = &mut self.checks;
        self.travellers.retain_mut(|mover| {
            let goes_on = mover.advance(dt, pulse.leg());
            if let (false, Some(worker)) = (goes_on, mover.settled) {
                checks.add(worker);
            }
            goes_on
        });
        if pulse.flow >= 1.0 {
            self.travellers.clear();
        }
        for index in 0..self.travellers.len() {
            self.travellers[index].before = Some(self.place(&self.travellers[index], layout));
        }
    }

    /// What changed the aim of a message must not make it jump.
    fn smooth(&mut self, layout: &Layout) {
        for index in 0..self.travellers.len() {
            let now = self.place(&self.travellers[index], layout);
            self.travellers[index].keep_from_jumping(now);
        }
    }

    /// Follows what happened since the last frame. Without `moving`, states change at once.
    pub fn follow(&mut self, world: &World, layout: &Layout, pulse: &Pulse, moving: bool) {
        self.queues
            .resize_with(world.queues().len(), QueueMotion::default);
        self.published
            .resize(world.producers().len(), SimTime::ZERO);
        let Some(trace) = world.trace() else { return };
        let marks = moving && pulse.shows_marks();
        self.catch_up(world, trace, (marks, moving), pulse);
        for (index, place) in layout.queues.iter().enumerate() {
            let passage = world.queue_passage(index);
            let failed = passage.lost + passage.strayed + passage.unrouted + passage.dead;
            let queue = &mut self.queues[index];
            queue.fallen = [
                passage.refused,
                passage.evicted,
                passage.expired,
                failed,
                passage.shed,
            ];
            queue.slots.note(world, index, place.track.visible, marks);
        }
        self.locate(world, layout);
        self.smooth(layout);
    }

    fn catch_up(
        &mut self,
        world: &World,
        trace: &Trace,
        (marks, moving): (bool, bool),
        pulse: &Pulse,
    ) {
        let recorded = trace.recorded();
        let from = self.seen.unwrap_or_else(|| recent(world, pulse));
        let oldest = recorded.saturating_sub(GLANCE);
        if from < oldest {
            // What was missed is nowhere to be seen, so nothing may go on from it.
            self.travellers.clear();
            self.underway.clear();
            self.published.fill(world.now());
        }
        self.seen = Some(recorded);
        if !marks && (!moving || pulse.flow >= 1.0) {
            self.travellers.clear();
        }
        for happening in trace.since(from.max(oldest)) {
            self.note(world, happening, marks, moving);
        }
        self.send_away(world, marks);
    }

    /// Adds a leg to a message's way.
    pub(super) fn go(&mut self, (number, class): (u64, u32), leg: Leg, marks: bool) {
        let room = self.travellers.len() < MOST;
        let on_its_way = (self.travellers.iter_mut()).find(|mover| mover.number == number);
        match on_its_way {
            Some(mover) => mover.push(leg),
            None if marks && room => self.travellers.push(Traveller::new(number, class, leg)),
            None => {}
        }
    }

    /// The message of this ordinal, if it is on its way.
    pub(super) fn traveller(&mut self, number: u64) -> Option<&mut Traveller> {
        self.travellers
            .iter_mut()
            .find(|mover| mover.number == number)
    }

    /// Finds out where the messages on their way are by now, as the engine sees it.
    fn locate(&mut self, world: &World, layout: &Layout) {
        for mover in &mut self.travellers {
            mover.standing = Standing::Elsewhere;
        }
        for index in 0..world.queues().len() {
            for (slot, stand) in self.queues[index].slots.all().iter().enumerate() {
                let found = self
                    .travellers
                    .iter_mut()
                    .find(|mover| mover.number == stand.number);
                if let Some(mover) = found {
                    mover.standing = Standing::Slot(index, slot);
                    mover.again |= stand.again;
                }
            }
            let seen = layout.queues[index].lane_room + 8;
            for (place, id) in in_line(world, index).take(seen) {
                self.stands(world, id, Standing::Lane(index, place));
            }
            let numbers = |(place, id)| (place, world.message(id).number);
            let line = in_line(world, index).take(seen).map(numbers);
            self.queues[index].line.note(line);
        }
    }

    fn stands(&mut self, world: &World, id: MessageId, standing: Standing) {
        let number = world.message(id).number;
        if let Some(mover) = self.traveller(number) {
            mover.standing = standing;
        }
    }
}

/// What is left of a shift: quick at first.
fn settle(shift: f32, dt: f32) -> f32 {
    let left = shift * (-dt * 9.0).exp();
    if left < 0.02 { 0.0 } else { left }
}

/// Where to begin in the trace of a run not seen before: at what happened within about a frame.
fn recent(world: &World, pulse: &Pulse) -> u64 {
    let Some(trace) = world.trace() else { return 0 };
    let recorded = trace.recorded();
    if world.now().secs() <= f64::from(pulse.leg()) && recorded < 64 {
        return 0;
    }
    recorded
}
