//! The panel below the stage: what is chosen there.

use super::ledger::Ledger;
use crate::app::Action;
use crate::app::chosen::{self, Link, NodePanel};
use crate::draw::Target;
use crate::scenario::{BuildStep, Node};
use crate::web::language::use_language;
use crate::words::Language;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is chosen.
    pub panel: Option<chosen::Panel>,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// What is chosen.
#[component]
pub fn Panel(props: &Props) -> Html {
    let language = use_language();
    let Some(panel) = &props.panel else {
        return html! {};
    };
    let close = props.act.reform(|_: MouseEvent| Action::Choose(None));
    let onkeydown = {
        let act = props.act.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                act.emit(Action::Choose(None));
            }
        })
    };
    let inside = match panel {
        chosen::Panel::Message(ledger) => {
            html! { <Ledger ledger={ledger.clone()} act={props.act.clone()} /> }
        }
        chosen::Panel::Node(node) => {
            html! { <NodeCard key={format!("{:?}", node.target)} node={node.clone()} act={props.act.clone()} /> }
        }
    };
    let name = language.pick("Close", "关闭");
    html! {
        <section class="panel" id="panel" aria-label={language.pick("What is chosen", "所选内容")} {onkeydown}>
            { inside }
            <button type="button" class="close" onclick={close} aria-label={name} title={name}>{ "×" }</button>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct NodeProps {
    node: NodePanel,
    act: Callback<Action>,
}

/// A node: its figures, its messages, its connections, and what can be done with it.
#[component]
fn NodeCard(props: &NodeProps) -> Html {
    let language = use_language();
    let NodePanel { node, ref name, .. } = props.node;
    let onchange = props.act.reform(move |event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Action::Build(BuildStep::Rename(node, field.value()))
    });
    let build = |step: BuildStep| {
        props
            .act
            .reform(move |_: MouseEvent| Action::Build(step.clone()))
    };
    let settings = Callback::from(move |_: MouseEvent| show_settings(node));
    html! {
        <>
            <h2>
                <input type="text" id="node-name" value={name.clone()} {onchange} autocomplete="off" maxlength="40"
                    aria-label={language.pick("Name", "名称")} aria-describedby="node-problem" />
                <span>{ props.node.kind.of(language) }</span>
            </h2>
            <dl>
                { for props.node.figures.iter().map(|(what, value)| html! {
                    <div><dt>{ what.of(language) }</dt><dd>{ value }</dd></div>
                }) }
            </dl>
            { messages(&props.node, language, &props.act) }
            <div class="links">
                { for props.node.links.iter().enumerate().map(|(place, link)| connection(place, link, language, &props.act)) }
                <button type="button" id="node-settings" onclick={settings}>{ language.pick("Settings", "设置") }</button>
                <button type="button" id="node-duplicate" onclick={build(BuildStep::Duplicate(node))}>
                    { language.pick("Duplicate", "复制") }
                </button>
                <button type="button" id="node-delete" onclick={build(BuildStep::Delete(node))}>
                    { language.pick("Delete", "删除") }
                </button>
            </div>
            <p class="problem" id="node-problem" role="alert">{ &props.node.problem }</p>
        </>
    }
}

fn messages(node: &NodePanel, language: Language, act: &Callback<Action>) -> Html {
    if node.messages.is_empty() {
        return html! {};
    }
    let button = |(number, words): &(u64, String)| {
        let target = Target::Message(*number);
        let onclick = act.reform(move |_: MouseEvent| Action::Choose(Some(target)));
        html! {
            <li key={*number}><button type="button" {onclick}>{ format!("#{number}") }<small>{ words }</small></button></li>
        }
    };
    html! {
        <ol class="held" aria-label={language.pick("Messages here, the next one first", "此处的消息，最先被取走的在前")}>
            { for node.messages.iter().map(button) }
        </ol>
    }
}

/// A choice of what it is connected to.
fn connection(place: usize, link: &Link, language: Language, act: &Callback<Action>) -> Html {
    let steps: Vec<BuildStep> = link
        .options
        .iter()
        .map(|(_, _, step)| step.clone())
        .collect();
    let onchange = act.reform(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        let step = usize::try_from(select.selected_index()).ok();
        let step = step.and_then(|chosen| steps.get(chosen).cloned());
        Action::Build(step.unwrap_or(BuildStep::AddQueue))
    });
    html! {
        <label>{ link.label.of(language) }{ " " }
            <select id={format!("link-{place}")} {onchange}>
                { for link.options.iter().map(|(name, chosen, _)| html! {
                    <option selected={*chosen}>{ name }</option>
                }) }
            </select>
        </label>
    }
}

/// The card of a node among the knobs comes into sight and takes the focus.
fn show_settings(node: Node) {
    let (list, place) = match node {
        Node::Producer(place) => ("producers", place),
        Node::Queue(place) => ("queues", place),
        Node::Consumer(place) => ("consumers", place),
    };
    let card = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(&format!("{list}-{place}-")));
    let Some(card) = card else {
        return;
    };
    // What is in the document can be opened and have the focus.
    let _ = card.set_attribute("open", "");
    card.scroll_into_view();
    if let Ok(Some(summary)) = card.query_selector("summary") {
        super::knob::focus(&summary);
    }
}
