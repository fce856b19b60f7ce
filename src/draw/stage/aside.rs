//! Where messages are that are in no queue's slots: those that wait for their return, and those set aside for good.

use super::caption::{FIGURE, MINOR, SMALL, fitted};
use super::motion::{Motion, PILE};
use super::outline::Loss;
use crate::broker::World;
use crate::draw::{Count, Ink, Mark, Picture, Rect, Target, pt};
use crate::session::Live;
use crate::words::both;

/// From a mark to the next.
const STEP: f32 = 15.0;

/// The failed messages of a queue that wait until they are ready again.
pub(super) fn later(
    picture: &mut Picture,
    world: &World,
    motion: &Motion,
    queue: usize,
    frame: Rect,
    alpha: f32,
) {
    picture.rect(frame, 10.0, Ink::Edge.stroke(1.2).dashed());
    let away = world.queues()[queue].away;
    let y = frame.centre().y;
    let at = pt(frame.x + 11.0, SMALL.baseline(y));
    picture.text(at, both("later", "稍后"), SMALL);
    let words = format_args!("{}", Count(away as f64));
    picture.text_fmt(pt(frame.x + 44.0, MINOR.baseline(y)), words, MINOR);
    let waiting = motion.underway.waiting(queue).take(away as usize);
    let seen = waiting
        .filter(|message| !motion.carries(message.number))
        .take(3);
    for (place, message) in seen.enumerate() {
        let at = pt(frame.right() - 14.0 - STEP * place as f32, y);
        let mark = Mark::of_class(message.class as usize, at).size(8.0);
        picture.mark(mark.ringed(Ink::Red).alpha(alpha));
        picture.region(
            Rect::around(at, 10.0, 10.0),
            Target::Message(message.number),
        );
    }
}

/// A queue that only keeps what failed elsewhere.
pub(super) fn tray(picture: &mut Picture, live: &Live, motion: &Motion, queue: usize, frame: Rect) {
    picture.rect(frame, 10.0, (Ink::Soft, Ink::Line.stroke(1.0)));
    picture.region(frame, Target::Queue(queue));
    let world = live.world();
    let kept = world.queues()[queue].kept;
    let y = frame.centre().y;
    let here = motion
        .travellers()
        .iter()
        .filter(|mover| mover.will_be_kept(queue))
        .count() as u64;
    let lying = kept.saturating_sub(here);
    let feeder = world
        .queues()
        .iter()
        .position(|node| node.settings.dead_letter == Some(queue));
    if let (Some(feeder), true) = (feeder, lying > 0) {
        let recent = &motion.queues[feeder].lost[Loss::Failed as usize];
        let class = recent[PILE - 1 - (here as usize).min(PILE - 1)];
        let mark = Mark::of_class(class as usize, pt(frame.x + 20.0, y)).size(11.0);
        picture.mark(mark.ringed(Ink::Red));
    }
    if lying == 0 {
        // The place of the last one that came is there before any came.
        let empty = Ink::Edge.stroke(1.2).dashed();
        picture.circle(pt(frame.x + 20.0, y), 7.5, empty);
    }
    let count = format_args!("{}", Count(kept as f64));
    let right = pt(frame.right() - 12.0, MINOR.baseline(y));
    picture.text_fmt(right, count, MINOR.end());
    let id = &live.scenario().queues[queue].id;
    let room = frame.w - 36.0 - 44.0;
    fitted(
        picture,
        pt(frame.x + 36.0, FIGURE.baseline(y)),
        id,
        FIGURE,
        room,
    );
}
