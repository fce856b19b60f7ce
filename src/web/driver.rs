//! The timer that lets simulated time go on, and the frames that draw it. Yew hears from it a few
//! times a second and never renders for a frame.

use super::crash;
use super::helper::{Heard, Helper};
use super::pictures::{Pictures, Place, REDUCED_MOTION};
use super::screen::Screen;
use super::touch::Touches;
use crate::app::charts::{self, Cross, Move};
use crate::app::hand::Hand;
use crate::app::outlook::Outlook;
use crate::app::{Action, Lab, View};
use gloo_events::EventListener;
use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Interval;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlCanvasElement, Window};
use yew::Callback;

/// Milliseconds between two ticks.
const TICK: u32 = 10;
/// Milliseconds that one tick may work: what is left is for drawing and for the person.
const BUDGET: f64 = 6.0;
/// Seconds of wall time that one tick makes up for at most; more is not owed.
const LONGEST: f64 = 0.1;
/// Milliseconds between two views.
const VIEW: f64 = 200.0;

pub(super) struct Inner {
    pub(super) window: Window,
    pub(super) lab: Lab,
    helper: Option<Helper>,
    was_drawn: bool,
    publish: Callback<Rc<View>>,
    ticker: Option<Interval>,
    frame: Option<AnimationFrame>,
    listeners: Vec<EventListener>,
    ticked: f64,
    published: f64,
    pub(super) pictures: Pictures,
    pub(super) hand: Hand,
    pub(super) touches: Touches,
    pub(super) view: Option<Rc<View>>,
    cross: Cross,
    runs: u64,
}

/// The live page's engine room; a handle that clones share.
#[derive(Clone)]
pub struct Driver(pub(super) Rc<RefCell<Inner>>);

impl PartialEq for Driver {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Driver {
    /// Runs `lab` in `window`, and tells `publish` what the page says.
    #[must_use]
    pub fn new(window: Window, lab: Lab, publish: Callback<Rc<View>>) -> Self {
        let driver = Self(Rc::new(RefCell::new(Inner {
            pictures: Pictures::new(&window),
            hand: Hand::default(),
            touches: Touches::default(),
            view: None,
            window: window.clone(),
            lab,
            helper: None,
            was_drawn: false,
            publish,
            ticker: None,
            frame: None,
            listeners: Vec::new(),
            ticked: 0.0,
            published: f64::NEG_INFINITY,
            cross: Cross::default(),
            runs: 0,
        })));
        driver.listen(&window);
        driver.wake();
        driver
    }

    /// Follows what the browser says of the window and the reader's settings.
    fn listen(&self, window: &Window) {
        let mut listeners = Vec::new();
        if let Some(document) = window.document() {
            let driver = self.clone();
            listeners.push(EventListener::new(
                &document,
                "visibilitychange",
                move |_| driver.wake(),
            ));
        }
        let driver = self.clone();
        listeners.push(EventListener::new(window, "resize", move |_| {
            driver.0.borrow_mut().pictures.refresh();
            driver.redraw();
        }));
        for query in ["(prefers-color-scheme: dark)", "(forced-colors: active)"] {
            if let Ok(Some(list)) = window.match_media(query) {
                let driver = self.clone();
                listeners.push(EventListener::new(&list, "change", move |_| {
                    driver.recolour()
                }));
            }
        }
        if let Ok(Some(list)) = window.match_media(REDUCED_MOTION) {
            self.0.borrow_mut().lab.act(Action::Calm(list.matches()));
            let (driver, asked) = (self.clone(), list.clone());
            listeners.push(EventListener::new(&list, "change", move |_| {
                driver.act(Action::Calm(asked.matches()));
            }));
        }
        self.0.borrow_mut().listeners = listeners;
    }

    /// Ticks while the page can be seen; a hidden page pauses and owes nothing.
    fn wake(&self) {
        let mut inner = self.0.borrow_mut();
        let hidden = inner
            .window
            .document()
            .is_some_and(|document| document.hidden());
        if hidden {
            inner.ticker = None;
            return;
        }
        inner.ticked = now(&inner.window);
        let driver = self.clone();
        inner.ticker = Some(Interval::new(TICK, move || driver.tick()));
        drop(inner);
        self.redraw();
    }

    fn tick(&self) {
        if crash::has_happened() {
            return;
        }
        let mut inner = self.0.borrow_mut();
        let start = now(&inner.window);
        let wall = ((start - inner.ticked) / 1000.0).clamp(0.0, LONGEST);
        inner.ticked = start;
        if !inner.lab.live().is_busy() {
            return;
        }
        let Inner { window, lab, .. } = &mut *inner;
        lab.tick(wall, || now(window) - start < BUDGET);
        let due = start - inner.published >= VIEW || !inner.lab.live().is_busy();
        drop(inner);
        self.redraw();
        if due {
            self.publish();
        }
    }

    /// Does what the person asked for, and shows it at once.
    pub fn act(&self, action: Action) {
        self.0.borrow_mut().lab.act(action);
        self.ask();
        self.redraw();
        self.publish();
    }

    /// Loads the worker: once the page can be seen, so that nobody waits for it.
    fn load_helper(&self) {
        let driver = self.clone();
        let helper = Helper::load(move |heard| driver.hear(heard));
        self.0.borrow_mut().helper = helper.ok();
        if self.0.borrow().helper.is_none() {
            self.hear(Heard::Lost);
        }
    }

    /// Asks the worker what there is to ask.
    fn ask(&self) {
        let Inner { lab, helper, .. } = &mut *self.0.borrow_mut();
        if let Some(helper) = helper.as_ref().filter(|helper| helper.is_ready())
            && let Some(question) = lab.forecast_mut().question()
        {
            helper.ask(&question);
        }
    }

    fn hear(&self, heard: Heard) {
        {
            let Inner { lab, helper, .. } = &mut *self.0.borrow_mut();
            let forecast = lab.forecast_mut();
            match heard {
                Heard::Ready => helper.iter_mut().for_each(Helper::set_ready),
                Heard::Answer(message) => match Outlook::from_message(&message) {
                    Some(outlook) => forecast.hear(outlook),
                    None => forecast.give_up(),
                },
                Heard::Lost => forecast.give_up(),
            }
        }
        self.ask();
        self.publish();
    }

    /// Tells Yew what the page says now.
    pub fn publish(&self) {
        let (publish, view) = {
            let mut inner = self.0.borrow_mut();
            inner.published = now(&inner.window);
            let mut view = View::of(&inner.lab, inner.cross.at);
            if let Some(stage) = inner.pictures.stage() {
                view.places.extend(stage.places());
            }
            let view = Rc::new(view);
            crash::remember(&view.json);
            inner.view = Some(view.clone());
            inner.pictures.refresh();
            (inner.publish.clone(), view)
        };
        self.redraw();
        // Not while borrowed: whoever hears it may act at once.
        publish.emit(view);
    }

    /// Draws on `canvas` from now on; on none if it is gone.
    pub fn attach(&self, place: Place, canvas: Option<HtmlCanvasElement>) {
        let screen = canvas.and_then(Screen::new);
        self.0.borrow_mut().pictures.attach(place, screen);
        self.redraw();
    }

    /// Reads the charts at the pixel `x`; at none when the pointer is gone.
    pub fn point(&self, x: Option<f32>) {
        let due = {
            let mut inner = self.0.borrow_mut();
            let under = x.and_then(|x| inner.pictures.time_at(x));
            // Beyond the present there is nothing to read.
            let time = inner.lab.live().now().secs();
            inner.cross.at = under.map(|under| under.min(time));
            if x.is_none() {
                inner.cross.since = None;
            }
            x.is_none() || now(&inner.window) - inner.published >= VIEW
        };
        self.redraw();
        // The picture follows the pointer; the words need not.
        if due {
            self.publish();
        }
    }

    /// Reads the charts at this part (0 to 1) of the visible time.
    pub fn read_at(&self, part: f64) {
        {
            let mut inner = self.0.borrow_mut();
            let axis = charts::axis(&inner.lab);
            let now = inner.lab.live().now().secs();
            inner.cross.at = Some((axis.from + part * (axis.to - axis.from)).min(now));
        }
        self.redraw();
        self.publish();
    }

    /// Begins to mark a stretch of time at the instant that is read on the charts.
    pub fn mark(&self) {
        let mut inner = self.0.borrow_mut();
        let now = inner.lab.live().now().secs();
        inner.cross.since = inner.cross.at.or(Some(now));
    }

    /// Whether a stretch is being marked.
    #[must_use]
    pub fn marks(&self) -> bool {
        self.0.borrow().cross.since.is_some()
    }

    /// Looks closer at the stretch that was marked, if it is long enough to be meant.
    pub fn look_closer(&self) {
        let marked = {
            let inner = &mut *self.0.borrow_mut();
            let marked = inner.cross.marked(charts::axis(&inner.lab));
            inner.cross.since = None;
            marked
        };
        match marked {
            Some(marked) => self.act(Action::Window(Move::To(marked))),
            None => self.redraw(),
        }
    }

    fn recolour(&self) {
        {
            let mut inner = self.0.borrow_mut();
            let Inner {
                pictures, window, ..
            } = &mut *inner;
            pictures.recolour(window);
        }
        self.redraw();
    }

    /// Asks for one frame, unless one is on its way.
    pub(super) fn redraw(&self) {
        if crash::has_happened() {
            return;
        }
        let mut inner = self.0.borrow_mut();
        if inner.frame.is_none() {
            let driver = self.clone();
            inner.frame = Some(request_animation_frame(move |stamp| driver.draw(stamp)));
        }
    }

    fn draw(&self, stamp: f64) {
        let (moving, is_first) = {
            let mut inner = self.0.borrow_mut();
            let done = inner.frame.take();
            inner.draw(stamp / 1000.0);
            drop(done);
            let is_first = !inner.was_drawn && inner.view.is_some();
            inner.was_drawn |= is_first;
            (inner.pictures.are_moving(), is_first)
        };
        if is_first {
            mark_first_picture();
            self.load_helper();
        }
        if moving {
            self.redraw();
        }
    }
}

impl Inner {
    fn draw(&mut self, wall: f64) {
        if self.runs != self.lab.runs() {
            self.runs = self.lab.runs();
            self.cross = Cross::default();
        }
        let view = self.view.as_ref();
        self.pictures
            .draw(&self.window, &self.lab, view, self.cross, &self.hand, wall);
    }
}

/// Leaves a mark in the browser's timeline, for who measures.
fn mark_first_picture() {
    let performance = web_sys::window().and_then(|window| window.performance());
    if let Some(performance) = performance {
        // Refused only where marks are full, and then nobody misses one more.
        let _ = performance.mark("first-picture");
    }
}

/// Milliseconds of a clock that never goes back.
pub fn now(window: &Window) -> f64 {
    window
        .performance()
        .map_or(0.0, |performance| performance.now())
}
