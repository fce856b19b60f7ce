//! What can be read of a live run: its run, its past, its figures since the last edit.

use super::Live;
use crate::broker::World;
use crate::broker::alert::Alerts;
use crate::broker::fault::Faults;
use crate::engine::SimTime;
use crate::metrics::totals::{Metric, Sums};
use crate::metrics::{Estimate, Histogram};
use crate::scenario::{Edit, Scenario};
use crate::session::course::Course;
use crate::session::heat::Heat;
use crate::session::pace::Pace;
use crate::session::run::Run;
use crate::session::series::Series;

impl Live {
    /// The speed, and whether it is reached.
    #[must_use]
    pub const fn pace(&self) -> &Pace {
        &self.pace
    }

    /// The run: its scenario, its edits, its world.
    #[must_use]
    pub const fn run(&self) -> &Run {
        self.course.run()
    }

    /// The state of the system.
    #[must_use]
    pub const fn world(&self) -> &World {
        self.course.world()
    }

    /// What went wrong, up to the present.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        self.lived().world().faults()
    }

    /// What is watched, up to the present.
    #[must_use]
    pub fn alerts(&self) -> &Alerts {
        self.lived().world().alerts()
    }

    /// The scenario as edited until now.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        self.course.run().current()
    }

    /// Every edit until now.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        self.course.run().edits()
    }

    /// The past in samples, up to the present.
    #[must_use]
    pub fn series(&self) -> &Series {
        self.lived().series()
    }

    /// Sojourn times by when they ended, up to the present.
    #[must_use]
    pub fn heat(&self) -> &Heat {
        self.lived().heat()
    }

    /// Seconds over which rates are averaged on the charts.
    #[must_use]
    pub const fn rate_window(&self) -> f64 {
        self.pace.rate_window()
    }

    /// Seconds over which latency quantiles are taken on the charts.
    #[must_use]
    pub const fn latency_window(&self) -> f64 {
        self.pace.latency_window()
    }

    /// The run with what is remembered of it.
    #[must_use]
    pub const fn course(&self) -> &Course {
        &self.course
    }

    /// Since when the figures count: the last edit, or the start.
    #[must_use]
    pub const fn counted_since(&self) -> SimTime {
        self.course.counted_since()
    }

    /// All that was counted since then.
    #[must_use]
    pub fn counted(&self) -> Sums {
        self.course.counted()
    }

    /// What was counted since then at the group of consumers at `place`.
    #[must_use]
    pub fn counted_at_consumer(&self, place: usize) -> Sums {
        self.course.counted_at_consumer(place)
    }

    /// A figure of the whole system since the last edit.
    #[must_use]
    pub fn estimate(&self, metric: Metric) -> Estimate {
        self.course.estimate(metric)
    }

    /// The sojourn times that ended since the last edit.
    #[must_use]
    pub fn sojourns(&self) -> Histogram {
        self.course.sojourns()
    }

    /// A quantile of the sojourn time since the last edit, in seconds, with its interval where there
    /// is one.
    #[must_use]
    pub fn sojourn_estimate(&self, quantile: f64) -> Estimate {
        self.course.sojourn_estimate(quantile)
    }

    /// A quantile of the sojourn time since the last edit, in seconds; none before the first
    /// message is settled.
    #[must_use]
    pub fn sojourn_quantile(&self, quantile: f64) -> Option<f64> {
        self.course.sojourn_quantile(quantile)
    }
}
