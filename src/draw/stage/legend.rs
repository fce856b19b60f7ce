//! The legend: which mark is whose, and what is done to it. Only what can be met in this system is in it.

use super::caption::{SMALL, fitted};
use super::layout::Layout;
use super::outline::{Loss, Outline};
use super::{age, asked};
use crate::draw::{Ink, Mark, Picture, pt};
use crate::scenario::Scenario;
use crate::words::{both, say};

/// The height of a row.
pub(super) const ROW: f32 = 22.0;
/// Rows at most.
const ROWS: usize = 3;
/// Classes that are named; there is a form and a hue for each.
const CLASSES: usize = 12;
/// The least width of an entry.
const PITCH: f32 = 112.0;

/// What a mark may say besides its class.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Again,
    Retry,
    Abandoned,
    Due,
    Fades,
    Lost,
}

fn signs(outline: &Outline) -> impl Iterator<Item = Sign> {
    let loses = outline
        .queues
        .iter()
        .any(|queue| Loss::ALL.iter().any(|loss| queue.loses[*loss as usize]));
    let expires = outline
        .queues
        .iter()
        .any(|queue| queue.loses[Loss::Expired as usize]);
    let all = [
        (Sign::Again, outline.redelivers),
        (Sign::Retry, outline.asks_again),
        (Sign::Abandoned, outline.waits),
        (Sign::Due, outline.deadlines),
        (Sign::Fades, expires),
        (Sign::Lost, loses),
    ];
    all.into_iter()
        .filter(|(_, met)| *met)
        .map(|(sign, _)| sign)
}

/// How many classes are named; a single one needs no name.
fn classes(outline: &Outline) -> usize {
    match outline.producers.len() {
        0 | 1 => 0,
        many => many.min(CLASSES),
    }
}

/// Entries of a legend beside each other.
fn columns(width: f32) -> usize {
    ((width - 40.0) / PITCH).max(1.0) as usize
}

/// How many rows it has.
pub(super) fn rows(outline: &Outline, width: f32) -> usize {
    let more = usize::from(outline.producers.len() > CLASSES);
    let entries = classes(outline) + more + signs(outline).count();
    entries.div_ceil(columns(width)).min(ROWS)
}

/// Draws it.
pub(super) fn draw(picture: &mut Picture, layout: &Layout, scenario: &Scenario) {
    let outline = layout.outline();
    let columns = columns(layout.width);
    let side = if layout.wide && layout.width >= 800.0 {
        28.0
    } else {
        20.0
    };
    let pitch = ((layout.width - 2.0 * side) / columns as f32).min(124.0);
    let place = |entry: usize| {
        let (row, col) = (entry / columns, entry % columns);
        pt(
            side + 6.0 + col as f32 * pitch,
            layout.legend + 9.0 + row as f32 * ROW,
        )
    };
    let room = (columns * ROWS).saturating_sub(1 + signs(outline).count());
    let shown = classes(outline).min(room);
    for (class, producer) in scenario.producers.iter().take(shown).enumerate() {
        let at = place(class);
        picture.mark(Mark::of_class(class, at).size(10.0));
        let text = pt(at.x + 13.0, SMALL.baseline(at.y));
        fitted(picture, text, &producer.id, SMALL, pitch - 26.0);
    }
    let mut entry = shown;
    if shown > 0 && shown < scenario.producers.len() {
        let at = place(entry);
        let more = scenario.producers.len() - shown;
        let words = say!("and {more} more", "另有 {more} 个");
        picture.text(pt(at.x, SMALL.baseline(at.y)), words, SMALL);
        entry += 1;
    }
    for sign in signs(outline) {
        let at = place(entry);
        let mark = Mark::of_class(0, at).size(10.0);
        let (mark, word) = match sign {
            Sign::Again => (
                mark.ink(Ink::Dim).ringed(Ink::Red),
                both("redelivered", "重投"),
            ),
            Sign::Retry => (
                mark.ink(Ink::Dim).size(8.0),
                both("asked again", "再次请求"),
            ),
            Sign::Abandoned => (mark.ink(Ink::Dim), both("timed out", "已超时")),
            Sign::Due => (
                mark.ink(Ink::Dim).size(7.0),
                both("time to deadline", "距截止时间"),
            ),
            Sign::Fades => (
                mark.ink(Ink::Dim).alpha(0.4),
                both("soon to expire", "即将过期"),
            ),
            Sign::Lost => (mark.outlined().ink(Ink::Red), both("lost", "丢失")),
        };
        if sign == Sign::Due {
            age::used_bar(picture, (at.x, at.y + 4.2), 0.7, 1.0);
        }
        picture.mark(mark);
        match sign {
            Sign::Retry => asked::cap(picture, mark),
            Sign::Abandoned => asked::stroke(picture, mark),
            _ => {}
        }
        let text = pt(at.x + 13.0, SMALL.baseline(at.y));
        picture.text(text, word, SMALL);
        entry += 1;
    }
}
