//! Messages on the links of producers: each where it is by now, and how many there are.

use super::caption::SMALL;
use super::layout::Layout;
use crate::broker::{MessageId, World};
use crate::draw::{Count, Ink, Mark, Picture, Rect, Target, pt};
use crate::words::say;

/// Most that are drawn on one link.
const MOST: usize = 64;

/// Draws those under way, as far as single messages are shown.
pub(super) fn draw(picture: &mut Picture, layout: &Layout, world: &World, flow: f32) {
    for (class, place) in layout.producers.iter().enumerate() {
        let node = &world.producers()[class];
        if node.settings.link.is_none() || place.hidden {
            continue;
        }
        let queue = &world.queues()[node.settings.to];
        let mut many = 0;
        for id in &queue.under_way {
            if !is_from(world, *id, class) {
                continue;
            }
            many += 1;
            if many <= MOST && flow < 1.0 {
                let at = place.way.at(progress(world, *id));
                let mark = Mark::of_class(class, at).size(9.0).alpha(1.0 - flow);
                picture.mark(mark);
                let number = world.message(*id).number;
                picture.region(Rect::around(at, 10.0, 10.0), Target::Message(number));
            }
        }
        if many > 0 && !place.shares {
            let (start, end) = (place.way.start(), place.way.end());
            // On the side where no rate is written.
            let rises = end.y < start.y - 1.0;
            let below = !layout.wide || !rises;
            let at = pt(start.x + 8.0, start.y + if below { 17.0 } else { -9.0 });
            let style = SMALL.halo(Ink::Card);
            let count = Count(many as f64);
            let words = say!("{count} on the way", "{count} 条在途"; count);
            picture.text(at, words, style);
        }
    }
}

/// Whether a message is on the link of a producer, not on that of a worker which hands it on.
fn is_from(world: &World, id: MessageId, class: usize) -> bool {
    let message = world.message(id);
    message.producer as usize == class && message.entered == message.published
}

/// How far along the link a message is; 0 while it waits until those before it are sent.
fn progress(world: &World, id: MessageId) -> f32 {
    let noted = world.messages().particulars(id);
    let whole = noted.arrives.since(noted.departs).secs();
    if world.now() <= noted.departs || whole <= 0.0 {
        return 0.0;
    }
    (world.now().since(noted.departs).secs() / whole).min(1.0) as f32
}
