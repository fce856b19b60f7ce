//! The workloads in slices of a few milliseconds, as the page runs them: the same program natively
//! and in WebAssembly. `scripts/bench-wasm` builds both and lets `sliced.mjs` drive them.

mod workloads;

use tailback::broker::World;
use tailback::engine::SimTime;
use tailback::metrics::totals::Metric;
use workloads::{Workload, done};

/// Events of a slice: 2 to 5 ms.
const EVENTS: u64 = 30_000;

/// A workload that runs.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
pub struct Bench {
    world: World,
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
impl Bench {
    /// The workload of this ordinal, at time 0; none beyond the last.
    pub fn open(ordinal: usize) -> Option<Self> {
        let workload = Workload::ALL.get(ordinal)?;
        Some(Self {
            world: workload.world(),
        })
    }

    /// Runs one slice and returns how many messages are done since time 0.
    pub fn slice(&mut self) -> f64 {
        self.world.advance(SimTime::MAX, EVENTS);
        done(&self.world) as f64
    }

    /// Mean waiting time in seconds.
    pub fn waiting(&self) -> f64 {
        self.figure(Metric::WaitingMean)
    }

    /// Mean sojourn time in seconds.
    pub fn sojourn(&self) -> f64 {
        self.figure(Metric::SojournMean)
    }
}

impl Bench {
    fn figure(&self, metric: Metric) -> f64 {
        let figure = metric.value(&self.world.system_sums());
        figure.unwrap_or(f64::NAN)
    }
}

/// What the workload of this ordinal is called; nothing beyond the last.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
pub fn name(ordinal: usize) -> String {
    let workload = Workload::ALL.get(ordinal);
    workload.map_or_else(String::new, |workload| workload.name().to_owned())
}

#[cfg(target_arch = "wasm32")]
const fn main() {}

/// Takes lines of two words, the ordinal of a workload and a number of messages. For each it lets
/// as many be done and prints milliseconds and, since time 0, messages done, mean waiting time and
/// mean sojourn time.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let mut benches: Vec<Option<Bench>> = (0..Workload::ALL.len()).map(Bench::open).collect();
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let words: Vec<usize> = line
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        let &[ordinal, messages] = words.as_slice() else {
            eprintln!("not an ordinal and a number of messages: {line}");
            return;
        };
        let Some(bench) = benches.get_mut(ordinal).and_then(Option::as_mut) else {
            eprintln!("not a workload: {} {}", ordinal, name(ordinal));
            return;
        };
        let start = std::time::Instant::now();
        let target = done(&bench.world) as f64 + messages as f64;
        let mut reached = 0.0;
        while reached < target {
            reached = bench.slice();
        }
        let millis = start.elapsed().as_secs_f64() * 1e3;
        println!("{millis} {reached} {} {}", bench.waiting(), bench.sojourn());
    }
}
