//! TextMate's view of texts, by the engine that Visual Studio Code has.

use std::io::Write;
use std::process::{Command, Stdio};

use super::classes::{Class, Classes};

/// The classes of each text; `None` when the engine is not installed, which is said.
///
/// `npm ci` in `editors/vscode` installs it. With `FSFLOW_EDITORS=required`, as in `.ci/editors`, it must be there.
pub fn classes(texts: &[&str]) -> Option<Vec<Classes>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/editors/vscode");
    if !std::path::Path::new(folder).join("node_modules/vscode-textmate").exists() {
        let required = std::env::var_os("FSFLOW_EDITORS").is_some();
        assert!(!required, "run `npm ci` in {folder}");
        eprintln!(
            "SKIPPED: the TextMate grammar reads as the compiler does (run `npm ci` in editors/vscode)"
        );
        return None;
    }
    let mut child = Command::new("node")
        .arg("test/classes.mjs")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts");
    let mut input = child.stdin.take().expect("it was piped");
    input
        .write_all(serde_json::to_string(texts).expect("strings are JSON").as_bytes())
        .expect("node listens");
    drop(input);
    let output = child.wait_with_output().expect("node ends");
    assert!(output.status.success());
    let tokens: Vec<Vec<(usize, usize, String)>> =
        serde_json::from_slice(&output.stdout).expect("the tool answers in JSON");
    let classes = texts.iter().zip(tokens).map(|(text, tokens)| {
        let mut classes = Classes::of_nothing(text);
        for (start, end, class) in tokens {
            classes.set(start..end, Class::named(&class));
        }
        classes
    });
    Some(classes.collect())
}
