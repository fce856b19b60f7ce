//! Things above each other in a column: each as near as can be to where it would like to be, none over another.

/// One thing in a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Item {
    /// From its upper edge to the line on which it wants to stand.
    pub above: f32,
    /// From that line to its lower edge.
    pub below: f32,
    /// The height at which its line would like to be.
    pub wish: f32,
    /// The height at which it is.
    pub at: f32,
}

/// Gives every item of a column, in order, its place: the sum of the squares by which they miss their wishes is
/// the least there is (isotonic regression by pooling adjacent violators).
pub(super) fn settle(items: &mut [Item], gap: f32) {
    let mut offset = 0.0;
    // Means of blocks that move as one, with their numbers of items.
    let mut blocks: Vec<(f32, usize)> = Vec::with_capacity(items.len());
    let mut offsets = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            offset += items[place - 1].below + gap + item.above;
        }
        offsets.push(offset);
        blocks.push((item.wish - offset, 1));
        while let [.., (before, many), (last, more)] = blocks[..]
            && last < before
        {
            blocks.pop();
            let mean = (before * many as f32 + last * more as f32) / (many + more) as f32;
            if let Some(block) = blocks.last_mut() {
                *block = (mean, many + more);
            }
        }
    }
    let means = blocks
        .iter()
        .flat_map(|(mean, many)| std::iter::repeat_n(*mean, *many));
    for ((item, offset), mean) in items.iter_mut().zip(offsets).zip(means) {
        item.at = mean + offset;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(wishes: &[f32]) -> Vec<f32> {
        let item = |wish: &f32| Item {
            above: 10.0,
            below: 10.0,
            wish: *wish,
            at: 0.0,
        };
        let mut items: Vec<Item> = wishes.iter().map(item).collect();
        settle(&mut items, 5.0);
        items.iter().map(|item| item.at).collect()
    }

    #[test]
    fn who_has_room_gets_the_wish_and_the_others_share_the_miss() {
        assert_eq!(places(&[0.0, 100.0]), [0.0, 100.0]);
        assert_eq!(places(&[0.0, 0.0]), [-12.5, 12.5]);
        assert_eq!(places(&[0.0, 0.0, 0.0, 200.0]), [-25.0, 0.0, 25.0, 200.0]);
        assert_eq!(places(&[50.0, 0.0]), [12.5, 37.5]);
    }
}
