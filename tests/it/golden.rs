//! Today's figures are yesterday's, to the byte.

#[path = "../golden/mod.rs"]
mod shared;

use shared::{COMMITTED, computed, difference};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn every_figure_is_as_it_is_written_down() {
    let computed = computed();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        for (name, text) in &computed {
            let file = folder().join(format!("{name}.json"));
            std::fs::write(file, text).expect("the folder can be written to");
        }
        return;
    }
    let differences: Vec<String> = computed
        .iter()
        .filter_map(|(name, text)| difference(name, text))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn what_is_written_down_is_what_is_computed() {
    let computed: Vec<String> = computed().into_iter().map(|(name, _)| name).collect();
    let committed: Vec<&str> = COMMITTED.iter().map(|(name, _)| *name).collect();
    assert_eq!(committed, computed);
    let files: BTreeSet<String> = std::fs::read_dir(folder())
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    assert_eq!(files, computed.into_iter().collect());
}

#[test]
fn computing_twice_gives_the_same() {
    assert_eq!(computed(), computed());
}
