//! A producer: its name, its rate, and when it publishes next.

use super::breaker;
use super::caption::{FIGURE, NAME, SMALL, fitted, width};
use super::places::ProducerPlace;
use super::pulse::seconds;
use super::way::turn;
use crate::broker::producer::Producer;
use crate::draw::{
    Cap, Count, Ink, Mark, Number, Picture, Point, Rate, Rect, Ruler, Stroke, Target, TextStyle, pt,
};
use crate::engine::SimTime;
use crate::scenario::document;
use crate::words::{Say, both, say};

/// What is drawn of one producer.
pub(super) struct ProducerView<'a> {
    /// Its place among the producers: its class.
    pub class: usize,
    /// Its state.
    pub node: &'a Producer,
    /// Its part of the document.
    pub document: &'a document::Producer,
    /// The current instant.
    pub now: SimTime,
    /// When its first copy published last.
    pub since: SimTime,
    /// From 0, single messages, to 1, flows.
    pub flow: f32,
}

impl ProducerView<'_> {
    /// Draws it.
    pub fn draw(&self, picture: &mut Picture, place: &ProducerPlace) {
        let frame = place.frame;
        picture.rect(frame, 10.0, (Ink::Soft, Ink::Line.stroke(1.0)));
        picture.region(frame, Target::Producer(self.class));
        let radius = if place.compact { 10.0 } else { 13.5 };
        let ring = pt(frame.right() - radius - 12.0, frame.centre().y);
        self.ring(picture, ring, radius);
        if !place.compact {
            let at = pt(ring.x, frame.bottom() - 5.0);
            breaker::switch(picture, self.node, self.now, at);
        }
        picture.region(Rect::around(ring, 28.0, 28.0), Target::Rate(self.class));
        let left = frame.x + 13.5;
        let room = ring.x - radius - 8.0 - left;
        if place.compact {
            self.line(picture, left, frame.centre().y, room);
        } else {
            self.lines(picture, left, frame.y, frame.h, room);
        }
    }

    /// One box for those for whom there is none.
    pub fn draw_rest(&self, picture: &mut Picture, place: &ProducerPlace, many: usize) {
        let frame = place.frame;
        picture.rect(frame, 10.0, (Ink::Soft, Ink::Line.stroke(1.0).dashed()));
        let at = pt(frame.x + 13.5, FIGURE.baseline(frame.centre().y));
        let words = say!("{many} more", "另有 {many} 个"; many = Count(many as f64));
        picture.text(at, words, FIGURE);
    }

    /// Name and rate side by side.
    fn line(&self, picture: &mut Picture, x: f32, y: f32, room: f32) {
        let style = TextStyle { size: 12.5, ..NAME };
        let at = pt(x, style.baseline(y));
        let rate = 44.0;
        let used = fitted(picture, at, &self.document.id, style, room);
        if used + 6.0 + rate <= room {
            self.rate(picture, pt(x + room, SMALL.baseline(y)), SMALL.end(), rate);
        }
    }

    /// Name, rate and progress one below the other.
    fn lines(&self, picture: &mut Picture, x: f32, top: f32, h: f32, room: f32) {
        let limited = self.node.settings.limit.is_some() && h > 60.0;
        let first = top + if limited { 21.0 } else { 22.0 };
        let copies = self.node.settings.count;
        let times = Count(copies as f64);
        let aside = if copies > 1 {
            6.0 + Ruler::default().width_fmt(format_args!("× {times}"), FIGURE)
        } else {
            0.0
        };
        let at = pt(x, first);
        // A name is worth more than how many copies there are; those are then told with their rate.
        let fits = width(&self.document.id, NAME) <= room - aside;
        let used = fitted(
            picture,
            at,
            &self.document.id,
            NAME,
            if fits { room - aside } else { room },
        );
        if copies > 1 && fits {
            let at = pt(x + used + 6.0, first);
            picture.text_fmt(at, format_args!("× {times}"), FIGURE);
        }
        let rate = self.document.arrivals.message_rate();
        let goes_on = rate > 0.0 && !self.node.is_exhausted() && self.held_up() == 0;
        if copies > 1 && !fits && goes_on {
            let words = say!("{times} × {rate}", "{times} × {rate}"; times, rate = Rate(rate));
            picture.text(pt(x, first + 18.0), words, SMALL);
        } else {
            self.rate(picture, pt(x, first + 18.0), FIGURE, room);
        }
        if let (true, Some(limit)) = (limited, self.node.settings.limit) {
            self.progress(picture, pt(x, first + 35.0), limit);
        }
    }

    fn rate(&self, picture: &mut Picture, at: Point, style: TextStyle, room: f32) {
        let rate = self.document.arrivals.message_rate();
        let copies = self.node.settings.count;
        let held_up = self.held_up();
        if breaker::words(picture, self.node, self.now, at, style) {
            return;
        }
        if copies == 0 {
            picture.text(at, both("no copies", "没有副本"), style);
        } else if held_up > 0 && copies == 1 {
            let words = both("held up", "受阻");
            picture.text(at, words, style.ink(Ink::Red));
        } else if held_up > 0 {
            let words = say!("{many} held up", "{many} 个受阻"; many = Count(held_up as f64));
            picture.text(at, words, style.ink(Ink::Red));
        } else if self.node.is_exhausted() {
            picture.text(at, both("finished", "已结束"), style);
        } else if rate <= 0.0 {
            picture.text(at, both("silent", "静默"), style);
        } else if self.node.factor() != 1.0 {
            let (rate, times) = (Rate(rate), Number(self.node.factor()));
            let words = say!("{rate} × {times}", "{rate} × {times}"; rate, times);
            picture.text(at, words, style.ink(Ink::Red));
        } else {
            let rate = Rate(rate);
            let each = say!("{rate} each", "每个 {rate}"; rate);
            let said = each.to(picture.language);
            if copies > 1 && Ruler::default().width_fmt(format_args!("{said}"), style) <= room {
                picture.text(at, each, style);
            } else {
                picture.text(at, rate, style);
            }
        }
    }

    /// Copies whose message a full queue does not take.
    fn held_up(&self) -> usize {
        let copies = self.node.copies.iter().take(self.node.settings.count);
        copies.filter(|copy| copy.at_door > 0).count()
    }

    fn progress(&self, picture: &mut Picture, at: Point, limit: u64) {
        let copies = &self.node.copies[..self.node.settings.count.min(self.node.copies.len())];
        let done: u64 = copies.iter().map(|copy| copy.published).sum();
        let all = limit as f64 * copies.len() as f64;
        let (done, all) = (Count(done as f64), Count(all));
        let words = say!("{done} of {all}", "{done} / {all}"; done, all);
        picture.text(at, words, FIGURE);
    }

    /// The ring fills until the first copy publishes; its mark is in the middle.
    fn ring(&self, picture: &mut Picture, at: Point, radius: f32) {
        let ink = Ink::of_class(self.class);
        let next = self.node.copies.first().and_then(|copy| copy.next);
        let alive = next.is_some() && self.node.settings.count > 0;
        let track = if alive { Ink::Line } else { Ink::Edge };
        let stroke = track.stroke(if alive { 3.0 } else { 1.2 });
        picture.circle(at, radius, if alive { stroke } else { stroke.dashed() });
        if let (true, Some(next)) = (alive, next) {
            let whole = seconds(next, self.since).max(1e-12);
            let left = seconds(next, self.now);
            let turn = turn(1.0 - left / whole);
            let arc = ink.stroke(3.0).alpha(1.0 - self.flow);
            let arc = if turn > 0.01 {
                Stroke {
                    cap: Cap::Round,
                    ..arc
                }
            } else {
                arc
            };
            picture.arc(at, radius, 0.0, turn, arc);
            if self.flow > 0.0 {
                picture.circle(at, radius, ink.stroke(3.0).alpha(0.45 * self.flow));
            }
        }
        let size = if radius > 12.0 { 10.0 } else { 8.0 };
        let mark = Mark::of_class(self.class, at).size(size);
        picture.mark(mark.alpha(if alive { 1.0 } else { 0.45 }));
    }
}
