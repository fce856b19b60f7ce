//! Signs that work is done: they appear when a message has arrived and is finished, and fade.

use crate::broker::WorkerId;
use crate::draw::{Ink, Picture, Point, pt};

/// Most of them at once.
const MOST: usize = 64;
/// Seconds for which one is seen.
const LASTS: f32 = 0.9;

/// A sign that a worker finished a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Check {
    /// Who.
    pub worker: WorkerId,
    age: f32,
}

impl Check {
    /// How much of it is still seen.
    pub fn alpha(&self) -> f32 {
        let age = self.age / LASTS;
        1.0 - age * age
    }
}

/// All that are seen.
#[derive(Clone, Debug)]
pub(super) struct Checks(Vec<Check>);

impl Default for Checks {
    fn default() -> Self {
        Self(Vec::with_capacity(MOST))
    }
}

impl Checks {
    /// One for this worker, instead of an earlier one.
    pub fn add(&mut self, worker: WorkerId) {
        self.0.retain(|check| check.worker != worker);
        if self.0.len() < MOST {
            self.0.push(Check { worker, age: 0.0 });
        }
    }

    /// Lets wall time go by.
    pub fn advance(&mut self, dt: f32) {
        for check in &mut self.0 {
            check.age += dt;
        }
        self.0.retain(|check| check.age < LASTS);
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Each of them.
    pub fn all(&self) -> &[Check] {
        &self.0
    }
}

/// A check mark.
pub(super) fn tick(picture: &mut Picture, at: Point, size: f32, alpha: f32) {
    let points = [
        pt(at.x - size, at.y + size * 0.1),
        pt(at.x - size * 0.3, at.y + size * 0.75),
        pt(at.x + size, at.y - size * 0.8),
    ];
    let halo = Ink::Card.stroke(size * 0.9).round();
    picture.polyline(points, halo.alpha(alpha * 0.8));
    let stroke = Ink::Ok.stroke((size * 0.4).max(1.9)).round();
    picture.polyline(points, stroke.alpha(alpha));
}
