//! The clock of the command: how long a run may take, and how far it is.

use crate::experiment::work::News;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What takes no longer shows no progress, and between two lines of progress as much passes.
const PATIENCE: Duration = Duration::from_secs(1);

/// Listens to an experiment.
#[derive(Debug)]
pub struct Watch {
    begun: Instant,
    allowed: Option<Duration>,
    events: AtomicU64,
    /// Where progress is shown; none if nobody looks.
    shown: Option<Mutex<Shown>>,
}

#[derive(Debug)]
struct Shown {
    at: Duration,
    distance: Option<f64>,
    anything: bool,
}

impl Watch {
    /// Starts now; says stop after `seconds`, if any.
    #[must_use]
    pub fn new(seconds: Option<f64>) -> Self {
        let shown = || {
            Mutex::new(Shown {
                at: Duration::ZERO,
                distance: None,
                anything: false,
            })
        };
        Self {
            begun: Instant::now(),
            allowed: seconds.map(Duration::from_secs_f64),
            events: AtomicU64::new(0),
            shown: std::io::stderr().is_terminal().then(shown),
        }
    }

    /// Hears `news` and says whether there is time left.
    #[must_use]
    pub fn hear(&self, news: News) -> bool {
        let passed = self.begun.elapsed();
        if let News::Events(events) = news {
            self.events.fetch_add(events, Ordering::Relaxed);
        }
        if let Some(shown) = &self.shown {
            let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
            if let News::Distance(distance) = news {
                shown.distance = distance;
            }
            if passed >= shown.at + PATIENCE {
                shown.at = passed;
                shown.anything = true;
                self.show(passed, shown.distance);
            }
        }
        self.allowed.is_none_or(|allowed| passed < allowed)
    }

    fn show(&self, passed: Duration, distance: Option<f64>) {
        let millions = self.events.load(Ordering::Relaxed) as f64 / 1e6;
        let distance = match distance {
            Some(distance) => format!(", half-width {distance:.2} of what it should be"),
            None => String::new(),
        };
        let seconds = passed.as_secs();
        // Progress that cannot be shown is no failure.
        let _ = write!(
            std::io::stderr(),
            "\r\x1b[K{seconds} s, {millions:.0} million events{distance}"
        );
    }
}

impl Drop for Watch {
    /// Wipes the progress away.
    fn drop(&mut self) {
        if let Some(shown) = &self.shown
            && shown.lock().is_ok_and(|shown| shown.anything)
        {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
