//! The legend: which mark is whose.

use super::caption::{SMALL, fitted};
use super::layout::{LEGEND_ROW, Layout, legend_columns};
use crate::draw::{Ink, Mark, Picture, pt};
use crate::scenario::Scenario;

/// Rows at most.
const ROWS: usize = 3;

/// Draws it, if there are several classes.
pub(super) fn draw(picture: &mut Picture, layout: &Layout, scenario: &Scenario, refused: bool) {
    let classes = scenario.producers.len();
    if classes < 2 {
        return;
    }
    let columns = legend_columns(layout.width);
    let room = columns * ROWS - 1;
    let side = if layout.wide && layout.width >= 800.0 {
        28.0
    } else {
        20.0
    };
    let pitch = (layout.width - 2.0 * side) / columns as f32;
    let place = |entry: usize| {
        let (row, col) = (entry / columns, entry % columns);
        let pitch = pitch.min(118.0);
        pt(
            side + 6.0 + col as f32 * pitch,
            layout.legend + 9.0 + row as f32 * LEGEND_ROW,
        )
    };
    let shown = if classes > room { room - 1 } else { classes };
    for (class, producer) in scenario.producers.iter().take(shown).enumerate() {
        let at = place(class);
        picture.mark(Mark::of_class(class, at).size(10.0));
        let text = pt(at.x + 13.0, SMALL.baseline(at.y));
        fitted(picture, text, &producer.id, SMALL, pitch.min(118.0) - 26.0);
    }
    let mut entry = shown;
    if shown < classes {
        let at = place(entry);
        let text = pt(at.x, SMALL.baseline(at.y));
        picture.text_fmt(text, format_args!("and {} more", classes - shown), SMALL);
        entry += 1;
    }
    if refused {
        let at = place(entry);
        picture.mark(Mark::of_class(0, at).size(10.0).outlined().ink(Ink::Red));
        picture.text(pt(at.x + 13.0, SMALL.baseline(at.y)), "refused", SMALL);
    }
}
