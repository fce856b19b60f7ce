//! Heat behind the lines of a panel: how often what happened, in one hue from pale to full, so that its order is
//! seen without telling hues apart.

use super::chart::Scene;
use super::format::Rate;
use super::ink::Ink;
use super::layout::TICK;
use super::shape::{Rect, pt};

/// Steps from the palest to the full hue; each is twice the one before.
const STEPS: u32 = 6;
const SWATCH: Rect = Rect::new(0.0, 0.0, 13.0, 9.0);

/// The step of a cell, from 0, if the fullest has the rate `most`.
fn step(rate: f64, most: f64) -> u32 {
    let halvings = (most / rate).log2().floor().max(0.0) as u32;
    (STEPS - 1).saturating_sub(halvings)
}

fn alpha(step: u32) -> f32 {
    (step as f32 + 1.0) / STEPS as f32
}

fn most(scene: &Scene<'_>, panel: usize) -> f64 {
    let rates = scene.kept.cells(panel).iter().map(|cell| cell.rate);
    rates.fold(0.0, f64::max)
}

/// The cells of a panel.
pub(super) fn cells(scene: &mut Scene<'_>, panel: usize) {
    let (most, plot) = (most(scene, panel), scene.layout.plot(panel));
    for cell in scene.kept.cells(panel) {
        let left = scene.time.at(cell.from).max(plot.x);
        let right = scene.time.at(cell.to).min(plot.right());
        let (top, bottom) = (scene.y(panel, cell.high), scene.y(panel, cell.low));
        if right > left && bottom > top {
            let rect = Rect::new(left, top, right - left, bottom - top);
            let fill = Ink::A.fill().alpha(alpha(step(cell.rate, most)));
            scene.picture.rect(rect, 0.0, fill);
        }
    }
}

/// What the steps mean: at the right of the title, or in the plot where the title has no room.
pub(super) fn legend(scene: &mut Scene<'_>, panel: usize) {
    let most = most(scene, panel);
    if most <= 0.0 {
        return;
    }
    let (row, plot) = (scene.layout.title(panel), scene.layout.plot(panel));
    let y = if scene.layout.narrow {
        plot.y + 10.0
    } else {
        row.centre().y
    };
    let style = TICK.halo(Ink::Card);
    let at = pt(row.right(), style.baseline(y));
    scene.picture.text(at, Rate(most), style.end());
    let room = scene
        .ruler
        .width_fmt(format_args!("{:.3} / s0", 0.123), style);
    let mut x = row.right() - room;
    for step in (0..STEPS).rev() {
        x -= SWATCH.w;
        let rect = Rect::new(x, y - SWATCH.h / 2.0, SWATCH.w, SWATCH.h);
        scene.picture.rect(rect, 0.0, Ink::Card);
        scene
            .picture
            .rect(rect, 0.0, Ink::A.fill().alpha(alpha(step)));
    }
    let at = pt(x - 5.0, style.baseline(y));
    scene
        .picture
        .text(at, Rate(most / f64::from(1 << STEPS)), style.end());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_twice_the_one_before() {
        let steps = [8.0, 4.1, 4.0, 2.0, 1.0, 0.5, 0.25, 0.001].map(|rate| step(rate, 8.0));
        assert_eq!(steps, [5, 5, 4, 3, 2, 1, 0, 0]);
        assert_eq!((alpha(STEPS - 1), alpha(0)), (1.0, 1.0 / 6.0));
    }
}
