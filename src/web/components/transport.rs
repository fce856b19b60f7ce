//! Play, pause, step, reset; the clock, the speed and the seed.

use crate::app::Action;
use crate::app::knob::Refusal;
use crate::web::language::use_language;
use crate::words::Language;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Simulated time.
    pub clock: String,
    /// Events since the start.
    pub events: u64,
    /// Whether time goes on.
    pub playing: bool,
    /// Whether the run ended by itself.
    pub ended: bool,
    /// Position of the speed slider, 0 to 1.
    pub speed: f64,
    /// The speed in words.
    pub speed_words: String,
    /// What is reached, where that is not what was asked for.
    pub speed_note: String,
    /// The seed.
    pub seed: u64,
    /// The seed typed last, if it was refused.
    pub seed_refusal: Option<Refusal>,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// Positions of the slider's range input.
const POSITIONS: f64 = 1000.0;

/// The row of controls below the stage.
#[component]
pub fn Transport(props: &Props) -> Html {
    let does = |action: Action| props.act.reform(move |_: MouseEvent| action.clone());
    let language = use_language();
    let (play, sign) = match (props.playing, props.ended) {
        (true, _) => (language.pick("Pause", "暂停"), "❚❚"),
        (false, true) => (language.pick("Play again", "重新播放"), "↻"),
        (false, false) => (language.pick("Play", "播放"), "▶"),
    };
    html! {
        <div class="transport">
            <div class="buttons">
                <button type="button" class="play" id="play" onclick={does(Action::PlayPause)}
                    aria-label={play} title={format!("{play} (p)")}>{ sign }</button>
                <button type="button" id="step" onclick={does(Action::Step)} disabled={props.ended}
                    title={language.pick("Handle exactly one event (s)", "恰好处理一个事件（s）")}>{ language.pick("Step", "单步") }</button>
                <button type="button" id="reset" onclick={does(Action::Reset)}
                    title={language.pick("Back to time 0 with the settings as they are (r)", "保留当前设置，回到时刻 0（r）")}>{ language.pick("Reset", "重置") }</button>
            </div>
            <p class="clock" title={language.pick("Simulated time since the start", "自开始以来的仿真时间")}>
                <span class="visually-hidden">{ language.pick("Simulated time ", "仿真时间 ") }</span>
                <output id="clock">{ &props.clock }</output>
                <small><output id="events">{ props.events }</output>{ language.pick(" events", " 个事件") }</small>
            </p>
            { speed(props, language) }
            <Seed seed={props.seed} refusal={props.seed_refusal.clone()} act={props.act.clone()} />
        </div>
    }
}

fn speed(props: &Props, language: Language) -> Html {
    let oninput = props.act.reform(|event: InputEvent| {
        let slider: HtmlInputElement = event.target_unchecked_into();
        Action::Speed(slider.value_as_number() / POSITIONS)
    });
    let onkeydown = {
        let act = props.act.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let action = match event.key().as_str() {
                "ArrowUp" | "ArrowRight" => Action::StepSpeed(true),
                "ArrowDown" | "ArrowLeft" => Action::StepSpeed(false),
                "PageUp" => Action::LeapSpeed(true),
                "PageDown" => Action::LeapSpeed(false),
                _ => return,
            };
            event.prevent_default();
            act.emit(action);
        })
    };
    let unit = language.pick("simulated seconds per second", "仿真秒/秒");
    let words = format!("{} {unit}", props.speed_words);
    html! {
        <div class="speed">
            <label for="speed">{ language.pick("Speed", "速度") }</label>
            <input type="range" id="speed" min="0" max={POSITIONS.to_string()} step="1"
                value={(props.speed * POSITIONS).round().to_string()} aria-valuetext={words}
                {oninput} {onkeydown} />
            <p><output id="speed-words">{ &props.speed_words }</output>
                <small>{ if props.speed_note.is_empty() {
                    unit
                } else {
                    &props.speed_note
                } }</small>
            </p>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct SeedProps {
    seed: u64,
    refusal: Option<Refusal>,
    act: Callback<Action>,
}

/// The seed: another one is another run.
#[component]
fn Seed(props: &SeedProps) -> Html {
    let language = use_language();
    let onchange = props.act.reform(|event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Action::Seed(field.value())
    });
    let (value, message) = match &props.refusal {
        Some(refusal) => (
            refusal.typed.clone(),
            refusal.message.of(language).to_owned(),
        ),
        None => (props.seed.to_string(), String::new()),
    };
    html! {
        <div class="seed">
            <label for="seed" title={language.pick("The same seed gives the same run; a new one starts anew", "相同种子得到相同的运行；更换种子则重新开始")}>{ language.pick("Seed", "种子") }</label>
            <input type="text" id="seed" inputmode="numeric" autocomplete="off" {value} {onchange}
                aria-invalid={props.refusal.is_some().to_string()} aria-describedby="seed-problem" />
            <p class="problem" id="seed-problem" role="alert">{ message }</p>
        </div>
    }
}
