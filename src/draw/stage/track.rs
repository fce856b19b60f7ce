//! The slots of a queue: a row, or a snake of rows where one does not hold them, head at the lower right.

use super::way::between;
use crate::draw::{Point, Rect, pt};

/// Most slots that are drawn of a bounded queue to show all of them.
const FEW: u64 = 60;
/// Most slots in one row.
const ROW: usize = 24;

/// Where the slots are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Track {
    /// The middle of the head's slot.
    pub head: Point,
    /// Slots in a row.
    pub cols: usize,
    /// Rows; odd, so that the tail is at the left whatever their number.
    pub rows: usize,
    /// Slots that are drawn.
    pub visible: usize,
    /// Whether more messages may be ready than slots are drawn.
    pub overflows: bool,
    /// From a slot to the next.
    pub pitch: f32,
}

impl Track {
    /// From a slot to the next where room is short.
    const LEAST_PITCH: f32 = 15.0;
    /// The same in a column beside several others.
    const TIGHT_PITCH: f32 = 12.5;
    /// From one row to the next.
    pub const ROW_PITCH: f32 = 29.0;

    /// The slots for a queue with this bound in a pill at most `room` wide.
    pub fn fit(bound: Option<u64>, room: f32, widest: f32) -> Self {
        let least = if room < 150.0 {
            Self::TIGHT_PITCH
        } else {
            Self::LEAST_PITCH
        };
        let most = |rows| ((room - 2.0 * pad(rows)) / least).max(3.0) as usize;
        let mut track = Self {
            rows: 1,
            cols: most(1).min(ROW),
            ..Self::default()
        };
        track.visible = track.cols;
        track.overflows = true;
        if let Some(bound) = bound.filter(|bound| *bound <= FEW) {
            let bound = bound as usize;
            let rows = [1, 3, 5, 7]
                .into_iter()
                .find(|rows| rows * most(*rows).min(ROW) >= bound);
            if let Some(rows) = rows {
                track = Self {
                    rows,
                    cols: bound.div_ceil(rows).max(1),
                    visible: bound,
                    overflows: false,
                    ..track
                };
            }
        }
        let pitch = (room - 2.0 * pad(track.rows)) / track.cols as f32;
        track.pitch = pitch.clamp(least - 1.0, widest);
        track
    }

    /// The size of the pill around the slots.
    pub fn size(&self) -> (f32, f32) {
        let h = if self.rows == 1 {
            48.0
        } else {
            Self::ROW_PITCH * self.rows as f32 + 15.0
        };
        // A queue of few slots is still a queue and no dot.
        (
            (self.cols as f32 * self.pitch + 2.0 * pad(self.rows)).max(64.0),
            h,
        )
    }

    /// Puts the slots into their pill.
    pub fn place(&mut self, pill: Rect) {
        let last_row = (self.rows - 1) as f32 / 2.0 * Self::ROW_PITCH;
        let half = self.cols as f32 * self.pitch / 2.0;
        let centre = pill.centre();
        self.head = pt(centre.x + half - self.pitch / 2.0, centre.y + last_row);
    }

    /// The size of one slot.
    pub fn slot_size(&self) -> (f32, f32) {
        (
            (self.pitch - if self.pitch < 14.0 { 2.0 } else { 3.0 }).min(17.0),
            if self.rows == 1 { 30.0 } else { 22.0 },
        )
    }

    /// The size of a mark in a slot.
    pub const fn mark_size(&self) -> f32 {
        match self.pitch {
            p if p < 14.0 => 8.5,
            p if p < 15.5 => 9.5,
            _ => 11.0,
        }
    }

    /// The middle of slot `index`, 0 being the head's.
    pub fn slot(&self, index: usize) -> Point {
        let (row, along) = (index / self.cols, index % self.cols);
        let col = if row.is_multiple_of(2) {
            along
        } else {
            self.cols - 1 - along
        };
        pt(
            self.head.x - col as f32 * self.pitch,
            self.head.y - row as f32 * Self::ROW_PITCH,
        )
    }

    /// A place between slots, as a message takes it that moves up.
    pub fn at(&self, place: f32) -> Point {
        // Half a slot beyond the last one there is still pill.
        let place = place.clamp(0.0, self.last() + 0.4);
        let index = place as usize;
        let (a, b) = (self.slot(index), self.slot(index + 1));
        if index as f32 >= self.last() {
            let out = if self.rows == 1 {
                self.pitch
            } else {
                self.pitch.min(12.0)
            };
            return pt(a.x - (place - index as f32) * out, a.y);
        }
        between(a, b, place - index as f32)
    }

    /// The place of the last slot drawn.
    pub fn last(&self) -> f32 {
        self.visible.saturating_sub(1) as f32
    }

    /// The height of the row where messages come in.
    pub fn top(&self) -> f32 {
        self.head.y - (self.rows - 1) as f32 * Self::ROW_PITCH
    }
}

/// Between the end of the pill and its first slot; a snake needs room for its turns.
const fn pad(rows: usize) -> f32 {
    if rows == 1 { 12.0 } else { 19.0 }
}
