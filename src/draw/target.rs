//! What a drawn thing is: the name of the region that it takes, and which region a pointer means.

use super::shape::{Point, Rect};

/// What is drawn at a place. Nodes are named by their places in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A producer.
    Producer(usize),
    /// Its rate: the dial that can be turned.
    Rate(usize),
    /// A queue.
    Queue(usize),
    /// The end of a queue that can be pulled to give it more slots or fewer.
    Bound(usize),
    /// The messages that a queue refused.
    Refused(usize),
    /// The lock before a queue.
    Lock(usize),
    /// A group of workers.
    Group(usize),
    /// One worker: its group, and its place there.
    Worker(usize, usize),
    /// Adds a worker to a group.
    More(usize),
    /// Takes a worker from a group.
    Fewer(usize),
    /// A message, by its ordinal among all publishes of the run.
    Message(u64),
}

impl Target {
    /// The node that it is, or a part of which it is; none for a message.
    #[must_use]
    pub const fn node(self) -> Option<Self> {
        match self {
            Self::Producer(place) | Self::Rate(place) => Some(Self::Producer(place)),
            Self::Queue(place) | Self::Bound(place) | Self::Refused(place) | Self::Lock(place) => {
                Some(Self::Queue(place))
            }
            Self::Group(place)
            | Self::Worker(place, _)
            | Self::More(place)
            | Self::Fewer(place) => Some(Self::Group(place)),
            Self::Message(_) => None,
        }
    }

    /// Whether it is a control, which is meant before a message that it overlaps.
    const fn is_handle(self) -> bool {
        matches!(
            self,
            Self::Rate(_) | Self::Bound(_) | Self::More(_) | Self::Fewer(_)
        )
    }
}

/// A place on the picture with what is drawn there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    /// Where.
    pub rect: Rect,
    /// What.
    pub target: Target,
}

impl Region {
    /// Its place, grown about its middle to be at least `reach` pixels wide and high.
    #[must_use]
    pub fn grown(&self, reach: f32) -> Rect {
        let (w, h) = (self.rect.w.max(reach), self.rect.h.max(reach));
        Rect::around(self.rect.centre(), w, h)
    }
}

/// What a pointer at `at` means among `regions`, each of which can be met within a square of `reach`
/// pixels about its middle: of those it meets a handle before all else, then the smallest, then the
/// nearest.
#[must_use]
pub fn hit(regions: &[Region], at: Point, reach: f32) -> Option<Region> {
    let met = regions
        .iter()
        .filter(|region| region.grown(reach).contains(at));
    let key = |region: &Region| {
        let size = region.grown(reach);
        let centre = region.rect.centre();
        let away = (centre.x - at.x).hypot(centre.y - at.y);
        (!region.target.is_handle(), size.w * size.h, away)
    };
    met.copied().min_by(|a, b| {
        key(a)
            .partial_cmp(&key(b))
            .unwrap_or(std::cmp::Ordering::Equal)
    })
}

/// Where `target` is drawn: the latest of its regions.
#[must_use]
pub fn find(regions: &[Region], target: Target) -> Option<Rect> {
    let found = regions.iter().rev().find(|region| region.target == target);
    found.map(|region| region.rect)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::pt;

    fn region(x: f32, w: f32, target: Target) -> Region {
        let rect = Rect::around(pt(x, 50.0), w, w);
        Region { rect, target }
    }

    #[test]
    fn the_smallest_is_meant_and_of_neighbours_the_nearest() {
        let regions = [
            region(50.0, 100.0, Target::Queue(0)),
            region(40.0, 11.0, Target::Message(1)),
            region(54.0, 11.0, Target::Message(2)),
        ];
        let at = |x, reach| hit(&regions, pt(x, 50.0), reach).map(|found| found.target);
        assert_eq!(at(42.0, 24.0), Some(Target::Message(1)));
        assert_eq!(at(49.0, 24.0), Some(Target::Message(2)));
        assert_eq!(at(80.0, 24.0), Some(Target::Queue(0)));
        assert_eq!(at(64.0, 0.0), Some(Target::Queue(0)));
        assert_eq!(at(64.0, 24.0), Some(Target::Message(2)));
        assert_eq!(at(500.0, 24.0), None);
    }

    #[test]
    fn a_handle_is_meant_before_what_lies_below_it() {
        let regions = [
            region(50.0, 100.0, Target::Producer(0)),
            region(50.0, 27.0, Target::Rate(0)),
            region(50.0, 10.0, Target::Message(7)),
        ];
        let found = hit(&regions, pt(52.0, 50.0), 24.0).map(|found| found.target);
        assert_eq!(found, Some(Target::Rate(0)));
    }
}
