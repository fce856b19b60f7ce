//! What is shown on the charts: which of them, and which stretch of time.

use crate::app::Action;
use crate::app::charts::{Kind, Move, Shown};
use crate::app::latencies;
use crate::web::language::use_language;
use crate::words::{Language, Words, both};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What is shown now.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Which charts.
    pub panels: Shown,
    /// Whether it is shown how latencies are spread.
    pub distribution: bool,
    /// Whether they follow the run.
    pub follows: bool,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// Each way to another stretch of time: its sign, its name and where it leads.
const MOVES: [(&str, Words, Move); 5] = [
    ("‹", both("Earlier", "更早"), Move::Earlier),
    ("›", both("Later", "更晚"), Move::Later),
    ("+", both("Closer", "放大"), Move::Closer),
    ("−", both("Wider", "缩小"), Move::Wider),
    ("↔", both("Whole run", "整个过程"), Move::Whole),
];

/// The left part of the row above the charts.
#[component]
pub fn ChartTools(props: &Props) -> Html {
    let language = use_language();
    html! {
        <>
            { chooser(props, language) }
            <div class="moves" role="group" aria-label={language.pick("Time shown", "显示的时间")}>
                { for MOVES.iter().map(|(sign, name, to)| {
                    let (name, to) = (name.of(language), *to);
                    let onclick = props.act.reform(move |_: MouseEvent| Action::Window(to));
                    html! { <button type="button" title={name} aria-label={name} {onclick}>{ *sign }</button> }
                }) }
                <button type="button" disabled={props.follows}
                    onclick={props.act.reform(|_: MouseEvent| Action::Window(Move::Now))}>
                    { language.pick("Now", "现在") }
                </button>
            </div>
        </>
    }
}

/// Which charts are shown.
fn chooser(props: &Props, language: Language) -> Html {
    let tick = |name: Words, on: bool, action: Callback<bool>| {
        let onchange = Callback::from(move |event: Event| {
            let tick: HtmlInputElement = event.target_unchecked_into();
            action.emit(tick.checked());
        });
        html! { <label><input type="checkbox" checked={on} {onchange} />{ name.of(language) }</label> }
    };
    let panel = |kind: Kind| {
        let action = props.act.reform(move |on| Action::Panel(kind, on));
        tick(kind.name(), props.panels.has(kind), action)
    };
    html! {
        <details class="chooser">
            <summary>{ language.pick("Charts shown", "显示的图表") }</summary>
            <div>
                { for Kind::ALL.into_iter().map(panel) }
                { tick(latencies::NAME, props.distribution, props.act.reform(Action::Distribution)) }
            </div>
        </details>
    }
}
