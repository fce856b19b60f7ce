//! The charts as files and on the clipboard: as they are seen, or their samples.

use crate::app::charts::{Shown, Which};
use crate::web::download::{self, Form};
use crate::web::driver::Driver;
use crate::web::language::use_language;
use crate::words::{Say, both, say};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What it saves from.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Draws them.
    pub driver: Driver,
    /// Which charts are shown.
    pub panels: Shown,
    /// Whether it is shown how latencies are spread.
    pub distribution: bool,
}

/// What can leave the page.
fn choices(props: &Props) -> Vec<Which> {
    let spread = props.distribution.then_some(Which::Distribution);
    let one = props.panels.iter().map(Which::One);
    std::iter::once(Which::All)
        .chain(one)
        .chain(spread)
        .collect()
}

/// A choice of charts, a button for each kind of file and of copy, and what came of pressing it.
#[component]
pub fn ChartExport(props: &Props) -> Html {
    let language = use_language();
    let (said, chosen) = (use_state(String::new), use_state(Which::default));
    let choices = choices(props);
    // What is no longer shown is no longer chosen.
    let which = choices
        .iter()
        .copied()
        .find(|which| *which == *chosen)
        .unwrap_or_default();
    let save = |form: Form, what: &'static str| {
        let (driver, said) = (props.driver.clone(), said.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let name = form.file_name(which);
            let address = driver.charts_as(form, which);
            said.set(
                match address.and_then(|address| download::save(&address, &name)) {
                    Ok(()) => say!("Saved as {name}.", "已保存为 {name}。").string(language),
                    Err(why) => say!("Not saved: {why}", "未能保存：{why}").string(language),
                },
            );
        });
        html! { <button type="button" title={what} {onclick}>{ form.name() }</button> }
    };
    let copy = |form: Form, what: &'static str| {
        let (driver, said) = (props.driver.clone(), said.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let said = said.clone();
            driver.copy(form, which, move |result| {
                let name = form.name();
                said.set(match result {
                    Ok(()) => say!("Copied as {name}.", "已复制为 {name}。").string(language),
                    Err(why) => say!("Not copied: {why}", "未能复制：{why}").string(language),
                });
            });
        });
        let name = say!("Copy {name}", "复制 {name}"; name = form.name()).string(language);
        html! { <button type="button" title={what} {onclick}>{ name }</button> }
    };
    let pick = {
        let (chosen, choices) = (chosen.clone(), choices.clone());
        Callback::from(move |event: Event| {
            let list: HtmlSelectElement = event.target_unchecked_into();
            let place = usize::try_from(list.selected_index()).unwrap_or(0);
            chosen.set(choices.get(place).copied().unwrap_or_default());
        })
    };
    let picture = language.pick("The charts as they are seen", "当前所见的图表");
    let samples = language.pick("All samples of the time shown", "所示时间内的全部采样");
    let state = language.pick(
        "The state of the run now, for programs that watch systems",
        "运行此刻的状态，供监控程序读取",
    );
    let label = both("Save the charts", "保存图表").of(language);
    html! {
        <div class="export" role="group" aria-label={label}>
            <span aria-hidden="true">{ language.pick("Save", "保存") }</span>
            <select onchange={pick} aria-label={language.pick("Which charts", "哪些图表")}>
                { for choices.iter().map(|it| html! { <option selected={*it == which}>{ it.name().of(language) }</option> }) }
            </select>
            { save(Form::Png, picture) }{ save(Form::Svg, picture) }{ save(Form::Csv, samples) }{ save(Form::OpenMetrics, state) }
            { copy(Form::Png, picture) }{ copy(Form::Csv, samples) }
            <span class="dim" role="status">{ (*said).clone() }</span>
        </div>
    }
}
