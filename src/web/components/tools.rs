//! The tools of the stage: what can be added to the system, and how the picture is looked at.

use crate::app::Action;
use crate::draw::{Camera, Target};
use crate::scenario::BuildStep;
use crate::web::driver::Driver;
use crate::web::language::use_language;
use yew::prelude::*;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Looks at the stage.
    pub driver: Driver,
    /// What is chosen there.
    pub chosen: Option<Target>,
    /// What the person asks for.
    pub act: Callback<Action>,
}

/// How many times larger one press makes it.
const FACTOR: f32 = 1.4;

/// The row above the stage.
#[component]
pub fn Tools(props: &Props) -> Html {
    let language = use_language();
    let queue = match props.chosen {
        Some(Target::Queue(place)) => Some(place),
        _ => None,
    };
    let add = |id: &'static str, name: &'static str, step: BuildStep| {
        let onclick = props
            .act
            .reform(move |_: MouseEvent| Action::Build(step.clone()));
        html! { <button type="button" {id} {onclick}>{ name }</button> }
    };
    let look = |id: &'static str, sign: &'static str, name: &'static str, how: fn(&Driver)| {
        let driver = props.driver.clone();
        let onclick = Callback::from(move |_: MouseEvent| how(&driver));
        html! { <button type="button" {id} {onclick} aria-label={name} title={name}>{ sign }</button> }
    };
    html! {
        <div class="tools">
            <div role="group" aria-label={language.pick("Add to the system", "添加到系统")}>
                { add("add-producer", language.pick("+ Producer", "+ 生产者"), BuildStep::AddProducer { to: queue }) }
                { add("add-queue", language.pick("+ Queue", "+ 队列"), BuildStep::AddQueue) }
                { add("add-consumer", language.pick("+ Consumers", "+ 消费者"), BuildStep::AddConsumer { from: queue }) }
            </div>
            <div role="group" aria-label={language.pick("Look at the stage", "查看舞台")}>
                { look("zoom-out", "−", language.pick("Smaller", "缩小"), |driver| driver.zoom(1.0 / FACTOR, None)) }
                { look("zoom-in", "+", language.pick("Larger", "放大"), |driver| driver.zoom(FACTOR, None)) }
                { look("zoom-fit", "⤢", language.pick("See all of it", "查看全部"), |driver| driver.look(|_, _| Camera::WHOLE)) }
            </div>
        </div>
    }
}
