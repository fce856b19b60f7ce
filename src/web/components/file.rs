//! The scenario as a file: read it, change it, save it, start another.

use crate::app::Action;
use crate::scenario::Problem;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The scenario as it is now, as JSON.
    pub json: String,
    /// What is wrong with the text started last.
    pub problems: Vec<Problem>,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// The scenario file.
#[component]
pub fn File(props: &Props) -> Html {
    let area = use_node_ref();
    // What the person wrote, until it runs.
    let draft = use_state(|| None::<String>);
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            draft.set(Some(area.value()));
        })
    };
    {
        // It runs when the running scenario is what was written: then the draft is done with.
        let draft = draft.clone();
        use_effect_with(
            (props.json.clone(), props.problems.clone()),
            move |(json, problems)| {
                let written = draft
                    .as_deref()
                    .and_then(|text| crate::scenario::Scenario::parse(text).ok());
                if problems.is_empty() && written.is_some_and(|written| written.to_json() == *json)
                {
                    draft.set(None);
                }
            },
        );
    }
    let start = {
        let (area, act) = (area.clone(), props.act.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                act.emit(Action::Open(area.value()));
            }
        })
    };
    let discard = {
        let draft = draft.clone();
        Callback::from(move |_: MouseEvent| draft.set(None))
    };
    let text = draft.as_deref().unwrap_or(&props.json).to_owned();
    let address = format!(
        "data:application/json;charset=utf-8,{}",
        js_sys::encode_uri_component(&props.json)
    );
    html! {
        <section class="card file" aria-label="Scenario file">
            <h2>{"Scenario file"} <span>{"JSON, also for the command"}</span></h2>
            <textarea ref={area} id="scenario-file" rows="12" spellcheck="false" aria-label="Scenario as JSON"
                aria-describedby="file-problems" value={text} {oninput} />
            <ul class="problem" id="file-problems" role="alert">
                { for props.problems.iter().map(|problem| html! { <li>{ problem.to_string() }</li> }) }
            </ul>
            <p class="buttons">
                <button type="button" id="start-file" onclick={start} disabled={draft.is_none()}>{"Start this"}</button>
                <button type="button" onclick={discard} disabled={draft.is_none()}>{"Discard"}</button>
                <a class="button" href={address} download="scenario.json">{"Save"}</a>
            </p>
        </section>
    }
}
