//! Messages too many to follow: each is a dot that runs along its link once, where and when the trace says. Beyond
//! what can be drawn in time, every second one is shown, or every third.

use super::layout::Layout;
use super::outline::Loss;
use super::pulse::Pulse;
use super::routes::Routes;
use crate::broker::World;
use crate::broker::trace::{Happening, Step};
use crate::draw::{Ink, Picture, Point};

/// Most dots at once.
const MOST: usize = 12_288;
/// Wall seconds for which a dot is on its way.
const LASTS: f32 = 0.5;
/// Happenings in one frame of which each may send out a dot; about every second one does.
const EACH: u64 = 800;
/// Messages between a worker and the next queue that are remembered.
const PARTED: usize = 64;
/// Hues of classes, and the one of losses.
const HUES: usize = 5;

/// A message on its way.
#[derive(Clone, Copy, Debug)]
struct Dot {
    route: u32,
    hue: u8,
    age: f32,
    beside: f32,
}

/// All of them.
#[derive(Clone, Debug)]
pub(super) struct Swarm {
    dots: Vec<Dot>,
    seen: Option<u64>,
    /// What workers handed on a moment ago: message and group.
    parted: Vec<(u64, usize)>,
    points: [Vec<Point>; HUES],
}

impl Default for Swarm {
    fn default() -> Self {
        Self {
            dots: Vec::with_capacity(MOST),
            seen: None,
            parted: Vec::with_capacity(PARTED),
            points: std::array::from_fn(|_| Vec::with_capacity(MOST)),
        }
    }
}

impl Swarm {
    /// Another run begins.
    pub fn forget(&mut self) {
        self.dots.clear();
        self.parted.clear();
        self.seen = None;
    }

    /// How many there are, and room that is kept for them: what a test compares.
    #[cfg(test)]
    pub fn numbers(&self) -> [usize; 2] {
        let points: usize = self.points.iter().map(Vec::capacity).sum();
        [self.dots.len(), self.dots.capacity() + points]
    }

    /// Lets wall time go by, and takes in what happened in it.
    pub fn follow(
        &mut self,
        world: &World,
        layout: &Layout,
        routes: &Routes,
        pulse: &Pulse,
        moving: bool,
    ) {
        for dot in &mut self.dots {
            dot.age += pulse.dt;
        }
        self.dots.retain(|dot| dot.age < LASTS);
        let Some(trace) = world.trace() else { return };
        let recorded = trace.recorded();
        let from = self.seen.replace(recorded).unwrap_or(recorded);
        if !moving || pulse.flow <= 0.0 {
            self.dots.clear();
            self.parted.clear();
            return;
        }
        let every = (recorded - from).div_ceil(EACH).max(1);
        for happening in trace.since(from) {
            // Whole messages are left out, so that those that are seen are seen all the way.
            let shown = happening.message % every == 0 && self.dots.len() < MOST;
            if let Some(route) = self.route(happening, layout, routes)
                && shown
            {
                self.set_out(happening, route, pulse.dt);
            }
        }
    }

    /// The way on which a happening sends a message.
    fn route(&mut self, happening: &Happening, layout: &Layout, routes: &Routes) -> Option<u32> {
        let queue = happening.queue;
        match happening.step {
            Step::Published { .. } => Some(Routes::from_producer(happening.producer)),
            Step::Delivered(worker) => routes.to_worker(layout, worker),
            Step::Forwarded(worker) | Step::Failed(worker) | Step::Lapsed(worker) => {
                if self.parted.len() == PARTED {
                    self.parted.remove(0);
                }
                self.parted.push((happening.message, worker.group as usize));
                None
            }
            Step::Accepted => {
                let place = self
                    .parted
                    .iter()
                    .position(|(message, _)| *message == happening.message)?;
                let (_, group) = self.parted.swap_remove(place);
                routes.onward(group, queue as usize)
            }
            Step::Refused => Some(routes.to_loss(queue, Loss::Refused)),
            Step::Evicted => Some(routes.to_loss(queue, Loss::Evicted)),
            Step::Shed => Some(routes.to_loss(queue, Loss::Shed)),
            Step::Expired => Some(routes.to_loss(queue, Loss::Expired)),
            Step::HeldUp
            | Step::Abandoned
            | Step::Interrupted(_)
            | Step::Returned
            | Step::Repeated(_)
            | Step::Recognised(_)
            | Step::DeadLettered
            | Step::Lost(_)
            | Step::Logged
            | Step::Wiped
            | Step::Strayed
            | Step::Unrouted
            | Step::Settled(_) => None,
        }
    }

    fn set_out(&mut self, happening: &Happening, route: u32, dt: f32) {
        let lost = matches!(
            happening.step,
            Step::Refused | Step::Evicted | Step::Shed | Step::Expired
        );
        let hue = if lost {
            HUES as u8 - 1
        } else {
            (happening.producer % 4) as u8
        };
        // Spread over the frame and the link by a hash of who it is, so that the same run looks the same.
        let hash =
            (happening.message.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as f32 / 16_777_216.0;
        self.dots.push(Dot {
            route,
            hue,
            age: hash * dt,
            beside: (hash * 7.0).fract() - 0.5,
        });
    }

    /// Draws them: the more, the smaller.
    pub fn draw(&mut self, picture: &mut Picture, routes: &Routes, flow: f32) {
        if self.dots.is_empty() {
            return;
        }
        let size = (7.0 - (self.dots.len() as f32 / 16.0).max(1.0).log2() * 0.8).clamp(2.0, 7.0);
        for points in &mut self.points {
            points.clear();
        }
        for dot in &self.dots {
            if let Some(route) = routes.get(dot.route) {
                let at = route.at(dot.age / LASTS, dot.beside * 8.0);
                self.points[dot.hue as usize].push(at);
            }
        }
        let inks = [Ink::A, Ink::B, Ink::C, Ink::D, Ink::Red];
        for (points, ink) in self.points.iter().zip(inks) {
            if !points.is_empty() {
                picture.dots(points.iter().copied(), size, ink.fill().alpha(0.85 * flow));
            }
        }
    }
}
