//! What is written beside a worker.

use super::caption::{FIGURE, MINOR};
use super::group_place::{GroupPlace, Level};
use super::pulse::seconds;
use super::workers::GroupView;
use crate::broker::consumer::{Activity, Worker};
use crate::broker::settings::Intake;
use crate::draw::{Anchor, Duration, Picture, Point, TextStyle, pt};
use crate::words::{Language, Say, both, say};
use std::fmt;

impl GroupView<'_> {
    /// Writes who a worker is and what it is at.
    pub(super) fn words(
        &self,
        picture: &mut Picture,
        place: &GroupPlace,
        index: usize,
        worker: &Worker,
    ) {
        let (at, r) = (place.worker(index), place.radius);
        let left = place.tree && place.cols == 2 && index.is_multiple_of(2);
        let side = if left { -1.0 } else { 1.0 };
        let anchor = if left { Anchor::End } else { Anchor::Start };
        let x = at.x + side * (r + 11.0);
        let number = index + 1;
        let name = TextStyle { anchor, ..MINOR };
        let state = TextStyle { anchor, ..FIGURE };
        match place.level {
            Level::Large => {
                picture.text(
                    pt(x, at.y - 3.5 + 8.0 * self.flow),
                    say!("worker {number}", "工作者 {number}"),
                    name,
                );
                self.state(picture, pt(x, at.y + 13.5), index, worker, state);
            }
            Level::Small => {
                let y = FIGURE.baseline(at.y);
                let numbered = place.frame.w > 150.0;
                if numbered {
                    picture.text_fmt(pt(x, y), format_args!("{number}"), name);
                }
                let x = if numbered { x + 20.0 } else { x };
                self.state(picture, pt(x, y), index, worker, state);
            }
            _ => {}
        }
    }

    fn state(
        &self,
        picture: &mut Picture,
        at: Point,
        index: usize,
        worker: &Worker,
        style: TextStyle,
    ) {
        // States that come and go faster than one can read are left to the group's figures.
        let style = style.alpha((1.0 - 2.0 * self.flow).max(0.0));
        let now = self.world.now();
        let surplus = index >= self.node().wanted;
        match worker.activity {
            _ if style.alpha == 0.0 => {}
            Activity::Working { since, until, .. } => {
                let left = Left {
                    left: seconds(until, now),
                    whole: seconds(until, since),
                };
                if surplus {
                    picture.text(
                        at,
                        say!("last one, {left}", "最后一条，{left}"; left),
                        style,
                    );
                } else {
                    picture.text(at, say!("{left} left", "剩 {left}"; left), style);
                }
            }
            Activity::Sleeping { until } => {
                let left = Left {
                    left: seconds(until, now),
                    whole: self.interval(),
                };
                picture.text(at, say!("polls in {left}", "{left} 后轮询"; left), style);
            }
            Activity::Taking { .. } => picture.text(at, both("taking", "正在取"), style),
            Activity::Forwarding { .. } => picture.text(at, both("held up", "受阻"), style),
            Activity::Suspended { .. } | Activity::Down => {
                picture.text(at, both("down", "停机"), style)
            }
            Activity::Starting { until } => {
                let left = Left {
                    left: seconds(until, now),
                    whole: self.start_up(),
                };
                picture.text(at, say!("starts in {left}", "{left} 后启动"; left), style);
            }
            Activity::Cut => picture.text(at, both("no broker", "代理停机"), style),
            Activity::Batching { since, until } => {
                let many = worker.batch.as_ref().map_or(0, |it| it.messages().len());
                let left = Left {
                    left: seconds(until, now),
                    whole: seconds(until, since),
                };
                picture.text(
                    at,
                    say!("{many} in {left}", "{many} 条，剩 {left}"; many, left),
                    style,
                );
            }
            Activity::Full => self.at_once(picture, at, worker, style),
            Activity::Blocked if worker.share.as_ref().is_some_and(|share| !share.is_empty()) => {
                self.at_once(picture, at, worker, style);
            }
            Activity::Blocked if gathered(worker) > 0 => {
                let many = gathered(worker);
                picture.text(at, say!("gathers, {many}", "凑批，{many} 条"; many), style);
            }
            Activity::Blocked | Activity::Stopped => picture.text(at, both("idle", "空闲"), style),
        }
    }

    /// How many messages a worker divides its speed among, or has in hand.
    fn at_once(&self, picture: &mut Picture, at: Point, worker: &Worker, style: TextStyle) {
        let many = worker.share.as_ref().map_or(0, |share| share.len());
        if worker
            .share
            .as_ref()
            .is_some_and(|share| share.is_in_turn())
        {
            return picture.text(at, say!("{many} in hand", "手中 {many} 条"), style);
        }
        picture.text(at, say!("{many} at once", "同时 {many} 条"), style);
    }

    /// Seconds that an added worker takes to start.
    pub(super) fn start_up(&self) -> f64 {
        let scale = self.node().settings.autoscale;
        scale.map_or(0.0, |scale| scale.start_up.secs())
    }

    /// Seconds between two looks of a polling worker.
    fn interval(&self) -> f64 {
        match self.node().settings.intake {
            Intake::Push => 0.0,
            Intake::Poll(interval) => interval.secs(),
        }
    }
}

/// Time left, with steady digits: hundredths of a second, unless all of it is shorter than some of those.
struct Left {
    left: f64,
    whole: f64,
}

impl Say for Left {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.left < 9.995 && self.whole >= 0.2 {
            write!(f, "{:.2} s", self.left)
        } else {
            Duration(self.left).say(language, f)
        }
    }
}

/// Messages that a worker has gathered for its next batch.
fn gathered(worker: &Worker) -> usize {
    worker
        .batch
        .as_ref()
        .map_or(0, |batch| batch.messages().len())
}
