//! How old a message looks: it fades as its time to live runs out, and a bar below it grows until its deadline.

use super::pulse::seconds;
use crate::broker::Message;
use crate::draw::{Ink, Mark, Picture, Rect};
use crate::engine::SimTime;

/// How wide the bar is at the deadline.
const WIDE: f32 = 11.0;
/// The bar is drawn from this share on: of young messages there is nothing to say.
const SEEN: f32 = 0.25;
/// What is left to see of a message at the end of its time to live.
const FAINT: f32 = 0.3;

/// How much of a ready message is seen: all of it in the first half of its time to live.
pub(super) fn freshness(message: &Message, now: SimTime) -> f32 {
    let expires = message.expires();
    if expires == SimTime::MAX {
        return 1.0;
    }
    let whole = seconds(expires, message.entered).max(1e-12);
    let left = (seconds(expires, now) / whole) as f32;
    FAINT + (1.0 - FAINT) * (2.0 * left).min(1.0)
}

/// Draws how much of its time a message has used: a bar that grows to its full width, and is red when it is late.
pub(super) fn bar(picture: &mut Picture, mark: Mark, message: &Message, now: SimTime) {
    if message.deadline == SimTime::MAX {
        return;
    }
    let whole = seconds(message.deadline, message.published).max(1e-12);
    let used = (seconds(now, message.published) / whole) as f32;
    if used < SEEN {
        return;
    }
    let y = mark.at.y + mark.size * 0.5 + 3.2;
    used_bar(picture, (mark.at.x, y), used, mark.alpha);
}

/// The bar alone: for the legend too.
pub(super) fn used_bar(picture: &mut Picture, (x, y): (f32, f32), used: f32, alpha: f32) {
    let late = used >= 1.0;
    let (ink, h) = if late {
        (Ink::Red, 2.6)
    } else {
        (Ink::Dim, 1.6)
    };
    let w = WIDE * used.clamp(0.06, 1.0);
    let rect = Rect::new(x - WIDE / 2.0, y, w, h);
    picture.rect(rect, 0.8, ink.fill().alpha(alpha));
}
