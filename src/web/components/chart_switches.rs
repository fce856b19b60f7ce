//! How the charts show it: with theory, by orders of magnitude, with the future that the last change replaced.

use crate::app::Action;
use crate::web::language::use_language;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// How they show it now.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Whether the latency chart shows what theory says.
    pub overlay: bool,
    /// What it says.
    pub overlay_words: String,
    /// Whether it goes by orders of magnitude.
    pub log: bool,
    /// Whether what would have happened without the last change is shown.
    pub haunted: bool,
    /// Whether their figures are shown as tables.
    pub tables: bool,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// The switches, each with what it does or says.
#[component]
pub fn ChartSwitches(props: &Props) -> Html {
    let language = use_language();
    let switch = |id: &'static str,
                  on: bool,
                  name: &'static str,
                  words: &str,
                  action: fn(bool) -> Action| {
        let onchange = props.act.reform(move |event: Event| {
            let tick: HtmlInputElement = event.target_unchecked_into();
            action(tick.checked())
        });
        let described = format!("{id}-words");
        html! {
            <p>
                <label><input type="checkbox" {id} checked={on} {onchange} aria-describedby={described.clone()} />
                    { name }</label>
                <span class="dim" id={described}>{ words }</span>
            </p>
        }
    };
    html! {
        <div class="switches">
            { switch("overlay", props.overlay, language.pick("Theory on the latency chart", "在延迟图上显示理论值"),
                &props.overlay_words, Action::Overlay) }
            { switch("ghost", props.haunted, language.pick("Without the last change", "不作最近一次改动"),
                language.pick("faint lines: the old future, on the same random numbers", "淡线：用同一组随机数继续的原有未来"),
                Action::Ghost) }
            { switch("log-latency", props.log, language.pick("Latency by orders of magnitude", "延迟用对数坐标"), "",
                Action::LogLatency) }
            { switch("tables", props.tables, language.pick("Figures as tables", "以表格显示数值"), "", Action::Tables) }
        </div>
    }
}
