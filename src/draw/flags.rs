//! Flags on the time axis: where someone changed something, or something went wrong.

use super::chart::Scene;
use super::ink::Ink;
use super::panel::crisp;
use super::shape::{Rect, pt};
use super::text::TextStyle;

const WORDS: TextStyle = TextStyle::new(Ink::Edit, 11.5);
const PAD: f32 = 6.0;
/// Nearer than this to a flag, the cross asks what it says.
const NEAR: f32 = 8.0;

/// A line for each flag, through all panels.
pub(super) fn poles(scene: &mut Scene<'_>) {
    let (top, bottom) = (scene.layout.lane().bottom(), scene.layout.plots().bottom());
    for flag in &scene.kept.flags {
        let x = crisp(scene.time.at(flag.time));
        scene
            .picture
            .line((x, top), (x, bottom), flag.ink.stroke(1.0).alpha(0.75));
    }
}

/// The words of each flag in the lane above the panels, the newest first; a dot where they have no room. A flag
/// under the cross always speaks.
pub(super) fn tags(scene: &mut Scene<'_>, placed: &mut Vec<Rect>) {
    placed.clear();
    let flags = &scene.kept.flags;
    let asked = asked(scene);
    if let Some(index) = asked {
        tag(scene, placed, index, true);
    }
    for index in (0..flags.len()).rev().filter(|&index| Some(index) != asked) {
        tag(scene, placed, index, false);
    }
}

/// The flag that the cross is on.
fn asked(scene: &Scene<'_>) -> Option<usize> {
    let cross = scene.time.at(scene.kept.view.cross?);
    let flags = &scene.kept.flags;
    let distance = |index: &usize| (scene.time.at(flags[*index].time) - cross).abs();
    (0..flags.len())
        .filter(|index| distance(index) <= NEAR)
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

fn tag(scene: &mut Scene<'_>, placed: &mut Vec<Rect>, index: usize, asked: bool) {
    let kept = scene.kept;
    let flag = kept.flags[index];
    let text = kept.str(flag.text);
    let lane = scene.layout.lane();
    let x = crisp(scene.time.at(flag.time)) - 0.5;
    let width = scene.ruler.width(text, WORDS) + 2.0 * PAD;
    let right = Rect::new(x, lane.y, width, lane.h);
    let left = Rect {
        x: x + 1.0 - width,
        ..right
    };
    let others = || {
        kept.flags
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
    };
    let free = |rect: &Rect| {
        rect.x >= 0.0
            && rect.right() <= scene.layout.width
            && (asked
                || !placed.iter().any(|other| other.inset(-3.0).overlaps(*rect))
                    && !others()
                        .map(|(_, other)| scene.time.at(other.time))
                        .any(|x| x > rect.x - 5.0 && x < rect.right() + 5.0))
    };
    if let Some(rect) = [right, left].into_iter().find(free) {
        placed.push(rect);
        scene.picture.rect(rect, 3.0, Ink::Card);
        scene.picture.rect(rect, 3.0, flag.ink.fill().alpha(0.15));
        let at = pt(rect.x + PAD, WORDS.baseline(rect.centre().y));
        scene.picture.text(at, text, WORDS.ink(flag.ink));
    } else if !placed
        .iter()
        .any(|other| other.inset(-2.0).contains(pt(x, lane.centre().y)))
    {
        let at = pt(x + 0.5, lane.bottom() - 2.0);
        scene
            .picture
            .circle(at, 3.0, (flag.ink, Ink::Card.stroke(1.5)));
    }
}
