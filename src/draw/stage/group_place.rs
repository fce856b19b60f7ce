//! The place of a group of workers, and the ways to and from each of them.

use super::way::Way;
use crate::draw::{Point, Rect, pt};

/// How closely the workers of a group are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Level {
    /// There are none.
    #[default]
    Empty,
    /// Large circles with two lines of text.
    Large,
    /// Small circles with a line of text.
    Small,
    /// Small circles without words.
    Bare,
    /// A grid of circles.
    Grid,
    /// One circle for them all.
    Whole,
}

/// Where a group of workers stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct GroupPlace {
    /// How closely it is looked at.
    pub level: Level,
    /// How many workers are to be seen.
    pub workers: usize,
    /// The baseline of its name.
    pub title: Point,
    /// How wide its name and figures may be.
    pub title_room: f32,
    /// Around the workers.
    pub frame: Rect,
    /// The middle of the first worker.
    pub first: Point,
    /// From one column and row to the next.
    pub pitch: Point,
    /// Workers in a row.
    pub cols: usize,
    /// Of a circle.
    pub radius: f32,
    /// From the queue to where the workers' own ways begin.
    pub stem: Way,
    /// Whether workers hang on a trunk between two columns.
    pub tree: bool,
    /// Lines of its name and figures, 1 or 2.
    pub title_lines: usize,
    /// Where its messages go on from.
    pub outlet: Point,
    /// Where those go down that failed too often, if their box stands below.
    pub foot: Point,
}

impl GroupPlace {
    /// A group that has no place yet, looked at so closely.
    pub fn new(workers: usize, level: Level) -> Self {
        Self {
            level,
            workers,
            title: Point::default(),
            title_room: 0.0,
            frame: Rect::default(),
            first: Point::default(),
            pitch: Point::default(),
            cols: 1,
            radius: 0.0,
            stem: Way::from(pt(0.0, 0.0)),
            tree: false,
            title_lines: 1,
            outlet: pt(0.0, 0.0),
            foot: pt(0.0, 0.0),
        }
    }

    /// The middle of a worker.
    pub fn worker(&self, index: usize) -> Point {
        if self.level == Level::Whole || self.level == Level::Empty {
            return self.first;
        }
        let index = index.min(self.workers.saturating_sub(1));
        let (row, col) = (index / self.cols, index % self.cols);
        pt(
            self.first.x + col as f32 * self.pitch.x,
            self.first.y + row as f32 * self.pitch.y,
        )
    }

    /// The line from the stem to a worker; where workers share a frame, its edge is the end.
    pub fn branch(&self, index: usize) -> Way {
        let (from, to) = (self.stem.end(), self.worker(index));
        let way = Way::from(from);
        if !self.is_single() {
            return way;
        }
        if !self.tree {
            return way.across(pt(to.x - self.radius, to.y));
        }
        if (from.x - to.x).abs() < 1.0 {
            return way.line(pt(to.x, to.y - self.radius));
        }
        let side = if to.x < from.x {
            self.radius
        } else {
            -self.radius
        };
        way.line(pt(from.x, (to.y - 10.0).max(from.y)))
            .turn_aside(pt(to.x + side, to.y))
    }

    /// Whether every worker stands by itself, without a frame around them all.
    pub const fn is_single(&self) -> bool {
        matches!(self.level, Level::Large | Level::Small | Level::Bare)
    }

    /// Whether something is written beside every worker.
    pub const fn has_words(&self) -> bool {
        matches!(self.level, Level::Large | Level::Small)
    }

    /// How many workers have a line of their own.
    pub const fn branches(&self) -> usize {
        if self.is_single() { self.workers } else { 0 }
    }

    /// The way from a worker to where messages go on from.
    pub fn way_out(&self, index: usize) -> Way {
        let (from, to) = (self.worker(index), self.outlet);
        let way = Way::from(from);
        if self.tree || to.y > self.frame.bottom() - 1.0 {
            return way.down(to);
        }
        if !self.has_words() {
            return way.across(to);
        }
        // Past the words, then along the bracket that holds them together.
        let side = to.x - 6.0;
        let step = (to.y - from.y).clamp(-8.0, 8.0);
        way.line(pt(side - 8.0, from.y))
            .turn_down(pt(side, from.y + step))
            .line(pt(side, to.y - step))
            .turn_aside(to)
    }

    /// The way from a worker to the foot, between the circles and the words.
    pub fn way_down(&self, index: usize) -> Way {
        let from = self.worker(index);
        Way::from(from)
            .line(pt(self.foot.x, from.y))
            .line(self.foot)
    }

    /// The whole way from the queue to the middle of a worker.
    pub fn way(&self, index: usize) -> Way {
        self.stem.then(&self.branch(index)).line(self.worker(index))
    }

    /// Puts a grid of circles into a frame of this width and returns the frame's height.
    pub fn grid(&mut self, x: f32, y: f32, w: f32) -> f32 {
        let pitch = match self.workers {
            0..=12 => 36.0,
            13..=30 => 31.0,
            _ => 26.0,
        };
        self.radius = (pitch / 2.0 - 2.5_f32).floor();
        self.pitch = pt(pitch, pitch);
        self.cols = (((w - 16.0) / pitch) as usize).clamp(1, self.workers.max(1));
        let used = self.cols as f32 * pitch;
        let rows = self.workers.div_ceil(self.cols) as f32;
        let h = rows * pitch + 16.0;
        self.first = pt(x + (w - used + pitch) / 2.0, y + 8.0 + pitch / 2.0);
        self.frame = Rect::new(x, y, w, h);
        h
    }

    /// Puts one circle for all into a frame and returns the frame's height. Where that is narrow, words stand below.
    pub fn whole(&mut self, x: f32, y: f32, w: f32, centre: f32) -> f32 {
        let narrow = w < Self::NARROW;
        self.radius = if narrow { 20.0 } else { 32.0 };
        let h = if narrow { 80.0 } else { 92.0 };
        self.frame = Rect::new(x, y, w, h);
        let middle = if narrow { 30.0 } else { 46.0 };
        self.first = pt(centre, y + middle);
        h
    }

    /// Less than this is too narrow for words beside a circle.
    pub const NARROW: f32 = 160.0;
}

/// Room for minus and plus at the end of the title.
const HANDLES: f32 = 58.0;
/// They stand no further off than this from where the title begins.
const FURTHEST: f32 = 204.0;
/// How far they may end beyond the workers, for a long name.
const BEYOND: f32 = 8.0;
/// Room without which a name beside them is none.
const LEAST_NAME: f32 = 44.0;
/// How far above the title they stand then.
const ABOVE: f32 = 24.0;

impl GroupPlace {
    /// Where minus and plus end, at half their height: on the line of the title, or above it where a name would have
    /// no room beside them.
    pub fn handles(&self) -> Point {
        if self.has_handles_above() {
            pt(self.title.x + HANDLES - 7.0, self.title.y - ABOVE)
        } else {
            pt(self.handles_end(), self.title.y - 4.5)
        }
    }

    /// Room for the name.
    pub fn name_room(&self) -> f32 {
        if self.has_handles_above() {
            self.title_room
        } else {
            self.room_beside()
        }
    }

    /// As far as there is room for that.
    fn has_handles_above(&self) -> bool {
        self.room_beside() < LEAST_NAME && self.title.y >= ABOVE + 10.0
    }

    fn room_beside(&self) -> f32 {
        self.handles_end() - HANDLES - self.title.x
    }

    /// On the line of the title, and hardly beyond the workers.
    fn handles_end(&self) -> f32 {
        let end = self.title.x + self.title_room.min(FURTHEST);
        end.min(self.frame.right() + BEYOND)
    }
}
