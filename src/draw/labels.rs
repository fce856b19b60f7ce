//! Labels that keep out of each other's way.

/// A label on a line: where it wants to be and where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// Where its thing is.
    pub want: f32,
    /// Where the label goes.
    pub at: f32,
    /// Whose it is.
    pub owner: usize,
}

impl Slot {
    /// A label not yet placed.
    #[must_use]
    pub const fn new(want: f32, owner: usize) -> Self {
        Self {
            want,
            at: want,
            owner,
        }
    }
}

/// How many labels fit.
#[must_use]
pub fn capacity(gap: f32, low: f32, high: f32) -> usize {
    if high < low {
        0
    } else {
        ((high - low) / gap) as usize + 1
    }
}

/// Places labels at least `gap` apart within `[low, high]`, as near as possible to where they want to be (least
/// squares), and sorts them by place. If they do not all fit, they share the room evenly.
pub fn spread(slots: &mut [Slot], gap: f32, low: f32, high: f32) {
    slots.sort_unstable_by(|a, b| a.want.total_cmp(&b.want).then(a.owner.cmp(&b.owner)));
    let count = slots.len();
    if count == 0 {
        return;
    }
    let steps = (count - 1) as f32;
    let room = (high - low).max(0.0);
    let gap = if steps * gap > room {
        room / steps
    } else {
        gap
    };
    // Without the gaps, the places need only ascend: isotonic regression, whose solution is the largest over the
    // starts of the least over the ends of the mean of a run that includes the label.
    for i in 0..count {
        let mut best = f32::NEG_INFINITY;
        for start in 0..=i {
            let mut least = f32::INFINITY;
            let mut sum = 0.0;
            for (end, slot) in slots.iter().enumerate().skip(start) {
                sum += slot.want - end as f32 * gap;
                if end >= i {
                    least = least.min(sum / (end - start + 1) as f32);
                }
            }
            best = best.max(least);
        }
        slots[i].at = best.clamp(low, (high - steps * gap).max(low)) + i as f32 * gap;
    }
}
