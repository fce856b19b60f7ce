//! The circuit breaker of a producer: a switch, and a word when it is not closed.

use crate::broker::breaker::BreakerState;
use crate::broker::producer::Producer;
use crate::draw::{Count, Ink, Picture, Point, TextStyle, pt};
use crate::engine::SimTime;
use crate::words::{both, say};

/// How many copies have a breaker that is open, and half open.
fn tripped(node: &Producer, now: SimTime) -> (usize, usize) {
    let copies = node.settings.count;
    let many = |state| {
        let clients = node.clients.as_ref();
        clients.map_or(0, |clients| clients.breakers(copies, state, now))
    };
    (many(BreakerState::Open), many(BreakerState::HalfOpen))
}

/// Says that breakers are open or half open; false if all are closed.
pub(super) fn words(
    picture: &mut Picture,
    node: &Producer,
    now: SimTime,
    at: Point,
    style: TextStyle,
) -> bool {
    let red = style.ink(Ink::Red);
    match (tripped(node, now), node.settings.count) {
        ((0, 0), _) => return false,
        ((1, _), 1) => picture.text(at, both("breaker open", "熔断"), red),
        (_, 1) => picture.text(at, both("half open", "半开"), style),
        ((0, half), _) => {
            let half = Count(half as f64);
            picture.text(at, say!("{half} half open", "{half} 个半开"; half), style);
        }
        ((open, _), _) => {
            let open = Count(open as f64);
            picture.text(at, say!("{open} open", "{open} 个熔断"; open), red);
        }
    }
    true
}

/// Draws the switch with its middle at `at`: shut, raised, or half raised.
pub(super) fn switch(picture: &mut Picture, node: &Producer, now: SimTime, at: Point) {
    if node
        .settings
        .client
        .as_ref()
        .is_none_or(|client| client.breaker.is_none())
    {
        return;
    }
    let (rise, ink) = match tripped(node, now) {
        (0, 0) => (0.0, Ink::Dim),
        (0, _) => (3.0, Ink::Dim),
        _ => (6.5, Ink::Red),
    };
    let (from, to) = (pt(at.x - 6.0, at.y), pt(at.x + 6.0, at.y));
    picture.line(from, pt(to.x, to.y - rise), ink.stroke(1.6).round());
    for end in [from, to] {
        picture.circle(end, 1.8, ink);
    }
}
