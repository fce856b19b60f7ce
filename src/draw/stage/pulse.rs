//! How fast things go of late, and whether single messages can still be followed.

use super::StageLook;
use crate::broker::World;
use crate::draw::Percent;
use crate::engine::SimTime;
use crate::session::Live;

/// Moves per wall second above which marks give way to flows, and below which they come back.
const TOO_MANY: f64 = 40.0;
const FEW_ENOUGH: f64 = 26.0;
/// Seconds over which is averaged.
const MEMORY: f64 = 0.7;
/// Seconds of a change from marks to flows.
const FADE: f32 = 0.45;
/// Seconds between two refreshments of figures that change faster than one can read.
const READABLE: f64 = 0.25;
/// Seconds of one leg of a message's way, if there is time.
const LEG: f64 = 0.36;

/// A sum that forgets.
#[derive(Clone, Copy, Debug, Default)]
struct Leaky {
    last: f64,
    sum: f64,
}

impl Leaky {
    const NEW: Self = Self {
        last: 0.0,
        sum: 0.0,
    };

    fn note(&mut self, total: f64, keep: Option<f64>) {
        let Some(keep) = keep else {
            self.last = total;
            return;
        };
        self.sum = self.sum * keep + (total - self.last).max(0.0);
        self.last = total;
    }
}

/// What went on at a queue of late.
#[derive(Clone, Debug, Default)]
pub(super) struct QueuePulse {
    area: Leaky,
    /// Mean number of ready messages, refreshed at leisure.
    pub ready: f64,
    /// For how much of the time each slot was taken.
    pub heat: Vec<f32>,
}

/// What goes by: rates in simulated time and shares, refreshed at leisure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NodePulse {
    count: Leaky,
    area: Leaky,
    /// Messages per simulated second.
    pub rate: f64,
    /// Mean number of busy workers.
    pub busy: f64,
}

/// The pace of everything.
#[derive(Clone, Debug)]
pub(super) struct Pulse {
    wall: Option<f64>,
    /// Whether the counts of this run were never read.
    fresh: bool,
    time: Leaky,
    moved: Leaky,
    held: Leaky,
    flowing: bool,
    refreshed: f64,
    leg: f64,
    /// Wall seconds since the frame before.
    pub dt: f32,
    /// From 0, single marks, to 1, flows.
    pub flow: f32,
    /// For what share of the time the lock was held of late.
    pub locked: f64,
    /// The producers.
    pub producers: Vec<NodePulse>,
    /// The queues.
    pub queues: Vec<QueuePulse>,
    /// The groups.
    pub groups: Vec<NodePulse>,
}

impl Pulse {
    /// Nothing known yet.
    pub const fn new() -> Self {
        Self {
            wall: None,
            fresh: true,
            time: Leaky::NEW,
            moved: Leaky::NEW,
            held: Leaky::NEW,
            locked: 0.0,
            flowing: false,
            refreshed: f64::NEG_INFINITY,
            leg: 0.0,
            dt: 0.0,
            flow: 0.0,
            producers: Vec::new(),
            queues: Vec::new(),
            groups: Vec::new(),
        }
    }

    /// Another run begins: what is counted starts anew, the impression of its pace stays.
    pub fn forget(&mut self) {
        self.fresh = true;
        self.time = Leaky::NEW;
        self.held = Leaky::NEW;
        self.producers.clear();
        self.groups.clear();
        for queue in &mut self.queues {
            queue.area = Leaky::NEW;
            queue.heat.clear();
        }
    }

    /// Whether single messages are to be followed.
    pub const fn shows_marks(&self) -> bool {
        !self.flowing
    }

    /// Whether it is on its way from one to the other.
    pub const fn is_fading(&self) -> bool {
        self.flow != if self.flowing { 1.0 } else { 0.0 }
    }

    /// Wall seconds of one leg of a message's way.
    pub const fn leg(&self) -> f32 {
        self.leg as f32
    }

    /// Notes the state of this frame. `slots` says how many slots of a queue are drawn.
    pub fn note(&mut self, live: &Live, look: StageLook, slots: impl Fn(usize) -> usize) {
        let world = live.world();
        let dt = self.wall.map_or(0.0, |before| look.wall - before).max(0.0);
        self.wall = Some(look.wall);
        self.dt = dt as f32;
        if self.leg == 0.0 || live.is_playing() {
            self.leg = leg(live);
        }
        // What was seen of a run is not forgotten while it pauses.
        let keep = if live.is_playing() {
            MEMORY / (MEMORY + dt)
        } else {
            1.0
        };
        self.count(world, (!self.fresh).then_some(keep));
        self.fresh = false;
        let moves = self.moved.sum / (MEMORY + dt);
        // A clock that stands still lets the eye see each message again.
        self.flowing =
            live.is_playing() && moves > if self.flowing { FEW_ENOUGH } else { TOO_MANY };
        self.fade(look.reduced_motion);
        self.warm(world, keep, slots);
        if look.wall - self.refreshed >= READABLE || look.wall < self.refreshed {
            self.refreshed = look.wall;
            self.refresh();
        }
    }

    fn fade(&mut self, at_once: bool) {
        let aim = if self.flowing { 1.0 } else { 0.0 };
        let step = if at_once { 1.0 } else { self.dt / FADE };
        self.flow += (aim - self.flow).clamp(-step, step);
    }

    fn count(&mut self, world: &World, keep: Option<f64>) {
        let now = world.now();
        self.producers
            .resize(world.producers().len(), NodePulse::default());
        self.queues
            .resize(world.queues().len(), QueuePulse::default());
        self.groups
            .resize(world.consumers().len(), NodePulse::default());
        let mut moved = 0.0;
        self.time.note(now.secs(), keep);
        for (node, pulse) in world.producers().iter().zip(&mut self.producers) {
            pulse.count.note(node.passage.offered as f64, keep);
            moved += node.passage.offered as f64;
        }
        for (node, pulse) in world.queues().iter().zip(&mut self.queues) {
            pulse.area.note(area(node.ready_gauge.area_at(now)), keep);
        }
        for (node, pulse) in world.consumers().iter().zip(&mut self.groups) {
            pulse.count.note(node.finished as f64, keep);
            pulse.area.note(area(node.busy.area_at(now)), keep);
            moved += node.started as f64;
        }
        self.moved.note(moved, keep);
        let shards = world.lock().settings.shards as f64;
        (self.held).note(area(world.lock().held.area_at(now)) / shards, keep);
    }

    fn refresh(&mut self) {
        let time = self.time.sum;
        if time <= 0.0 {
            return;
        }
        self.locked = (self.held.sum / time).clamp(0.0, 1.0);
        for pulse in self.producers.iter_mut().chain(&mut self.groups) {
            pulse.rate = pulse.count.sum / time;
            pulse.busy = pulse.area.sum / time;
        }
        for queue in &mut self.queues {
            queue.ready = queue.area.sum / time;
        }
    }

    /// Lets the slots take the heat of what stands in them.
    fn warm(&mut self, world: &World, keep: f64, slots: impl Fn(usize) -> usize) {
        for (index, (queue, pulse)) in world.queues().iter().zip(&mut self.queues).enumerate() {
            let ready = queue.ready.len();
            let known = pulse.heat.len();
            pulse.heat.resize(slots(index), 0.0);
            for (slot, heat) in pulse.heat.iter_mut().enumerate() {
                let taken = if slot < ready { 1.0 } else { 0.0 };
                let keep = if slot < known { keep as f32 } else { 0.0 };
                *heat = *heat * keep + taken * (1.0 - keep);
            }
        }
    }
}

fn area(level_ns: u128) -> f64 {
    level_ns as f64 / 1e9
}

/// A leg is short where work is short, so that a message arrives before its work is over.
fn leg(live: &Live) -> f64 {
    let speed = live.pace().achieved().max(1e-3);
    let groups = live.world().consumers().iter();
    let work = groups
        .map(|group| group.settings.service.mean())
        .fold(f64::INFINITY, f64::min);
    (0.5 * work / speed).clamp(0.1, LEG)
}

/// Simulated seconds from `earlier` to `later`, 0 if that is the past.
pub(super) fn seconds(later: SimTime, earlier: SimTime) -> f64 {
    later.since(earlier).secs()
}

/// A share in whole percent, for what is averaged over a second or so.
pub(super) fn roughly(share: f64) -> Percent {
    Percent((share * 100.0).round() / 100.0)
}
