//! Latency against utilisation, with the operating point that the knobs move.

use super::strip::badge;
use crate::app::Action;
use crate::app::beside::Stamp;
use crate::app::operating::Operating;
use crate::draw::format::Percent;
use crate::web::driver::Driver;
use crate::web::language::use_language;
use crate::web::pictures::Place;
use crate::words::{Language, Say, say};
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
    let language = use_language();
    let canvas = use_node_ref();
    {
        let (canvas, driver) = (canvas.clone(), props.driver.clone());
        use_effect_with((), move |()| {
            driver.attach(Place::Curve, canvas.cast::<HtmlCanvasElement>());
            move || driver.attach(Place::Curve, None)
        });
    }
    let operating = &props.operating;
    let title = language.pick("Latency against utilisation", "延迟与利用率");
    let label = language.pick(
        "Mean sojourn time against utilisation, with the operating point",
        "平均逗留时间随利用率的变化，并标出工作点",
    );
    let why = &operating.why;
    html! {
        <section class="card curve" aria-label={title}>
            <h2>{ title }</h2>
            <div class="plot">
                <canvas ref={canvas} id="curve" role="img" aria-describedby="curve-words"
                    aria-label={label} />
                { scale(operating.log, &props.act, language) }
                if !operating.why.is_empty() {
                    <p>{ say!("No formula for a curve: {why}.", "没有公式，画不出曲线：{why}。").string(language) }</p>
                }
            </div>
            { words(operating, language) }
            { table(operating, language) }
        </section>
    }
}

/// Even steps or orders of magnitude.
fn scale(log: bool, act: &Callback<Action>, language: Language) -> Html {
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
        <div class="segments" role="radiogroup" aria-label={language.pick("Scale of the sojourn time", "逗留时间的坐标")}>
            { option(language.pick("Linear", "线性"), false) }{ option(language.pick("Log", "对数"), true) }
        </div>
    }
}

/// The marks and what they stand for, with their values.
fn words(operating: &Operating, language: Language) -> Html {
    let (figure, load) = (&operating.figure, Percent(operating.load));
    let row = |mark: &'static str, what: Html| {
        html! { <li><i class={classes!("mark", mark)} aria-hidden="true" /><span>{ what }</span></li> }
    };
    let line = match operating.stamp {
        Stamp::Exact => "solid",
        Stamp::Approximate => "dashed",
        Stamp::Unstable | Stamp::Nothing | Stamp::Awaited | Stamp::Unavailable => "none",
    };
    let theory = match figure.theory.stamp {
        Stamp::Unstable => language.pick("unstable: cannot keep up", "不稳定：处理不及"),
        Stamp::Nothing | Stamp::Awaited | Stamp::Unavailable => language.pick("unknown", "未知"),
        Stamp::Exact | Stamp::Approximate => &figure.theory.value,
    };
    html! {
        <ul id="curve-words">
            { row("ring", html! { <>
                { say!("theory at {load}: ", "理论值（{load}）："; load).string(language) }<b id="curve-theory">{ theory }</b>
            </> }) }
            { row("dot", html! { <>
                { language.pick("measured: ", "实测值：") }<b id="curve-measured">{ &figure.value }</b>{ " " }{ &figure.note }
            </> }) }
            { row("faint", html! { { language.pick("measured before a change", "改动之前的实测值") } }) }
            { row(line, html! { <>
                <span class="model" title={operating.model.clone()}>{ &operating.model }</span>
                { " " }{ badge(operating.stamp, language) }
            </> }) }
        </ul>
    }
}

/// The curve for who cannot see it.
fn table(operating: &Operating, language: Language) -> Html {
    let sojourn = language.pick("Mean sojourn time", "平均逗留时间");
    html! {
        <table class="visually-hidden">
            <caption>{ language.pick("Mean sojourn time by theory", "理论上的平均逗留时间") }</caption>
            <tr><th scope="col">{ language.pick("Utilisation", "利用率") }</th><th scope="col">{ sojourn }</th></tr>
            { for operating.rows.iter().map(|(load, value)| html! {
                <tr key={load.clone()}><th scope="row">{ load }</th><td>{ value }</td></tr>
            }) }
        </table>
    }
}
