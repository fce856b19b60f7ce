//! Help: the words of the page and the keys.

use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Whether it is open.
    pub shown: bool,
    /// Closes it.
    pub close: Callback<bool>,
    /// Whether single keys work.
    pub keys: bool,
    /// Switches them.
    pub set_keys: Callback<bool>,
}

const WORDS: [(&str, &str); 14] = [
    (
        "Message",
        "A piece of work. It is published, waits, is worked on, and is done; or it is refused.",
    ),
    (
        "Producer",
        "Publishes messages. Poisson arrivals are independent of each other, constant ones evenly spaced.",
    ),
    (
        "Queue",
        "Keeps messages in order: first in, first out. A bounded queue refuses what does not fit.",
    ),
    (
        "Consumer",
        "A group of workers. Each takes one message at a time from the queue and works on it.",
    ),
    (
        "Broker",
        "The middleware between them. Its lock lets one enqueue or dequeue happen at a time.",
    ),
    (
        "Blocks or polls",
        "A blocked worker is woken by the message (message-driven); a polling one looks at intervals (timer-driven).",
    ),
    (
        "Throughput",
        "Messages finished in a second; offered is what the producers publish.",
    ),
    (
        "Latency",
        "Sojourn time: from publish until the work is done. p50 is the median, p99 what 99 of 100 stay below.",
    ),
    (
        "Backlog",
        "Ready messages and those in flight, that is, being worked on.",
    ),
    (
        "Utilisation ρ",
        "Share of the workers' time that is spent working. Near 1, waiting grows without bound.",
    ),
    (
        "scv",
        "Squared coefficient of variation, variance / mean²: 0 always the same, 1 exponential, more is wilder.",
    ),
    (
        "Little's law",
        "Messages in the system = arrival rate × mean sojourn time, whatever the distributions.",
    ),
    (
        "Interval, ±",
        "The true long-run value lies within it 95 times of 100. Settling: too little was measured to tell.",
    ),
    (
        "Theory",
        "What queueing theory says of the long run. = exact: the closed form of this model; ≈ approximate: a formula that comes close; ? no formula; ↑ unstable: the backlog grows. Press it to read why.",
    ),
];

const KEYS: [(&str, &str); 6] = [
    ("p", "play or pause"),
    ("s", "step: handle exactly one event"),
    ("r", "reset to time 0"),
    ("[ ]", "slower, faster"),
    ("?", "this help"),
    (
        "← →",
        "on a slider: one step; after Tab to the charts: read an instant",
    ),
];

/// The help sheet.
#[component]
pub fn Help(props: &Props) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with(props.shown, move |shown| {
            let Some(dialog) = dialog.cast::<HtmlDialogElement>() else {
                return;
            };
            match (*shown, dialog.open()) {
                // It fails only on a dialog outside the document.
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        });
    }
    let onclose = props.close.reform(|_: Event| false);
    let close = props.close.reform(|_: MouseEvent| false);
    let onchange = props.set_keys.reform(|event: Event| {
        let tick: HtmlInputElement = event.target_unchecked_into();
        tick.checked()
    });
    let list = |rows: &[(&'static str, &'static str)]| -> Html {
        rows.iter()
            .map(|(term, meaning)| html! { <div><dt>{ *term }</dt><dd>{ *meaning }</dd></div> })
            .collect()
    };
    html! {
        <dialog ref={dialog} {onclose} aria-labelledby="help-title">
            <h2 id="help-title" tabindex="-1" autofocus=true>{"How to read this page"}</h2>
            <dl>{ list(&WORDS) }</dl>
            <h2>{"Keys"}</h2>
            <dl>{ list(&KEYS) }</dl>
            <label><input type="checkbox" checked={props.keys} {onchange} />{" Single keys work"}</label>
            <p><button type="button" onclick={close}>{"Close"}</button></p>
        </dialog>
    }
}
