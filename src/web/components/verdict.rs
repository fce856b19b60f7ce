//! How the system is, in words.

use crate::app::verdict::{self, State};
use yew::prelude::*;

/// What it says.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// How the system is.
    pub verdict: verdict::Verdict,
    /// What the scenario shows.
    pub about: String,
}

/// The verdict. Only its headline is announced: the rest changes all the time.
#[component]
pub fn Verdict(props: &Props) -> Html {
    let verdict = &props.verdict;
    let tone = match verdict.state {
        State::KeepingUp | State::Ended => "good",
        State::FallingBehind | State::Filling | State::Refusing | State::Full => "bad",
        State::Recovering => "better",
        State::Early | State::Silent => "plain",
    };
    html! {
        <div class="verdict">
            <p>
                <strong class={tone} id="verdict">{ verdict.headline }</strong>
                { " " }<span>{ &verdict.reason }</span>
                { " " }<span class="dim">{ &verdict.last_change }</span>
            </p>
            <p class="about dim">{ &props.about }</p>
            <p class="visually-hidden" role="status">{ verdict.headline }</p>
        </div>
    }
}
