//! Pointers on the stage: one points, presses and drags; two zoom and move the picture.

use super::driver::Driver;
use crate::app::Action;
use crate::app::hand::Deed;
use crate::draw::{Camera, Point, Rect, Target, pt};

/// How near a pointer must come to a small mark, in pixels: a mouse, a finger.
const NEAR: f32 = 18.0;
const NEAR_FINGER: f32 = 44.0;

/// The fingers that are down, at most two of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Touches([Option<(i32, Point)>; 2]);

impl Touches {
    fn put(&mut self, id: i32, at: Point) {
        let known = self
            .0
            .iter()
            .position(|one| one.is_some_and(|one| one.0 == id));
        let free = || self.0.iter().position(Option::is_none);
        if let Some(place) = known.or_else(free) {
            self.0[place] = Some((id, at));
        }
    }

    fn lift(&mut self, id: i32) {
        for one in &mut self.0 {
            one.take_if(|one| one.0 == id);
        }
    }

    fn both(&self) -> Option<(Point, Point)> {
        let [Some((_, a)), Some((_, b))] = self.0 else {
            return None;
        };
        Some((a, b))
    }
}

/// The middle of two points and how far they are apart.
fn span((a, b): (Point, Point)) -> (Point, f32) {
    let middle = pt(f32::midpoint(a.x, b.x), f32::midpoint(a.y, b.y));
    (middle, (a.x - b.x).hypot(a.y - b.y).max(1.0))
}

/// A pointer as the browser tells of it.
#[derive(Clone, Copy, Debug)]
pub struct Pointer {
    /// Which one.
    pub id: i32,
    /// Where it is on the canvas.
    pub at: Point,
    /// Whether it is a finger.
    pub finger: bool,
}

impl Pointer {
    const fn reach(self) -> f32 {
        if self.finger { NEAR_FINGER } else { NEAR }
    }
}

impl Driver {
    /// What is drawn near a place on the stage.
    fn hit(&self, pointer: Pointer) -> Option<Target> {
        let mut inner = self.0.borrow_mut();
        let stage = inner.pictures.stage()?;
        stage
            .hit(pointer.at, pointer.reach())
            .map(|region| region.target)
    }

    /// Points at something, or at nothing; the page says what it is.
    pub fn point_at(&self, target: Option<Target>) {
        {
            let mut inner = self.0.borrow_mut();
            if inner.lab.selection().pointed() == target {
                return;
            }
            inner.lab.point(target);
        }
        self.publish();
    }

    /// Where something is seen on the stage.
    #[must_use]
    pub fn place_of(&self, target: Target) -> Option<Rect> {
        self.0.borrow_mut().pictures.stage()?.place_of(target)
    }

    /// A pointer came down.
    pub fn press(&self, pointer: Pointer) {
        let on = self.hit(pointer);
        self.press_on(pointer, on);
    }

    /// A pointer came down on this.
    pub fn press_on(&self, pointer: Pointer, on: Option<Target>) {
        let mut inner = self.0.borrow_mut();
        let inner = &mut *inner;
        inner.touches.put(pointer.id, pointer.at);
        if inner.touches.both().is_some() {
            inner.hand.cancel();
        } else {
            inner
                .hand
                .press(pointer.at, on, inner.lab.live().scenario());
        }
    }

    /// A pointer moved.
    pub fn moved(&self, pointer: Pointer) {
        if self.pinch(pointer) {
            return;
        }
        let (deed, presses, holds) = {
            let mut inner = self.0.borrow_mut();
            let deed = inner.hand.drag(pointer.at);
            (deed, inner.hand.is_pressing(), inner.hand.holds())
        };
        if presses {
            self.carry_out(deed);
            if holds.is_some() {
                self.point_at(holds);
            }
            self.redraw();
        } else {
            self.point_at(self.hit(pointer));
        }
    }

    /// Two fingers: true if they are down.
    fn pinch(&self, pointer: Pointer) -> bool {
        let mut inner = self.0.borrow_mut();
        let Some(before) = inner.touches.both() else {
            return false;
        };
        inner.touches.put(pointer.id, pointer.at);
        if let Some(after) = inner.touches.both() {
            let ((from, narrow), (to, wide)) = (span(before), span(after));
            if let Some(stage) = inner.pictures.stage() {
                let size = stage.size();
                let by = pt(to.x - from.x, to.y - from.y);
                stage.camera = stage
                    .camera
                    .zoomed(wide / narrow, from, size)
                    .moved(by, size);
            }
        }
        drop(inner);
        self.redraw();
        true
    }

    /// A pointer was lifted.
    pub fn release(&self, pointer: Pointer) {
        let over = self.hit(pointer);
        let deed = {
            let mut inner = self.0.borrow_mut();
            let inner = &mut *inner;
            inner.touches.lift(pointer.id);
            inner.hand.release(over, inner.lab.live().scenario())
        };
        self.carry_out(deed);
        self.publish();
    }

    /// The browser took a pointer for itself.
    pub fn give_up(&self, id: i32) {
        let mut inner = self.0.borrow_mut();
        inner.touches.lift(id);
        inner.hand.cancel();
    }

    /// Does what a hand did.
    pub fn carry_out(&self, deed: Deed) {
        match deed {
            Deed::Nothing => {}
            Deed::Act(action) => self.act(action),
            Deed::Pan(by) => self.look(|camera, size| camera.moved(by, size)),
        }
    }

    /// Does what a key does on the stage.
    pub fn handle(&self, how: impl FnOnce(&crate::scenario::Scenario) -> Deed) {
        let deed = how(self.0.borrow().lab.live().scenario());
        self.carry_out(deed);
    }

    /// Looks at the stage in another way.
    pub fn look(&self, how: impl FnOnce(Camera, (f32, f32)) -> Camera) {
        {
            let mut inner = self.0.borrow_mut();
            let Some(stage) = inner.pictures.stage() else {
                return;
            };
            let camera = how(stage.camera, stage.size());
            if camera == stage.camera {
                return;
            }
            stage.camera = camera;
        }
        // What lies over the picture moves with it.
        self.publish();
    }

    /// Magnifies the stage about its middle, or about a place on it.
    pub fn zoom(&self, factor: f32, about: Option<Point>) {
        self.look(|camera, size| {
            let middle = pt(size.0 / 2.0, size.1 / 2.0);
            camera.zoomed(factor, about.unwrap_or(middle), size)
        });
    }

    /// Brings something into sight.
    pub fn show(&self, target: Target) {
        let place = self.0.borrow_mut().pictures.stage().and_then(|stage| {
            let seen = stage.place_of(target)?;
            let corner = stage.camera.under(pt(seen.x, seen.y));
            let zoom = stage.camera.zoom;
            Some(Rect::new(corner.x, corner.y, seen.w / zoom, seen.h / zoom))
        });
        if let Some(place) = place {
            self.look(|camera, size| camera.showing(place, size));
        }
    }

    /// Chooses nothing any more.
    pub fn close_panel(&self) {
        self.act(Action::Choose(None));
    }
}
