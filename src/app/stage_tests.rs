//! The stage under a hand: what is chosen is followed, what is built runs.

use super::chosen::Panel;
use super::ledger::{Ledger, Stay};
use super::{Action, Lab, View};
use crate::draw::Target;
use crate::scenario::preset::Preset;
use crate::scenario::{BuildStep, Node};
use crate::words::Language;

fn ledger(lab: &Lab) -> Ledger {
    match Panel::of(lab) {
        Some(Panel::Message(ledger)) => ledger,
        other => panic!("no ledger but {other:?}"),
    }
}

fn first_waiting(lab: &Lab) -> Option<u64> {
    let world = lab.live().world();
    let id = world.queues()[0].ready.oldest()?;
    Some(world.message(id).number)
}

#[test]
fn a_chosen_message_is_followed_until_it_has_left_and_its_parts_are_its_time() {
    let mut lab = Lab::open("overload");
    lab.tick(8.0, || true);
    let number = first_waiting(&lab).expect("one waits");
    lab.act(Action::Choose(Some(Target::Message(number))));
    let first = ledger(&lab);
    assert_eq!(
        (first.number, first.gone, first.attempts),
        (number, false, 0)
    );
    assert!(first.parts.iter().any(|part| part.stay == Stay::Waiting));
    // So fast that the trace has long forgotten it.
    lab.act(Action::Speed(1.0));
    let mut slices = 400;
    while slices > 0 {
        lab.tick(0.1, || {
            slices -= 1;
            slices % 40 > 0
        });
    }
    let last = ledger(&lab);
    assert!(last.gone, "{last:?}");
    assert_eq!((last.attempts, last.parts.len()), (1, 2));
    let texts: Vec<&str> = last.lines.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts[..2], ["published", "accepted by orders"]);
    assert!(texts[3].starts_with("done by"), "{texts:?}");
    let steps = lab.live().world().trace().and_then(|trace| trace.watched());
    let steps = steps.expect("it is watched").kept();
    let whole = steps[3].time.since(steps[0].time).secs();
    let parts: f64 = last.parts.iter().map(|part| part.lasts).sum();
    assert!((parts - whole).abs() < 1e-9, "{parts} of {whole}");
}

#[test]
fn watching_a_message_changes_nothing_of_the_run() {
    let run = |watch: bool| {
        let mut lab = Lab::open("retries");
        lab.tick(3.0, || true);
        if watch {
            lab.act(Action::Choose(Some(Target::Message(2))));
        }
        lab.tick(30.0, || true);
        lab.live().world().ledger()
    };
    assert_eq!(run(true), run(false));
}

#[test]
fn every_preset_is_taken_apart_to_nothing_and_the_page_says_what_it_can() {
    for preset in Preset::all() {
        let mut lab = Lab::open(preset.slug);
        for language in Language::ALL {
            lab.act(Action::Language(language));
            for node in [Node::Consumer(0), Node::Producer(0), Node::Queue(0)] {
                while lab
                    .live()
                    .scenario()
                    .built(&BuildStep::Delete(node))
                    .is_ok()
                {
                    lab.tick(0.5, || true);
                    lab.act(Action::Build(BuildStep::Delete(node)));
                    let _ = View::of(&lab, None);
                    let _ = View::of(&lab, Some(0.1));
                }
            }
            assert!(View::of(&lab, None).spots.is_empty(), "{}", preset.slug);
            lab.act(Action::Build(BuildStep::AddProducer { to: None }));
            lab.act(Action::Build(BuildStep::AddConsumer { from: None }));
            lab.tick(30.0, || true);
            assert!(lab.live().world().ledger().settled > 5);
            let view = View::of(&lab, None);
            assert_eq!(view.spots.len(), 3);
            assert_eq!(view.chosen, Some(Target::Group(0)));
        }
    }
}

#[test]
fn what_is_in_the_way_of_building_is_said_and_the_run_goes_on() {
    let mut lab = Lab::open("work-queue");
    lab.tick(2.0, || true);
    let (runs, now) = (lab.runs(), lab.live().now());
    lab.act(Action::Choose(Some(Target::Queue(0))));
    lab.act(Action::Build(BuildStep::Delete(Node::Queue(0))));
    assert_eq!((lab.runs(), lab.live().now()), (runs, now));
    let Some(Panel::Node(panel)) = Panel::of(&lab) else {
        panic!("the queue is no longer chosen");
    };
    assert!(panel.problem.contains("web, workers"), "{}", panel.problem);
    // Connected to where it leads already, nothing changes.
    lab.act(Action::Build(BuildStep::SendTo {
        producer: 0,
        queue: 0,
    }));
    assert_eq!(lab.runs(), runs);
}

#[test]
fn every_mark_is_explained_in_both_languages() {
    for preset in Preset::all() {
        let mut lab = Lab::open(preset.slug);
        lab.tick(20.0, || true);
        let world = lab.live().world();
        let mut targets = vec![Target::Lock(0), Target::Refused(0)];
        for place in 0..world.producers().len() {
            targets.extend([Target::Producer(place), Target::Rate(place)]);
        }
        for place in 0..world.queues().len() {
            targets.extend([Target::Queue(place), Target::Bound(place)]);
        }
        for place in 0..world.consumers().len() {
            targets.extend([
                Target::Group(place),
                Target::More(place),
                Target::Fewer(place),
            ]);
            targets.push(Target::Worker(place, 0));
        }
        targets.extend(first_waiting(&lab).map(Target::Message));
        for target in targets {
            let of = |language| super::tip::of(lab.live(), target, language).expect("it is there");
            let (english, chinese) = (of(Language::English), of(Language::Chinese));
            assert!(!english.title.is_empty() && !english.text.is_empty());
            assert_ne!(english.text, chinese.text, "{target:?}");
        }
        assert_eq!(
            super::tip::of(lab.live(), Target::Queue(99), Language::English),
            None
        );
    }
}
