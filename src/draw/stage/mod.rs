//! The stage: the system as a picture that explains itself. Producers publish, messages travel to their queue, wait
//! in slots, are taken and worked on, and leave.
//!
//! The state drawn is always the engine's. Only where a mark is on its way is up to the stage, and it goes where the
//! world's trace says it went; its slot is shown as reserved and its worker as working from the moment the engine
//! has it there.
//!
//! * `outline`: the nodes and links to be placed
//! * `graph`: which queue comes after which, and which links lead back
//! * `layout`, `places`, `group_place`, `link_place`, `track`, `way`: where they are; `wide` (with `columns`, `grid`,
//!   `stack` and `wide_links`) and `upright` set them
//! * `pulse`: how fast things go of late, and whether single messages can be followed
//! * `motion`, `underway`, `traveller`, `slots`, `line`, `check`: messages on their way, moving up, before the lock,
//!   and done
//! * `swarm`, `routes`: messages too many to follow, as dots along their links
//! * `producer`, `queue`, `age`, `backlog`, `aside`, `lock`, `store`, `parts`, `workers`, `worker_words`, `losses`, `links`, `legend`: what is
//!   drawn
//! * `caption`: the looks of words, and their room

mod absent;
mod age;
mod aside;
mod asked;
mod backlog;
mod breaker;
mod caption;
mod check;
mod columns;
mod graph;
mod grid;
mod group_place;
mod layout;
mod legend;
mod line;
mod link_place;
mod links;
mod lock;
mod losses;
mod motion;
mod outline;
mod parts;
mod places;
mod producer;
mod pulse;
mod queue;
mod routes;
mod slots;
mod stack;
mod store;
mod swarm;
#[cfg(test)]
mod tests;
mod together;
mod track;
mod transit;
mod traveller;
mod underway;
mod upright;
mod way;
mod wide;
mod wide_links;
mod worker_words;
mod workers;

use self::graph::Origin;
use self::layout::Layout;
use self::lock::LockView;
use self::motion::Motion;
use self::outline::Outline;
use self::producer::ProducerView;
use self::pulse::Pulse;
use self::queue::QueueView;
use self::routes::Routes;
use self::swarm::Swarm;
use self::workers::GroupView;
use super::ink::Ink;
use super::picture::Picture;
use super::shape::Rect;
use super::target::Target;
use crate::engine::SimTime;
use crate::session::Live;
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
    routes: Routes,
    swarm: Swarm,
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
            routes: Routes::default(),
            swarm: Swarm::default(),
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
        self.swarm.forget();
        self.now = SimTime::ZERO;
    }

    /// The height that a system needs at this width. What is too wide for it is drawn smaller.
    #[must_use]
    pub fn natural_height(&self, live: &Live, width: f32) -> f32 {
        let (outline, layout) = &mut *self.measure.borrow_mut();
        outline.watch(live.world());
        layout.fit(outline, width);
        (layout.height * layout.scale()).ceil()
    }

    /// How much smaller than it would like a system is drawn, in (0, 1]: 1 if it fits.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.layout.scale()
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
        self.swarm.draw(picture, &self.routes, self.pulse.flow);
        self.nodes(picture, live, look);
        self.travellers(picture);
        links::rates(picture, &self.layout, &self.pulse);
        links::shares(picture, &self.layout, live.scenario());
        transit::draw(picture, &self.layout, live.world(), self.pulse.flow);
        store::draw(picture, &self.layout, live.world(), self.pulse.flow);
        parts::draw(picture, &self.layout, live.world(), live.scenario());
        legend::draw(picture, &self.layout, live.scenario());
        picture.scale(self.layout.scale());
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
        if self.layout.fit(&self.outline, look.width) {
            self.routes.tabulate(&self.layout);
        }
        let queues = &self.layout.queues;
        let slots = |queue: usize| queues[queue].track.visible;
        self.pulse.note(live, look, slots);
        self.motion.advance(&self.layout, &self.pulse);
        let moving = !look.reduced_motion;
        self.motion.follow(world, &self.layout, &self.pulse, moving);
        self.swarm
            .follow(world, &self.layout, &self.routes, &self.pulse, moving);
    }

    fn links(&mut self, picture: &mut Picture, live: &Live) {
        links::draw(picture, &self.layout);
        // What comes from one producer only keeps its hue to the end.
        self.inks.clear();
        for group in live.world().consumers() {
            let ink = match self.layout.origins[group.settings.from] {
                Origin::One(class) => Ink::of_class(class),
                Origin::Nobody | Origin::Several => Ink::Dim,
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
            if place.hidden {
                continue;
            }
            if place.shares {
                let to = world.producers()[class].settings.to;
                let mine = world.producers()[class..]
                    .iter()
                    .filter(|p| p.settings.to == to);
                view.draw_rest(picture, place, mine.count());
            } else {
                view.draw(picture, place);
            }
        }
        for (index, place) in layout.queues.iter().enumerate() {
            if let Some(tray) = place.tray {
                aside::tray(picture, live, &self.motion, index, tray);
                continue;
            }
            let passage = world.queue_passage(index);
            losses::draw(picture, index, passage, place, &self.motion);
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
            let view = GroupView {
                index,
                id: &scenario.consumers[index].id,
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
            let spot = Rect::around(at, mark.size, mark.size);
            picture.region(spot, Target::Message(mover.number));
        }
    }
}
