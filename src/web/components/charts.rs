//! The charts, read by pointer or arrow keys, with their words for who cannot see them.

use crate::web::driver::{Driver, Place};
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// What they show.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Draws them.
    pub driver: Driver,
    /// The same in words, a sentence for each chart.
    pub words: Vec<String>,
}

/// Part of the visible time that an arrow key moves the reading by.
const STEP: f64 = 0.01;

/// The charts.
#[component]
pub fn Charts(props: &Props) -> Html {
    let canvas = use_node_ref();
    let by_keys = use_state(|| false);
    {
        let (canvas, driver) = (canvas.clone(), props.driver.clone());
        use_effect_with((), move |()| {
            driver.attach(Place::Charts, canvas.cast::<HtmlCanvasElement>());
            move || driver.attach(Place::Charts, None)
        });
    }
    let point = {
        let driver = props.driver.clone();
        Callback::from(move |event: PointerEvent| driver.point(Some(event.offset_x() as f32)))
    };
    let onpointerleave = {
        let driver = props.driver.clone();
        Callback::from(move |_: PointerEvent| driver.point(None))
    };
    let onkeydown = {
        let (driver, by_keys) = (props.driver.clone(), by_keys.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowLeft" => driver.nudge(-STEP),
                "ArrowRight" => driver.nudge(STEP),
                "Escape" => driver.point(None),
                _ => return,
            }
            by_keys.set(event.key() != "Escape");
            event.prevent_default();
        })
    };
    let onblur = {
        let (driver, by_keys) = (props.driver.clone(), by_keys.clone());
        Callback::from(move |_: FocusEvent| {
            if *by_keys {
                by_keys.set(false);
                driver.point(None);
            }
        })
    };
    html! {
        <section class="card charts" aria-label="Charts">
            <canvas ref={canvas} id="charts" role="img" tabindex="0" {onkeydown} {onblur}
                onpointermove={point.clone()} onpointerdown={point} {onpointerleave}
                aria-label="Throughput, latency and backlog over time; left and right arrow keys read an instant"
                aria-describedby="chart-words" />
            <ul id="chart-words" class="visually-hidden">
                { for props.words.iter().map(|word| html! { <li>{ word }</li> }) }
            </ul>
            <p class="visually-hidden" role="status">
                { if *by_keys { props.words.join(" ") } else { String::new() } }
            </p>
        </section>
    }
}
