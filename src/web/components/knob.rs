//! One knob: a slider with a number field, a few options, or a list.

use super::number::Number;
use crate::app::Action;
use crate::app::density::Density;
use crate::app::field::{Field, Input};
use crate::app::inspector::spec::Columns;
use crate::app::knob::{self, Control, Opt};
use crate::web::language::use_language;
use crate::words::Language;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The knob.
    pub knob: knob::Knob,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// Options that stand side by side; more of them, or longer ones, are in a list that opens.
const SIDE_BY_SIDE: usize = 3;

/// A knob, with what it means and what is wrong with it.
#[component]
pub fn Knob(props: &Props) -> Html {
    let language = use_language();
    let (knob, act) = (&props.knob, &props.act);
    let id = knob.field.slug();
    let typed = knob.refusal.as_ref().map(|refusal| refusal.typed.clone());
    let control = match &knob.control {
        Control::Number {
            value,
            absent,
            unit,
            slider,
        } => html! {
            <Number field={knob.field.clone()} label={knob.label.of(language).to_owned()} value={*value}
                absent={absent.of(language)} unit={unit.of(language)} slider={*slider} {typed}
                changed={knob.was.is_some()} {act} />
        },
        Control::Choice { options, chosen } if options.len() <= SIDE_BY_SIDE => {
            segments(&knob.field, options, *chosen, language, act)
        }
        Control::Choice { options, chosen } => select(knob, options, *chosen, language, act),
        Control::List {
            lines,
            count,
            columns,
        } => list(knob, lines.as_deref(), *count, *columns, language, act),
    };
    let is_radio =
        matches!(&knob.control, Control::Choice { options, .. } if options.len() <= SIDE_BY_SIDE);
    let (words, help) = (knob.label.of(language), knob.help.of(language));
    let label = if is_radio {
        html! { <span class="label" id={format!("{id}-label")} title={help}>{ words }</span> }
    } else {
        html! { <label for={id.clone()} title={help}>{ words }</label> }
    };
    let problem = knob
        .refusal
        .as_ref()
        .map(|refusal| refusal.message.of(language).to_owned());
    html! {
        <div class="knob" id={format!("{id}-knob")} tabindex="-1">
            <div class="head">{ label }{ was(knob, language, act) }</div>
            { control }
            <p class="problem" id={format!("{id}-problem")} role="alert">{ problem.unwrap_or_default() }</p>
            if !knob.note.of(language).is_empty() {
                <p class="note" id={format!("{id}-note")}>{ knob.note.of(language) }</p>
            }
        </div>
    }
}

/// What it was when the scenario was opened; a click puts it back.
fn was(knob: &knob::Knob, language: Language, act: &Callback<Action>) -> Html {
    let Some(was) = &knob.was else {
        return html! {};
    };
    let field = knob.field.clone();
    let knob_id = format!("{}-knob", field.slug());
    let onclick = act.reform(move |_: MouseEvent| {
        // The button is about to go; the keyboard's focus stays at its knob.
        if let Some(knob) = find(&knob_id) {
            focus(&knob);
        }
        Action::PutBack(field.clone())
    });
    let (name, was) = (knob.label.of(language), was.of(language));
    let label = language.pick(
        format!("Put {} back to {was}", name.to_ascii_lowercase()),
        format!("把{name}还原为 {was}"),
    );
    html! {
        <button type="button" class="was" {onclick} title={label.clone()} aria-label={label}>
            { language.pick(format!("was {was}"), format!("原为 {was}")) }
        </button>
    }
}

fn segments(
    field: &Field,
    options: &[Opt],
    chosen: usize,
    language: Language,
    act: &Callback<Action>,
) -> Html {
    let id = field.slug();
    html! {
        <div class="segments" role="radiogroup" aria-labelledby={format!("{id}-label")}>
            { for options.iter().enumerate().map(|(place, option)| {
                let (field, value) = (field.clone(), option.value.clone());
                let onchange = act.reform(move |_: Event| Action::Turn(field.clone(), Input::Put(value.clone())));
                html! {
                    <label title={option.help.of(language)}>
                        <input type="radio" name={id.clone()} checked={place == chosen} {onchange} />
                        <span>{ option.label.of(language) }</span>
                    </label>
                }
            }) }
        </div>
    }
}

fn select(
    knob: &knob::Knob,
    options: &[Opt],
    chosen: usize,
    language: Language,
    act: &Callback<Action>,
) -> Html {
    let id = knob.field.slug();
    let values: Vec<serde_json::Value> =
        options.iter().map(|option| option.value.clone()).collect();
    let field = knob.field.clone();
    let onchange = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            if let Some(value) = values.get(select.selected_index() as usize) {
                act.emit(Action::Turn(field.clone(), Input::Put(value.clone())));
            }
        })
    };
    let of = knob.of.of(language);
    let name = (!of.is_empty()).then(|| format!("{}: {of}", knob.label.of(language)));
    let help = options
        .get(chosen)
        .map_or("", |option| option.help.of(language));
    html! {
        <>
            <div class="row">
                <select {id} {onchange} aria-label={name} title={help}>
                    { for options.iter().enumerate().map(|(place, option)| html! {
                        <option selected={place == chosen} title={option.help.of(language)}>{ option.label.of(language) }</option>
                    }) }
                </select>
                { knob.density.as_ref().map(|density| picture(density, language)) }
            </div>
            if !help.is_empty() {
                <p class="note">{ help }</p>
            }
        </>
    }
}

/// What a distribution looks like, with a line at its mean.
fn picture(density: &Density, language: Language) -> Html {
    let (width, height) = (84.0, 26.0);
    let step = width / density.heights.len() as f32;
    let mut path = format!("M0 {height}");
    for (place, part) in density.heights.iter().enumerate() {
        let (left, top) = (place as f32 * step, height - part * (height - 2.0));
        path.push_str(&format!("L{left:.1} {top:.1}L{:.1} {top:.1}", left + step));
    }
    path.push_str(&format!("L{width} {height}Z"));
    let mean = format!("M{x:.1} 0V{height}", x = density.mean * width);
    html! {
        <svg class="density" viewBox={format!("0 0 {width} {height}")} width={width.to_string()}
            height={height.to_string()} role="img" aria-label={language.pick("Its density; the line is its mean", "其密度；竖线为均值")}>
            <path d={path} /><path class="mean" d={mean} />
        </svg>
    }
}

fn list(
    knob: &knob::Knob,
    lines: Option<&str>,
    count: usize,
    columns: Columns,
    language: Language,
    act: &Callback<Action>,
) -> Html {
    let id = knob.field.slug();
    let Some(lines) = lines else {
        let words = language.pick(
            format!("{count} entries: change them in the scenario file"),
            format!("{count} 项：请在场景文件中修改"),
        );
        return html! { <p class="note" {id}>{ words }</p> };
    };
    let field = knob.field.clone();
    let onchange = act.reform(move |event: Event| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        Action::Turn(field.clone(), Input::Text(area.value()))
    });
    let text = knob
        .refusal
        .as_ref()
        .map_or(lines, |refusal| &refusal.typed)
        .to_owned();
    let rows = (text.lines().count() + 1).clamp(3, 8);
    html! {
        <>
            <textarea class="lines" id={id.clone()} rows={rows.to_string()} spellcheck="false" value={text} {onchange}
                aria-invalid={knob.refusal.is_some().to_string()} aria-describedby={format!("{id}-problem {id}-columns")} />
            <p class="note" id={format!("{id}-columns")}>{ columns.words().of(language) }</p>
        </>
    }
}

fn find(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// Gives the keyboard's focus to an element.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that cannot take it leaves it where it is.
        let _ = element.focus();
    }
}
