//! The strip of figures.

use crate::app::figures::Figure;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The figures.
    pub figures: Vec<Figure>,
    /// Since when they count, in words.
    pub since: String,
}

/// The figures, each with how sure it is.
#[component]
pub fn Strip(props: &Props) -> Html {
    html! {
        <section class="card strip" aria-label="Figures">
            <dl>
                { for props.figures.iter().map(|figure| html! {
                    <div key={figure.name} class={classes!(figure.alarm.then_some("alarm"))} title={figure.help}>
                        <dt>{ figure.name } <i>{ figure.symbol }</i></dt>
                        <dd class="value">{ &figure.value }</dd>
                        <dd class="note">{ &figure.note }</dd>
                    </div>
                }) }
            </dl>
            <p class="dim">
                { format!("Measured since {}. ± is a 95 % confidence interval; settling: not enough to tell.", props.since) }
            </p>
        </section>
    }
}
