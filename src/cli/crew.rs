//! Replications on all cores.

use crate::experiment::replication::Replication;
use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

/// Does `work` for each replication, as many at once as there are cores. The order in which they
/// are done does not matter: none sees another.
pub fn for_each(replications: &mut [Replication], work: &(dyn Fn(&mut Replication) + Sync)) {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = Mutex::new(replications.iter_mut());
    let next = || jobs.lock().ok()?.next();
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(replication) = next() {
                    work(replication);
                }
            });
        }
    });
}
