//! The stage for the keyboard and for who cannot see it: over each node and each handle of the picture lies an
//! element that has the focus, the words and the keys.

use crate::app::Action;
use crate::app::selection::node;
use crate::app::spots::{Spot, pressed, slid};
use crate::draw::{Camera, Rect, Target};
use crate::scenario::BuildStep;
use crate::web::driver::Driver;
use crate::web::language::use_language;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Points at things, and does what keys do.
    pub driver: Driver,
    /// The nodes with their handles.
    pub spots: Vec<Spot>,
    /// Where they are seen.
    pub places: Vec<(Target, Rect)>,
    /// What is chosen.
    pub chosen: Option<Target>,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// The outline of the system.
#[component]
pub fn Spots(props: &Props) -> Html {
    // One node is on the way of Tab; arrows go from node to node.
    let current = use_state(|| 0_usize);
    let place = (*current).min(props.spots.len().saturating_sub(1));
    let onkeydown = {
        let (current, many) = (current.clone(), props.spots.len());
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => (place + 1).min(many.saturating_sub(1)),
                "ArrowLeft" | "ArrowUp" => place.saturating_sub(1),
                "Home" => 0,
                "End" => many.saturating_sub(1),
                _ => return,
            };
            event.prevent_default();
            current.set(next);
            focus(&format!("spot-{next}"));
        })
    };
    let label = use_language().pick("The system, node by node", "系统的各个节点");
    html! {
        <ul class="spots" aria-label={label} onkeydown={camera_keys(&props.driver)}>
            { for props.spots.iter().enumerate().map(|(index, spot)| {
                let current = current.clone();
                let is_current = index == place;
                let onfocus = Callback::from(move |_: FocusEvent| current.set(index));
                html! {
                    <li key={index} {onfocus}>
                        { button(props, index, spot, is_current, onkeydown.clone()) }
                        { for spot.handles.iter().map(|spot| handle(props, spot, is_current)) }
                    </li>
                }
            }) }
        </ul>
    }
}

/// A node.
fn button(
    props: &Props,
    index: usize,
    spot: &Spot,
    is_current: bool,
    arrows: Callback<KeyboardEvent>,
) -> Html {
    let target = spot.target;
    let onclick = props
        .act
        .reform(move |_: MouseEvent| Action::Choose(Some(target)));
    let act = props.act.clone();
    let onkeydown =
        Callback::from(
            move |event: KeyboardEvent| match (event.key().as_str(), node(target)) {
                ("Delete", Some(node)) => act.emit(Action::Build(BuildStep::Delete(node))),
                _ => arrows.emit(event),
            },
        );
    html! {
        <button type="button" class="spot" id={format!("spot-{index}")} style={seen(props, target)}
            tabindex={tab(is_current)} aria-pressed={(props.chosen == Some(target)).to_string()}
            aria-label={spot.label.clone()} {onclick} {onkeydown} onfocus={pointing(props, Some(target))}
            onblur={pointing(props, None)} />
    }
}

/// A handle: one that slides, or one that is pressed.
fn handle(props: &Props, spot: &Spot, is_current: bool) -> Html {
    let target = spot.target;
    let id = match target {
        Target::Rate(place) => format!("handle-rate-{place}"),
        Target::Bound(place) => format!("handle-bound-{place}"),
        Target::More(place) => format!("handle-more-{place}"),
        Target::Fewer(place) => format!("handle-fewer-{place}"),
        _ => return html! {},
    };
    let (style, label) = (seen(props, target), spot.label.clone());
    let (onfocus, onblur) = (pointing(props, Some(target)), pointing(props, None));
    let driver = props.driver.clone();
    let Some((value, said)) = spot.value.clone() else {
        let onclick = Callback::from(move |event: MouseEvent| {
            // A pointer's press was the hand's; this one is the keyboard's.
            if event.detail() == 0 {
                driver.handle(|scenario| pressed(target, scenario));
            }
        });
        return html! {
            <button type="button" class="spot handle" {id} {style} tabindex={tab(is_current)}
                aria-label={label} {onclick} {onfocus} {onblur} />
        };
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let up = match event.key().as_str() {
            "ArrowUp" | "ArrowRight" => true,
            "ArrowDown" | "ArrowLeft" => false,
            _ => return,
        };
        event.prevent_default();
        driver.handle(|scenario| slid(target, scenario, up));
    });
    let now = if value.is_finite() { value } else { 1e9 };
    html! {
        <div role="slider" class="spot handle" {id} {style} tabindex={tab(is_current)} aria-label={label}
            aria-valuemin="0" aria-valuemax="1000000000" aria-valuenow={now.to_string()} aria-valuetext={said}
            {onkeydown} {onfocus} {onblur} />
    }
}

const fn tab(is_current: bool) -> &'static str {
    if is_current { "0" } else { "-1" }
}

/// What has the focus is pointed at, and comes into sight.
fn pointing(props: &Props, target: Option<Target>) -> Callback<FocusEvent> {
    let driver = props.driver.clone();
    Callback::from(move |_: FocusEvent| {
        if let Some(target) = target {
            driver.show(target);
        }
        driver.point_at(target);
    })
}

/// Keys that look at the stage in another way, where a node has the focus.
fn camera_keys(driver: &Driver) -> Callback<KeyboardEvent> {
    let driver = driver.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "+" | "=" => driver.zoom(1.4, None),
            "-" => driver.zoom(1.0 / 1.4, None),
            "0" => driver.look(|_, _| Camera::WHOLE),
            _ => {}
        }
    })
}

/// Over what is drawn of it.
fn seen(props: &Props, target: Target) -> String {
    let place = props.places.iter().find(|(one, _)| *one == target);
    let rect = place.map(|(_, rect)| *rect).unwrap_or_default();
    let Rect { x, y, w, h } = rect;
    format!("left:{x}px;top:{y}px;width:{w}px;height:{h}px")
}

fn focus(id: &str) {
    let found = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = found {
        // What is in the document can have the focus.
        let _ = element.focus();
    }
}
