//! The bar at the top: what runs, what else could, and help.

use crate::app::Action;
use crate::scenario::preset::PRESETS;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What the bar shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The preset that was opened, if it was one.
    pub preset: Option<&'static str>,
    /// Name of the scenario.
    pub name: String,
    /// Whether it was changed since.
    pub changed: bool,
    /// What the person asks for.
    pub act: Callback<Action>,
    /// Opens the help.
    pub help: Callback<bool>,
}

/// The bar.
#[component]
pub fn Header(props: &Props) -> Html {
    let onchange = Callback::from(|event: Event| {
        let chosen: HtmlSelectElement = event.target_unchecked_into();
        // The address names what is shown, so a reload shows it again; the page follows it.
        if let Some(window) = web_sys::window() {
            let _ = window.location().set_hash(&chosen.value());
        }
    });
    let reopen = props.act.reform(|_: MouseEvent| Action::Reopen);
    let open = props.help.reform(|_: MouseEvent| true);
    html! {
        <header>
            <h1 class="logo"><span class="dots" aria-hidden="true"><i/><i/><i/></span>{"tailback"}</h1>
            <span class="scenario">
                <select {onchange} id="preset" aria-label="Scenario">
                    if props.preset.is_none() {
                        <option value="" selected=true>{&props.name}</option>
                    }
                    { for PRESETS.iter().map(|preset| html! {
                        <option value={preset.slug} selected={props.preset == Some(preset.slug)}>
                            { preset.title }
                        </option>
                    }) }
                </select>
            </span>
            if props.changed {
                <button type="button" class="was" onclick={reopen} title="Open the scenario again as it was"
                    aria-label="Changed; open it again as it was">{"changed"}</button>
            }
            <span class="space"/>
            <button type="button" onclick={open} aria-label="Help and keys" title="Help and keys (?)">{"?"}</button>
        </header>
    }
}
