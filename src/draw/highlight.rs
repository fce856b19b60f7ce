//! What is chosen or pointed at stands out quietly, and a connection that is being pulled is seen.

use super::ink::Ink;
use super::picture::Picture;
use super::shape::{Cubic, Point};
use super::target::{Region, Target, find};

/// An outline around what is drawn of `target`, if anything is.
pub fn outline(picture: &mut Picture, target: Target, chosen: bool) {
    let Some(rect) = find(picture.regions(), target) else {
        return;
    };
    let (by, radius) = match target {
        Target::Message(_) | Target::Rate(_) | Target::Worker(..) => (-4.0, f32::INFINITY),
        _ => (-3.0, 13.0),
    };
    let rect = rect.inset(by);
    let stroke = if chosen {
        Ink::A.stroke(2.0)
    } else {
        Ink::Dim.stroke(1.5).alpha(0.6)
    };
    picture.rect(rect, radius, stroke);
}

/// A connection from a node to where its end is held; whole where it would be made.
pub fn pull(picture: &mut Picture, from: Target, to: Point, over: Option<Region>) {
    let Some(start) = find(picture.regions(), from).map(|rect| rect.centre()) else {
        return;
    };
    let stroke = Ink::A.stroke(2.0).round();
    let stroke = if over.is_some() {
        stroke
    } else {
        stroke.dashed()
    };
    picture.curve(Cubic::across(start, to), stroke);
    picture.circle(to, 5.0, Ink::A);
    if let Some(over) = over {
        picture.rect(over.rect.inset(-4.0), 14.0, Ink::A.stroke(2.0));
    }
}
