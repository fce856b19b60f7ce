//! The ledger of a message: how it stands, its time as a bar, and every step with its instant.

use crate::app::Action;
use crate::app::ledger;
use crate::web::language::use_language;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The ledger.
    pub ledger: ledger::Ledger,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// A message's life.
#[component]
pub fn Ledger(props: &Props) -> Html {
    let language = use_language();
    let ledger = &props.ledger;
    let from = language.pick("message from", "消息，来自");
    let attempts = match ledger.attempts {
        0 => language.pick("not delivered yet", "尚未投递").to_owned(),
        1 => language.pick("1 delivery", "投递 1 次").to_owned(),
        many => language.pick(format!("{many} deliveries"), format!("投递 {many} 次")),
    };
    html! {
        <>
            <h2>{ format!("#{}", ledger.number) } <span>{ format!("{from} {}", ledger.producer) }</span></h2>
            <p id="ledger-state" class={classes!(ledger.gone.then_some("gone"))}>
                <b>{ &ledger.state }</b>{ format!(" · {} · {attempts}", ledger.total) }
            </p>
            <div class="bar" aria-hidden="true">
                { for ledger.parts.iter().map(|part| html! {
                    <i class={part.stay.style()} style={format!("flex-grow: {}", part.lasts)} />
                }) }
            </div>
            <ul class="sums">
                { for ledger.sums.iter().map(|(stay, sum)| html! {
                    <li><i class={stay.style()} aria-hidden="true" />{ stay.name().of(language) }{ " " }<b>{ sum }</b></li>
                }) }
            </ul>
            <ol class="steps">
                { for ledger.lines.iter().map(|(time, text)| html! { <li><time>{ time }</time>{ " " }{ text }</li> }) }
            </ol>
            if !ledger.note.is_empty() {
                <p class="dim">{ &ledger.note }</p>
            }
        </>
    }
}
