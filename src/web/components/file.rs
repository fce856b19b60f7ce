//! The scenario as a file: read it, change it, save it, start another.

use crate::app::Action;
use crate::scenario::Problem;
use crate::web::language::use_language;
use crate::words::Say;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The scenario as it is now, as JSON.
    pub json: String,
    /// Ordinal of the run.
    pub runs: u64,
    /// What is wrong with the text started last.
    pub problems: Vec<Problem>,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// The scenario file.
#[component]
pub fn File(props: &Props) -> Html {
    let language = use_language();
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
        // Another run: what was written runs, or was given up for something else.
        let draft = draft.clone();
        use_effect_with(props.runs, move |_| draft.set(None));
    }
    let start = {
        let (area, act) = (area.clone(), props.act.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                // The address names presets only.
                if let Some(window) = web_sys::window() {
                    let _ = window.location().set_hash("");
                }
                act.emit(Action::Open(area.value()));
            }
        })
    };
    let discard = {
        let (draft, act) = (draft.clone(), props.act.clone());
        Callback::from(move |_: MouseEvent| {
            draft.set(None);
            act.emit(Action::Discard);
        })
    };
    let text = draft.as_deref().unwrap_or(&props.json).to_owned();
    let address = format!(
        "data:application/json;charset=utf-8,{}",
        js_sys::encode_uri_component(&props.json)
    );
    html! {
        <section class="card file" aria-label={language.pick("Scenario file", "场景文件")}>
            <h2>
                { language.pick("Scenario file", "场景文件") }{" "}
                <span>{ language.pick("JSON, also for the command", "JSON，命令行亦可使用") }</span>
            </h2>
            <textarea ref={area} id="scenario-file" rows="12" spellcheck="false" aria-label={language.pick("Scenario as JSON", "JSON 格式的场景")}
                aria-describedby="file-problems" value={text} {oninput} />
            <div role="alert">
                <ul class="problem" id="file-problems">
                    { for props.problems.iter().map(|problem| html! { <li>{ problem.string(language) }</li> }) }
                </ul>
            </div>
            <p class="buttons">
                <button type="button" id="start-file" onclick={start} disabled={draft.is_none()}>{ language.pick("Start this", "运行此场景") }</button>
                <button type="button" onclick={discard} disabled={draft.is_none()}>{ language.pick("Discard", "放弃改动") }</button>
                <a class="button" href={address} download="scenario.json">{ language.pick("Save", "保存") }</a>
            </p>
        </section>
    }
}
