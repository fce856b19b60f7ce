//! Messages on their way. Each mark that moves is a message of the world's trace, and goes where the trace says.

use super::check::Checks;
use super::layout::Layout;
use super::line::{MovingUp, in_line};
use super::pulse::Pulse;
use super::refused;
use super::traveller::{Leg, Standing, Traveller};
use crate::broker::trace::{Happening, Step};
use crate::broker::{MessageId, WorkerId, World};
use crate::draw::Point;
use crate::engine::SimTime;

/// Most messages that are on their way at once.
const MOST: usize = 80;
/// Happenings that are looked at in one frame.
const GLANCE: u64 = 640;
/// Refused messages that are remembered.
pub(super) const PILE: usize = 12;

/// What moves at a queue.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct QueueMotion {
    /// Slots that its messages still have to move up.
    pub shift: f32,
    /// The line before the lock.
    pub line: MovingUp,
    /// The classes of the messages refused last.
    pub refused: [u32; PILE],
    /// How many were refused.
    pub fallen: u64,
}

/// Everything that moves.
#[derive(Clone, Debug)]
pub(super) struct Motion {
    seen: Option<u64>,
    travellers: Vec<Traveller>,
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

    /// How many refused messages are still falling.
    pub fn falling(&self, queue: usize) -> u64 {
        let falls = |mover: &&Traveller| mover.queue == queue && mover.will_fall();
        self.travellers.iter().filter(falls).count() as u64
    }

    /// Whether anything moves.
    pub fn is_going_on(&self) -> bool {
        let shifts = |queue: &QueueMotion| queue.shift != 0.0 || queue.line.shift != 0.0;
        let checks = !self.checks.all().is_empty();
        checks || !self.travellers.is_empty() || self.queues.iter().any(shifts)
    }

    /// Where a message on its way is now.
    pub fn place(&self, mover: &Traveller, layout: &Layout) -> Point {
        let queue = &self.queues[mover.queue];
        let landing = refused::landing(&layout.queues[mover.queue], self, mover.queue);
        mover.place(layout, (queue.shift, queue.line.shift), landing)
    }

    /// Lets wall time go by.
    pub fn advance(&mut self, layout: &Layout, pulse: &Pulse) {
        let dt = pulse.dt;
        for queue in &mut self.queues {
            queue.shift = settle(queue.shift, dt);
            queue.line.shift = settle(queue.line.shift, dt);
        }
        self.checks.advance(dt);
        let (checks, queues) = (&mut self.checks, &self.queues);
        self.travellers.retain_mut(|mover| {
            let goes_on = mover.advance(dt, pulse.leg(), queues[mover.queue].shift);
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
            .resize(world.queues().len(), QueueMotion::default());
        self.published
            .resize(world.producers().len(), SimTime::ZERO);
        let Some(trace) = world.trace() else { return };
        let recorded = trace.recorded();
        let from = self.seen.unwrap_or_else(|| recent(world, pulse));
        let oldest = recorded.saturating_sub(GLANCE);
        if from < oldest {
            // What was missed is nowhere to be seen, so nothing may go on from it.
            self.travellers.clear();
            self.published.fill(world.now());
        }
        self.seen = Some(recorded);
        let marks = moving && pulse.shows_marks();
        if !marks && (!moving || pulse.flow >= 1.0) {
            self.travellers.clear();
        }
        for happening in trace.since(from.max(oldest)) {
            self.note(happening, marks, moving);
        }
        for (queue, place) in self.queues.iter_mut().zip(&layout.queues) {
            let most = if marks { place.track.cols as f32 } else { 0.0 };
            queue.shift = queue.shift.min(most);
        }
        for (queue, node) in self.queues.iter_mut().zip(world.queues()) {
            queue.fallen = node.passage.refused;
        }
        self.locate(world, layout);
        self.smooth(layout);
    }

    fn note(&mut self, happening: &Happening, marks: bool, moving: bool) {
        let class = happening.producer;
        let index = happening.queue as usize;
        let shift = self.queues[index].shift;
        match happening.step {
            Step::Published { copy } => {
                if copy == 0 {
                    self.published[class as usize] = happening.time;
                }
                self.go(happening, Leg::Come, marks);
            }
            Step::Accepted => self.go(happening, Leg::Enter, marks),
            Step::Refused => {
                let recent = &mut self.queues[index].refused;
                recent.rotate_left(1);
                recent[PILE - 1] = class;
                self.go(happening, Leg::Fall, marks);
            }
            Step::Delivered(worker) => {
                self.go(happening, Leg::Take(worker, shift), marks);
                self.queues[index].shift += if marks { 1.0 } else { 0.0 };
            }
            Step::Settled(worker) | Step::Forwarded(worker) => {
                self.settle(happening, worker, marks || !moving);
            }
            // These come and go where they are.
            Step::HeldUp
            | Step::Evicted
            | Step::Expired
            | Step::Interrupted(_)
            | Step::Failed(_)
            | Step::Returned
            | Step::DeadLettered
            | Step::Lost(_) => {}
        }
    }

    /// Adds a leg to a message's way.
    fn go(&mut self, happening: &Happening, leg: Leg, marks: bool) {
        let number = happening.message;
        let room = self.travellers.len() < MOST;
        let on_its_way = (self.travellers.iter_mut()).find(|mover| mover.number == number);
        match on_its_way {
            Some(mover) => mover.push(leg),
            None if marks && room => {
                let class = happening.producer;
                self.travellers
                    .push(Traveller::new(number, class, happening.queue as usize, leg));
            }
            None => {}
        }
    }

    fn settle(&mut self, happening: &Happening, worker: WorkerId, shown: bool) {
        let number = happening.message;
        match (self.travellers.iter_mut()).find(|mover| mover.number == number) {
            Some(mover) => mover.settled = Some(worker),
            None if shown => self.checks.add(worker),
            None => {}
        }
    }

    /// Finds out where the messages on their way are by now, as the engine sees it.
    fn locate(&mut self, world: &World, layout: &Layout) {
        for mover in &mut self.travellers {
            mover.standing = Standing::Elsewhere;
        }
        for (index, node) in world.queues().iter().enumerate() {
            let visible = layout.queues[index].track.visible;
            for (slot, id) in node
                .ready
                .next(world.messages(), visible)
                .into_iter()
                .enumerate()
            {
                self.stands(world, id, Standing::Slot(slot));
            }
            let seen = layout.queues[index].lane_room + 8;
            for (place, id) in in_line(world, index).take(seen) {
                self.stands(world, id, Standing::Lane(place));
            }
            let numbers = |(place, id)| (place, world.message(id).number);
            let line = in_line(world, index).take(seen).map(numbers);
            self.queues[index].line.note(line);
        }
    }

    fn stands(&mut self, world: &World, id: MessageId, standing: Standing) {
        let number = world.message(id).number;
        for mover in &mut self.travellers {
            if mover.number == number {
                mover.standing = standing;
            }
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
