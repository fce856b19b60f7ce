//! Where the page looks: at the present, or at a past instant.

use crate::draw::format::{Clock, Percent};
use crate::session::Live;
use crate::words::{Language, Say};

/// Where the page looks, and how far the run has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The instant that is shown.
    pub now: String,
    /// The present.
    pub end: String,
    /// Whether a past instant is shown.
    pub away: bool,
    /// The part done of the way to one, while it is gone.
    pub journey: Option<String>,
    /// The instant that is shown, or where the way goes, as a part (0 to 1) of the run.
    pub part: f64,
    /// How long the run is, s.
    pub length: f64,
}

impl Timeline {
    /// Of `live`.
    #[must_use]
    pub fn of(live: &Live, language: Language) -> Self {
        let length = live.end().secs();
        let now = live.journey().map_or(live.now(), |journey| journey.to());
        let clock = |seconds: f64| Clock::new(seconds).string(language);
        Self {
            now: clock(now.secs()),
            end: clock(length),
            away: live.is_away(),
            journey: (live.journey()).map(|journey| Percent(journey.progress()).string(language)),
            part: if length > 0.0 {
                now.secs() / length
            } else {
                1.0
            },
            length,
        }
    }
}
