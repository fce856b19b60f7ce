//! The bar at the top: what runs, what else could, and help.

use super::undo::Undo;
use crate::app::Action;
use crate::scenario::preset::TOPICS;
use crate::web::language::{self, use_language};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What the bar shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The preset that was opened, if it was one.
    pub preset: Option<&'static str>,
    /// Name of the scenario.
    pub name: String,
    /// What would be undone, and what would be done again.
    pub undo: [Option<String>; 2],
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
    let language = use_language();
    let other = language.other();
    let switch = props.act.reform(move |_: MouseEvent| {
        language::keep(other);
        Action::Language(other)
    });
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
                <select {onchange} id="preset" aria-label={language.pick("Scenario", "场景")}>
                    if props.preset.is_none() {
                        <option value="" selected=true>{&props.name}</option>
                    }
                    { for TOPICS.iter().map(|topic| html! {
                        <optgroup label={topic.name.of(language)}>
                            { for topic.presets.iter().map(|preset| html! {
                                <option value={preset.slug} selected={props.preset == Some(preset.slug)}>
                                    { preset.title.of(language) }
                                </option>
                            }) }
                        </optgroup>
                    }) }
                </select>
            </span>
            if props.changed {
                <button type="button" class="was" onclick={reopen}
                    title={language.pick("Open the scenario again as it was", "按原样重新打开此场景")}
                    aria-label={language.pick("Changed; open it again as it was", "已改动；按原样重新打开")}>
                    { language.pick("changed", "已改动") }
                </button>
            }
            <span class="space"/>
            <Undo names={props.undo.clone()} act={props.act.clone()} />
            <button type="button" class="language" onclick={switch} lang={other.tag()}>{ other.name() }</button>
            <button type="button" onclick={open} aria-label={language.pick("Help and keys", "帮助与快捷键")}
                title={language.pick("Help and keys (?)", "帮助与快捷键（?）")}>{"?"}</button>
        </header>
    }
}
