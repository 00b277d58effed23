//! Every feature over every example and its prefixes: an answer, never a panic.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fsflow::resolve::Options;

use crate::invariants;

/// How many prefixes of a file are looked at, and how many places in each. With the environment variable
/// `FSFLOW_EVERY_PREFIX` set, every prefix is.
const PREFIXES: usize = 40;
const PLACES: usize = 6;

fn flows(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            flows(&path, out);
        } else if path.extension().is_some_and(|it| it == "fsflow") {
            out.push(path);
        }
    }
}

fn ask_everything(files: &BTreeMap<String, String>, name: &str, text: &str, seed: usize) {
    let compilation = fsflow::compile(name, text, files, &Options::default());
    // The end, and places spread over the text.
    let spread = (1..PLACES).map(|place| (seed * 7919 + place * 104_729) % (text.len() + 1));
    let places: Vec<usize> = std::iter::once(text.len()).chain(spread).collect();
    invariants::editors_answer(&compilation, &places);
}

#[test]
fn every_prefix_of_every_example_gets_an_answer_from_every_feature() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    flows(&root.join("examples"), &mut paths);
    assert!(paths.len() >= 8);
    let read = |path: &PathBuf| (path.to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap());
    let files: BTreeMap<String, String> = paths.iter().map(read).collect();
    for (name, text) in &files {
        ask_everything(&files, name, text, 1);
        let every = std::env::var_os("FSFLOW_EVERY_PREFIX").is_some();
        let prefixes = if every { text.len() } else { PREFIXES };
        for step in 0..prefixes {
            let at = text.len() * step / prefixes + if every { 0 } else { step % 7 };
            let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            ask_everything(&files, name, &text[..at], step);
            // Something typed in the middle of a file that is otherwise whole.
            for typed in ["x", "\"", "<", "{ a: ${", "->"] {
                let text = format!("{}{typed}{}", &text[..at], &text[at..]);
                if step % 10 == 0 {
                    ask_everything(&files, name, &text, at);
                }
            }
        }
    }
}
