//! The picture of the system, with its words for who cannot see it, under the pointer and the keyboard.

use super::spots::Spots;
use super::tip::Tip;
use super::tools::Tools;
use crate::app::Action;
use crate::app::spots::Spot;
use crate::app::tip;
use crate::draw::{Rect, Target, pt};
use crate::web::driver::Driver;
use crate::web::language::use_language;
use crate::web::pictures::Place;
use crate::web::touch::Pointer;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement};
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Draws it.
    pub driver: Driver,
    /// The same in words, a sentence for each node.
    pub words: Vec<String>,
    /// The same for the keyboard.
    pub spots: Vec<Spot>,
    /// Where those are seen.
    pub places: Vec<(Target, Rect)>,
    /// What is said of the mark that is pointed at.
    pub tip: Option<(Target, tip::Tip)>,
    /// What is chosen.
    pub chosen: Option<Target>,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// The picture of the system.
#[component]
pub fn Stage(props: &Props) -> Html {
    let canvas = use_node_ref();
    let language = use_language();
    {
        let (canvas, driver) = (canvas.clone(), props.driver.clone());
        use_effect_with((), move |()| {
            let wheel = canvas
                .cast::<Element>()
                .map(|canvas| wheel(&canvas, driver.clone()));
            driver.attach(Place::Stage, canvas.cast::<HtmlCanvasElement>());
            move || {
                drop(wheel);
                driver.attach(Place::Stage, None);
            }
        });
    }
    use_escape(props.driver.clone());
    let hears = |how: fn(&Driver, Pointer)| {
        let (driver, canvas) = (props.driver.clone(), canvas.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(pointer) = pointer(&event, &canvas) {
                how(&driver, pointer);
            }
        })
    };
    let onpointerdown = {
        let (driver, canvas) = (props.driver.clone(), canvas.clone());
        Callback::from(move |event: PointerEvent| {
            let is_first = event.button() == 0;
            if let Some(pointer) = pointer(&event, &canvas).filter(|_| is_first) {
                driver.press(pointer);
                if let Some(canvas) = canvas.cast::<Element>() {
                    // A pointer that is down can be captured.
                    let _ = canvas.set_pointer_capture(pointer.id);
                }
            }
        })
    };
    let onpointercancel = {
        let driver = props.driver.clone();
        Callback::from(move |event: PointerEvent| driver.give_up(event.pointer_id()))
    };
    let onpointerleave = {
        let driver = props.driver.clone();
        Callback::from(move |_: PointerEvent| driver.point_at(None))
    };
    let target = props.tip.as_ref().map(|(target, _)| *target);
    let label = language.pick(
        "Producers, queues and consumers at work",
        "生产者、队列和消费者在工作",
    );
    html! {
        <>
            <Tools driver={props.driver.clone()} chosen={props.chosen} act={props.act.clone()} />
            <div class={classes!("view", target.map(cursor))} onpointermove={hears(Driver::moved)}
                onpointerup={hears(Driver::release)} {onpointerdown} {onpointercancel} {onpointerleave}>
                <canvas ref={canvas} id="stage" role="img" aria-label={label} aria-describedby="stage-words" />
                <Spots driver={props.driver.clone()} spots={props.spots.clone()} places={props.places.clone()}
                    chosen={props.chosen} act={props.act.clone()} />
                if props.spots.is_empty() {
                    { empty(&props.act, language) }
                }
                if let Some((target, tip)) = &props.tip {
                    <Tip target={*target} tip={tip.clone()} place={props.driver.place_of(*target)} />
                }
            </div>
            <ul id="stage-words" class="visually-hidden">
                { for props.words.iter().map(|word| html! { <li>{ word }</li> }) }
            </ul>
        </>
    }
}

/// Nothing is there yet.
fn empty(act: &Callback<Action>, language: crate::words::Language) -> Html {
    let add = act.reform(|_: MouseEvent| {
        Action::Build(crate::scenario::BuildStep::AddProducer { to: None })
    });
    html! {
        <div class="empty">
            <p>{ language.pick("An empty system. Messages begin with somebody who publishes them.",
                "系统是空的。消息从发布者开始。") }</p>
            <button type="button" class="play" onclick={add}>
                { language.pick("Add the first producer", "添加第一个生产者") }
            </button>
        </div>
    }
}

/// The shape of the pointer over a mark.
const fn cursor(target: Target) -> &'static str {
    match target {
        Target::Rate(_) => "turns",
        Target::Bound(_) => "pulls",
        _ => "opens",
    }
}

/// A pointer with its place on the canvas.
fn pointer(event: &PointerEvent, canvas: &NodeRef) -> Option<Pointer> {
    let rect = canvas.cast::<Element>()?.get_bounding_client_rect();
    let x = f64::from(event.client_x()) - rect.left();
    let y = f64::from(event.client_y()) - rect.top();
    Some(Pointer {
        id: event.pointer_id(),
        at: pt(x as f32, y as f32),
        finger: event.pointer_type() == "touch",
    })
}

/// The wheel with Ctrl, which is also what a pinch on a trackpad is, zooms; alone it scrolls the page.
fn wheel(canvas: &Element, driver: Driver) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    let place = canvas.clone();
    EventListener::new_with_options(canvas, "wheel", options, move |event| {
        let Some(event) = event.dyn_ref::<WheelEvent>() else {
            return;
        };
        if !event.ctrl_key() && !event.meta_key() {
            return;
        }
        event.prevent_default();
        let rect = place.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - rect.left();
        let y = f64::from(event.client_y()) - rect.top();
        let factor = (-event.delta_y().clamp(-60.0, 60.0) / 120.0).exp2();
        driver.zoom(factor as f32, Some(pt(x as f32, y as f32)));
    })
}

/// Escape takes away what is said of a mark, wherever the focus is.
#[hook]
fn use_escape(driver: Driver) {
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "keydown", move |event| {
                let is_escape = |event: &KeyboardEvent| event.key() == "Escape";
                if event.dyn_ref::<KeyboardEvent>().is_some_and(is_escape) {
                    driver.point_at(None);
                }
            })
        });
        move || drop(listener)
    });
}
