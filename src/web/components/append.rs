//! What can be added to the scenario while it runs: faults and alert rules.

use crate::app::Action;
use crate::app::inspector::entry::Entry;
use crate::web::language::use_language;
use yew::prelude::*;

/// What it needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What can be added.
    pub entries: Vec<Entry>,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// A menu of what can be added.
#[component]
pub fn Append(props: &Props) -> Html {
    let language = use_language();
    html! {
        <details class="card add append">
            <summary>{ language.pick("Add a fault or an alert rule…", "添加故障或告警规则…") }</summary>
            <ul>
                { for props.entries.iter().copied().map(|entry| {
                    let onclick = props.act.reform(move |_: MouseEvent| Action::Append(entry));
                    html! {
                        <li key={entry.name().english}>
                            <button type="button" {onclick}>
                                <b>{ entry.name().of(language) }</b>
                                <small>{ entry.help().of(language) }</small>
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </details>
    }
}
