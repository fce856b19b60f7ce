//! Workers that are not there, or down.

use super::caption::FIGURE;
use super::group_place::GroupPlace;
use crate::draw::{Ink, Picture, Point, pt};
use crate::words::both;

/// A group without workers.
pub(super) fn empty(picture: &mut Picture, place: &GroupPlace) {
    let frame = place.frame;
    picture.rect(frame, 12.0, Ink::Edge.stroke(1.2).dashed());
    let centre = frame.centre();
    if frame.w > 220.0 {
        let at = pt(centre.x, FIGURE.baseline(centre.y));
        picture.text(
            at,
            both("no workers: nobody takes them", "没有工作者：无人取走消息"),
            FIGURE.middle(),
        );
    } else {
        picture.text(
            pt(centre.x, centre.y - 4.0),
            both("no workers:", "没有工作者："),
            FIGURE.middle(),
        );
        let below = pt(centre.x, centre.y + 13.0);
        picture.text(
            below,
            both("nobody takes them", "无人取走消息"),
            FIGURE.middle(),
        );
    }
}

/// A worker that is down: struck through.
pub(super) fn down(picture: &mut Picture, at: Point, r: f32, alpha: f32) {
    let stroke = Ink::Red.stroke(1.6).alpha(alpha);
    picture.circle(at, r, (Ink::Soft.fill(), stroke));
    let arm = r * 0.5;
    picture.line(
        pt(at.x - arm, at.y - arm),
        pt(at.x + arm, at.y + arm),
        stroke,
    );
    picture.line(
        pt(at.x - arm, at.y + arm),
        pt(at.x + arm, at.y - arm),
        stroke,
    );
}
