//! Words on the stage: few looks, and never wider than their room.

use crate::draw::{Ink, Picture, Point, Ruler, TextStyle};

/// The name of a node.
pub(super) const NAME: TextStyle = TextStyle::new(Ink::Text, 13.5).strong();
/// The name of one worker.
pub(super) const MINOR: TextStyle = TextStyle::new(Ink::Text, 12.5).strong();
/// Figures beside or below a name.
pub(super) const FIGURE: TextStyle = TextStyle::new(Ink::Dim, 12.5);
/// The smallest text there is.
pub(super) const SMALL: TextStyle = TextStyle::new(Ink::Dim, 11.5);

/// How wide a text will be.
pub(super) fn width(text: &str, style: TextStyle) -> f32 {
    Ruler::default().width(text, style)
}

/// Writes a text, cut to its room; returns its width.
pub(super) fn fitted(
    picture: &mut Picture,
    at: Point,
    text: &str,
    style: TextStyle,
    room: f32,
) -> f32 {
    let whole = width(text, style);
    if whole <= room {
        picture.text(at, text, style);
        return whole;
    }
    let dots = width("…", style);
    let mut used = 0.0;
    let mut end = 0;
    for (start, letter) in text.char_indices() {
        let next = start + letter.len_utf8();
        let wide = width(&text[start..next], style);
        if used + wide + dots > room {
            break;
        }
        used += wide;
        end = next;
    }
    picture.text_fmt(at, format_args!("{}…", text[..end].trim_end()), style);
    used + dots
}
