//! The worker's side: questions in, answers out, until the page closes it.

use super::helper::READY;
use crate::app::outlook::Oracle;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Answers every question, and says that it is ready to.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let oracle = RefCell::new(Oracle::default());
    let answer = {
        let scope = scope.clone();
        move |event: MessageEvent| {
            let question = event.data().as_string().unwrap_or_default();
            let answer = oracle.borrow_mut().answer(&question).unwrap_or_default();
            // Only what cannot be copied is refused, and a string can.
            let _ = scope.post_message(&answer.into());
        }
    };
    let answer = Closure::<dyn Fn(MessageEvent)>::new(answer).into_js_value();
    scope.set_onmessage(Some(answer.unchecked_ref()));
    let _ = scope.post_message(&READY.into());
}
