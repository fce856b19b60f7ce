//! The links between nodes, and what flows along them when single messages are too many to follow.

use super::caption::SMALL;
use super::group_place::{GroupPlace, Level};
use super::layout::Layout;
use super::pulse::Pulse;
use crate::broker::settings::RouteBy;
use crate::draw::{Ink, Percent, Picture, Point, Rate, Ruler, Stroke, TextStyle, pt};
use crate::scenario::Scenario;
use crate::words::both;

/// Opacity of a flow.
const VEIL: f32 = 0.42;

/// Draws all links.
pub(super) fn draw(picture: &mut Picture, layout: &Layout) {
    let stroke = Ink::Line.stroke(2.0);
    for place in layout.producers.iter().filter(|place| !place.hidden) {
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
    onward(picture, layout);
}

/// The links from groups to queues: those for failed messages are dotted.
fn onward(picture: &mut Picture, layout: &Layout) {
    let stroke = Ink::Line.stroke(2.0);
    let failed = Ink::Dim.stroke(1.4).dotted();
    for (index, group) in layout.groups.iter().enumerate() {
        let all = layout.outline().links.iter().zip(&layout.links);
        let mine = || all.clone().filter(|(link, _)| link.group == index);
        if !group.is_single() || group.tree {
            continue;
        }
        let leads = |dead: bool| mine().any(|(link, place)| link.dead == dead && !place.below);
        // Failed messages alone leave a dotted line.
        if leads(false) || leads(true) {
            collect(picture, group, if leads(false) { stroke } else { failed });
        }
        if mine().any(|(_, place)| place.below) {
            picture.line((group.foot.x, group.worker(0).y), group.foot, failed);
        }
    }
    for (link, place) in layout.outline().links.iter().zip(&layout.links) {
        if link.dead {
            place.way.draw(picture, failed);
            continue;
        }
        place.way.draw(picture, stroke);
        let target = &layout.queues[link.to];
        picture.line(place.way.end(), pt(target.pill.x, target.door.y), stroke);
    }
}

/// The lines from workers to where their messages go on from; they begin beside the words.
fn collect(picture: &mut Picture, group: &GroupPlace, stroke: Stroke) {
    for worker in 0..group.workers {
        let way = group.way_out(worker);
        way.draw_from(picture, usize::from(group.has_words()), stroke);
        if group.has_words() {
            let at = group.worker(worker);
            let words = if group.level == Level::Large {
                132.0
            } else {
                100.0
            };
            let (from, to) = (at.x + group.radius + words, group.outlet.x - 14.0);
            if from < to {
                picture.line((from, at.y), (to, at.y), stroke);
            }
        }
    }
}

/// Writes which share of a group's messages goes which way, or which messages do.
pub(super) fn shares(picture: &mut Picture, layout: &Layout, scenario: &Scenario) {
    let style = SMALL.middle().halo(Ink::Card);
    for (link, place) in layout.outline().links.iter().zip(&layout.links) {
        if let Some(at) = place.label {
            let at = pt(at.x, style.baseline(at.y));
            match link.by {
                None => picture.text_fmt(at, format_args!("{}", Percent(link.share)), style),
                Some(RouteBy::FanOut) => picture.text(at, both("copy", "副本"), style),
                Some(by) if by.binds() => {
                    // Above a line that leads to a door, the words end before it.
                    let door = layout.queues[link.to].door;
                    let (at, style) = if at.y < door.y && at.x < door.x {
                        (pt(door.x - 8.0, at.y), SMALL.end().halo(Ink::Card))
                    } else {
                        (at, style)
                    };
                    bound(picture, at, (link.group, link.to), scenario, style);
                }
                // How many go there is the flow's to show.
                Some(_) => {}
            }
        }
    }
}

/// Writes what a queue wants of an exchange: its first binding, and that there are more.
fn bound(
    picture: &mut Picture,
    at: Point,
    (group, queue): (usize, usize),
    scenario: &Scenario,
    style: TextStyle,
) {
    let ends = scenario
        .consumers
        .get(group)
        .zip(scenario.queues.get(queue));
    let Some((route, to)) = ends.and_then(|(node, to)| Some((node.route.as_ref()?, &*to.id)))
    else {
        return;
    };
    let mut own = route.bindings.iter().filter(|binding| binding.to == to);
    let Some(first) = own.next() else {
        return picture.text(at, both("nothing", "无"), style);
    };
    let is_all = own.next().is_none() && first.headers.len() < 2;
    let more = if is_all { "" } else { " …" };
    match first.headers.iter().next() {
        Some((name, value)) if route.by == RouteBy::Headers => {
            picture.text_fmt(at, format_args!("{name}={value}{more}"), style);
        }
        _ => picture.text_fmt(at, format_args!("{}{more}", first.topic), style),
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
        if rate > 0.0 && !place.hidden {
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
    for (link, place) in layout.outline().links.iter().zip(&layout.links) {
        let rate = pulse.groups[link.group].rate * link.share;
        if rate > 0.0 && !link.dead {
            place.way.draw(picture, of(leave(link.group), rate));
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
        // A box with one line of words says it itself.
        if node.rate <= 0.0 || place.shares || place.compact {
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
