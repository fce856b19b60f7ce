//! The links between nodes, and what flows along them when single messages are too many to follow.

use super::caption::SMALL;
use super::layout::Layout;
use super::places::Level;
use super::pulse::Pulse;
use crate::draw::{Ink, Picture, Rate, Ruler, Stroke, TextStyle, pt};

/// Opacity of a flow.
const VEIL: f32 = 0.42;

/// Draws all links.
pub(super) fn draw(picture: &mut Picture, layout: &Layout) {
    let stroke = Ink::Line.stroke(2.0);
    for place in &layout.producers {
        place.way.draw(picture, stroke);
        picture.line(place.way.end(), place.inlet, stroke);
    }
    for group in &layout.groups {
        let nobody = group.level == Level::Empty;
        let stroke = if nobody { stroke.dashed() } else { stroke };
        group.stem.draw(picture, stroke);
        for worker in 0..group.branches() {
            group.branch(worker).draw(picture, stroke);
        }
    }
}

/// Draws the flows of late: thickness by rate.
pub(super) fn flows(picture: &mut Picture, layout: &Layout, pulse: &Pulse, inks: &[Ink]) {
    if pulse.flow > 0.0 {
        // A ground first, so that the thin line below does not shine through.
        let ground = Ink::Card.stroke(1.0).alpha(pulse.flow);
        paint(picture, layout, pulse, |_| ground, |_| ground);
        let flow = |ink: Ink| ink.stroke(1.0).alpha(VEIL * pulse.flow);
        let come = |class| flow(Ink::of_class(class));
        paint(picture, layout, pulse, come, |group| flow(inks[group]));
    }
}

fn paint(
    picture: &mut Picture,
    layout: &Layout,
    pulse: &Pulse,
    come: impl Fn(usize) -> Stroke,
    leave: impl Fn(usize) -> Stroke,
) {
    let nodes = pulse.producers.iter().chain(&pulse.groups);
    let most = nodes.map(|node| node.rate).fold(1e-12, f64::max);
    let of = |stroke: Stroke, rate: f64| Stroke {
        width: 2.0 + 8.0 * (rate / most).sqrt() as f32,
        ..stroke
    };
    for (class, place) in layout.producers.iter().enumerate() {
        let rate = pulse.producers[class].rate;
        if rate > 0.0 {
            let stroke = of(come(class), rate);
            place.way.draw(picture, stroke);
            picture.line(place.way.end(), place.inlet, stroke);
        }
    }
    for (index, group) in layout.groups.iter().enumerate() {
        let rate = pulse.groups[index].rate;
        if rate > 0.0 {
            group.stem.draw(picture, of(leave(index), rate));
            let each = of(leave(index), rate / group.workers.max(1) as f64);
            for worker in 0..group.branches() {
                group.branch(worker).draw(picture, each);
            }
        }
    }
}

/// Writes the rates of late where a link begins; in the wide layout, those of the groups are beside their names.
pub(super) fn rates(picture: &mut Picture, layout: &Layout, pulse: &Pulse) {
    if pulse.flow <= 0.0 {
        return;
    }
    let style = TextStyle {
        size: 12.0,
        ..SMALL
    };
    let style = style
        .ink(Ink::Text)
        .strong()
        .halo(Ink::Card)
        .alpha(pulse.flow);
    for (place, node) in layout.producers.iter().zip(&pulse.producers) {
        if node.rate <= 0.0 {
            continue;
        }
        let (start, end) = (place.way.start(), place.way.end());
        let at = if layout.wide {
            // On the side from which the link turns away.
            let rises = end.y < start.y - 1.0;
            pt(start.x + 7.0, start.y + if rises { 17.0 } else { -9.0 })
        } else {
            pt(place.frame.x + 6.0, place.frame.bottom() + 13.0)
        };
        let rate = Rate(node.rate);
        let width = Ruler::default().width_fmt(format_args!("{rate}"), style);
        // Beyond the door there are other words.
        if !layout.wide || at.x + width < place.inlet.x - 4.0 {
            picture.text_fmt(at, format_args!("{rate}"), style);
        }
    }
    if !layout.wide {
        for (group, node) in layout.groups.iter().zip(&pulse.groups) {
            if node.rate > 0.0 {
                let at = pt(layout.width - 44.0, group.title.y - 33.0);
                picture.text_fmt(at, format_args!("{}", Rate(node.rate)), style.end());
            }
        }
    }
}
