//! The places of a producer and a queue.

use super::outline::{Loss, QueueOutline};
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
    /// Whether it shares its box with others for which there is no room.
    pub shares: bool,
    /// Whether another one that shares the box stands for it.
    pub hidden: bool,
}

impl Default for ProducerPlace {
    fn default() -> Self {
        Self {
            frame: Rect::default(),
            way: Way::from(pt(0.0, 0.0)),
            inlet: pt(0.0, 0.0),
            compact: false,
            shares: false,
            hidden: false,
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
    /// Where the messages come to lie that it loses, in the order of [`Loss::ALL`].
    pub piles: [Option<Pile>; 5],
    /// Where failed messages wait until they come back.
    pub later: Option<Rect>,
    /// Whether it must do with little height: a line of words, no more below than what it loses.
    pub terse: bool,
    /// The box of one that only keeps what failed elsewhere; nothing else of it is drawn then.
    pub tray: Option<Rect>,
}

/// Where lost messages come to lie.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pile {
    /// The middle of the lowest row.
    pub base: Point,
    /// How wide its words may be.
    pub room: f32,
    /// Whether it is one mark and one line of words.
    pub slim: bool,
}

impl Pile {
    /// What it needs in height.
    pub const HEIGHT: f32 = 50.0;
    /// What a slim one needs.
    pub const SLIM: f32 = 22.0;
    /// From its left edge to the middle of its marks.
    pub const LEFT: f32 = 22.0;
    /// From the middle of its marks to its words.
    pub const WORDS: f32 = 33.0;

    /// In a box of this width.
    pub fn within(x: f32, y: f32, w: f32) -> Self {
        Self {
            base: pt(x + Self::LEFT, y + 36.0),
            room: w - Self::LEFT - Self::WORDS,
            slim: false,
        }
    }

    /// In a line of this width.
    pub fn slim(x: f32, y: f32, w: f32) -> Self {
        Self {
            base: pt(x + 8.0, y + 12.0),
            room: w - 20.0,
            slim: true,
        }
    }
}

/// The height of the place for failed messages that wait.
const LATER: f32 = 34.0;
/// How wide that is, and a pile with its words.
const LATER_WIDE: f32 = 132.0;
const PILE_WIDE: f32 = 152.0;

impl QueuePlace {
    /// Whether there is room for few words below the slots.
    pub fn is_narrow(&self) -> bool {
        self.pill.w < 150.0
    }

    /// Where the message stands that is number `place` in the line before the door.
    pub fn in_lane(&self, place: f32) -> Point {
        let place = place.clamp(0.0, self.lane_room.saturating_sub(1) as f32);
        pt(
            self.door.x + self.lane.x * place,
            self.door.y + self.lane.y * place,
        )
    }

    /// The way of a message that is lost to `pile`, from where it is.
    pub fn fall(&self, loss: Loss, from: Point) -> Option<Way> {
        let base = self.piles[loss as usize]?.base;
        let top = pt(base.x, base.y - 4.0);
        let way = Way::from(from);
        Some(match loss {
            Loss::Refused => {
                let above = if self.piles[loss as usize].is_some_and(|pile| pile.slim) {
                    8.0
                } else {
                    26.0
                };
                way.line(pt(from.x, (base.y - above).max(from.y))).down(top)
            }
            Loss::Evicted | Loss::Expired | Loss::Shed => {
                way.line(pt(from.x, self.pill.bottom() + 4.0)).down(top)
            }
            Loss::Failed => way.down(top),
        })
    }

    /// What is below the slots: the bar, the piles and the failed ones that wait, from `y` on, `room` wide. Returns
    /// where that ends.
    pub fn place_below(&mut self, outline: &QueueOutline, y: f32, room: f32) -> f32 {
        let x = self.pill.x;
        let mut y = y;
        self.bar = None;
        if self.track.overflows && !self.terse {
            self.bar = Some(Rect::new(x, y, self.pill.w, 6.0));
            y += 34.0;
        }
        let (room, terse) = (room.max(self.pill.w), self.terse);
        let (mut left, mut row) = (x, 0.0);
        let mut place = |w: f32, h: f32| {
            if left > x && left + w > x + room {
                (left, y, row) = (x, y + row, 0.0);
            }
            let at = pt(left, y);
            left += w;
            row = h.max(row);
            at
        };
        self.piles = [None; 5];
        for loss in [Loss::Refused, Loss::Evicted, Loss::Expired, Loss::Shed] {
            if outline.loses[loss as usize] {
                let w = room.min(PILE_WIDE);
                let h = if terse { Pile::SLIM } else { Pile::HEIGHT };
                let at = place(PILE_WIDE, h);
                let pile = if terse { Pile::slim } else { Pile::within };
                self.piles[loss as usize] = Some(pile(at.x, at.y, w));
            }
        }
        self.later = outline.delays.then(|| {
            let at = place(LATER_WIDE, LATER + 10.0);
            let w = (LATER_WIDE - 6.0).min(room);
            Rect::new(at.x, at.y.floor() + 0.5, w.floor(), LATER)
        });
        y + row
    }
}
