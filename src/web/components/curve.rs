//! Latency against utilisation, with the operating point that the knobs move.

use super::strip::badge;
use crate::app::Action;
use crate::app::beside::Stamp;
use crate::app::operating::Operating;
use crate::draw::format::Percent;
use crate::web::driver::Driver;
use crate::web::pictures::Place;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Draws it.
    pub driver: Driver,
    /// The operating point.
    pub operating: Operating,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// The card of the curve.
#[component]
pub fn Curve(props: &Props) -> Html {
    let canvas = use_node_ref();
    {
        let (canvas, driver) = (canvas.clone(), props.driver.clone());
        use_effect_with((), move |()| {
            driver.attach(Place::Curve, canvas.cast::<HtmlCanvasElement>());
            move || driver.attach(Place::Curve, None)
        });
    }
    let operating = &props.operating;
    html! {
        <section class="card curve" aria-label="Latency against utilisation">
            <h2>{"Latency against utilisation"}</h2>
            <div class="plot">
                <canvas ref={canvas} id="curve" role="img" aria-describedby="curve-words"
                    aria-label="Mean sojourn time against utilisation, with the operating point" />
                { scale(operating.log, &props.act) }
                if !operating.why.is_empty() {
                    <p>{ format!("No formula for a curve: {}.", operating.why) }</p>
                }
            </div>
            { words(operating) }
            { table(operating) }
        </section>
    }
}

/// Even steps or orders of magnitude.
fn scale(log: bool, act: &Callback<Action>) -> Html {
    let option = |name: &'static str, on: bool| {
        let onchange = act.reform(move |_: Event| Action::LogCurve(on));
        html! {
            <label>
                <input type="radio" name="curve-scale" checked={log == on} {onchange} />
                <span>{ name }</span>
            </label>
        }
    };
    html! {
        <div class="segments" role="radiogroup" aria-label="Scale of the sojourn time">
            { option("Linear", false) }{ option("Log", true) }
        </div>
    }
}

/// The marks and what they stand for, with their values.
fn words(operating: &Operating) -> Html {
    let figure = &operating.figure;
    let row = |mark: &'static str, what: Html| {
        html! { <li><i class={classes!("mark", mark)} aria-hidden="true" /><span>{ what }</span></li> }
    };
    let line = match operating.stamp {
        Stamp::Exact => "solid",
        Stamp::Approximate => "dashed",
        Stamp::Unstable | Stamp::Nothing => "none",
    };
    let theory = match figure.theory.stamp {
        Stamp::Unstable => "unstable: cannot keep up",
        Stamp::Nothing => "unknown",
        Stamp::Exact | Stamp::Approximate => &figure.theory.value,
    };
    html! {
        <ul id="curve-words">
            { row("ring", html! { <>
                { format!("theory at {}: ", Percent(operating.load)) }<b id="curve-theory">{ theory }</b>
            </> }) }
            { row("dot", html! { <>
                { "measured: " }<b id="curve-measured">{ &figure.value }</b>{ " " }{ &figure.note }
            </> }) }
            { row("faint", html! { {"measured before a change"} }) }
            { row(line, html! { <>
                <span class="model" title={operating.model.clone()}>{ &operating.model }</span>
                { " " }{ badge(operating.stamp) }
            </> }) }
        </ul>
    }
}

/// The curve for who cannot see it.
fn table(operating: &Operating) -> Html {
    html! {
        <table class="visually-hidden">
            <caption>{"Mean sojourn time by theory"}</caption>
            <tr><th scope="col">{"Utilisation"}</th><th scope="col">{"Mean sojourn time"}</th></tr>
            { for operating.rows.iter().map(|(load, value)| html! {
                <tr key={load.clone()}><th scope="row">{ load }</th><td>{ value }</td></tr>
            }) }
        </table>
    }
}
