//! Quasi-birth-death processes by the matrix-geometric method (Neuts 1981): messages come and go
//! one at a time, at rates that depend on a phase.

use super::matrix::Matrix;

/// Rates in 1/s. From level `regular` on they are the same for each number of messages.
pub trait Process {
    /// Number of phases.
    fn phases(&self) -> usize;
    /// The first level from which nothing changes any more; at least 1.
    fn regular(&self) -> usize;
    /// Rates from phase to phase with one message more.
    fn up(&self, level: usize) -> Matrix;
    /// Rates from phase to phase with one message less; not asked for at level 0.
    fn down(&self, level: usize) -> Matrix;
    /// Rates between phases; the diagonal does not matter.
    fn local(&self, level: usize) -> Matrix;
}

/// The steady state of a process.
#[derive(Clone, Debug, PartialEq)]
pub struct Steady {
    /// Probabilities of each phase at levels 0 up to the first regular one.
    pub levels: Vec<Vec<f64>>,
    /// At the first regular level and above together.
    pub full: Vec<f64>,
    /// Mean of the levels.
    pub level_mean: f64,
    /// Mean of how far the level is above the first regular one, 0 below it.
    pub above_mean: f64,
}

impl Steady {
    /// That of `process`; none unless more leave than come when there are many messages, and too
    /// close to that, where the digits are lost.
    #[must_use]
    pub fn of(process: &impl Process) -> Option<Self> {
        let regular = process.regular();
        let [up, middle, down] = blocks(process, regular);
        if drift(&up, &middle, &down)? >= -1e-9 {
            return None;
        }
        let rate = geometric(&up, &middle, &down)?;
        // Levels below, from above: a level is the one below it times a matrix of its own. The
        // list ends up in the order of the levels.
        let mut steps = Vec::new();
        let mut from_above = &middle + &(&rate * &down);
        for level in (0..regular).rev() {
            let [up, middle, _] = blocks(process, level);
            let step = &up * &(-&from_above).inverse()?;
            from_above = &middle + &(&step * &process.down(level + 1));
            steps.insert(0, step);
        }
        let mut levels = vec![stationary(&from_above)?];
        for step in &steps {
            levels.push(step.after(levels.last()?));
        }
        Self::normalised(levels, &rate)
    }

    fn normalised(mut levels: Vec<Vec<f64>>, rate: &Matrix) -> Option<Self> {
        let size = rate.size();
        let sums = (&Matrix::identity(size) - rate).inverse()?;
        let regular = levels.len() - 1;
        let full = sums.after(&levels[regular]);
        let below: f64 = levels[..regular].iter().flatten().sum();
        let all = below + full.iter().sum::<f64>();
        for share in levels.iter_mut().flatten() {
            *share /= all;
        }
        let full: Vec<f64> = full.iter().map(|share| share / all).collect();
        let above_mean: f64 = sums.after(&rate.after(&full)).iter().sum();
        let level = |(level, shares): (usize, &Vec<f64>)| level as f64 * shares.iter().sum::<f64>();
        let below: f64 = levels[..regular].iter().enumerate().map(level).sum();
        let level_mean = below + regular as f64 * full.iter().sum::<f64>() + above_mean;
        Some(Self {
            levels,
            full,
            level_mean,
            above_mean,
        })
    }
}

/// The rates up, between phases and down, the second with its diagonal.
fn blocks(process: &impl Process, level: usize) -> [Matrix; 3] {
    let size = process.phases();
    let up = process.up(level);
    let down = if level == 0 {
        Matrix::diagonal(&vec![0.0; size])
    } else {
        process.down(level)
    };
    let local = process.local(level);
    let leaves = |phase: usize| {
        let others = (0..size).filter(|other| *other != phase);
        let within: f64 = others.map(|other| local.at(phase, other)).sum();
        within + up.row_sums()[phase] + down.row_sums()[phase]
    };
    let middle = Matrix::from_fn(size, |row, column| {
        if row == column {
            -leaves(row)
        } else {
            local.at(row, column)
        }
    });
    [up, middle, down]
}

/// Arrivals less departures for each departure while there are many messages.
fn drift(up: &Matrix, middle: &Matrix, down: &Matrix) -> Option<f64> {
    let phases = stationary(&(&(up + middle) + down))?;
    let rate = |matrix: &Matrix| matrix.after(&phases).iter().sum::<f64>();
    Some(rate(up) / rate(down) - 1.0)
}

/// The probabilities x with x Q = 0 for rates `q` whose rows add up to 0.
fn stationary(q: &Matrix) -> Option<Vec<f64>> {
    // One equation follows from the others; the sum stands in for it.
    let size = q.size();
    let system = Matrix::from_fn(
        size,
        |row, column| {
            if column == 0 { 1.0 } else { q.at(row, column) }
        },
    );
    let mut right = vec![0.0; size];
    right[0] = 1.0;
    system.solve_row(&right)
}

/// Most doublings; each squares the error.
const DOUBLINGS: u32 = 60;

/// The matrix R by which the probabilities of a level are those of the one below. The matrix G of
/// first passages down comes from logarithmic reduction (Latouche and Ramaswami 1993).
fn geometric(up: &Matrix, middle: &Matrix, down: &Matrix) -> Option<Matrix> {
    let identity = Matrix::identity(up.size());
    let leaving = (-middle).inverse()?;
    let mut high = &leaving * up;
    let mut low = &leaving * down;
    let mut passage = low.clone();
    let mut reach = high.clone();
    for _ in 0..DOUBLINGS {
        let both = &(&high * &low) + &(&low * &high);
        let wait = (&identity - &both).inverse()?;
        high = &wait * &(&high * &high);
        low = &wait * &(&low * &low);
        passage = &passage + &(&reach * &low);
        reach = &reach * &high;
        if reach.row_sums().iter().all(|share| share.abs() < 1e-16) {
            break;
        }
    }
    let stays = -&(middle + &(up * &passage));
    Some(up * &stays.inverse()?)
}
