//! A snapshot of what the page says, taken a few times a second.

use super::alerts;
use super::charts::{self, table::Table};
use super::chosen::Panel;
use super::figures::{self, Figure};
use super::forecast::Silence;
use super::inspector::entry::Entry;
use super::knob::{Card, Refusal};
use super::lab::Lab;
use super::latencies::Latencies;
use super::log::{Level, Line};
use super::operating::Operating;
use super::outline;
use super::speed;
use super::spots::{self, Spot};
use super::timeline::Timeline;
use super::tip::{self, Tip};
use super::verdict::{self, Verdict};
use crate::draw::format::{Clock, Number};
use crate::draw::{Rect, Target};
use crate::scenario::Problem;
use crate::scenario::preset::Preset;
use crate::session::Speed;
use crate::words::{Language, Say, say};
use std::rc::Rc;

/// What the page says.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// What it is said in.
    pub language: Language,
    /// Name of the scenario.
    pub name: String,
    /// What it shows.
    pub about: String,
    /// The question that it answers; empty if it is not a preset.
    pub question: &'static str,
    /// The preset it came from, if it did.
    pub preset: Option<&'static str>,
    /// Whether it is no longer as it was opened.
    pub changed: bool,
    /// Ordinal of the run.
    pub runs: u64,
    /// Simulated time.
    pub clock: String,
    /// Events handled since the start.
    pub events: u64,
    /// Whether time goes on.
    pub playing: bool,
    /// Whether the run ended by itself.
    pub ended: bool,
    /// What would be undone, and what would be done again.
    pub undo: [Option<String>; 2],
    /// Where the page looks.
    pub timeline: Timeline,
    /// Whether what would have happened without the last change goes on beside the run.
    pub haunted: bool,
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
    /// How the system is.
    pub verdict: Verdict,
    /// The strip.
    pub figures: Vec<Figure>,
    /// The model that theory knows, if one applies.
    pub model: Option<String>,
    /// Why theory says nothing at all, if so.
    pub silence: Option<Silence>,
    /// The operating point.
    pub operating: Operating,
    /// Since when the figures count, in words.
    pub counted_since: String,
    /// The knobs.
    pub cards: Rc<Vec<Card>>,
    /// What can be added to them while the run goes on.
    pub entries: Vec<Entry>,
    /// The last lines of the log, oldest first.
    pub log: Vec<Line>,
    /// How many lines there were in all.
    pub logged: u64,
    /// From which level on they are shown.
    pub log_level: Level,
    /// The alert rules.
    pub alerts: Vec<alerts::Row>,
    /// The stage in words.
    pub stage_words: Vec<String>,
    /// The stage for the keyboard: its nodes with their handles.
    pub spots: Vec<Spot>,
    /// Where they are seen on the stage; whoever draws knows.
    pub places: Vec<(Target, Rect)>,
    /// What is said of the mark that is pointed at, and which one that is.
    pub tip: Option<(Target, Tip)>,
    /// What is chosen on the stage.
    pub chosen: Option<Target>,
    /// What is said of it.
    pub panel: Option<Panel>,
    /// The charts in words.
    pub chart_words: Vec<String>,
    /// Which charts are shown.
    pub panels: charts::Shown,
    /// The figures of the charts, if they are shown as tables.
    pub tables: Option<Vec<Table>>,
    /// How latencies are spread, if that is shown.
    pub latencies: Option<Latencies>,
    /// Whether they follow the run.
    pub follows: bool,
    /// Whether the latency chart shows what theory says.
    pub overlay: bool,
    /// Whether it goes by orders of magnitude.
    pub log_latency: bool,
    /// What it says.
    pub overlay_words: String,
    /// The instant at which the charts are read, as a part (0 to 1) of the visible time.
    pub read: f64,
    /// The scenario as it is now, as JSON.
    pub json: String,
    /// What is wrong with the file opened last.
    pub file_problems: Vec<Problem>,
}

/// Lines of the log that are shown.
const LINES: usize = 100;

impl View {
    /// What the page says of `lab`; the charts as they stand at `cross` seconds, or now.
    #[must_use]
    pub fn of(lab: &Lab, cross: Option<f64>) -> Self {
        let (live, language) = (lab.live(), lab.language());
        let scenario = live.scenario();
        let now = live.now().secs();
        let preset = lab.preset().and_then(Preset::find);
        let axis = charts::axis(lab);
        let pace = live.pace();
        let unbounded = pace.speed == Speed::Unbounded;
        let speed_note = if live.is_playing() && (pace.behind || unbounded) {
            say!("{times} × reached", "达到 {times} ×"; times = Number(pace.achieved()))
                .string(language)
        } else {
            String::new()
        };
        let log = lab.log().lines(lab.log_level(), LINES);
        let last_change = lab.flags().all().last().map(|mark| &mark.text);
        let read = cross.unwrap_or(now);
        let marks = lab.flags().all();
        let mut chart_words = outline::charts(live, lab.forecast(), marks, read, language);
        if lab.panels().has(charts::Kind::Heat) {
            chart_words.extend(charts::heat::words(live, read, language));
        }
        Self {
            language,
            name: preset.map_or(scenario.name.clone(), |preset| {
                preset.title.string(language)
            }),
            about: match (preset, language) {
                (Some(preset), Language::Chinese) => preset.chinese.to_owned(),
                _ => scenario.about.clone(),
            },
            question: preset.map_or("", |preset| preset.question.of(language)),
            preset: lab.preset(),
            changed: lab.is_changed(),
            runs: lab.runs(),
            clock: Clock::new(now).string(language),
            events: live.world().ledger().events,
            playing: live.is_playing(),
            ended: live.has_ended(),
            undo: lab
                .undo_names()
                .map(|name| name.map(|name| name.string(language))),
            timeline: Timeline::of(live, lab.language()),
            haunted: live.is_haunted(),
            speed: speed::position(pace.speed),
            speed_words: speed::words(pace.speed, language),
            speed_note,
            seed: scenario.seed,
            seed_refusal: lab.seed_refusal().cloned(),
            verdict: verdict::of(live, last_change, lab.before()),
            figures: figures::strip(live, lab.forecast(), language),
            model: lab
                .forecast()
                .model()
                .map(|model| model.of(language).to_owned()),
            silence: lab.forecast().silence(),
            operating: Operating::of(live, lab.forecast(), lab.trail(), lab.log_curve(), language),
            counted_since: match live.counted_since().secs() {
                0.0 => language.pick("the start", "运行开始").to_owned(),
                edit => say!(
                    "the last change at {clock}",
                    "上次改动（{clock}）";
                    clock = Clock::new(edit)
                )
                .string(language),
            },
            cards: lab.panel().cards(),
            entries: lab.panel().entries(),
            log,
            logged: lab.log().written(),
            log_level: lab.log_level(),
            alerts: alerts::rows(live, language),
            stage_words: outline::stage(live, language),
            spots: spots::of(live, lab.language()),
            places: Vec::new(),
            tip: (lab.selection().to_explain())
                .and_then(|at| Some((at, tip::of(live, at, lab.language())?))),
            chosen: lab.selection().chosen(),
            panel: Panel::of(lab),
            chart_words,
            panels: lab.panels(),
            tables: lab.tables().then(|| charts::table::all(lab)),
            latencies: lab.distribution().then(|| {
                let (overlay, log) = (lab.overlay(), lab.log_latency());
                Latencies::of(live, lab.forecast(), overlay, log, language)
            }),
            follows: lab.window().follows(),
            overlay: lab.overlay(),
            log_latency: lab.log_latency(),
            overlay_words: outline::overlay(lab.forecast(), language),
            read: (cross.unwrap_or(now) - axis.from) / (axis.to - axis.from),
            json: scenario.to_json(),
            file_problems: lab.file_problems().to_vec(),
        }
    }
}
