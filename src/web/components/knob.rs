//! One knob: a slider with a number field, or a few options.

use crate::app::Action;
use crate::app::field::{Field, Input};
use crate::app::knob::{self, Control, plain};
use crate::app::slider::Slider;
use crate::web::language::use_language;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The knob.
    pub knob: knob::Knob,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// Positions of a slider's range input.
const POSITIONS: f64 = 1000.0;

/// A knob, with what it means and what is wrong with it.
#[component]
pub fn Knob(props: &Props) -> Html {
    let language = use_language();
    let knob = &props.knob;
    let id = id(knob.field);
    let control = match &knob.control {
        Control::Number {
            value,
            unit,
            slider,
        } => html! {
            <Number field={knob.field} label={knob.label} value={*value} {unit} slider={*slider}
                typed={knob.refusal.as_ref().map(|refusal| refusal.typed.clone())} changed={knob.was.is_some()} act={props.act.clone()} />
        },
        Control::Choice { options, chosen } => choice(knob.field, options, *chosen, &props.act),
    };
    let is_choice = matches!(knob.control, Control::Choice { .. });
    let label = if is_choice {
        html! { <span class="label" id={format!("{id}-label")} title={knob.help}>{ knob.label }</span> }
    } else {
        html! { <label for={id.clone()} title={knob.help}>{ knob.label }</label> }
    };
    html! {
        <div class="knob" id={format!("{id}-knob")} tabindex="-1" hidden={!knob.shown}>
            <div class="head">{ label }{ was(knob, &props.act) }</div>
            { control }
            <p class="problem" id={format!("{id}-problem")} role="alert">
                { knob.refusal.as_ref().map(|refusal| refusal.message.of(language).to_owned()).unwrap_or_default() }
            </p>
            if !knob.note.is_empty() {
                <p class="note" id={format!("{id}-note")}>{ &knob.note }</p>
            }
        </div>
    }
}

/// What it was when the run began; a click puts it back.
fn was(knob: &knob::Knob, act: &Callback<Action>) -> Html {
    let Some(was) = &knob.was else {
        return html! {};
    };
    let field = knob.field;
    let knob_id = format!("{}-knob", id(field));
    let onclick = act.reform(move |_: MouseEvent| {
        // The button is about to go; the keyboard's focus stays at its knob.
        if let Some(knob) = find(&knob_id) {
            let _ = knob.focus();
        }
        Action::PutBack(field)
    });
    let label = format!("Put {} back to {was}", knob.label.to_lowercase());
    html! {
        <button type="button" class="was" {onclick} title={label.clone()} aria-label={label}>
            { format!("was {was}") }
        </button>
    }
}

fn choice(
    field: Field,
    options: &'static [&'static str],
    chosen: usize,
    act: &Callback<Action>,
) -> Html {
    let id = id(field);
    html! {
        <div class="segments" role="radiogroup" aria-labelledby={format!("{id}-label")}>
            { for options.iter().enumerate().map(|(place, option)| {
                let onchange = act.reform(move |_: Event| Action::Turn(field, Input::Choice(place)));
                html! {
                    <label>
                        <input type="radio" name={id.clone()} checked={place == chosen} {onchange} />
                        <span>{ option }</span>
                    </label>
                }
            }) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct NumberProps {
    field: Field,
    label: &'static str,
    value: f64,
    unit: &'static str,
    slider: Slider,
    typed: Option<String>,
    changed: bool,
    act: Callback<Action>,
}

/// A slider for the usual values and a field for all of them.
#[component]
fn Number(props: &NumberProps) -> Html {
    let (field, slider, value) = (props.field, props.slider, props.value);
    let turn = move |value: f64| Action::Turn(field, Input::Number(value));
    let oninput = props.act.reform(move |event: InputEvent| {
        let range: HtmlInputElement = event.target_unchecked_into();
        turn(slider.value(range.value_as_number() / POSITIONS))
    });
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
                (0..steps).fold(value, |value, _| slider.stepped(value, up)),
            ));
        })
    };
    let onchange = props.act.reform(move |event: Event| {
        let text: HtmlInputElement = event.target_unchecked_into();
        Action::Turn(field, Input::Text(text.value()))
    });
    let id = id(field);
    let position = (slider.position(value) * POSITIONS).round();
    let refused = props.typed.is_some();
    let text = props.typed.clone().unwrap_or_else(|| plain(value));
    html! {
        <div class="row">
            <input type="range" min="0" max={POSITIONS.to_string()} step="1" value={position.to_string()}
                style={format!("--part: {}%", position / POSITIONS * 100.0)}
                aria-label={format!("{}, slider", props.label)}
                aria-valuetext={format!("{} {}", plain(value), props.unit)} {oninput} {onkeydown} />
            <span class={classes!("number", props.changed.then_some("changed"))}>
                <input type="text" id={id.clone()} inputmode="decimal" autocomplete="off" value={text} {onchange}
                    aria-invalid={refused.to_string()}
                    aria-describedby={format!("{id}-problem {id}-note")} />
                <em>{ props.unit }</em>
            </span>
        </div>
    }
}

fn find(id: &str) -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.get_element_by_id(id)?.dyn_into().ok()
}

/// A name for the knob's field in the document: `rate-0`.
fn id(field: Field) -> String {
    format!("{field:?}")
        .to_lowercase()
        .replace('(', "-")
        .replace(')', "")
}
