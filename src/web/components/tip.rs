//! What is said of the mark that is pointed at, near it and never over it. It stays while the pointer is on it.

use crate::app::tip;
use crate::draw::{Rect, Target};
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Of what.
    pub target: Target,
    /// What is said.
    pub tip: tip::Tip,
    /// Where the mark is seen.
    pub place: Option<Rect>,
}

/// Pixels between the mark and what is said of it.
const GAP: f32 = 5.0;

/// The words at a mark.
#[component]
pub fn Tip(props: &Props) -> Html {
    let Some(place) = props.place else {
        return html! {};
    };
    // Its own moves are not those of the stage below.
    let keep = Callback::from(|event: PointerEvent| event.stop_propagation());
    let below = place.bottom() + GAP;
    let style = format!("--x: {}px; top: {below}px", place.centre().x);
    html! {
        <div class="tip" role="tooltip" id="stage-tip" {style} onpointermove={keep.clone()}
            onpointerdown={keep}>
            <b>{ &props.tip.title }</b>
            <p>{ &props.tip.text }</p>
        </div>
    }
}
