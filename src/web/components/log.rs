//! The event log.

use crate::app::log::Line;
use web_sys::Element;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The last lines, oldest first.
    pub lines: Vec<Line>,
    /// How many lines there were in all.
    pub logged: u64,
}

/// The last lines of the event log; it stays at the newest.
#[component]
pub fn Log(props: &Props) -> Html {
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with(props.logged, move |_| {
            if let Some(list) = list.cast::<Element>() {
                list.set_scroll_top(list.scroll_height());
            }
        });
    }
    html! {
        <section class="card log" aria-label="Event log">
            <h2>{"Event log"} <span>{ format!("{} lines", props.logged) }</span></h2>
            <ol ref={list} id="log" tabindex="0" aria-label="Last lines of the event log">
                if props.lines.is_empty() {
                    <li class="dim">{"Nothing has happened yet."}</li>
                }
                { for props.lines.iter().map(|line| html! {
                    <li key={line.number}><time>{ &line.time }</time>{ " " }<span>{ &line.text }</span></li>
                }) }
            </ol>
        </section>
    }
}
