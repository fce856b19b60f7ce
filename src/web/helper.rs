//! The page's side of the worker that works theory out.

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// What the worker says first: nothing that it is asked before would be heard.
pub const READY: &str = "ready";

/// Beside the page, where Trunk puts it.
const SCRIPT: &str = "./worker_loader.js";

/// What is heard from the worker.
#[derive(Debug)]
pub enum Heard {
    /// It can be asked.
    Ready,
    /// An answer.
    Answer(String),
    /// It could not be loaded, or is broken: it will not answer any more.
    Lost,
}

/// The worker. It ends when this is dropped.
#[derive(Debug)]
pub struct Helper {
    worker: Worker,
    is_ready: bool,
    _listeners: [EventListener; 2],
}

impl Helper {
    /// Begins to load it, and tells `hear` what comes from it.
    ///
    /// # Errors
    /// If the browser has no workers made of modules.
    pub fn load(hear: impl Fn(Heard) + Clone + 'static) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(SCRIPT, &options)?;
        let tell = hear.clone();
        let message = EventListener::new(&worker, "message", move |event| {
            let data = event.unchecked_ref::<MessageEvent>().data();
            tell(match data.as_string() {
                Some(word) if word == READY => Heard::Ready,
                Some(answer) => Heard::Answer(answer),
                None => Heard::Lost,
            });
        });
        let error = EventListener::new(&worker, "error", move |_| hear(Heard::Lost));
        Ok(Self {
            worker,
            is_ready: false,
            _listeners: [message, error],
        })
    }

    /// It said that it can be asked.
    pub const fn set_ready(&mut self) {
        self.is_ready = true;
    }

    /// Whether it can be asked.
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// Asks it.
    pub fn ask(&self, question: &str) {
        // Only what cannot be copied is refused, and a string can.
        let _ = self.worker.post_message(&question.into());
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
