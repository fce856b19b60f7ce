//! Replications on several cores.

use crate::experiment::replication::Replication;
use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

/// How many cores there are.
#[must_use]
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does `work` for each replication, as many at once as there are cores.
pub fn for_each(replications: &mut [Replication], work: &(dyn Fn(&mut Replication) + Sync)) {
    on_threads(cores(), replications, work);
}

/// Does `work` for each replication, `threads` at once. Whoever is done takes the next, so that
/// nobody waits for the longest but at the very end; the order does not matter, as none sees
/// another.
pub fn on_threads(
    threads: usize,
    replications: &mut [Replication],
    work: &(dyn Fn(&mut Replication) + Sync),
) {
    let most = replications.len().min(threads);
    let jobs = Mutex::new(replications.iter_mut());
    let next = || jobs.lock().ok()?.next();
    let labour = || {
        while let Some(replication) = next() {
            work(replication);
        }
    };
    thread::scope(|scope| {
        for _ in 1..most {
            scope.spawn(labour);
        }
        labour();
    });
}
