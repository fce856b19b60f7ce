//! The stage says what the engine says, stays within its frame, and costs nothing once warm.

mod extent;
mod page;
mod scenes;
mod systems;

use self::extent::Extent;
use self::page::{FRAME, Page, preset, system};
use crate::draw::{Point, Rect, pt};
use crate::session::{Command, Speed};
use serde_json::json;

/// Systems of many sizes, widths and paces, some frames after their start.
fn pages() -> impl Iterator<Item = Page> {
    let sizes = [
        (1, 1, 1, None, 0.0),
        (1, 1, 4, Some(20), 0.0),
        (1, 1, 4, Some(20), 0.01),
        (2, 1, 0, Some(3), 0.0),
        (3, 1, 9, Some(1000), 0.002),
        (6, 2, 5, Some(45), 0.0),
        (6, 3, 30, None, 0.0),
        (4, 3, 80, Some(0), 0.001),
        (12, 1, 60, Some(60), 0.0),
    ];
    let widths = [
        340.0, 358.0, 412.0, 560.0, 639.0, 640.0, 700.0, 820.0, 1064.0, 1400.0,
    ];
    let all = move |width| {
        sizes.into_iter().flat_map(move |(p, q, w, bound, hold)| {
            [0.3, 60.0].map(|speed| Page::new(system(p, q, w, bound, hold), width).at_speed(speed))
        })
    };
    widths.into_iter().flat_map(all)
}

#[test]
fn nothing_leaves_the_stage_and_no_words_overlap() {
    for mut page in pages() {
        page.frames(50);
        let height = page.frame();
        let extent = Extent::of(&page.picture);
        let frame = Rect::new(0.0, 0.0, page.width, height).inset(-0.01);
        let name = format!("{} wide, {:?}", page.width, page.stage.outline);
        for part in &extent.boxes {
            let inside = frame.contains(pt(part.x, part.y))
                && frame.contains(pt(part.right(), part.bottom()));
            assert!(inside, "{part:?} is outside of {frame:?}: {name}");
        }
        for (index, (one, words)) in extent.texts.iter().enumerate() {
            for (other, others) in &extent.texts[index + 1..] {
                assert!(
                    !one.overlaps(*other),
                    "{words:?} and {others:?} overlap: {name}"
                );
            }
        }
    }
}

#[test]
fn slots_hold_exactly_the_ready_messages() {
    for slug in ["work-queue", "overload", "article"] {
        let mut page = Page::new(preset(slug), 1064.0);
        page.reduced_motion = true;
        for _ in 0..1500 {
            page.frame();
            let ready = page.live.world().queues()[0].ready.len();
            let visible = page.stage.layout.queues[0].track.visible;
            assert_eq!(page.marks_in(0), ready.min(visible), "{slug}");
        }
    }
}

#[test]
fn what_travels_is_in_no_slot_and_in_the_trace() {
    for (width, speed) in [(1064.0, 1.0), (358.0, 2.0)] {
        let mut page = Page::new(preset("overload"), width).at_speed(speed);
        let mut travelled = 0;
        for _ in 0..1500 {
            page.frame();
            let (world, motion) = (page.live.world(), &page.stage.motion);
            let pill = page.stage.layout.queues[0].pill;
            let passing = motion
                .travellers()
                .iter()
                .filter(|mover| pill.contains(motion.place(mover, &page.stage.layout)));
            let ready = world.queues()[0].ready.by_age(world.messages());
            let numbers = ready.map(|id| world.message(id).number);
            let standing = numbers.filter(|number| !motion.carries(*number)).count();
            assert_eq!(page.marks_in(0), standing + passing.count());
            let trace = world.trace().expect("a trace");
            for mover in motion.travellers() {
                travelled += 1;
                assert!(trace.since(0).any(|entry| entry.message == mover.number));
            }
        }
        assert!(travelled > 1000);
    }
}

#[test]
fn news_never_make_a_mark_jump() {
    let mut page = Page::new(system(3, 1, 4, Some(20), 0.004), 1064.0);
    let places = |page: &Page| -> Vec<(u64, Point)> {
        let motion = &page.stage.motion;
        let place = |mover| motion.place(mover, &page.stage.layout);
        motion
            .travellers()
            .iter()
            .map(|mover| (mover.number, place(mover)))
            .collect()
    };
    for _ in 0..900 {
        page.frame();
        let before = places(&page);
        // Simulated time goes on, wall time does not.
        page.live.tick(FRAME, || true);
        page.draw();
        for (number, at) in places(&page) {
            if let Some((_, was)) = before.iter().find(|(known, _)| *known == number) {
                let moved = (at.x - was.x).hypot(at.y - was.y);
                assert!(moved < 0.5, "message {number} jumped by {moved}");
            }
        }
    }
}

#[test]
fn the_same_run_gives_the_same_pictures() {
    let svg = || {
        let mut page = Page::new(system(3, 2, 4, Some(20), 0.01), 1064.0);
        page.frames(200);
        format!("{:?}", page.picture.shapes())
    };
    assert_eq!(svg(), svg());
}

#[test]
fn a_warm_stage_allocates_nothing() {
    for speed in [1.0, 50.0] {
        let mut page = Page::new(preset("overload"), 1064.0).at_speed(speed);
        page.frames(2000);
        let before = (page.picture.capacity(), page.stage.motion.capacity());
        page.frames(1000);
        assert_eq!(
            (page.picture.capacity(), page.stage.motion.capacity()),
            before
        );
    }
}

#[test]
fn reduced_motion_moves_nothing() {
    let mut page = Page::new(preset("overload"), 1064.0);
    page.reduced_motion = true;
    for _ in 0..600 {
        page.frame();
        assert!(page.stage.motion.travellers().is_empty());
        assert!(
            page.stage
                .motion
                .queues
                .iter()
                .all(|queue| !queue.slots.is_going_on())
        );
    }
}

#[test]
fn a_pause_comes_to_rest() {
    for speed in [1.0, 100.0] {
        let mut page = Page::new(preset("overload"), 1064.0).at_speed(speed);
        page.frames(300);
        assert!(page.stage.is_moving() || !page.stage.pulse.shows_marks());
        page.live.obey(Command::Pause).expect("pauses");
        page.frames(180);
        assert!(!page.stage.is_moving(), "at {speed}");
        assert!(page.stage.pulse.shows_marks());
        let still = format!("{:?}", page.picture.shapes());
        page.frames(60);
        assert_eq!(format!("{:?}", page.picture.shapes()), still);
    }
}

#[test]
fn a_step_moves_what_its_event_moved() {
    let mut page = Page::new(preset("work-queue"), 1064.0);
    page.live.obey(Command::Pause).expect("pauses");
    page.frames(3);
    let mut moved = 0;
    for _ in 0..40 {
        let seen = page.live.world().trace().expect("a trace").recorded();
        page.live.obey(Command::Step).expect("steps");
        page.frame();
        let trace = page.live.world().trace().expect("a trace");
        for mover in page.stage.motion.travellers() {
            assert!(trace.since(seen).any(|entry| entry.message == mover.number));
            moved += 1;
        }
        page.frames(120);
        assert!(!page.stage.is_moving());
    }
    assert!(moved >= 20);
}

#[test]
fn fast_runs_turn_into_flows_and_back() {
    let mut page = Page::new(preset("work-queue"), 1064.0);
    page.frames(120);
    assert!(page.stage.pulse.shows_marks() && page.stage.pulse.flow == 0.0);
    page.live
        .obey(Command::Pace(Speed::Times(100.0)))
        .expect("a speed");
    page.frames(120);
    assert!(page.stage.pulse.flow == 1.0 && page.stage.motion.travellers().is_empty());
    assert!(page.says("average of late"));
    page.live
        .obey(Command::Pace(Speed::Times(1.0)))
        .expect("a speed");
    page.frames(400);
    assert!(page.stage.pulse.flow == 0.0);
}

#[test]
fn another_run_begins_with_nothing_on_its_way() {
    let mut page = Page::new(preset("overload"), 1064.0);
    page.frames(400);
    assert!(page.stage.is_moving());
    page.live.obey(Command::Pause).expect("pauses");
    page.live.obey(Command::Reset).expect("resets");
    page.stage.forget();
    page.draw();
    assert!(page.stage.motion.travellers().is_empty() && page.says("nothing published yet"));
    // Even if nobody says so, time that goes back is another run.
    page.live.obey(Command::Play).expect("plays");
    page.frames(400);
    page.live.obey(Command::Reset).expect("resets");
    page.draw();
    assert!(page.stage.motion.travellers().is_empty());
    page.live = system(6, 3, 2, None, 0.0);
    page.frames(100);
    page.live = preset("overload");
    page.frames(100);
}

#[test]
fn workers_taken_away_finish_and_then_leave() {
    let mut page = Page::new(preset("overload"), 358.0);
    page.frames(600);
    let edit = Command::Edit {
        path: "consumers[0].count".to_owned(),
        value: json!(1),
    };
    page.live.obey(edit).expect("an edit");
    page.frames(2);
    assert!(page.says("worker 4") && page.says("last one"));
    page.frames(3000);
    assert!(!page.says("worker 4") && !page.says("last one"));
}

#[test]
fn what_is_missing_is_said() {
    let mut page = Page::new(system(2, 1, 0, None, 0.0), 1064.0);
    page.draw();
    assert!(page.says("nothing published yet") && page.says("nobody takes them"));
    let edit = Command::Edit {
        path: "producers[0].arrivals.rate".to_owned(),
        value: json!(0),
    };
    page.live.obey(edit).expect("an edit");
    page.frame();
    assert!(page.says("silent"));
    let mut page = Page::new(preset("article"), 1064.0).at_speed(10.0);
    page.frames(200);
    assert!(page.says("finished") && page.says("10 of 10") && page.says("idle"));
}
