//! How latencies are spread: how many messages took how long, and what share took longer.

use super::strip::badge;
use crate::app::latencies::{Latencies, NAME};
use crate::web::driver::Driver;
use crate::web::language::use_language;
use crate::web::pictures::Place;
use crate::words::{Language, both};
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Draws it.
    pub driver: Driver,
    /// How they are spread.
    pub latencies: Latencies,
    /// Since when it counts, in words.
    pub since: String,
}

/// The card of the distribution.
#[component]
pub fn Distribution(props: &Props) -> Html {
    let language = use_language();
    let canvas = use_node_ref();
    {
        let (canvas, driver) = (canvas.clone(), props.driver.clone());
        use_effect_with((), move |()| {
            driver.attach(Place::Distribution, canvas.cast::<HtmlCanvasElement>());
            move || driver.attach(Place::Distribution, None)
        });
    }
    let (name, spread) = (NAME.of(language), &props.latencies);
    let label = language.pick(
        "How many messages took how long, and the share that took longer",
        "各逗留时间的消息占比，以及更久者的占比",
    );
    html! {
        <section class="card curve spread" aria-label={name}>
            <h2>{ name }<span>{ language.pick("since ", "自") }{ &props.since }{ language.pick("", "起") }</span></h2>
            <div class="plot">
                <canvas ref={canvas} id="distribution" role="img" aria-label={label} aria-describedby="distribution-words" />
                if !spread.why.is_empty() { <p>{ &spread.why }</p> }
            </div>
            <ul id="distribution-words">
                <li><i class="mark dot" aria-hidden="true" /><span>{ &spread.measured }</span></li>
                <li><i class="mark ring" aria-hidden="true" /><span>{ &spread.theory }{ " " }{ badge(spread.stamp, language) }</span></li>
            </ul>
            if !spread.rows.is_empty() { { table(spread, language) } }
        </section>
    }
}

/// The quantiles that are marked.
fn table(spread: &Latencies, language: Language) -> Html {
    let columns = [
        both("Quantile", "分位数"),
        both("Take longer", "更久者"),
        both("Measured", "实测"),
        both("Theory", "理论"),
    ];
    html! {
        <table class="figures">
            <caption class="visually-hidden">{ language.pick("Quantiles of the sojourn time", "逗留时间的分位数") }</caption>
            <thead><tr>{ for columns.map(|name| html! { <th scope="col">{ name.of(language) }</th> }) }</tr></thead>
            <tbody>{ for spread.rows.iter().map(|[name, figures @ ..]| html! {
                <tr key={name.clone()}><th scope="row">{ name }</th>{ for figures.iter().map(|it| html! { <td>{ it }</td> }) }</tr>
            }) }</tbody>
        </table>
    }
}
