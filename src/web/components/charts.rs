//! The charts, read by pointer or by a slider that only the keyboard meets, with their words for who cannot see them.

use super::chart_export::ChartExport;
use super::chart_switches::ChartSwitches;
use super::chart_tables::ChartTables;
use super::chart_tools::ChartTools;
use crate::app::Action;
use crate::app::charts::table::Table;
use crate::app::charts::{Move, Shown};
use crate::web::driver::Driver;
use crate::web::language::use_language;
use crate::web::pictures::Place;
use web_sys::{HtmlCanvasElement, HtmlInputElement};
use yew::prelude::*;

/// What they show.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Draws them.
    pub driver: Driver,
    /// The same in words, a sentence for each chart.
    pub words: Vec<String>,
    /// Which charts are shown.
    pub panels: Shown,
    /// Their figures, if they are shown as tables.
    pub tables: Option<Vec<Table>>,
    /// Whether it is shown how latencies are spread.
    pub distribution: bool,
    /// Whether they follow the run.
    pub follows: bool,
    /// Whether the latency chart shows what theory says.
    pub overlay: bool,
    /// Whether it goes by orders of magnitude.
    pub log: bool,
    /// What it says.
    pub overlay_words: String,
    /// Whether what would have happened without the last change is shown.
    pub haunted: bool,
    /// What the person asks for.
    pub act: Callback<Action>,
    /// The instant that is read, as a part of the visible time.
    pub read: f64,
}

/// The charts.
#[component]
pub fn Charts(props: &Props) -> Html {
    let canvas = use_node_ref();
    {
        let (canvas, driver) = (canvas.clone(), props.driver.clone());
        use_effect_with((), move |()| {
            driver.attach(Place::Charts, canvas.cast::<HtmlCanvasElement>());
            move || driver.attach(Place::Charts, None)
        });
    }
    let onpointermove = {
        let driver = props.driver.clone();
        Callback::from(move |event: PointerEvent| driver.point(Some(event.offset_x() as f32)))
    };
    let onpointerdown = {
        let driver = props.driver.clone();
        Callback::from(move |event: PointerEvent| {
            driver.point(Some(event.offset_x() as f32));
            if event.button() == 0 && event.is_primary() {
                driver.mark();
                let canvas: HtmlCanvasElement = event.target_unchecked_into();
                // It fails only for a pointer that is gone already.
                let _ = canvas.set_pointer_capture(event.pointer_id());
            }
        })
    };
    let onpointerup = {
        let driver = props.driver.clone();
        Callback::from(move |_: PointerEvent| driver.look_closer())
    };
    let ondblclick = (props.act).reform(|_: MouseEvent| Action::Window(Move::Now));
    let onpointerleave = {
        let driver = props.driver.clone();
        Callback::from(move |_: PointerEvent| driver.point(None))
    };
    let oninput = {
        let driver = props.driver.clone();
        Callback::from(move |event: InputEvent| {
            let slider: HtmlInputElement = event.target_unchecked_into();
            driver.read_at(slider.value_as_number() / 100.0);
        })
    };
    let onkeydown = {
        let driver = props.driver.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if driver.marks() => driver.point(None),
            "Escape" => {
                driver.point(None);
                driver.act(Action::Window(Move::Now));
            }
            "Enter" if driver.marks() => driver.look_closer(),
            "Enter" => driver.mark(),
            _ => {}
        })
    };
    let onblur = {
        let driver = props.driver.clone();
        Callback::from(move |_: FocusEvent| driver.point(None))
    };
    let language = use_language();
    let how = language.pick(
        "Drag over a stretch of time to look closer; double click to follow the run again",
        "拖选一段时间可放大；双击则重新跟随运行",
    );
    let keys = language.pick(
        "Enter begins to mark a stretch of time and looks closer at it when pressed again; Escape follows the run again",
        "按 Enter 开始选取一段时间，再按一次即放大；按 Escape 重新跟随运行",
    );
    let words = props.words.join(" ");
    html! {
        <section class="card charts" aria-label={language.pick("Charts", "图表")}>
            <div class="chart-bar">
                <ChartTools panels={props.panels} distribution={props.distribution} follows={props.follows} act={props.act.clone()} />
                <ChartExport driver={props.driver.clone()} panels={props.panels} distribution={props.distribution} />
            </div>
            <ChartSwitches overlay={props.overlay} overlay_words={props.overlay_words.clone()} log={props.log}
                haunted={props.haunted} tables={props.tables.is_some()} act={props.act.clone()} />
            <canvas ref={canvas} id="charts" role="img" {onpointermove} {onpointerdown} {onpointerup} {ondblclick}
                onpointercancel={onpointerleave.clone()} {onpointerleave} title={how} aria-label={language.pick("The run over time", "运行过程随时间的变化")}
                aria-describedby="chart-words" />
            <input type="range" id="charts-read" class="visually-hidden" min="0" max="100" step="1"
                value={(props.read * 100.0).round().to_string()} {oninput} {onkeydown} {onblur}
                aria-description={keys} aria-label={language.pick("Instant at which the charts are read", "读取图表的时刻")} aria-valuetext={words} />
            <ul id="chart-words" class="visually-hidden">
                { for props.words.iter().map(|word| html! { <li>{ word }</li> }) }
            </ul>
            if let Some(tables) = props.tables.clone() { <ChartTables {tables} /> }
        </section>
    }
}
