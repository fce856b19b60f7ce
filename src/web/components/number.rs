//! A number: a slider for the usual values and a field for all of them.

use crate::app::Action;
use crate::app::field::{Field, Input, plain};
use crate::app::slider::Slider;
use crate::web::language::use_language;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Which field it turns.
    pub field: Field,
    /// What it is called.
    pub label: String,
    /// Its value; none if there is none.
    pub value: Option<f64>,
    /// What is said where there is none.
    pub absent: &'static str,
    /// Unit behind the number.
    pub unit: &'static str,
    /// What the slider spans.
    pub slider: Slider,
    /// What was typed last, if it was refused.
    pub typed: Option<String>,
    /// Whether it differs from what was opened.
    pub changed: bool,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// Positions of a slider's range input.
const POSITIONS: f64 = 1000.0;

/// A slider for the usual values and a field for all of them.
#[component]
pub fn Number(props: &Props) -> Html {
    let language = use_language();
    let (slider, value) = (props.slider, props.value);
    let turn = {
        let field = props.field.clone();
        move |value: f64| Action::Turn(field.clone(), Input::Number(value))
    };
    let oninput = {
        let turn = turn.clone();
        props.act.reform(move |event: InputEvent| {
            let range: HtmlInputElement = event.target_unchecked_into();
            turn(slider.value(range.value_as_number() / POSITIONS))
        })
    };
    // What has no value is beyond all of them.
    let at = value.unwrap_or_else(|| slider.value(1.0));
    let onkeydown = {
        let act = props.act.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let (up, steps) = match event.key().as_str() {
                "ArrowUp" | "ArrowRight" => (true, 1),
                "ArrowDown" | "ArrowLeft" => (false, 1),
                "PageUp" => (true, 10),
                "PageDown" => (false, 10),
                _ => return,
            };
            event.prevent_default();
            act.emit(turn(
                (0..steps).fold(at, |value, _| slider.stepped(value, up)),
            ));
        })
    };
    let onchange = {
        let field = props.field.clone();
        props.act.reform(move |event: Event| {
            let text: HtmlInputElement = event.target_unchecked_into();
            Action::Turn(field.clone(), Input::Text(text.value()))
        })
    };
    let id = props.field.slug();
    let position = (slider.position(at) * POSITIONS).round();
    let said = value.map_or(props.absent.to_owned(), |value| {
        format!("{} {}", plain(value), props.unit)
    });
    let text = props
        .typed
        .clone()
        .or_else(|| value.map(plain))
        .unwrap_or_default();
    html! {
        <div class="row">
            <input type="range" min="0" max={POSITIONS.to_string()} step="1" value={position.to_string()}
                style={format!("--part: {}%", position / POSITIONS * 100.0)}
                aria-label={language.pick(format!("{}, slider", props.label), format!("{}，滑块", props.label))} aria-valuetext={said} {oninput} {onkeydown} />
            <span class={classes!("number", props.changed.then_some("changed"))}>
                <input type="text" id={id.clone()} inputmode="decimal" autocomplete="off" value={text} {onchange}
                    placeholder={props.absent} aria-invalid={props.typed.is_some().to_string()}
                    aria-describedby={format!("{id}-problem {id}-note")} />
                <em>{ props.unit }</em>
            </span>
        </div>
    }
}
