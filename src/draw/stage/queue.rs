//! A queue: its slots with what stands in them, head at the right, and figures.

use super::asked;
use super::caption::{FIGURE, NAME, SMALL, fitted};
use super::line::in_line;
use super::motion::Motion;
use super::places::QueuePlace;
use super::pulse::{QueuePulse, seconds};
use super::traveller::Standing;
use super::{age, aside};
use crate::broker::World;
use crate::broker::queue::Queue;
use crate::draw::{Count, Cubic, Duration, Ink, Mark, Picture, Point, Rect, Target, pt};
use crate::words::{Language, Say, both, say};

/// What is drawn of one queue.
pub(super) struct QueueView<'a> {
    /// Its place among the queues.
    pub index: usize,
    /// Its name.
    pub id: &'a str,
    /// The system.
    pub world: &'a World,
    /// What moves.
    pub motion: &'a Motion,
    /// What went on of late.
    pub pulse: &'a QueuePulse,
    /// From 0, single messages, to 1, flows.
    pub flow: f32,
}

impl QueueView<'_> {
    /// Draws its pill, slots, marks and words.
    pub fn draw(&self, picture: &mut Picture, place: &QueuePlace) {
        let pill = place.pill;
        let radius = if place.track.rows == 1 { 15.0 } else { 18.0 };
        let edge = if self.world.is_down() {
            Ink::Red.stroke(1.6).dashed()
        } else {
            Ink::Line.stroke(1.0)
        };
        picture.rect(pill, radius, (Ink::Soft.fill(), edge));
        picture.region(pill, Target::Queue(self.index));
        grip(picture, pill, self.index);
        turns(picture, place);
        self.slots(picture, place);
        if self.flow > 0.0 {
            self.heat(picture, place);
        }
        if self.flow < 1.0 {
            self.reserved(picture, place);
            self.marks(picture, place);
            self.line(picture, place);
        }
        self.title(picture, place);
        self.ends(picture, place);
        if let Some(later) = place.later {
            let alpha = 1.0 - self.flow;
            aside::later(picture, self.world, self.motion, self.index, later, alpha);
        }
    }

    fn node(&self) -> &Queue {
        &self.world.queues()[self.index]
    }

    /// Empty slots: boxes where the queue has a bound, mere points where it has none.
    fn slots(&self, picture: &mut Picture, place: &QueuePlace) {
        let (w, h) = place.track.slot_size();
        let bounded = self.node().settings.max_ready.is_some();
        for slot in 0..place.track.visible {
            let at = place.track.slot(slot);
            if bounded {
                picture.rect(crisp(at, w, h), 3.5, (Ink::Card, Ink::Line.stroke(1.0)));
            } else {
                picture.circle(at, 1.6, Ink::Edge);
            }
        }
    }

    /// For how much of the time each slot is taken.
    fn heat(&self, picture: &mut Picture, place: &QueuePlace) {
        let (w, h) = place.track.slot_size();
        for (slot, heat) in self.pulse.heat.iter().enumerate() {
            if *heat > 0.01 {
                let rect = crisp(place.track.slot(slot), w, h);
                let fill = Ink::Dim.fill().alpha(0.62 * heat * self.flow);
                picture.rect(rect.inset(2.5), 2.0, fill);
            }
        }
    }

    /// Slots whose message is still on its way to them.
    fn reserved(&self, picture: &mut Picture, place: &QueuePlace) {
        let (w, h) = place.track.slot_size();
        for mover in self.motion.travellers() {
            if let Standing::Slot(queue, slot) = mover.standing
                && queue == self.index
            {
                let rect = crisp(place.track.slot(slot), w, h);
                let stroke = Ink::of_class(mover.class as usize).stroke(1.2);
                picture.rect(rect, 3.5, stroke.alpha(0.8 * (1.0 - self.flow)));
            }
        }
    }

    /// Every ready message that has a slot and is not on its way.
    fn marks(&self, picture: &mut Picture, place: &QueuePlace) {
        let now = self.world.now();
        let stands = self.motion.queues[self.index].slots.all();
        for stand in stands {
            let message = self.world.message(stand.id);
            if !self.motion.carries(message.number) {
                let at = place.track.at(stand.at);
                let mark = Mark::of_class(message.producer as usize, at);
                let mark = if stand.again {
                    mark.ringed(Ink::Red)
                } else {
                    mark
                };
                let seen = age::freshness(message, now) * (1.0 - self.flow);
                let mark = mark.size(place.track.mark_size()).alpha(seen);
                picture.mark(mark);
                age::bar(picture, mark.alpha(1.0 - self.flow), message, now);
                asked::signs(picture, mark, message);
                let spot = Rect::around(at, place.track.mark_size(), place.track.mark_size());
                picture.region(spot, Target::Message(message.number));
            }
        }
    }

    /// Those who wait for the lock before the door.
    fn line(&self, picture: &mut Picture, place: &QueuePlace) {
        let shift = self.motion.queues[self.index].line.shift;
        for (number, id) in
            in_line(self.world, self.index).take_while(|(n, _)| *n < place.lane_room)
        {
            let message = self.world.message(id);
            if !self.motion.carries(message.number) {
                let at = place.in_lane(number as f32 + shift);
                let mark = Mark::of_class(message.producer as usize, at);
                picture.mark(mark.size(place.track.mark_size()).alpha(1.0 - self.flow));
                let spot = Rect::around(at, place.track.mark_size(), place.track.mark_size());
                picture.region(spot, Target::Message(message.number));
            }
        }
    }

    fn title(&self, picture: &mut Picture, place: &QueuePlace) {
        let inline = place.title_lines == 1;
        let aside = match (inline, place.terse) {
            (false, _) => 0.0,
            (true, false) => 250.0,
            (true, true) => 78.0,
        };
        let room = place.title_room - aside;
        let used = fitted(picture, place.title, self.id, NAME, room);
        let at = if inline {
            pt(place.title.x + used + 10.0, place.title.y)
        } else {
            pt(place.title.x, place.title.y + 18.0)
        };
        if place.terse {
            self.terse_figures(picture, at);
        } else {
            self.figures(picture, at, place.title_lines == 3);
        }
    }

    /// How many are ready, where there is room for little more.
    fn terse_figures(&self, picture: &mut Picture, at: Point) {
        let queue = self.node();
        let of_late = self.flow > 0.5;
        let style = FIGURE.alpha((2.0 * self.flow - 1.0).abs());
        let ready = if of_late {
            tenths(self.pulse.ready)
        } else {
            queue.ready.len() as f64
        };
        match queue.settings.max_ready {
            Some(bound) => {
                let words = say!(
                    "{ready} of {bound}",
                    "{ready} / {bound}";
                    ready = Count(ready),
                    bound = Count(bound as f64)
                );
                picture.text(at, words, style);
            }
            None => {
                let words = say!("{ready} ready", "{ready} 条就绪"; ready = Count(ready));
                picture.text(at, words, style);
            }
        }
    }

    /// How many are ready, of how many, and for how long the first of them.
    fn figures(&self, picture: &mut Picture, at: Point, on_two_lines: bool) {
        let queue = self.node();
        let of_late = self.flow > 0.5;
        let alpha = (2.0 * self.flow - 1.0).abs();
        let style = FIGURE.alpha(alpha);
        if self.world.ledger().published == 0 {
            picture.text(at, both("nothing published yet", "尚未发布消息"), style);
            return;
        }
        let ready = if of_late {
            tenths(self.pulse.ready)
        } else {
            queue.ready.len() as f64
        };
        let bound = Bound(queue.settings.max_ready);
        let all = Count(ready);
        let plain = say!("{all} ready{bound}", "{all} 条就绪{bound}"; all, bound);
        let second = pt(at.x, at.y + 18.0);
        let oldest = queue
            .ready
            .oldest()
            .map(|id| self.world.message(id).published);
        match oldest.map(|then| Duration(seconds(self.world.now(), then))) {
            _ if of_late && on_two_lines => {
                picture.text(at, plain, style);
                picture.text(second, both("on average of late", "近期平均"), style);
            }
            _ if of_late => {
                let words = say!("{plain}, average of late", "{plain}，近期平均"; plain);
                picture.text(at, words, style);
            }
            Some(age) if on_two_lines => {
                picture.text(at, plain, style);
                picture.text(second, say!("oldest {age}", "最早的已等 {age}"; age), style);
            }
            Some(age) => {
                let words = say!("{plain}, oldest {age}", "{plain}，最早的已等 {age}"; plain, age);
                picture.text(at, words, style);
            }
            None => {
                let words = say!("0 ready{bound}", "0 条就绪{bound}"; bound);
                picture.text(at, words, style);
            }
        }
    }

    fn ends(&self, picture: &mut Picture, place: &QueuePlace) {
        if place.terse {
            return;
        }
        let pill = place.pill;
        let below = pill.bottom() + 16.0;
        let tail = if place.track.rows > 1 {
            pill.y - 7.0
        } else {
            below
        };
        // Where there is little room, the number of those without a slot is worth more.
        if !place.is_narrow() || self.beyond(place) == 0 {
            let head = pt(pill.right() - 3.0, below);
            picture.text(head, both("head", "队首"), SMALL.end());
            picture.text(pt(pill.x + 3.0, tail), both("tail", "队尾"), SMALL);
        }
        if let Some(bar) = place.bar {
            self.backlog(picture, place, bar);
        }
    }
}

/// The end of the queue that can be pulled for more slots or fewer.
fn grip(picture: &mut Picture, pill: Rect, index: usize) {
    let middle = pill.centre().y;
    for x in [pill.x + 3.5, pill.x + 6.5] {
        let (from, to) = (pt(x, middle - 7.0), pt(x, middle + 7.0));
        picture.line(from, to, Ink::Edge.stroke(1.5).round());
    }
    let rect = Rect::new(pill.x - 6.0, pill.y, 16.0, pill.h);
    picture.region(rect, Target::Bound(index));
}

/// A number with one decimal at most.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A slot's box on whole pixels and a half.
fn crisp(at: Point, w: f32, h: f32) -> Rect {
    let (w, h) = (w.floor(), h.floor());
    Rect::new(
        (at.x - w / 2.0).floor() + 0.5,
        (at.y - h / 2.0).floor() + 0.5,
        w,
        h,
    )
}

/// Shows where a snake of slots goes on in the next row.
fn turns(picture: &mut Picture, place: &QueuePlace) {
    let track = &place.track;
    for row in 1..track.rows {
        let (a, b) = (
            track.slot(row * track.cols - 1),
            track.slot(row * track.cols),
        );
        let side = if row % 2 == 1 { -1.0 } else { 1.0 };
        let edge = a.x + side * (track.pitch / 2.0 + 1.0);
        let out = edge + side * 14.0;
        let curve = Cubic {
            from: pt(edge, a.y),
            c1: pt(out, a.y),
            c2: pt(out, b.y),
            to: pt(edge, b.y),
        };
        picture.curve(curve, Ink::Edge.stroke(1.4).round());
    }
}

/// What a queue can hold, after the number ready.
struct Bound(Option<usize>);

impl Say for Bound {
    fn say(&self, language: Language, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Some(1) => f.write_str(language.pick(" of 1 slot", "，共 1 个槽位")),
            Some(bound) => {
                let bound = Count(bound as f64);
                say!(" of {bound} slots", "，共 {bound} 个槽位"; bound).say(language, f)
            }
            None => f.write_str(language.pick(", no bound", "，无上限")),
        }
    }
}
