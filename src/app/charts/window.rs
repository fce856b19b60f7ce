//! The stretch of time that is shown: it follows the run, or stays where a person put it.

use crate::draw::TimeAxis;
use crate::draw::scale::nice_duration;
use crate::session::Live;

/// The least that is shown, s.
const SHORTEST: f64 = 0.01;

/// The stretch of time that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    /// Where a person put it; it follows the run if nobody did.
    fixed: Option<TimeAxis>,
}

/// Another stretch of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// Half as much of it, its end staying.
    Closer,
    /// Twice as much of it.
    Wider,
    /// Half of it back.
    Earlier,
    /// Half of it on.
    Later,
    /// The whole run.
    Whole,
    /// This stretch.
    To(TimeAxis),
    /// Follow the run again.
    Now,
}

impl Window {
    /// Whether it follows the run.
    #[must_use]
    pub const fn follows(self) -> bool {
        self.fixed.is_none()
    }

    /// Where it is.
    #[must_use]
    pub fn axis(self, live: &Live) -> TimeAxis {
        self.fixed.unwrap_or_else(|| following(live))
    }

    /// Goes elsewhere; never beyond the start or the present.
    pub fn go(&mut self, to: Move, live: &Live) {
        let now = live.end().secs();
        let TimeAxis { from, to: end } = self.axis(live);
        // What has not happened yet is nothing to look closer at.
        let (end, width) = (end.min(now), end - from);
        let (end, width) = match to {
            Move::Closer => (end, ((end - from) / 2.0).max(SHORTEST)),
            Move::Wider => (end + width / 2.0, width * 2.0),
            Move::Earlier => (end - width / 2.0, width),
            Move::Later => (end + width / 2.0, width),
            Move::Whole => (now, now.max(SHORTEST)),
            Move::To(axis) => (axis.to, (axis.to - axis.from).max(SHORTEST)),
            Move::Now => {
                self.fixed = None;
                return;
            }
        };
        let end = end.min(now).max(width.min(now.max(SHORTEST)));
        self.fixed = Some(TimeAxis {
            from: (end - width).max(0.0),
            to: end,
        });
    }
}

/// At first it grows with the run, then it slides. A run that has ended is shown whole if it fits.
fn following(live: &Live) -> TimeAxis {
    let (now, span) = (live.now().secs(), live.pace().span());
    let steps = [span / 6.0, span / 3.0, span / 1.5, span];
    let grown = steps.into_iter().find(|step| *step >= now).unwrap_or(span);
    let shown = if live.has_ended() {
        nice_duration(now.max(1.0)).min(span)
    } else {
        grown
    };
    let from = (now - shown).max(0.0);
    TimeAxis {
        from,
        to: from + shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::Preset;
    use crate::session::Command;

    #[test]
    fn it_moves_over_the_past_and_never_beyond_its_ends() {
        let mut live = Live::new(Preset::first().scenario());
        live.obey(Command::Play).unwrap();
        for _ in 0..1000 {
            live.tick(0.1, || true);
        }
        let now = live.now().secs();
        assert!((now - 100.0).abs() < 1e-6);
        let mut window = Window::default();
        assert!(window.follows() && window.axis(&live).to == now);
        let mut go = |to| {
            window.go(to, &live);
            window.axis(&live)
        };
        let is = |axis: TimeAxis, from: f64, to: f64| {
            assert!(
                (axis.from - from).abs() < 1e-6 && (axis.to - to).abs() < 1e-6,
                "{axis:?}"
            );
        };
        is(go(Move::Closer), 70.0, 100.0);
        is(go(Move::Earlier), 55.0, 85.0);
        is(go(Move::Later), 70.0, 100.0);
        is(go(Move::Later), 70.0, 100.0);
        is(go(Move::Whole), 0.0, 100.0);
        is(go(Move::Wider), 0.0, 100.0);
        is(go(Move::Closer), 50.0, 100.0);
        for _ in 0..9 {
            go(Move::Earlier);
        }
        is(go(Move::Earlier), 0.0, 50.0);
        is(
            go(Move::To(TimeAxis {
                from: 20.0,
                to: 30.0,
            })),
            20.0,
            30.0,
        );
        is(
            go(Move::To(TimeAxis {
                from: 95.0,
                to: 120.0,
            })),
            75.0,
            100.0,
        );
        is(go(Move::Now), now - 60.0, now);
        assert!(window.follows());
    }
}
