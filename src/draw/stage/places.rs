//! The places of a producer, a queue and a group of workers.

use super::track::Track;
use super::way::Way;
use crate::draw::{Point, Rect, pt};

/// Where a producer stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct ProducerPlace {
    /// Its box.
    pub frame: Rect,
    /// The way of its messages to the door of its queue.
    pub way: Way,
    /// Where the link goes through the door into the queue.
    pub inlet: Point,
    /// Whether a line must do for its words.
    pub compact: bool,
}

impl Default for ProducerPlace {
    fn default() -> Self {
        Self {
            frame: Rect::default(),
            way: Way::from(pt(0.0, 0.0)),
            inlet: pt(0.0, 0.0),
            compact: false,
        }
    }
}

/// Where a queue stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct QueuePlace {
    /// Around its slots.
    pub pill: Rect,
    /// Its slots.
    pub track: Track,
    /// The baseline of its name.
    pub title: Point,
    /// How wide its name and figures may be.
    pub title_room: f32,
    /// Lines of its name and figures, 1 to 3.
    pub title_lines: usize,
    /// Where messages stand that are let in or refused.
    pub door: Point,
    /// From one message that waits at the lock to the next.
    pub lane: Point,
    /// How many of them have room.
    pub lane_room: usize,
    /// The middle of the padlock.
    pub padlock: Option<Point>,
    /// Where messages leave.
    pub exit: Point,
    /// The bar that says how many more are ready.
    pub bar: Option<Rect>,
    /// The middle of the lowest row of refused messages, if it can refuse.
    pub pile: Option<Point>,
}

impl QueuePlace {
    /// Where the message stands that is number `place` in the line before the door.
    pub fn in_lane(&self, place: f32) -> Point {
        let place = place.clamp(0.0, self.lane_room.saturating_sub(1) as f32);
        pt(
            self.door.x + self.lane.x * place,
            self.door.y + self.lane.y * place,
        )
    }

    /// The way of a refused message.
    pub fn fall(&self) -> Option<Way> {
        let pile = self.pile?;
        let below = pt(self.door.x, pile.y - 26.0);
        Some(
            Way::from(self.door)
                .line(below)
                .down(pt(pile.x, pile.y - 4.0)),
        )
    }
}

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
}

impl GroupPlace {
    /// A group that has no place yet. Squeezed, it is looked at less closely.
    pub fn new(workers: usize, wide: bool, squeeze: usize) -> Self {
        let large = if wide { 5 } else { 8 };
        let level = match workers {
            0 => Level::Empty,
            n if n <= large && squeeze == 0 => Level::Large,
            n if wide && n <= 9 && squeeze <= 1 => Level::Small,
            n if n <= 60 && squeeze <= 2 => Level::Grid,
            _ => Level::Whole,
        };
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
        if !matches!(self.level, Level::Large | Level::Small) {
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

    /// How many workers have a line of their own.
    pub const fn branches(&self) -> usize {
        match self.level {
            Level::Large | Level::Small => self.workers,
            _ => 0,
        }
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
        self.cols = (((w - 20.0) / pitch) as usize).clamp(1, self.workers.max(1));
        let used = self.cols as f32 * pitch;
        let rows = self.workers.div_ceil(self.cols) as f32;
        let h = rows * pitch + 16.0;
        self.first = pt(x + (w - used + pitch) / 2.0, y + 8.0 + pitch / 2.0);
        self.frame = Rect::new(x, y, w, h);
        h
    }

    /// Puts one circle for all into a frame and returns the frame's height.
    pub fn whole(&mut self, x: f32, y: f32, w: f32, centre: f32) -> f32 {
        self.radius = 32.0;
        self.frame = Rect::new(x, y, w, 92.0);
        self.first = pt(centre, y + 46.0);
        92.0
    }
}
