//! The knobs, a card for each node.

use super::append::Append;
use super::knob::Knob;
use crate::app::Action;
use crate::app::inspector::entry::Entry;
use crate::app::knob::{Addition, Card, Part};
use crate::web::language::use_language;
use crate::words::Language;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The cards.
    pub cards: Rc<Vec<Card>>,
    /// What can be added to them.
    pub entries: Vec<Entry>,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// Cards that are open at first; of more, only those of the first producer, queue and group.
const MANY: usize = 6;

/// The column of knobs.
#[component]
pub fn Inspector(props: &Props) -> Html {
    let language = use_language();
    let changed: usize = props.cards.iter().map(|card| card.changed).sum();
    let back = props.act.reform(|_: MouseEvent| Action::PutAllBack);
    let few = props.cards.len() <= MANY;
    html! {
        <aside aria-label={language.pick("Knobs", "旋钮")}>
            if changed > 0 {
                <p class="all-back">
                    <span>{ match changed {
                        1 => language.pick("1 knob changed", "1 个旋钮已改动").to_owned(),
                        _ => language.pick(format!("{changed} knobs changed"), format!("{changed} 个旋钮已改动")),
                    } }</span>
                    <button type="button" id="put-all-back" onclick={back}>{ language.pick("Put all back", "全部还原") }</button>
                </p>
            }
            { for props.cards.iter().map(|card| html! {
                <Group key={card.node.clone()} card={card.clone()} open={few || card.is_new || card.node.ends_with("[0]")}
                    act={props.act.clone()} />
            }) }
            <Append entries={props.entries.clone()} act={props.act.clone()} />
        </aside>
    }
}

#[derive(PartialEq, Properties)]
struct GroupProps {
    card: Card,
    /// Whether it is open at first.
    open: bool,
    act: Callback<Action>,
}

/// A card that opens and closes.
#[component]
fn Group(props: &GroupProps) -> Html {
    let language = use_language();
    let open = use_state(|| props.open);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let details: Element = event.target_unchecked_into();
            // The menu inside the card opens and closes, too; that is no business of the card.
            if details.matches(".node").unwrap_or(false) {
                open.set(details.has_attribute("open"));
            }
        })
    };
    let card = &props.card;
    let changed = (card.changed > 0).then(|| {
        let words = language.pick("changed", "已改动");
        html! { <em class="changed">{ format!("{} {words}", card.changed) }</em> }
    });
    html! {
        <details class="card node" id={card.node.replace(['[', ']'], "-")} open={*open} {ontoggle}>
            <summary><h2>{ card.title.of(language) }{ " " }<span>{ card.kind.of(language) }</span></h2>{ changed }</summary>
            <div class="parts">{ for card.parts.iter().map(|part| knobs(part, language, &props.act)) }</div>
            if !card.additions.is_empty() {
                <Add additions={card.additions.clone()} node={card.node.clone()} act={props.act.clone()} />
            }
            if card.goes {
                { take_out(card, language, &props.act) }
            }
        </details>
    }
}

/// What takes a fault or an alert rule away.
fn take_out(card: &Card, language: Language, act: &Callback<Action>) -> Html {
    let (path, name) = (card.node.clone(), card.title.of(language));
    let onclick = act.reform(move |_: MouseEvent| Action::TakeOut(path.clone()));
    html! {
        <button type="button" class="take-out" {onclick}>{ language.pick(format!("Remove {name}"), format!("移除 {name}")) }</button>
    }
}

/// The knobs of a part, with what takes it away.
fn knobs(part: &Part, language: Language, act: &Callback<Action>) -> Html {
    let list = part.knobs.iter().map(|knob| {
        html! { <Knob key={knob.field.slug()} knob={knob.clone()} act={act.clone()} /> }
    });
    let Some(field) = part.field.clone() else {
        return list.collect();
    };
    let slug = field.slug();
    let name = part.name.of(language);
    let remove = act.reform(move |event: MouseEvent| {
        let button: HtmlElement = event.target_unchecked_into();
        // The button is about to go; the keyboard's focus stays at its card, once that is rendered.
        let card = button.closest("details").ok().flatten();
        if let Some(summary) = card.and_then(|card| card.query_selector("summary").ok()?) {
            Timeout::new(0, move || super::knob::focus(&summary)).forget();
        }
        Action::Switch(field.clone(), false)
    });
    let label = language.pick(format!("Remove: {name}"), format!("移除：{name}"));
    html! {
        <section key={slug.clone()} class="part" id={format!("{slug}-part")} aria-label={name.to_owned()}>
            <h3 title={part.help.of(language)}>
                <span>{ name }</span>
                if part.added { <em class="changed">{ language.pick("added", "新增") }</em> }
                <button type="button" class="remove" onclick={remove} aria-label={label.clone()} title={label}>{"×"}</button>
            </h3>
            { for list }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct AddProps {
    additions: Vec<Addition>,
    node: String,
    act: Callback<Action>,
}

/// What the node could have.
#[component]
fn Add(props: &AddProps) -> Html {
    let language = use_language();
    let refusal = props
        .additions
        .iter()
        .find_map(|addition| addition.refusal.as_ref());
    html! {
        <details class="add">
            <summary>{ language.pick("Add…", "添加…") }</summary>
            <ul>
                { for props.additions.iter().map(|addition| {
                    let field = addition.field.clone();
                    let onclick = props.act.reform(move |_: MouseEvent| Action::Switch(field.clone(), true));
                    html! {
                        <li key={addition.field.slug()}>
                            <button type="button" {onclick}>
                                <b>{ addition.name.of(language) }</b>
                                if addition.removed { <em class="changed">{ language.pick("removed", "已移除") }</em> }
                                <small>{ addition.help.of(language) }</small>
                            </button>
                        </li>
                    }
                }) }
            </ul>
            <p class="problem" role="alert">
                { refusal.map(|refusal| refusal.message.of(language).to_owned()).unwrap_or_default() }
            </p>
        </details>
    }
}
