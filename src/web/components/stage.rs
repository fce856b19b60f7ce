//! The picture of the system, with its words for who cannot see it.

use crate::web::driver::Driver;
use crate::web::pictures::Place;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Draws it.
    pub driver: Driver,
    /// The same in words, a sentence for each node.
    pub words: Vec<String>,
}

/// The picture of the system.
#[component]
pub fn Stage(props: &Props) -> Html {
    let canvas = use_node_ref();
    {
        let (canvas, driver) = (canvas.clone(), props.driver.clone());
        use_effect_with((), move |()| {
            driver.attach(Place::Stage, canvas.cast::<HtmlCanvasElement>());
            move || driver.attach(Place::Stage, None)
        });
    }
    html! {
        <>
            <canvas ref={canvas} id="stage" role="img" aria-label="Producers, queues and consumers at work"
                aria-describedby="stage-words" />
            <ul id="stage-words" class="visually-hidden">
                { for props.words.iter().map(|word| html! { <li>{ word }</li> }) }
            </ul>
        </>
    }
}
