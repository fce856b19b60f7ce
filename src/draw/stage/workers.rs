//! A group of workers: what each is working on and how much of it is left.

use super::absent::{down, empty};
use super::age;
use super::asked;
use super::caption::{FIGURE, MINOR, NAME, fitted};
use super::check::tick;
use super::group_place::{GroupPlace, Level};
use super::motion::Motion;
use super::pulse::{NodePulse, roughly, seconds};
use super::way::turn;
use crate::broker::consumer::{Activity, Consumer, Worker};
use crate::broker::{Message, WorkerId, World};
use crate::draw::{
    Count, Duration, Ink, Mark, Number, Picture, Point, Rate, Rect, Ruler, Target, pt,
};
use crate::words::{Say, both, say};
use std::fmt;

/// What is drawn of one group.
pub(super) struct GroupView<'a> {
    /// Its place among the groups.
    pub index: usize,
    /// Its name.
    pub id: &'a str,
    /// The system.
    pub world: &'a World,
    /// What moves.
    pub motion: &'a Motion,
    /// What went on of late.
    pub pulse: NodePulse,
    /// The ink of shares that no single message has.
    pub ink: Ink,
    /// From 0, single messages, to 1, flows.
    pub flow: f32,
    /// Whether signs fade.
    pub fades: bool,
}

impl GroupView<'_> {
    /// Draws it.
    pub fn draw(&self, picture: &mut Picture, place: &GroupPlace) {
        picture.region(place.frame, Target::Group(self.index));
        self.title(picture, place);
        self.handles(picture, place);
        match place.level {
            Level::Empty => empty(picture, place),
            Level::Whole => self.whole(picture, place),
            Level::Grid => {
                picture.rect(place.frame, 12.0, (Ink::Soft, Ink::Line.stroke(1.0)));
                self.each(picture, place);
            }
            Level::Large | Level::Small | Level::Bare => self.each(picture, place),
        }
        self.checks(picture, place);
    }

    /// Its state.
    pub(super) fn node(&self) -> &Consumer {
        &self.world.consumers()[self.index]
    }

    fn title(&self, picture: &mut Picture, place: &GroupPlace) {
        let whole = place.name_room();
        let used = fitted(picture, place.title, self.id, NAME, whole);
        let inline = place.title_lines == 1;
        let at = if inline {
            pt(place.title.x + used + 10.0, place.title.y)
        } else {
            pt(place.title.x, place.title.y + 17.0)
        };
        let room = if inline {
            whole - used - 10.0
        } else {
            place.title_room
        };
        let alpha = (2.0 * self.flow - 1.0).abs();
        let style = FIGURE.alpha(alpha);
        let busy = Count(self.node().busy.level() as f64);
        let all = Count(self.node().capacity.level() as f64);
        let share = roughly(self.share());
        let rate = Rate(self.pulse.rate);
        let mut tell = |words: &dyn Say, ink: Ink| {
            let said = fmt::from_fn(|out| words.say(picture.language, out));
            let fits = Ruler::default().width_fmt(format_args!("{said}"), style) <= room;
            if fits {
                picture.text(at, words, style.ink(ink));
            }
            fits
        };
        let told = place.level == Level::Whole && inline;
        let slowness = self.node().slowness();
        match (place.level, self.flow > 0.5) {
            (Level::Empty, _) => {}
            _ if self.node().crashed => {
                tell(&both("crashed", "已崩溃"), Ink::Red);
            }
            _ if slowness != 1.0 => {
                let times = Number(slowness);
                tell(&say!("{times} × slower", "慢 {times} 倍"; times), Ink::Red);
            }
            (Level::Whole, false) if told => {}
            (Level::Whole, true) if told => {
                tell(&rate, style.ink);
            }
            (_, true)
                if place.tree
                    || !tell(
                        &say!("{share} busy, {rate}", "{share} 忙碌，{rate}"; share, rate),
                        style.ink,
                    ) =>
            {
                tell(&say!("{share} busy", "{share} 忙碌"; share), style.ink);
            }
            (_, true) => {}
            (_, false) => {
                if !tell(
                    &say!("{busy} of {all} busy", "{busy}/{all} 忙碌"; busy, all),
                    style.ink,
                ) {
                    tell(
                        &say!("{busy} of {all}", "{busy} / {all}"; busy, all),
                        style.ink,
                    );
                }
            }
        }
    }

    /// Minus and plus, at the end of the title, or above it where a name would have no room beside them.
    fn handles(&self, picture: &mut Picture, place: &GroupPlace) {
        let Point { x: right, y } = place.handles();
        let signs = [
            (right - 38.0, Target::Fewer(self.index)),
            (right - 11.5, Target::More(self.index)),
        ];
        for (x, target) in signs {
            let rect = Rect::around(pt(x, y), 22.0, 22.0);
            picture.rect(rect, 6.0, (Ink::Soft, Ink::Edge.stroke(1.0)));
            let stroke = Ink::Text.stroke(1.6).round();
            picture.line((x - 4.5, y), (x + 4.5, y), stroke);
            if matches!(target, Target::More(_)) {
                picture.line((x, y - 4.5), (x, y + 4.5), stroke);
            }
            picture.region(rect, target);
        }
    }

    /// The message that a worker has in hand can be asked about, unless it is still on its way.
    fn in_hand(&self, picture: &mut Picture, worker: &Worker, at: Point, r: f32) {
        let Some(id) = worker.message().filter(|_| self.flow < 1.0) else {
            return;
        };
        let number = self.world.message(id).number;
        if !self.motion.carries(number) {
            let size = (r * 0.5).max(4.5) * 2.0;
            picture.region(Rect::around(at, size, size), Target::Message(number));
        }
    }

    /// The share of workers busy of late.
    fn share(&self) -> f64 {
        let all = self.node().capacity.level().max(1) as f64;
        (self.pulse.busy / all).clamp(0.0, 1.0)
    }

    fn each(&self, picture: &mut Picture, place: &GroupPlace) {
        for (index, worker) in self.node().workers.iter().take(place.workers).enumerate() {
            let at = place.worker(index);
            if worker.activity != Activity::Stopped {
                let size = 2.0 * place.radius;
                picture.region(
                    Rect::around(at, size, size),
                    Target::Worker(self.index, index),
                );
                self.circle(picture, place, worker, at);
                self.in_hand(picture, worker, at, size / 2.0);
                self.words(picture, place, index, worker);
            }
        }
    }

    fn circle(&self, picture: &mut Picture, place: &GroupPlace, worker: &Worker, at: Point) {
        let r = place.radius;
        let marks = 1.0 - self.flow;
        match worker.activity {
            Activity::Working {
                message,
                since,
                until,
            } => {
                let message = self.world.message(message);
                let class = message.producer as usize;
                picture.circle(at, r, (Ink::Card, Ink::Edge.stroke(1.2)));
                let whole = seconds(until, since).max(1e-12);
                let left = turn(seconds(until, self.world.now()) / whole);
                let fill = Ink::of_class(class).fill().alpha(marks);
                picture.pie(at, r, left, fill);
                self.eye(picture, at, r, self.holds(message));
                if !self.motion.carries(message.number) {
                    let mark = Mark::of_class(class, at).size((r * 0.46).clamp(5.0, 11.0));
                    asked::signs(picture, mark.alpha(marks), message);
                }
                if r > 12.0 && self.flow < 1.0 {
                    let mark = Mark::of_class(class, at).size(r * 0.3).alpha(marks);
                    age::bar(picture, mark, message, self.world.now());
                }
            }
            Activity::Forwarding { message } => {
                picture.circle(at, r, (Ink::Card, Ink::Edge.stroke(1.2)));
                let message = self.world.message(message);
                picture.circle(at, r, Ink::Red.stroke(1.6).dashed().alpha(marks));
                self.eye(picture, at, r, self.holds(message));
            }
            Activity::Suspended { .. } | Activity::Down => down(picture, at, r, marks),
            Activity::Full => self.shared(picture, worker, at, r),
            Activity::Blocked if worker.share.as_ref().is_some_and(|share| !share.is_empty()) => {
                self.shared(picture, worker, at, r);
            }
            Activity::Sleeping { .. } | Activity::Blocked | Activity::Cut => {
                let stroke = Ink::Edge.stroke(1.4).dashed().alpha(marks);
                picture.circle(at, r, (Ink::Card.fill(), stroke));
            }
            Activity::Batching { since, until } => {
                self.batch(picture, worker, at, r, (since, until));
            }
            Activity::Starting { until } => self.starting(picture, at, r, until),
            Activity::Taking { .. } => {
                picture.circle(at, r, (Ink::Card, Ink::Dim.stroke(1.4)));
                picture.circle(at, 2.0, Ink::Dim.fill().alpha(marks));
            }
            Activity::Stopped => {}
        }
        if self.flow > 0.0 {
            self.busy_share(picture, at, r);
        }
    }

    /// The class of a message that has arrived at its worker, and whether it was delivered before.
    fn holds(&self, message: &Message) -> Option<(usize, bool)> {
        let here = !self.motion.carries(message.number);
        here.then_some((message.producer as usize, message.attempts > 1))
    }

    /// A worker that divides its speed: the pie is what is left of the message that is done next.
    fn shared(&self, picture: &mut Picture, worker: &Worker, at: Point, r: f32) {
        picture.circle(at, r, (Ink::Card, Ink::Edge.stroke(1.2)));
        let now = self.world.now();
        let first = worker
            .share
            .as_ref()
            .and_then(|share| share.progress(now).next());
        if let Some((message, done)) = first {
            let class = self.world.message(message).producer as usize;
            let fill = Ink::of_class(class).fill().alpha(1.0 - self.flow);
            picture.pie(at, r, turn(1.0 - done), fill);
            self.eye(picture, at, r, Some((class, false)));
        }
    }

    /// For what share of the time workers like this one were busy of late.
    fn busy_share(&self, picture: &mut Picture, at: Point, r: f32) {
        let alpha = self.flow;
        let ground = Ink::Card.fill().alpha(alpha);
        picture.circle(at, r, (ground, Ink::Edge.stroke(1.2).alpha(alpha)));
        let share = turn(self.share());
        picture.pie(at, r, share, self.ink.fill().alpha(0.75 * alpha));
        picture.circle(at, (r * 0.5).max(4.5), ground);
    }

    /// The middle of a busy worker: the message, or the place that waits for it while it is still on its way.
    fn eye(&self, picture: &mut Picture, at: Point, r: f32, held: Option<(usize, bool)>) {
        let marks = 1.0 - self.flow;
        let eye = (r * 0.5).max(4.5);
        picture.circle(at, eye, Ink::Card.fill().alpha(marks));
        if let Some((class, again)) = held {
            let size = (r * 0.46).clamp(5.0, 11.0);
            picture.mark(Mark::of_class(class, at).size(size).alpha(marks));
            if again {
                picture.circle(at, eye, Ink::Red.stroke(1.6).alpha(marks));
            }
        }
    }

    /// One circle for many workers.
    fn whole(&self, picture: &mut Picture, place: &GroupPlace) {
        picture.rect(place.frame, 12.0, (Ink::Soft, Ink::Line.stroke(1.0)));
        let (at, r) = (place.first, place.radius);
        let busy = self.node().busy.level() as f64;
        let all = self.node().capacity.level() as f64;
        let now = busy / all.max(1.0);
        let share = turn(now + (self.share() - now) * f64::from(self.flow));
        picture.circle(at, r, (Ink::Card, Ink::Edge.stroke(1.2)));
        picture.pie(at, r, share, self.ink.fill());
        picture.circle(at, r * 0.55, Ink::Soft);
        let x = at.x + r + 14.0;
        let alpha = (2.0 * self.flow - 1.0).abs();
        if place.frame.w < GroupPlace::NARROW {
            let mean = if self.flow > 0.5 {
                self.pulse.busy.round()
            } else {
                busy
            };
            let below = pt(at.x, place.frame.bottom() - 10.0);
            picture.text_fmt(
                below,
                format_args!("{}", Count(mean)),
                MINOR.middle().alpha(alpha),
            );
        } else if self.flow > 0.5 {
            let mean = Count(self.pulse.busy.round());
            let room = place.frame.right() - x;
            let all = Count(all);
            let words = say!("{mean} of {all} busy", "{mean}/{all} 忙碌"; mean, all);
            let said = words.to(picture.language);
            if Ruler::default().width_fmt(format_args!("{said}"), MINOR) <= room {
                picture.text(pt(x, at.y - 3.5), words, MINOR.alpha(alpha));
            } else {
                let words = say!("{mean} of {all}", "{mean} / {all}"; mean, all);
                picture.text(pt(x, at.y - 3.5), words, MINOR.alpha(alpha));
            }
            picture.text(
                pt(x, at.y + 14.0),
                both("average of late", "近期平均"),
                FIGURE.alpha(alpha),
            );
        } else {
            let words = say!(
                "{busy} of {all} busy",
                "{busy}/{all} 忙碌";
                busy = Count(busy),
                all = Count(all)
            );
            picture.text(pt(x, at.y - 3.5), words, MINOR.alpha(alpha));
            let mean = Duration(self.node().settings.service.mean());
            picture.text(
                pt(x, at.y + 14.0),
                say!("{mean} each", "每条 {mean}"; mean),
                FIGURE.alpha(alpha),
            );
        }
    }

    /// Signs of work done that fade.
    fn checks(&self, picture: &mut Picture, place: &GroupPlace) {
        for check in self.motion.checks.all() {
            let WorkerId { group, index } = check.worker;
            let index = index as usize;
            if group as usize != self.index || index >= place.workers {
                continue;
            }
            let seen = if self.fades { check.alpha() } else { 1.0 };
            let alpha = seen * (1.0 - self.flow);
            let (centre, r) = (place.worker(index), place.radius);
            let at = match place.level {
                Level::Large if !place.tree => pt(place.frame.x + 2.0 * r + 118.0, centre.y),
                Level::Small => pt(
                    (place.frame.x + 2.0 * r + 130.0).min(place.frame.right() - 8.0),
                    centre.y,
                ),
                Level::Whole => pt(place.frame.right() - 16.0, place.frame.y + 16.0),
                // Where a check mark would hide a neighbour, a ring must do.
                Level::Grid => {
                    picture.circle(centre, r + 1.2, Ink::Ok.stroke(2.2).alpha(alpha));
                    continue;
                }
                _ if index.is_multiple_of(2) && place.cols == 2 => {
                    pt(centre.x - r * 0.8, centre.y - r * 0.8)
                }
                _ => pt(centre.x + r * 0.8, centre.y - r * 0.8),
            };
            let size = if r > 15.0 { 6.0 } else { 4.5 };
            tick(picture, at, size, alpha);
        }
    }
}
