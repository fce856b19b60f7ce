//! The way back: a slider over the whole run, from which any past instant can be looked at.

use crate::app::Action;
use crate::app::timeline::Timeline as Times;
use crate::web::language::use_language;
use crate::words::{Say, say};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Where the page looks, and how far the run has come.
    pub times: Times,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// Positions of the slider.
const POSITIONS: f64 = 1000.0;

/// The slider, and what it means to stand in the past.
#[component]
pub fn Timeline(props: &Props) -> Html {
    let language = use_language();
    let Times {
        now,
        end,
        away,
        journey,
        part,
        length,
    } = &props.times;
    let length = *length;
    let oninput = props.act.reform(move |event: InputEvent| {
        let slider: HtmlInputElement = event.target_unchecked_into();
        Action::Look(slider.value_as_number() / POSITIONS * length)
    });
    let back = props.act.reform(|_: MouseEvent| Action::Return);
    let told = say!("{now} of {end}", "{now}，共 {end}").string(language);
    let words = match (journey, away) {
        (Some(done), _) => say!("Living it again… {done}", "正在重演……{done}").string(language),
        (None, true) => language
            .pick(
                "You look at the past. Play, or change something, to go on from here; what came after stays as the faint line.",
                "正在查看过去。按播放或改动任一项即从此处继续；原来的后续会以淡线保留。",
            )
            .to_owned(),
        (None, false) => String::new(),
    };
    html! {
        <div class={classes!("timeline", away.then_some("away"))}>
            <label for="timeline">{ language.pick("Time", "时间") }</label>
            <input type="range" id="timeline" min="0" max={POSITIONS.to_string()} step="1"
                value={(part * POSITIONS).round().to_string()} {oninput} aria-valuetext={told.clone()}
                aria-describedby="timeline-words"
                title={language.pick("Drag back to see any past instant", "向左拖动可回看任一时刻")} />
            <output>{ told }</output>
            if *away || journey.is_some() {
                <button type="button" id="return" onclick={back}>{ language.pick("Back to now", "回到现在") }</button>
            }
            <p id="timeline-words" role="status">{ words }</p>
        </div>
    }
}
