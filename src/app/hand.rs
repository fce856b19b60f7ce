//! What a hand does on the stage: it presses, drags and lets go, with a mouse, a finger or a pen. Pixels and
//! targets in, deeds out; no browser.

use super::action::Action;
use super::field::{Field, Input};
use super::number;
use super::selection::node;
use super::slider::Slider;
use crate::draw::{Point, Target, pt};
use crate::scenario::{BuildStep, Node, Scenario};

/// Pixels that a hand may tremble before it drags.
const TREMBLE: f32 = 5.0;
/// Pixels of dragging that double a rate.
const OCTAVE: f32 = 56.0;
/// Pixels of dragging for one slot.
const SLOT: f32 = 14.0;
/// The bound from which an endless queue is pulled in.
const FIRST_BOUND: f64 = 24.0;

/// What follows from a movement.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Nothing.
    Nothing,
    /// The page does this.
    Act(Action),
    /// The picture is moved by so many pixels.
    Pan(Point),
}

/// A press that has not been let go.
#[derive(Clone, Copy, Debug)]
struct Press {
    on: Option<Target>,
    from: Point,
    last: Point,
    drags: bool,
    /// The value of what is dragged when it was pressed.
    value: f64,
}

/// The hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hand {
    press: Option<Press>,
}

impl Hand {
    /// Presses at a place where this is drawn.
    pub fn press(&mut self, at: Point, on: Option<Target>, scenario: &Scenario) {
        self.press = Some(Press {
            on,
            from: at,
            last: at,
            drags: false,
            value: on.map_or(0.0, |on| value(on, scenario)),
        });
    }

    /// Moves there while it presses.
    pub fn drag(&mut self, at: Point) -> Deed {
        let Some(press) = &mut self.press else {
            return Deed::Nothing;
        };
        let far = (at.x - press.from.x).hypot(at.y - press.from.y);
        press.drags |= far > TREMBLE;
        let step = pt(at.x - press.last.x, at.y - press.last.y);
        press.last = at;
        if !press.drags {
            return Deed::Nothing;
        }
        // To the right and upwards is more.
        let more = (at.x - press.from.x) - (at.y - press.from.y);
        match press.on {
            Some(Target::Rate(place)) => {
                let rate = press.value * f64::from(more / OCTAVE).exp2();
                turn(Field::rate(place), round(rate.clamp(0.01, 1e6)))
            }
            Some(Target::Bound(place)) => {
                // The tail is at the left: pulled to the left there are more slots.
                let slots = press.value + f64::from((press.from.x - at.x) / SLOT).round();
                turn(Field::slots(place), slots.max(0.0))
            }
            None => Deed::Pan(step),
            Some(_) => Deed::Nothing,
        }
    }

    /// Lets go where `over` is drawn.
    pub fn release(&mut self, over: Option<Target>, scenario: &Scenario) -> Deed {
        let Some(press) = self.press.take() else {
            return Deed::Nothing;
        };
        if press.drags {
            let link = press.on.and_then(node).zip(over.and_then(node));
            let is_handle = matches!(press.on, Some(Target::Rate(_) | Target::Bound(_)));
            let step = link.filter(|_| !is_handle);
            let step = step.and_then(|(from, to)| connection(scenario, from, to));
            return step.map_or(Deed::Nothing, |step| Deed::Act(Action::Build(step)));
        }
        match press.on {
            Some(Target::More(place)) => workers(scenario, place, 1.0),
            Some(Target::Fewer(place)) => workers(scenario, place, -1.0),
            on => Deed::Act(Action::Choose(on)),
        }
    }

    /// Another finger came, or the browser took the pointer: nothing comes of the press.
    pub const fn cancel(&mut self) {
        self.press = None;
    }

    /// The node from which a connection is being pulled, and where its end is.
    #[must_use]
    pub fn pulls(&self) -> Option<(Target, Point)> {
        let press = self.press.filter(|press| press.drags)?;
        match press.on? {
            Target::Rate(_) | Target::Bound(_) | Target::Message(_) => None,
            on => Some((on.node()?, press.last)),
        }
    }

    /// What is held, once it is dragged.
    #[must_use]
    pub fn holds(&self) -> Option<Target> {
        self.press.filter(|press| press.drags)?.on
    }

    /// Whether it presses.
    #[must_use]
    pub const fn is_pressing(&self) -> bool {
        self.press.is_some()
    }
}

/// The step that connects two nodes in the direction in which messages go; none if they are connected so
/// already, or cannot be.
#[must_use]
pub fn connection(scenario: &Scenario, from: Node, to: Node) -> Option<BuildStep> {
    let name = |queue: usize| scenario.queues.get(queue).map(|queue| queue.id.as_str());
    match (from, to) {
        (Node::Producer(producer), Node::Queue(queue)) => {
            let is_new = Some(&*scenario.producers.get(producer)?.to) != name(queue);
            is_new.then_some(BuildStep::SendTo { producer, queue })
        }
        (Node::Queue(queue), Node::Consumer(consumer)) => {
            let is_new = Some(&*scenario.consumers.get(consumer)?.from) != name(queue);
            is_new.then_some(BuildStep::TakeFrom { consumer, queue })
        }
        (Node::Consumer(consumer), Node::Queue(queue)) => {
            let mut ways = scenario.consumers.get(consumer)?.forward_to.ways();
            let is_new = !ways.any(|(to, _)| Some(to) == name(queue));
            let queue = Some(queue);
            is_new.then_some(BuildStep::ForwardTo { consumer, queue })
        }
        (Node::Queue(queue), Node::Queue(to)) if queue != to => {
            let is_new = scenario.queues.get(queue)?.dead_letter.as_deref() != name(to);
            let to = Some(to);
            is_new.then_some(BuildStep::DeadLetter { queue, to })
        }
        _ => None,
    }
}

/// One worker more or less.
#[must_use]
pub fn workers(scenario: &Scenario, place: usize, by: f64) -> Deed {
    let now = scenario.consumers.get(place).map_or(0, |group| group.count);
    turn(Field::workers(place), (f64::from(now) + by).max(0.0))
}

fn turn(field: Field, value: f64) -> Deed {
    Deed::Act(Action::Turn(field, Input::Number(value)))
}

/// What a handle stands at.
fn value(handle: Target, scenario: &Scenario) -> f64 {
    match handle {
        Target::Rate(place) if place < scenario.producers.len() => {
            scenario.producers[place].arrivals.process.rate().max(0.01)
        }
        Target::Bound(place) => {
            let queue = scenario.queues.get(place);
            let bound = queue.and_then(|queue| queue.max_ready);
            bound.map_or(FIRST_BOUND, |bound| bound as f64)
        }
        _ => 0.0,
    }
}

/// To two digits that matter: what a hand can aim at.
fn round(value: f64) -> f64 {
    let unit = 10_f64.powi(value.abs().log10().floor() as i32 - 1);
    let rounded = (value / unit).round() * unit;
    // Without the digits of binary fractions.
    number::read(&format!("{rounded:.6}")).unwrap_or(rounded)
}

/// One step of the arrow keys on a handle.
#[must_use]
pub fn stepped(handle: Target, scenario: &Scenario, up: bool) -> Deed {
    let now = value(handle, scenario);
    match handle {
        Target::Rate(place) => {
            let slider = Slider::Ratios {
                min: 0.1,
                max: 100.0,
                zero: true,
            };
            let now = scenario.producers[place].arrivals.process.rate();
            turn(Field::rate(place), slider.stepped(now, up))
        }
        Target::Bound(place) => {
            let bound = now + if up { 1.0 } else { -1.0 };
            turn(Field::slots(place), bound.max(0.0))
        }
        _ => Deed::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::Preset;

    fn scenario(slug: &str) -> Scenario {
        Preset::find(slug).expect("a preset").scenario()
    }

    #[test]
    fn a_press_that_trembles_chooses() {
        let (mut hand, scenario) = (Hand::default(), scenario("work-queue"));
        hand.press(pt(10.0, 10.0), Some(Target::Message(3)), &scenario);
        assert_eq!(hand.drag(pt(12.0, 11.0)), Deed::Nothing);
        let deed = hand.release(Some(Target::Queue(0)), &scenario);
        assert_eq!(deed, Deed::Act(Action::Choose(Some(Target::Message(3)))));
    }

    #[test]
    fn a_rate_doubles_with_so_many_pixels_to_the_right_or_upwards() {
        let (mut hand, scenario) = (Hand::default(), scenario("overload"));
        let rate = scenario.producers[0].arrivals.process.rate();
        for at in [pt(OCTAVE, 0.0), pt(0.0, -OCTAVE)] {
            hand.press(pt(0.0, 0.0), Some(Target::Rate(0)), &scenario);
            assert_eq!(hand.drag(at), turn(Field::rate(0), 2.0 * rate));
        }
        assert_eq!(hand.release(None, &scenario), Deed::Nothing);
    }

    #[test]
    fn a_bound_grows_by_a_slot_for_each_that_it_is_pulled_to_the_left() {
        let (mut hand, scenario) = (Hand::default(), scenario("overload"));
        let bound = scenario.queues[0].max_ready.unwrap_or(0) as f64;
        hand.press(pt(100.0, 0.0), Some(Target::Bound(0)), &scenario);
        let deed = hand.drag(pt(100.0 - 3.0 * SLOT, 9.0));
        assert_eq!(deed, turn(Field::slots(0), bound + 3.0));
        assert_eq!(hand.drag(pt(9e3, 9.0)), turn(Field::slots(0), 0.0));
    }

    #[test]
    fn nodes_are_connected_in_the_direction_of_the_messages() {
        let (mut hand, scenario) = (Hand::default(), scenario("pipeline"));
        let mut pull = |from, to| {
            hand.press(pt(0.0, 0.0), Some(from), &scenario);
            hand.drag(pt(90.0, 0.0));
            hand.release(Some(to), &scenario)
        };
        let step = BuildStep::SendTo {
            producer: 0,
            queue: 1,
        };
        let deed = pull(Target::Producer(0), Target::Queue(1));
        assert_eq!(deed, Deed::Act(Action::Build(step)));
        // It sends there already.
        assert_eq!(pull(Target::Producer(0), Target::Queue(0)), Deed::Nothing);
        assert_eq!(pull(Target::Group(1), Target::Producer(0)), Deed::Nothing);
    }

    #[test]
    fn empty_ground_is_moved() {
        let (mut hand, scenario) = (Hand::default(), scenario("pipeline"));
        hand.press(pt(0.0, 0.0), None, &scenario);
        assert_eq!(hand.drag(pt(9.0, 0.0)), Deed::Pan(pt(9.0, 0.0)));
        assert_eq!(hand.drag(pt(9.0, 4.0)), Deed::Pan(pt(0.0, 4.0)));
    }
}
