//! The charts as files: as they are seen, or their samples.

use crate::web::download::{self, Form};
use crate::web::driver::Driver;
use crate::web::language::use_language;
use crate::words::{Say, say};
use yew::prelude::*;

/// What it saves from.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Draws them.
    pub driver: Driver,
}

/// A button for each kind of file, and what came of pressing it.
#[component]
pub fn ChartExport(props: &Props) -> Html {
    let language = use_language();
    let said = use_state(String::new);
    let button = |form: Form, what: &'static str| {
        let (driver, said) = (props.driver.clone(), said.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let name = form.file_name();
            let address = driver.charts_as(form);
            let words = match address.and_then(|address| download::save(&address, name)) {
                Ok(()) => say!("Saved as {name}.", "已保存为 {name}。").string(language),
                Err(why) => say!("Not saved: {why}", "未能保存：{why}").string(language),
            };
            said.set(words);
        });
        html! { <button type="button" title={what} {onclick}>{ form.name() }</button> }
    };
    let (picture, samples) = (
        language.pick("The charts as they are seen", "当前所见的图表"),
        language.pick("The samples of the time shown", "所示时间内的采样"),
    );
    let state = language.pick(
        "The state of the run now, for programs that watch systems",
        "运行此刻的状态，供监控程序读取",
    );
    html! {
        <div class="export" role="group" aria-label={language.pick("Save the charts", "保存图表")}>
            <span>{ language.pick("Save the charts", "保存图表") }</span>
            { button(Form::Png, picture) }{ button(Form::Csv, samples) }{ button(Form::OpenMetrics, state) }
            <span class="dim" role="status">{ (*said).clone() }</span>
        </div>
    }
}
