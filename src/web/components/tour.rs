//! The tour: four steps, each beside the part of the page that it is about. It can be skipped, and is
//! shown of itself at the first visit alone.

use crate::web::document;
use crate::web::language::use_language;
use crate::words::{Words, both};
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Ends it.
    pub end: Callback<bool>,
}

/// A step: the part of the page, a title, and what to do there.
const STEPS: [(&str, Words, Words); 4] = [
    (
        ".verdict",
        both("How it is", "现状如何"),
        both(
            "The verdict says in words how the system is and what to change. The figures below it say how sure each of them is (±) and what theory says.",
            "结论用文字说明系统现状以及该改什么。其下的指标给出各自的把握（±）和理论值。",
        ),
    ),
    (
        ".stage",
        both("Watch it happen", "观察过程"),
        both(
            "Messages travel from producers through queues to workers. Pause, handle one event at a time, or run as fast as it goes.",
            "消息从生产者经队列到工作者。可以暂停、逐个事件单步，或全速运行。",
        ),
    ),
    (
        "aside",
        both("Change something", "动手改变"),
        both(
            "A card for each node. Turn a knob while it runs; what it was stays beside it, and a press puts it back. “Add…” has everything else a node can do.",
            "每个节点一张卡片。运行时即可转动旋钮；原值留在旁边，一按即还原。“添加…”里有节点的其他功能。",
        ),
    ),
    (
        ".charts",
        both("See what it did", "查看效果"),
        both(
            "Every change leaves a mark on the time axis. The verdict says what it did, as soon as that is more than chance.",
            "每次改动都在时间轴上留下标记。一旦效果超出随机误差，结论就会说明。",
        ),
    ),
];

/// Where it is kept that the tour was seen.
const KEY: &str = "tailback.tour";

/// Whether it was seen before. Where nothing can be kept it is: who refuses storage wants no tour at
/// every visit.
pub fn was_seen() -> bool {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok()?);
    storage.is_none_or(|storage| storage.get_item(KEY).ok().flatten().is_some())
}

/// The tour.
#[component]
pub fn Tour(props: &Props) -> Html {
    let language = use_language();
    let step = use_state(|| 0_usize);
    use_effect_with(*step, |step| {
        point_at(Some(*step));
        || point_at(None)
    });
    let end = props.end.reform(|()| {
        let storage = web_sys::window().and_then(|window| window.local_storage().ok()?);
        if let Some(storage) = storage {
            // Full: then it is shown once more.
            let _ = storage.set_item(KEY, "seen");
        }
        false
    });
    let go = |to: usize| {
        let (step, end) = (step.clone(), end.clone());
        Callback::from(move |_: MouseEvent| {
            if to < STEPS.len() {
                step.set(to);
            } else {
                end.emit(());
            }
        })
    };
    let onkeydown = {
        let end = end.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                end.emit(());
            }
        })
    };
    let skip = end.reform(|_: MouseEvent| ());
    let (at, last) = (*step, *step + 1 == STEPS.len());
    let (_, title, words) = STEPS[at];
    let count = format!("{} / {}", at + 1, STEPS.len());
    html! {
        <section class="card tour" aria-label={language.pick("Tour", "导览")} {onkeydown}>
            <div aria-live="polite">
                <h2>{ title.of(language) }{ " " }<span>{ count }</span></h2>
                <p>{ words.of(language) }</p>
            </div>
            <p class="buttons">
                if !last {
                    <button type="button" id="tour-skip" onclick={skip}>{ language.pick("Skip", "跳过") }</button>
                }
                if at > 0 {
                    <button type="button" id="tour-back" onclick={go(at.saturating_sub(1))}>{ language.pick("Back", "上一步") }</button>
                }
                <button type="button" class="next" id="tour-next" onclick={go(at + 1)}>
                    { if last { language.pick("Done", "完成") } else { language.pick("Next", "下一步") } }
                </button>
            </p>
        </section>
    }
}

/// Frames the part of the page that a step is about, and brings it into view.
fn point_at(step: Option<usize>) {
    let Some(document) = document() else {
        return;
    };
    if let Ok(Some(framed)) = document.query_selector("[data-toured]") {
        let _ = framed.remove_attribute("data-toured");
    }
    let part = step.and_then(|step| document.query_selector(STEPS[step].0).ok()?);
    if let Some(part) = part {
        let _ = part.set_attribute("data-toured", "");
        // The first step is about the top of the page, which is in view.
        if step != Some(0) {
            part.scroll_into_view();
        }
    }
}
