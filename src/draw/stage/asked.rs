//! What a message says of the client that asked for it: a cap above one that was asked for before, a stroke through one
//! that nobody waits for any more, and through a delivery that took too long.

use crate::broker::Message;
use crate::draw::{Ink, Mark, Picture, Rect, pt};

/// Draws both signs where they hold.
pub(super) fn signs(picture: &mut Picture, mark: Mark, message: &Message) {
    if message.tries > 1 {
        cap(picture, mark);
    }
    if message.abandoned || message.has_lapsed() {
        stroke(picture, mark);
    }
}

/// A bar above a mark: its request was asked before.
pub(super) fn cap(picture: &mut Picture, mark: Mark) {
    let w = mark.size * 0.9;
    let y = mark.at.y - mark.size * 0.5 - 4.4;
    let rect = Rect::new(mark.at.x - w / 2.0, y, w, 2.0);
    picture.rect(rect, 0.8, Ink::Text.fill().alpha(mark.alpha));
}

/// A stroke through a mark: nobody waits for it.
pub(super) fn stroke(picture: &mut Picture, mark: Mark) {
    let reach = mark.size * 0.62;
    let (from, to) = (
        pt(mark.at.x - reach, mark.at.y + reach),
        pt(mark.at.x + reach, mark.at.y - reach),
    );
    picture.line(from, to, Ink::Card.stroke(3.4).alpha(mark.alpha));
    picture.line(from, to, Ink::Red.stroke(1.6).alpha(mark.alpha));
}
