//! The event log.

use crate::app::Action;
use crate::app::log::{Level, Line, What};
use crate::web::language::use_language;
use crate::words::{Language, Say, say};
use web_sys::Element;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The last lines, oldest first.
    pub lines: Vec<Line>,
    /// How many lines there were in all.
    pub logged: u64,
    /// From which level on lines are shown.
    pub level: Level,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// The last lines of the event log; it stays at the newest.
#[component]
pub fn Log(props: &Props) -> Html {
    let language = use_language();
    let count = props.logged;
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
        <section class="card log" aria-label={language.pick("Event log", "事件日志")}>
            <h2>
                { language.pick("Event log", "事件日志") }{" "}
                <span>{ say!("{count} lines", "{count} 行").string(language) }</span>
            </h2>
            { levels(props.level, &props.act, language) }
            <ol ref={list} id="log" tabindex="0"
                aria-label={language.pick("Last lines of the event log", "事件日志的最后几行")}>
                if props.lines.is_empty() {
                    <li class="dim">{ language.pick("Nothing has happened yet.", "还没有事件发生。") }</li>
                }
                { for props.lines.iter().map(|line| html! {
                    <li key={line.number} class={line.level.name().english}>
                        <time>{ &line.time }</time>{ " " }
                        if line.level != Level::Info && matches!(line.what, What::Message(..)) {
                            <b>{ line.level.name().of(language) }</b>{ " " }
                        }
                        <span>{ line.string(language) }</span>
                    </li>
                }) }
            </ol>
        </section>
    }
}

/// From which level on lines are shown.
fn levels(now: Level, act: &Callback<Action>, language: Language) -> Html {
    html! {
        <div class="segments" role="radiogroup" aria-label={language.pick("Lines shown", "显示的行")}>
            { for Level::ALL.into_iter().map(|level| {
                let onchange = act.reform(move |_: Event| Action::LogLevel(level));
                html! {
                    <label key={level.name().english}>
                        <input type="radio" name="log-level" checked={level == now} {onchange} />
                        <span>{ level.and_above().of(language) }</span>
                    </label>
                }
            }) }
        </div>
    }
}
