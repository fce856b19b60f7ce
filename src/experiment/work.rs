//! How work on replications is carried out, and who hears of it. Threads and clocks are the
//! caller's.

use super::replication::Replication;
use crate::engine::SimTime;

/// Does some work for each replication, each independent of the others, in any order or at once.
pub type ForEach<'a> = dyn Fn(&mut [Replication], &(dyn Fn(&mut Replication) + Sync)) + 'a;

/// One replication after the other.
pub fn in_turn(replications: &mut [Replication], work: &(dyn Fn(&mut Replication) + Sync)) {
    replications.iter_mut().for_each(work);
}

/// What a listener hears while an experiment goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum News {
    /// So many more events were handled.
    Events(u64),
    /// So far from its goal is the least sure of the metrics asked for: 1 is there. None while
    /// nothing is known.
    Distance(Option<f64>),
}

/// Hears the news, from any thread, several times a second, and says whether to go on. Once it
/// said no it must not change its mind.
pub type Listener<'a> = dyn Fn(News) -> bool + Sync + 'a;

/// Goes on for ever.
#[must_use]
pub const fn patient(_: News) -> bool {
    true
}

/// Carries work out.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// Distributes it.
    pub for_each: &'a ForEach<'a>,
    /// Hears of it.
    pub listener: &'a Listener<'a>,
}

impl Work<'_> {
    /// Does `work` for each of them.
    pub fn each(&self, all: &mut [Replication], work: &(dyn Fn(&mut Replication) + Sync)) {
        (self.for_each)(all, work);
    }

    /// Lets all of them go on to `until`.
    pub fn advance(&self, all: &mut [Replication], until: SimTime) {
        self.each(all, &|one| one.advance(until, self.listener));
    }

    /// Whether there is time left.
    #[must_use]
    pub fn may_go_on(&self) -> bool {
        (self.listener)(News::Events(0))
    }
}
