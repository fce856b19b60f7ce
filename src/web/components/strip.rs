//! The strip of figures.

use crate::app::beside::{Beside, Stamp};
use crate::app::figures::Figure;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The figures.
    pub figures: Vec<Figure>,
    /// Since when they count, in words.
    pub since: String,
    /// The model that theory knows, if one applies.
    pub model: Option<String>,
}

/// The figures, each with how sure it is and what theory says.
#[component]
pub fn Strip(props: &Props) -> Html {
    let model = match &props.model {
        Some(model) => format!("Theory: the long run of {model}."),
        None => "Theory: no formula for this system.".to_owned(),
    };
    html! {
        <section class="card strip" aria-label="Figures">
            <dl>
                { for props.figures.iter().enumerate().map(|(place, figure)| html! {
                    <div key={figure.name} class={classes!(figure.alarm.then_some("alarm"))}>
                        <dt title={figure.help}>{ figure.name } <i>{ figure.symbol }</i></dt>
                        <dd class="value">{ &figure.value }</dd>
                        <dd class="note">{ &figure.note }</dd>
                        <dd class="theory">{ theory(place, figure) }</dd>
                    </div>
                }) }
            </dl>
            <p class="dim">
                { format!("Measured since {}. ± is a 95 % confidence interval; settling: not enough to tell. {model}", props.since) }
            </p>
        </section>
    }
}

/// What theory says; a press on it tells why.
fn theory(place: usize, figure: &Figure) -> Html {
    let id = format!("why-{place}");
    let Beside { value, stamp, why } = &figure.theory;
    html! {
        <>
            <button type="button" popovertarget={id.clone()} aria-describedby={id.clone()}>
                <span>{ "theory " }{ value }</span>{ " " }{ badge(*stamp) }
            </button>
            <div popover="auto" {id} class="why">
                <p><strong>{ figure.name }</strong>{ ": " }{ figure.help }{ "." }</p>
                <p>{ why }</p>
            </div>
        </>
    }
}

/// How far to trust theory: a sign, a form and a word.
pub fn badge(stamp: Stamp) -> Html {
    html! {
        <span class={classes!("badge", stamp.class())}>
            <i aria-hidden="true">{ stamp.sign() }</i>{ stamp.word() }
        </span>
    }
}
