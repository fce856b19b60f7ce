//! How the system is, in words.

use crate::app::verdict::{self, State};
use crate::web::language::use_language;
use crate::words::Text;
use yew::prelude::*;

/// What it says.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// How the system is.
    pub verdict: verdict::Verdict,
    /// What the scenario shows.
    pub about: String,
    /// The question that it answers, if it is a preset.
    pub question: &'static str,
}

/// The verdict. Only its headline is announced: the rest changes all the time.
#[component]
pub fn Verdict(props: &Props) -> Html {
    let language = use_language();
    let verdict = &props.verdict;
    let tone = match verdict.state {
        State::KeepingUp | State::Ended => "good",
        State::FallingBehind
        | State::Filling
        | State::Refusing
        | State::Full
        | State::LockedUp
        | State::Down
        | State::Shedding
        | State::Struck => "bad",
        State::Recovering => "better",
        State::Early | State::Silent => "plain",
    };
    let headline = verdict.headline.of(language);
    let part = |class: &'static str, text: &Text| {
        let text = text.of(language).to_owned();
        (!text.is_empty()).then(|| html! { <>{ " " }<span {class}>{ text }</span></> })
    };
    html! {
        <div class="verdict">
            <p>
                <strong class={tone} id="verdict">{ headline }</strong>
                { part("reason", &verdict.reason) }
                { part("bottleneck", &verdict.bottleneck) }
                { part("advice", &verdict.advice) }
                { part("dim", &verdict.last_change) }
            </p>
            <p class="about dim">
                if !props.question.is_empty() {
                    <b>{ props.question }</b>{ " " }
                }
                { &props.about }
            </p>
            <p class="visually-hidden" role="status">{ headline }</p>
        </div>
    }
}
