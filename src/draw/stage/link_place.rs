//! The place of a link from a group to another queue.

use super::way::Way;
use crate::draw::Point;

/// Where a link is.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinkPlace {
    /// From where the group's messages go on, to the door of the queue.
    pub way: Way,
    /// Whether it begins at the group's foot instead.
    pub below: bool,
    /// The middle of the words that say which share goes this way, where there are several.
    pub label: Option<Point>,
}
