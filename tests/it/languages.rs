//! In Chinese nothing is said in English, and the other way round: on the page in many states, and
//! in its pictures.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use tailback::app::{Action, Lab, View};
use tailback::draw::stage::{Stage, StageLook};
use tailback::draw::{CurveChart, Picture};
use tailback::scenario::preset::Preset;
use tailback::words::{Language, Say};

/// What is the same in both languages: units, symbols, models, names of people and of this program,
/// words of the scenario file, and what these tests type.
const SHARED: &str = "s ms min ns d h p kB MB \
    L W Wq M G GI D MMPP X \
    JSON Tailback SVG CSV PNG CCDF item scv any \
    CoDel \
    Kingman Allen Cunneen Whitt Kraemer Langenbach Belz \
    x nonsense fifo \
    limit first at priority weight deadline client payload link poison keys labels";

/// Every text of the view but its verdict and knobs, taken from what a test can print of it.
fn texts_of(view: &View) -> Vec<String> {
    let language = view.language;
    let mut texts: Vec<String> = view.log.iter().map(|line| line.string(language)).collect();
    if view.preset.is_some() {
        texts.extend([view.name.clone(), view.about.clone()]);
    }
    let printed = format!(
        "{:?}",
        (
            (&view.speed_words, &view.speed_note, &view.clock),
            (
                &view.figures,
                &view.model,
                &view.operating,
                &view.counted_since
            ),
            (&view.stage_words, &view.chart_words, &view.overlay_words),
            (&view.seed_refusal, &view.file_problems),
        )
    );
    let mut rest = printed.as_str();
    while let Some(start) = rest.find('"') {
        let before = &rest[..start];
        let mut end = start + 1;
        while !rest[end..].starts_with('"') {
            end += if rest[end..].starts_with('\\') {
                2
            } else {
                rest[end..].chars().next().map_or(1, char::len_utf8)
            };
        }
        // Of a text in both languages only the one that is shown.
        let other = language.pick("chinese: ", "english: ");
        // Fields that hold what was typed, or where in a document.
        let own = ["typed: ", "path: ", other];
        if !own.iter().any(|field| before.ends_with(field)) {
            texts.push(rest[start + 1..end].to_owned());
        }
        rest = &rest[end + 1..];
    }
    texts
}

/// Every text of the stage and of the curve, at three widths.
fn drawn(lab: &Lab, view: &View) -> Vec<String> {
    let mut texts = Vec::new();
    for width in [340.0, 640.0, 1000.0] {
        let mut picture = Picture::new();
        picture.language = lab.language();
        let mut stage = Stage::default();
        for wall in [0.0, 0.1, 5.0] {
            let look = StageLook {
                width,
                height: stage.natural_height(lab.live(), width),
                wall,
                reduced_motion: false,
            };
            stage.draw(&mut picture, lab.live(), look);
        }
        let curve = lab.forecast().curve();
        view.operating.draw(
            &mut CurveChart::default(),
            &mut picture,
            curve,
            (width, 300.0),
        );
        texts.extend(picture.texts().map(|(_, text, _)| text.to_owned()));
    }
    texts
}

/// Every key and word of a document, and the parts of its names: nobody translates those.
fn own_words(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => words.extend(latin(text).map(str::to_owned)),
        Value::Array(list) => list.iter().for_each(|it| own_words(it, words)),
        Value::Object(fields) => {
            for (key, value) in fields {
                words.extend(latin(key).map(str::to_owned));
                if key != "name" && key != "about" {
                    own_words(value, words);
                }
            }
        }
        _ => {}
    }
}

fn latin(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_ascii_alphabetic());
    parts.filter(|part| !part.is_empty())
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// A page in many states.
fn states() -> Vec<(String, Lab)> {
    let mut states = Vec::new();
    for preset in Preset::all() {
        let document: Value = serde_json::to_value(preset.scenario()).expect("plain data");
        states.push((format!("{} fresh", preset.slug), Lab::open(preset.slug)));
        states.push((
            format!("{} later", preset.slug),
            later(Lab::open(preset.slug), 300),
        ));
        let mut open = |what: &str, change: &dyn Fn(&mut Value), seconds: u32| {
            let mut changed = document.clone();
            change(&mut changed);
            let mut lab = Lab::open(preset.slug);
            lab.act(Action::Open(changed.to_string()));
            states.push((format!("{} {what}", preset.slug), later(lab, seconds)));
        };
        open(
            "overloaded",
            &|it| it["producers"][0]["count"] = json!(4),
            60,
        );
        open("idle", &|it| it["consumers"][0]["count"] = json!(0), 30);
        open("silent", &|it| it["producers"][0]["count"] = json!(0), 5);
        open(
            "locked",
            &|it| it["broker"]["lock"]["hold"] = json!(0.05),
            60,
        );
        open(
            "uneven",
            &|it| {
                it["consumers"][0]["service"] =
                    json!({ "distribution": "lognormal", "mean": 0.5, "scv": 3.0 })
            },
            60,
        );
        open(
            "wrong",
            &|it| {
                it["seed"] = json!("x");
                it["producers"][0]["rate"] = json!(1);
                it["consumers"][0]["count"] = json!(-1);
                it["queues"] = json!([]);
            },
            5,
        );
        let mut lab = Lab::open(preset.slug);
        lab.act(Action::Seed("nonsense".to_owned()));
        lab.act(Action::Open("{".to_owned()));
        states.push((format!("{} refused", preset.slug), lab));
    }
    states
}

/// The page after some seconds, in steps that a browser could make.
fn later(mut lab: Lab, seconds: u32) -> Lab {
    lab.act(Action::Speed(0.5));
    for _ in 0..seconds {
        lab.tick(0.05, || true);
    }
    lab
}

#[test]
fn in_chinese_nothing_is_said_in_english() {
    let shared: BTreeSet<&str> = SHARED.split_whitespace().collect();
    let mut found = BTreeSet::new();
    for (state, mut lab) in states() {
        lab.act(Action::Language(Language::Chinese));
        let view = View::of(&lab, None);
        let mut own = BTreeSet::new();
        own_words(
            &serde_json::from_str(&view.json).expect("a document"),
            &mut own,
        );
        for text in texts_of(&view).into_iter().chain(drawn(&lab, &view)) {
            let strange: Vec<&str> = latin(&text)
                .filter(|word| !shared.contains(word) && !own.contains(*word))
                .collect();
            if !strange.is_empty() {
                found.insert(format!("{strange:?} in {text:?} ({state})"));
            }
        }
    }
    assert!(
        found.is_empty(),
        "{} texts:\n{}",
        found.len(),
        found.into_iter().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn in_english_nothing_is_said_in_chinese() {
    for (state, lab) in states() {
        let view = View::of(&lab, None);
        for text in texts_of(&view).into_iter().chain(drawn(&lab, &view)) {
            assert!(!text.contains(is_chinese), "{state}: {text}");
        }
    }
}

#[test]
fn another_language_is_the_same_run() {
    let (mut one, mut other) = (Lab::open("work-queue"), Lab::open("work-queue"));
    for tick in 0..200 {
        if tick % 20 == 0 {
            other.act(Action::Language(other.language().other()));
        }
        one.tick(0.05, || true);
        other.tick(0.05, || true);
    }
    other.act(Action::Language(Language::English));
    assert_eq!(View::of(&one, None), View::of(&other, None));
    assert!(one.live().world().ledger().events > 20);
}
