//! Every kind of system: laid out without overlaps, and true to the engine.

use super::extent::Extent;
use super::page::Page;
use super::systems::{all, named};
use crate::broker::consumer::Activity;
use crate::draw::stage::outline::Loss;
use crate::draw::{Ink, Rect, Shape, pt};
use crate::words::Language;

#[test]
fn every_kind_of_system_fits_and_no_words_overlap() {
    let mut found = Vec::new();
    for language in [Language::English, Language::Chinese] {
        for width in [358.0, 700.0, 1034.0, 1400.0] {
            for speed in [1.0, 40.0] {
                for (name, live) in all() {
                    let mut page = Page::new(live, width).at_speed(speed);
                    page.picture.language = language;
                    page.frames(120);
                    let name = format!("{name} at {width}, {speed} times, {language:?}");
                    found.extend(faults(&mut page, &name));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What is outside of the stage, and what words overlap.
fn faults(page: &mut Page, name: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let height = page.frame();
    let scale = page.stage.scale();
    let extent = Extent::scaled(&page.picture, scale);
    let frame = Rect::new(0.0, 0.0, page.width, height).inset(-1.0);
    for part in &extent.boxes {
        let inside =
            frame.contains(pt(part.x, part.y)) && frame.contains(pt(part.right(), part.bottom()));
        if !inside {
            faults.push(format!("{part:?} is outside of {frame:?}: {name}"));
        }
    }
    for (index, (one, words)) in extent.texts.iter().enumerate() {
        for (other, others) in &extent.texts[index + 1..] {
            if one.overlaps(*other) {
                faults.push(format!("{words:?} and {others:?} overlap: {name}"));
            }
        }
    }
    faults
}

#[test]
fn nodes_stand_apart() {
    for width in [358.0, 700.0, 1034.0, 1400.0] {
        for (name, live) in all() {
            let mut page = Page::new(live, width);
            page.frame();
            let layout = &page.stage.layout;
            let producers = layout
                .producers
                .iter()
                .filter(|place| !place.hidden)
                .map(|place| place.frame);
            let queues = layout
                .queues
                .iter()
                .map(|place| place.tray.unwrap_or(place.pill));
            let later = layout.queues.iter().filter_map(|place| place.later);
            let groups = layout.groups.iter().map(|place| place.frame);
            let nodes: Vec<Rect> = producers.chain(queues).chain(later).chain(groups).collect();
            for (index, one) in nodes.iter().enumerate() {
                for other in &nodes[index + 1..] {
                    assert!(
                        !one.overlaps(*other),
                        "{one:?} and {other:?}: {name} at {width}"
                    );
                }
            }
        }
    }
}

#[test]
fn what_is_drawn_is_what_the_engine_holds() {
    for (name, live) in all() {
        // So wide that nothing is drawn smaller than it is laid out.
        let mut page = Page::new(live, 2400.0);
        page.reduced_motion = true;
        for _ in 0..400 {
            page.frame();
            if !page.stage.pulse.shows_marks() {
                continue;
            }
            let world = page.live.world();
            for (index, queue) in world.queues().iter().enumerate() {
                let place = &page.stage.layout.queues[index];
                if place.tray.is_some() {
                    continue;
                }
                let shown = queue.ready.len().min(place.track.visible);
                assert_eq!(
                    page.marks_in(index),
                    shown,
                    "{name}: ready in queue {index}"
                );
                let passage = world.queue_passage(index);
                let lost = [
                    passage.refused,
                    passage.evicted,
                    passage.expired,
                    passage.lost + passage.dead,
                    passage.shed,
                ];
                assert_eq!(page.stage.motion.queues[index].fallen, lost, "{name}");
            }
        }
    }
}

#[test]
fn no_worker_is_drawn_idle_beside_ready_messages() {
    for (name, live) in all() {
        let mut page = Page::new(live, 1034.0);
        for _ in 0..300 {
            page.frame();
            let world = page.live.world();
            for group in world.consumers() {
                let queue = &world.queues()[group.settings.from];
                let idle = group
                    .workers
                    .iter()
                    .filter(|worker| worker.activity == Activity::Blocked);
                let idle = idle.count().min(group.settings.count);
                assert!(queue.unclaimed() == 0 || idle == 0, "{name}");
            }
        }
    }
}

#[test]
fn what_is_handed_on_travels_along_its_link() {
    for name in ["five", "feedback", "mended"] {
        let mut page = Page::new(named(name), 1034.0);
        let mut crossed = 0;
        for _ in 0..900 {
            page.frame();
            let (layout, motion) = (&page.stage.layout, &page.stage.motion);
            for mover in motion.travellers() {
                let at = motion.place(mover, layout);
                let along = layout.links.iter().any(|link| {
                    (0..=64).any(|step| {
                        let on = link.way.at(step as f32 / 64.0);
                        (on.x - at.x).hypot(on.y - at.y) < 8.0
                    })
                });
                crossed += usize::from(along);
            }
        }
        assert!(crossed > 100, "{name}: {crossed}");
    }
}

#[test]
fn queues_stand_in_the_order_of_the_stream() {
    let x = |page: &Page, queue: usize| page.stage.layout.queues[queue].pill.x;
    for (name, order) in [
        ("five", vec![0, 1, 2, 3, 4]),
        ("skipping", vec![0, 1, 2, 3]),
        ("feedback", vec![0, 1]),
    ] {
        let mut page = Page::new(named(name), 1034.0);
        page.frame();
        for pair in order.windows(2) {
            assert!(x(&page, pair[0]) < x(&page, pair[1]), "{name}: {pair:?}");
        }
    }
    // What leads back runs below everything.
    let mut page = Page::new(named("feedback"), 1034.0);
    page.frame();
    let layout = &page.stage.layout;
    let lowest = layout
        .queues
        .iter()
        .map(|place| place.pill.bottom())
        .fold(0.0, f32::max);
    assert!(layout.links[1].way.at(0.5).y > lowest);
    // What only keeps failed messages is a box below the workers.
    let mut page = Page::new(named("redelivery"), 1034.0);
    page.frame();
    let layout = &page.stage.layout;
    let tray = layout.queues[1].tray.expect("a box");
    assert!(tray.y > layout.groups[0].frame.bottom());
}

#[test]
fn every_loss_has_a_pile_with_its_count() {
    for (name, loss, word) in [
        ("expiring", Loss::Expired, "expired"),
        ("dropping", Loss::Evicted, "dropped"),
        ("dropping", Loss::Failed, "lost"),
        ("groups", Loss::Refused, "refused"),
    ] {
        let mut page = Page::new(named(name), 1034.0).at_speed(3.0);
        page.frames(if name == "groups" { 6000 } else { 900 });
        let count = page.stage.motion.queues[0].fallen[loss as usize];
        if name == "groups" && count == 0 {
            continue;
        }
        assert!(count > 0, "{name}");
        assert!(
            page.says(&format!("{count} {word}")),
            "{name}: {count} {word}"
        );
    }
}

#[test]
fn failed_messages_wait_with_a_ring_and_come_back() {
    let mut page = Page::new(named("redelivery"), 1034.0);
    let mut waited = 0;
    for _ in 0..1200 {
        page.frame();
        let away = page.live.world().queues()[0].away;
        let seen = page.stage.motion.underway.waiting(0).count() as u64;
        assert_eq!(seen, away, "those that wait are those that are away");
        waited += away;
    }
    assert!(waited > 0);
    let rings = page
        .picture
        .shapes()
        .iter()
        .filter(|shape| matches!(shape, Shape::Mark(mark) if mark.ring == Some(Ink::Red)));
    assert!(rings.count() > 0);
    let world = page.live.world();
    assert!(world.queues()[1].kept > 0 && world.producers()[0].passage.dead > 0);
}

#[test]
fn who_waits_for_room_stands_at_the_door() {
    let mut page = Page::new(named("blocking"), 1034.0);
    page.reduced_motion = true;
    page.frames(600);
    let world = page.live.world();
    assert!(!world.queues()[0].door.is_empty());
    assert!(page.says("held up"));
    let place = &page.stage.layout.queues[0];
    let lane = Rect::new(place.door.x - 60.0, place.door.y - 6.0, 66.0, 12.0);
    let standing = page
        .picture
        .shapes()
        .iter()
        .filter(|shape| matches!(shape, Shape::Mark(mark) if lane.contains(mark.at)));
    assert_eq!(
        standing.count(),
        world.queues()[0].door.len().min(place.lane_room)
    );
}

#[test]
fn thousands_are_dots_and_cost_no_memory() {
    let mut page = Page::new(named("crowd"), 1034.0).at_speed(2.0);
    page.frames(240);
    let [dots, room] = page.stage.swarm.numbers();
    assert!(dots > 8_000, "{dots}");
    let capacity = page.picture.capacity();
    page.frames(240);
    let [dots, still] = page.stage.swarm.numbers();
    assert!(dots > 8_000 && still == room, "{dots}");
    assert_eq!(page.picture.capacity(), capacity);
}

#[test]
fn only_what_comes_from_one_producer_has_its_hue() {
    let mut page = Page::new(named("feedback"), 1034.0);
    page.frame();
    assert!(page.stage.inks.iter().all(|ink| *ink == Ink::Dim));
    let mut page = Page::new(named("five"), 1034.0);
    page.frame();
    assert!(page.stage.inks.iter().all(|ink| *ink == Ink::A));
}
