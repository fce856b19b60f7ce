//! The strip of figures.

use crate::app::beside::{Beside, Stamp};
use crate::app::figures::Figure;
use crate::app::forecast::Silence;
use crate::web::language::use_language;
use crate::words::{Language, Say, both, say};
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
    /// Why theory says nothing at all, if so.
    pub silence: Option<Silence>,
}

/// The figures, each with how sure it is and what theory says.
#[component]
pub fn Strip(props: &Props) -> Html {
    let language = use_language();
    // What holds for all of them is said once.
    let silent = no_formula(&props.figures).filter(|_| props.silence.is_none());
    let model = match (props.silence, &props.model) {
        (Some(Silence::Awaited), _) => {
            both("Theory is being worked out.", "理论值正在计算。").text()
        }
        (Some(Silence::Unavailable), _) => {
            both("Theory could not be loaded.", "理论部分未能加载。").text()
        }
        (None, Some(model)) if silent.is_none() => say!(
            "Theory: the long run of {model}.",
            "理论：{model} 的长期值。"
        )
        .text(),
        (None, _) => both("", "").text(),
    };
    let since = &props.since;
    let legend = say!(
        "Measured since {since}. ± is a 95 % confidence interval; settling: not enough to tell. {model}",
        "自{since}起测量。± 为 95% 置信区间；“尚未稳定”：数据还不足以判断。{model}";
        model
    );
    html! {
        <section class="card strip" aria-label={language.pick("Figures", "指标")}>
            <dl>
                { for props.figures.iter().enumerate().map(|(place, figure)| html! {
                    <div key={figure.name} class={classes!(figure.alarm.then_some("alarm"))}>
                        <dt title={figure.help}>{ figure.name } <i>{ figure.symbol }</i></dt>
                        <dd class="value">{ &figure.value }</dd>
                        <dd class="note">{ &figure.note }</dd>
                        <dd class="without" title={language.pick(
                            "The same figure over the same time, had the last change not been made",
                            "若未作最近一次改动，同一时段内的该指标",
                        )}>{ &figure.without }</dd>
                        if silent.is_none() {
                            <dd class="theory">{ theory(place, figure, language) }</dd>
                        }
                    </div>
                }) }
            </dl>
            <p class="dim">
                { legend.string(language) }
                if let Some(why) = silent {
                    <span id="no-formula">{ badge(Stamp::Nothing, language) }{ " " }{ why }</span>
                }
            </p>
        </section>
    }
}

/// Why theory says nothing of any figure; none if it says something of one. Little's law holds always.
fn no_formula(figures: &[Figure]) -> Option<&str> {
    let (_, measured) = figures.split_last()?;
    let silent = measured
        .iter()
        .all(|figure| figure.theory.stamp == Stamp::Nothing);
    silent.then(|| measured.last().map(|figure| &*figure.theory.why))?
}

/// What theory says; a press on it tells why.
fn theory(place: usize, figure: &Figure, language: Language) -> Html {
    let id = format!("why-{place}");
    let Beside { value, stamp, why } = &figure.theory;
    html! {
        <>
            <button type="button" popovertarget={id.clone()} aria-describedby={id.clone()}>
                <span>{ language.pick("theory ", "理论 ") }{ value }</span>{ " " }{ badge(*stamp, language) }
            </button>
            <div popover="auto" {id} class="why">
                <p><strong>{ figure.name }</strong>{ language.pick(": ", "：") }{ figure.help }{ language.pick(".", "。") }</p>
                <p>{ why }</p>
            </div>
        </>
    }
}

/// How far to trust theory: a sign, a form and a word.
pub fn badge(stamp: Stamp, language: Language) -> Html {
    html! {
        <span class={classes!("badge", stamp.class())}>
            <i aria-hidden="true">{ stamp.sign() }</i>{ stamp.word().of(language) }
        </span>
    }
}
