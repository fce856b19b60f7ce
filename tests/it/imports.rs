//! The map of the code stays true: imports point one way, what only a browser has stays in its
//! room, and what would make two machines differ stays out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms that it may know.
const MAP: [(&str, &[&str]); 12] = [
    ("words", &[]),
    ("engine", &[]),
    ("metrics", &["engine"]),
    ("broker", &["engine", "metrics"]),
    ("scenario", &["words", "engine", "broker"]),
    (
        "theory",
        &["words", "engine", "metrics", "broker", "scenario"],
    ),
    (
        "experiment",
        &["words", "engine", "metrics", "broker", "scenario", "theory"],
    ),
    (
        "session",
        &[
            "words",
            "engine",
            "metrics",
            "broker",
            "scenario",
            "theory",
            "experiment",
        ],
    ),
    (
        "draw",
        &[
            "words", "engine", "metrics", "broker", "scenario", "theory", "session",
        ],
    ),
    (
        "app",
        &[
            "words",
            "engine",
            "metrics",
            "broker",
            "scenario",
            "theory",
            "experiment",
            "session",
            "draw",
        ],
    ),
    (
        "web",
        &[
            "words",
            "engine",
            "metrics",
            "broker",
            "scenario",
            "theory",
            "experiment",
            "session",
            "draw",
            "app",
        ],
    ),
    (
        "cli",
        &[
            "words",
            "engine",
            "metrics",
            "broker",
            "scenario",
            "theory",
            "experiment",
        ],
    ),
];

/// Rooms whose results are part of what a run is.
const DETERMINISTIC: [&str; 7] = [
    "engine",
    "metrics",
    "broker",
    "scenario",
    "theory",
    "experiment",
    "session",
];

/// Most lines of a file.
const LONGEST: usize = 400;

/// The rooms that are a package of their own, in a folder of their own: they cannot know the others.
const CORE: [&str; 3] = ["engine", "metrics", "broker"];

struct Source {
    /// Below `src`, or below `src/core` what lies there.
    path: PathBuf,
    /// Whether it lies in `src/core`.
    core: bool,
    lines: usize,
    /// Without comments.
    code: String,
}

impl Source {
    /// The top-level folder or file that it belongs to.
    fn room(&self) -> &str {
        let first = self.path.iter().next().and_then(|part| part.to_str());
        first.expect("a name").trim_end_matches(".rs")
    }

    fn is(&self, path: &str) -> bool {
        self.path == Path::new(path)
    }

    /// The rooms that it names as `crate::room`, or as the package of some has them.
    fn imports(&self) -> BTreeSet<&str> {
        let code = self.code.split("crate::").skip(1);
        let core = self.code.split("tailback_core::").skip(1);
        code.chain(core)
            .flat_map(|rest| match rest.strip_prefix('{') {
                // `use crate::{engine::SimTime, metrics}`: the heads of the list.
                Some(list) => heads(list),
                None => vec![head(rest)],
            })
            .filter(|name| MAP.iter().any(|(room, _)| room == name))
            .collect()
    }
}

/// The identifier at the start of `text`.
fn head(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The identifiers at the start of each part of the list that `text` starts with.
fn heads(text: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut heads = vec![head(text.trim_start())];
    for (place, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(head(text[place + 1..].trim_start())),
            _ => {}
        }
    }
    heads
}

/// Without line comments; a `//` inside a text is taken for one, which hides no import.
fn without_comments(text: &str) -> String {
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

fn collect(folder: &Path, sources: &mut Vec<Source>) {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = fs::read_dir(folder).expect("src can be read");
    for entry in entries {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("src is text");
            let path = path.strip_prefix(&src).expect("below src");
            let in_core = path.strip_prefix("core").ok();
            sources.push(Source {
                path: in_core.unwrap_or(path).to_owned(),
                core: in_core.is_some(),
                lines: text.lines().count(),
                code: without_comments(&text),
            });
        }
    }
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    collect(&src, &mut sources);
    assert!(sources.len() > 30, "the walk finds the code");
    sources
}

/// Where one of `words` is used in the sources that `applies` picks.
fn uses(words: &[&str], applies: impl Fn(&Source) -> bool) -> Vec<String> {
    let sources = sources();
    let found = sources.iter().filter(|source| applies(source));
    found
        .flat_map(|source| {
            let used = words.iter().filter(|word| contains(&source.code, word));
            used.map(|word| format!("{}: {word}", source.path.display()))
        })
        .collect()
}

/// Whether `word` is there, and not as the end of a longer name.
fn contains(code: &str, word: &str) -> bool {
    let starts_name = word.starts_with(|c: char| c.is_alphanumeric());
    code.match_indices(word).any(|(place, _)| {
        let before = code[..place].chars().next_back();
        !starts_name || !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[test]
fn every_room_is_on_the_map() {
    let known = |source: &&Source| match source.room() {
        "lib" => true,
        "bin" => !source.core,
        room => source.core == CORE.contains(&room) && MAP.iter().any(|(name, _)| *name == room),
    };
    let sources = sources();
    let stray: Vec<_> = sources.iter().filter(|source| !known(source)).collect();
    assert!(
        stray.is_empty(),
        "{:?}",
        stray.iter().map(|source| &source.path).collect::<Vec<_>>()
    );
}

#[test]
fn imports_point_one_way() {
    let mut wrong = Vec::new();
    for source in sources() {
        let room = source.room();
        let Some((_, allowed)) = MAP.iter().find(|(name, _)| *name == room) else {
            continue;
        };
        for import in source.imports() {
            if import != room && !allowed.contains(&import) {
                wrong.push(format!("{} imports {import}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_what_is_drawn_the_stage_alone_knows_what_a_queue_is() {
    let mut wrong = Vec::new();
    for source in sources() {
        if source.room() == "draw" && !source.path.starts_with("draw/stage") {
            let others = source.imports().into_iter();
            let others = others.filter(|room| !["draw", "words"].contains(room));
            wrong.extend(others.map(|room| format!("{} imports {room}", source.path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_map_has_no_circle() {
    for (place, (room, allowed)) in MAP.iter().enumerate() {
        let earlier: Vec<&str> = MAP[..place].iter().map(|(name, _)| *name).collect();
        for import in *allowed {
            assert!(earlier.contains(import), "{room} knows the later {import}");
        }
    }
}

#[test]
fn what_only_a_browser_has_stays_in_its_room() {
    let browser = ["yew", "web_sys", "js_sys", "wasm_bindgen", "gloo"];
    let words = browser.map(|name| format!("{name}::"));
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.extend(["gloo_events", "gloo_render", "gloo_timers"]);
    let outside = |source: &Source| {
        source.room() != "web" && !source.is("bin/app.rs") && !source.is("bin/worker.rs")
    };
    assert_eq!(uses(&words, outside), Vec::<String>::new());
}

#[test]
fn transcendental_functions_have_one_home() {
    let methods = [
        "ln", "ln_1p", "log", "log2", "log10", "exp", "exp2", "exp_m1", "powf", "powi", "sin",
        "cos", "tan", "sin_cos", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "cbrt",
        "hypot", "gamma", "ln_gamma",
    ];
    let mut words = vec!["libm::".to_owned()];
    for method in methods {
        words.push(format!(".{method}("));
        words.push(format!("f64::{method}"));
        words.push(format!("f32::{method}"));
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outside =
        |source: &Source| DETERMINISTIC.contains(&source.room()) && !source.is("engine/math.rs");
    assert_eq!(uses(&words, outside), Vec::<String>::new());
}

#[test]
fn no_clock_no_thread_and_no_order_of_chance() {
    let words = [
        "HashMap",
        "HashSet",
        "RandomState",
        "Instant::",
        "Instant;",
        "SystemTime",
        "std::thread",
        "std::env",
    ];
    let inside = |source: &Source| DETERMINISTIC.contains(&source.room());
    assert_eq!(uses(&words, inside), Vec::<String>::new());
}

#[test]
fn no_file_is_longer_than_one_can_keep_in_mind() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.lines > LONGEST)
        .map(|source| format!("{}: {} lines", source.path.display(), source.lines))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_checks_themselves_see_what_they_look_for() {
    let source = |code: &str| Source {
        path: PathBuf::from("engine/time.rs"),
        core: true,
        lines: 1,
        code: without_comments(code),
    };
    let names = |code: &str| {
        let source = source(code);
        source
            .imports()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("use crate::metrics::Gauge;"), ["metrics"]);
    assert_eq!(
        names("use crate::{\n    broker::{World, world::Advance},\n    metrics,\n};"),
        ["broker", "metrics"]
    );
    assert_eq!(
        names("let x: crate::session::Run = y; // crate::web"),
        ["session"]
    );
    assert_eq!(names("use tailback_core::engine::Stream;"), ["engine"]);
    assert!(names("use super::time;").is_empty());
    assert!(contains("x.ln()", ".ln(") && contains("f64::ln(x)", "f64::ln"));
    assert!(!contains("nongloo::x", "gloo::"));
}
