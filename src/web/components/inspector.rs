//! The knobs, a card for each node.

use super::knob::Knob;
use crate::app::Action;
use crate::app::knob::Group;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The cards.
    pub groups: Vec<Group>,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// The column of knobs.
#[component]
pub fn Inspector(props: &Props) -> Html {
    html! {
        <aside aria-label="Knobs">
            { for props.groups.iter().map(|group| html! {
                <section class="card" key={format!("{} {}", group.kind, group.title)}>
                    <h2>{ &group.title } <span>{ group.kind }</span></h2>
                    { for group.knobs.iter().map(|knob| html! {
                        <Knob key={format!("{:?}", knob.field)} knob={knob.clone()} act={props.act.clone()} />
                    }) }
                </section>
            }) }
        </aside>
    }
}
