//! The stage: the system as a picture that explains itself. Producers publish, messages travel to their queue, wait
//! in slots, are taken and worked on, and leave.
//!
//! The state drawn is always the engine's. Only where a mark is on its way is up to the stage, and it goes where the
//! world's trace says it went; its slot is shown as reserved and its worker as working from the moment the engine
//! has it there.
//!
//! * `outline`: the nodes and links to be placed
//! * `layout`, `places`, `track`, `way`: where they are; `wide` and `upright` set them
//! * `pulse`: how fast things go of late, and whether single messages can be followed
//! * `motion`, `traveller`, `line`, `check`: messages on their way, before the lock, and done
//! * `producer`, `queue`, `backlog`, `lock`, `workers`, `worker_words`, `refused`, `links`, `legend`: what is drawn
//! * `caption`: the looks of words, and their room

mod backlog;
mod caption;
mod check;
mod layout;
mod legend;
mod line;
mod links;
mod lock;
mod motion;
mod outline;
mod places;
mod producer;
mod pulse;
mod queue;
mod refused;
#[cfg(test)]
mod tests;
mod track;
mod traveller;
mod upright;
mod way;
mod wide;
mod worker_words;
mod workers;

use self::layout::Layout;
use self::lock::LockView;
use self::motion::Motion;
use self::outline::Outline;
use self::producer::ProducerView;
use self::pulse::Pulse;
use self::queue::QueueView;
use self::workers::GroupView;
use super::ink::Ink;
use super::picture::Picture;
use crate::engine::SimTime;
use crate::scenario::Scenario;
use crate::scenario::document::Consumer;
use crate::session::Live;
use std::borrow::Cow;
use std::cell::RefCell;

/// What a frame is drawn for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageLook {
    /// Width in pixels.
    pub width: f32,
    /// Height in pixels; at least [`Stage::natural_height`].
    pub height: f32,
    /// Seconds of a clock that always goes on, also while simulated time stands still.
    pub wall: f64,
    /// No mark travels; states change at once.
    pub reduced_motion: bool,
}

/// The stage: what it remembers from frame to frame. Once warm, a frame allocates nothing.
#[derive(Clone, Debug)]
pub struct Stage {
    outline: Outline,
    layout: Layout,
    pulse: Pulse,
    motion: Motion,
    inks: Vec<Ink>,
    now: SimTime,
    measure: RefCell<(Outline, Layout)>,
}

impl Default for Stage {
    fn default() -> Self {
        Self::new()
    }
}

impl Stage {
    /// A stage that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            outline: Outline::default(),
            layout: Layout::default(),
            pulse: Pulse::new(),
            motion: Motion::default(),
            inks: Vec::new(),
            now: SimTime::ZERO,
            measure: RefCell::default(),
        }
    }

    /// Another run begins: nothing is on its way any more.
    pub fn forget(&mut self) {
        self.outline = Outline::default();
        self.pulse.forget();
        self.motion.forget();
        self.now = SimTime::ZERO;
    }

    /// The height that a system needs at this width.
    #[must_use]
    pub fn natural_height(&self, scenario: &Scenario, width: f32) -> f32 {
        let (outline, layout) = &mut *self.measure.borrow_mut();
        outline.read(scenario);
        // Workers taken away stay until their work is done, and so does a lock that is held.
        for (group, seen) in outline.groups.iter_mut().zip(&self.outline.groups) {
            group.workers = group.workers.max(seen.workers);
        }
        outline.lock |= self.outline.lock;
        layout.fit(outline, width);
        layout.height
    }

    /// Whether something still moves, though simulated time may stand still.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.motion.is_going_on() || self.pulse.is_fading()
    }

    /// Draws the state of a run and what is on its way.
    pub fn draw(&mut self, picture: &mut Picture, live: &Live, look: StageLook) {
        picture.clear();
        self.follow(live, look);
        self.links(picture, live);
        self.nodes(picture, live, look);
        self.travellers(picture);
        links::rates(picture, &self.layout, &self.pulse);
        let refused = live.world().ledger().refused > 0;
        legend::draw(picture, &self.layout, live.scenario(), refused);
    }

    /// Takes in what happened since the last frame.
    fn follow(&mut self, live: &Live, look: StageLook) {
        let world = live.world();
        let recorded = world.trace().map(|trace| trace.recorded());
        let back = world.now() < self.now || recorded < self.motion.seen();
        if back || !self.outline.has_shape_of(world) {
            self.forget();
        }
        self.now = world.now();
        self.outline.watch(world);
        self.layout.fit_into(&self.outline, look.width, look.height);
        let queues = &self.layout.queues;
        let slots = |queue: usize| queues[queue].track.visible;
        self.pulse.note(live, look, slots);
        self.motion.advance(&self.layout, &self.pulse);
        let moving = !look.reduced_motion;
        self.motion.follow(world, &self.layout, &self.pulse, moving);
    }

    fn links(&mut self, picture: &mut Picture, live: &Live) {
        for y in &self.layout.dividers {
            let (from, to) = (24.0, self.layout.width - 24.0);
            picture.line((from, *y), (to, *y), Ink::Grid.stroke(1.0));
        }
        links::draw(picture, &self.layout);
        // What comes from one producer only keeps its hue to the end.
        let producers = live.world().producers();
        self.inks.clear();
        for group in live.world().consumers() {
            let from = group.settings.from;
            let mut classes = (0..).zip(producers).filter(|(_, p)| p.settings.to == from);
            let ink = match (classes.next(), classes.next()) {
                (Some((class, _)), None) => Ink::of_class(class),
                _ => Ink::Dim,
            };
            self.inks.push(ink);
        }
        links::flows(picture, &self.layout, &self.pulse, &self.inks);
    }

    fn nodes(&self, picture: &mut Picture, live: &Live, look: StageLook) {
        let (world, scenario, flow) = (live.world(), live.scenario(), self.pulse.flow);
        let layout = &self.layout;
        for (class, place) in layout.producers.iter().enumerate() {
            let view = ProducerView {
                class,
                node: &world.producers()[class],
                document: &scenario.producers[class],
                now: world.now(),
                since: self.motion.published[class],
                flow,
            };
            view.draw(picture, place);
        }
        for (index, place) in layout.queues.iter().enumerate() {
            refused::draw(picture, index, &world.queues()[index], place, &self.motion);
            let view = QueueView {
                index,
                id: &scenario.queues[index].id,
                world,
                motion: &self.motion,
                pulse: &self.pulse.queues[index],
                flow,
            };
            view.draw(picture, place);
            let lock = LockView {
                world,
                queue: index,
                share: self.pulse.locked,
                flow,
            };
            lock.draw(picture, place);
        }
        for (index, place) in layout.groups.iter().enumerate() {
            let name = with_next(&scenario.consumers[index]);
            let view = GroupView {
                index,
                id: &name,
                world,
                motion: &self.motion,
                pulse: self.pulse.groups[index],
                ink: self.inks[index],
                flow,
                fades: !look.reduced_motion,
            };
            view.draw(picture, place);
        }
    }

    fn travellers(&self, picture: &mut Picture) {
        for mover in self.motion.travellers() {
            let at = self.motion.place(mover, &self.layout);
            let mark = mover.mark(&self.layout, at);
            picture.mark(mark.alpha(mark.alpha * (1.0 - self.pulse.flow)));
        }
    }
}

/// The name of a group, and where its messages go on to.
fn with_next(group: &Consumer) -> Cow<'_, str> {
    let mut name = Cow::Borrowed(group.id.as_str());
    for (place, (to, _)) in group.forward_to.ways().enumerate() {
        name.to_mut()
            .push_str(if place == 0 { " → " } else { ", " });
        name.to_mut().push_str(to);
    }
    name
}
