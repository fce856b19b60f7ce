//! PLACEHOLDER until the stage is written: replace this whole file.
#![allow(missing_docs)]
use crate::draw::Picture;
use crate::scenario::Scenario;
use crate::session::Live;
#[derive(Default)]
pub struct Stage;
pub struct StageLook {
    pub width: f32,
    pub height: f32,
    pub wall: f64,
    pub reduced_motion: bool,
}
impl Stage {
    pub fn new() -> Self {
        Self
    }
    pub fn forget(&mut self) {}
    pub fn natural_height(&self, _: &Scenario, _: f32) -> f32 {
        372.0
    }
    pub fn draw(&mut self, _: &mut Picture, _: &Live, look: StageLook) {
        let _ = (look.width, look.height, look.wall, look.reduced_motion);
    }
    pub fn is_moving(&self) -> bool {
        false
    }
}
