//! The live page as a whole.

use super::alerts::Alerts;
use super::charts::Charts;
use super::curve::Curve;
use super::distribution::Distribution;
use super::file::File;
use super::header::Header;
use super::help::Help;
use super::inspector::Inspector;
use super::log::Log;
use super::panel::Panel;
use super::stage::Stage;
use super::strip::Strip;
use super::timeline::Timeline;
use super::tour::{self, Tour};
use super::transport::Transport;
use super::verdict::Verdict;
use crate::app::forecast::Theorist;
use crate::app::{Action, Lab, View, number};
use crate::web::driver::{Driver, now};
use crate::web::{language, storage};
use crate::words::Language;
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

/// Milliseconds for which a far instant named in the address may hold up the page.
const LONGEST_WAIT: f64 = 2000.0;
/// Whether single keys work is kept under this name.
const KEYS: &str = "single-keys";
/// What is kept if they do not.
const OFF: &str = "off";

/// The live page.
#[component]
pub fn Page() -> Html {
    let window = window();
    let view = use_state(|| None::<Rc<View>>);
    let driver = {
        let view = view.clone();
        use_memo((), move |()| {
            let publish = Callback::from(move |next| view.set(Some(next)));
            let mut lab = Lab::open_with(&slug(&window), Theorist::Elsewhere);
            lab.act(Action::Language(language::first(&window)));
            if let Some(seconds) = instant(&window) {
                let end = now(&window) + LONGEST_WAIT;
                lab.show_at(seconds, || now(&window) < end);
            }
            Driver::new(window.clone(), lab, publish)
        })
    };
    let help = use_state(|| false);
    let keys = use_state(|| storage::kept(KEYS).as_deref() != Some(OFF));
    let act = {
        let driver = driver.clone();
        use_callback((), move |action: Action, ()| driver.act(action))
    };
    let show_help = {
        let help = help.clone();
        use_callback((), move |shown: bool, ()| help.set(shown))
    };
    let tour = use_state(|| !tour::was_seen());
    let show_tour = {
        let tour = tour.clone();
        use_callback((), move |shown: bool, ()| tour.set(shown))
    };
    use_address(act.clone());
    use_single_keys(*keys, act.clone(), show_help.clone());
    let set_keys = {
        let keys = keys.clone();
        use_callback((), move |on: bool, ()| {
            storage::keep(KEYS, if on { "on" } else { OFF });
            keys.set(on);
        })
    };
    {
        let driver = driver.clone();
        use_effect_with((), move |()| driver.publish());
    }
    use_named_preset(view.as_ref().and_then(|view| view.preset));
    let language = view.as_ref().map(|view| view.language);
    language::use_document_language(language.unwrap_or_default());
    let Some(view) = view.as_ref() else {
        return html! {};
    };
    let driver = (*driver).clone();
    html! {
        <ContextProvider<Language> context={view.language}>
            <Header preset={view.preset} name={view.name.clone()} changed={view.changed} undo={view.undo.clone()}
                act={act.clone()} help={show_help.clone()} />
            <main>
                <div class="live">
                    <Verdict verdict={view.verdict.clone()} about={view.about.clone()} question={view.question} />
                    <Strip figures={view.figures.clone()} since={view.counted_since.clone()}
                        model={view.model.clone()} silence={view.silence} />
                    <section class="card stage" aria-label="The system">
                        <Stage driver={driver.clone()} words={view.stage_words.clone()} spots={view.spots.clone()}
                            places={view.places.clone()} tip={view.tip.clone()} chosen={view.chosen} act={act.clone()} />
                        <Transport clock={view.clock.clone()} events={view.events} playing={view.playing}
                            ended={view.ended} speed={view.speed} speed_words={view.speed_words.clone()}
                            speed_note={view.speed_note.clone()} seed={view.seed}
                            seed_refusal={view.seed_refusal.clone()} act={act.clone()} />
                        <Timeline times={view.timeline.clone()} act={act.clone()} />
                        <Panel panel={view.panel.clone()} act={act.clone()} />
                    </section>
                    <Charts driver={driver.clone()} words={view.chart_words.clone()} read={view.read}
                        panels={view.panels} tables={view.tables.clone()} distribution={view.latencies.is_some()} follows={view.follows} overlay={view.overlay} log={view.log_latency} haunted={view.haunted} overlay_words={view.overlay_words.clone()} act={act.clone()} />
                    if let Some(latencies) = view.latencies.clone() {
                        <Distribution driver={driver.clone()} {latencies} since={view.counted_since.clone()} />
                    }
                    <Alerts rows={view.alerts.clone()} />
                    <div class="below">
                        <Log lines={view.log.clone()} logged={view.logged} level={view.log_level} act={act.clone()} />
                        <File json={view.json.clone()} runs={view.runs} problems={view.file_problems.clone()}
                            act={act.clone()} />
                    </div>
                </div>
                <div class="side">
                    <Inspector cards={view.cards.clone()} entries={view.entries.clone()} act={act.clone()} />
                    <Curve {driver} operating={view.operating.clone()} {act} />
                </div>
            </main>
            <Help shown={*help} close={show_help} tour={show_tour.clone()} keys={*keys} {set_keys} />
            if *tour {
                <Tour end={show_tour} />
            }
        </ContextProvider<Language>>
    }
}

fn window() -> web_sys::Window {
    web_sys::window().expect("a page has a window")
}

/// The preset named in the address, after the #.
fn slug(window: &web_sys::Window) -> String {
    let hash = window.location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// The instant named in the address, such as 30 s by `?at=30`: there the page begins, and pauses.
fn instant(window: &web_sys::Window) -> Option<f64> {
    let search = window.location().search().ok()?;
    let seconds = number::read_typed(search.strip_prefix("?at=")?)?;
    (seconds >= 0.0).then_some(seconds)
}

/// The address names the preset that is shown, also when undo brought it back.
#[hook]
fn use_named_preset(preset: Option<&'static str>) {
    use_effect_with(preset, |preset| {
        let window = window();
        if let Some(preset) = preset.filter(|preset| *preset != slug(&window))
            && let Ok(history) = window.history()
        {
            let name = format!("#{preset}");
            // Where the address cannot be written, it stays as it is.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&name));
        }
    });
}

/// Opens the preset that the address comes to name.
#[hook]
fn use_address(act: Callback<Action>) {
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "hashchange", move |_| {
            // Nothing is named when a scenario of the person's own runs.
            let slug = slug(&window());
            if !slug.is_empty() {
                act.emit(Action::Preset(slug));
            }
        });
        move || drop(listener)
    });
}

/// p, s, r, [, ] and ? anywhere but in a field, while no dialog is open. That is asked when a key comes: one
/// that closes the dialog and the next may both come before the page is rendered anew.
#[hook]
fn use_single_keys(on: bool, act: Callback<Action>, help: Callback<bool>) {
    use_effect_with(on, move |on| {
        let listener = on.then(|| {
            EventListener::new(&window(), "keydown", move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if event.ctrl_key()
                    || event.meta_key()
                    || event.alt_key()
                    || is_in_field(event)
                    || is_dialog_open()
                {
                    return;
                }
                match event.key().as_str() {
                    "p" => act.emit(Action::PlayPause),
                    "s" => act.emit(Action::Step),
                    "r" => act.emit(Action::Reset),
                    "[" => act.emit(Action::LeapSpeed(false)),
                    "]" => act.emit(Action::LeapSpeed(true)),
                    "?" => help.emit(true),
                    _ => {}
                }
            })
        });
        move || drop(listener)
    });
}

fn is_dialog_open() -> bool {
    let document = window().document();
    document.is_some_and(|document| matches!(document.query_selector("dialog[open]"), Ok(Some(_))))
}

/// Whether the key goes to something that takes text or has keys of its own.
pub(super) fn is_in_field(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| match target.tag_name().as_str() {
        "INPUT" => target
            .get_attribute("type")
            .is_none_or(|kind| kind == "text"),
        "TEXTAREA" | "SELECT" => true,
        _ => false,
    })
}
