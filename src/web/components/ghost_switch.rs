//! Whether what would have happened without the last change goes on beside the run.

use crate::app::Action;
use crate::web::language::use_language;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Whether it does.
    pub haunted: bool,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// The switch, with what it means.
#[component]
pub fn GhostSwitch(props: &Props) -> Html {
    let language = use_language();
    let onchange = props.act.reform(|event: Event| {
        let tick: HtmlInputElement = event.target_unchecked_into();
        Action::Ghost(tick.checked())
    });
    html! {
        <p class="overlay">
            <label><input type="checkbox" id="ghost" checked={props.haunted} {onchange}
                aria-describedby="ghost-words" />
                { language.pick(" Without the last change", "不作最近一次改动") }</label>
            <span class="dim" id="ghost-words">
                { language.pick(
                    "faint lines: the old future, on the same random numbers",
                    "淡线：用同一组随机数继续的原有未来",
                ) }
            </span>
        </p>
    }
}
