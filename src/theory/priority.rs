//! Priorities: Poisson classes that one worker, or several, take by rank.

use super::law::Moments;
use super::mmc::{self, Mmc};

/// A Poisson stream of messages of one rank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// Publishes / s.
    pub rate: f64,
    /// Moments of the service time.
    pub service: Moments,
}

impl Class {
    /// The share of a worker's time that it asks for.
    #[must_use]
    pub fn load(&self) -> f64 {
        self.rate * self.service.mean
    }

    /// Several streams of one rank; none unless some of them has a rate.
    #[must_use]
    pub fn merged(classes: &[Self]) -> Option<Self> {
        let parts: Vec<_> = classes.iter().map(|all| (all.rate, all.service)).collect();
        let service = Moments::mixture(&parts)?;
        let rate = classes.iter().map(|class| class.rate).sum();
        Some(Self { rate, service })
    }
}

/// Mean waiting times in s of M/G/1 classes, highest first, where a service that has begun is
/// ended first (Cobham 1954); none unless the loads add up to less than 1. Within a class any
/// order that does not look at service times.
#[must_use]
pub fn non_preemptive(classes: &[Class]) -> Option<Vec<f64>> {
    let loads: Vec<f64> = classes.iter().map(Class::load).collect();
    // What the service under way still needs, as an arrival finds it.
    let residual: f64 = classes.iter().map(residual).sum();
    (loads.iter().sum::<f64>() < 1.0).then(|| {
        let spares = spares(&loads);
        spares
            .map(|(above, with)| residual / (above * with))
            .collect()
    })
}

/// Times of a class whose service is interrupted by higher ones and goes on where it stopped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preempted {
    /// Mean time to the first start of its service in s.
    pub waiting_mean: f64,
    /// Seconds from that start to the end for each second of service.
    pub stretch: f64,
}

/// The times of M/G/1 classes, highest first, under preemptive resume (Kleinrock 1976, 3.6). A
/// class keeps up if its load and those above add up to less than 1; from the first that does not
/// there is none.
#[must_use]
pub fn preemptive(classes: &[Class]) -> Vec<Option<Preempted>> {
    let loads: Vec<f64> = classes.iter().map(Class::load).collect();
    let residuals = classes.iter().scan(0.0, |sum, class| {
        *sum += residual(class);
        Some(*sum)
    });
    let spares = spares(&loads).zip(residuals);
    let times = spares.map(|((above, with), residual)| {
        (with > 0.0).then(|| Preempted {
            waiting_mean: residual / (above * with),
            stretch: 1.0 / above,
        })
    });
    times.collect()
}

/// Mean waiting times in s of classes at rates `rates` in 1/s, highest first, before `servers`
/// like workers with exponential services of mean `service_mean` > 0 in s for all classes, where a
/// service that has begun is ended first (Cobham 1954); none unless the workers keep up.
#[must_use]
pub fn non_preemptive_servers(rates: &[f64], service_mean: f64, servers: u32) -> Option<Vec<f64>> {
    let one = service_mean / f64::from(servers);
    let loads: Vec<f64> = rates.iter().map(|rate| rate * one).collect();
    let offered = rates.iter().sum::<f64>() * service_mean;
    let waits = mmc::erlang_c(servers, offered)?;
    let spares = spares(&loads);
    Some(
        spares
            .map(|(above, with)| waits * one / (above * with))
            .collect(),
    )
}

/// Mean sojourn times in s of such classes where a higher one takes a worker from a lower one. The
/// classes from the highest down to any are an M/M/c queue by themselves, so their numbers are
/// differences of such; exact as what is left of an exponential service is like a new one. A class
/// has none from the first on with which the workers do not keep up, and without arrivals.
#[must_use]
pub fn preemptive_servers(rates: &[f64], service_mean: f64, servers: u32) -> Vec<Option<f64>> {
    let present = |rate: f64| {
        let queue = Mmc::new(rate, service_mean, servers)?;
        Some(rate * (queue.waiting_mean() + service_mean))
    };
    let classes = rates.iter().scan(0.0, |above, rate| {
        let with = *above + rate;
        let found = present(*above).zip(present(with));
        *above = with;
        let sojourn = found.map(|(above, with)| (with - above) / rate);
        Some(sojourn.filter(|sojourn| sojourn.is_finite()))
    });
    classes.collect()
}

fn residual(class: &Class) -> f64 {
    class.rate * class.service.second / 2.0
}

/// For each class, what share of time is left by those above it, and by those and itself.
fn spares(loads: &[f64]) -> impl Iterator<Item = (f64, f64)> {
    loads.iter().scan(1.0, |left, load| {
        let above = *left;
        *left -= load;
        Some((above, *left))
    })
}
