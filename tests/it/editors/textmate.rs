//! TextMate's view of texts, by the engine that Visual Studio Code has.

use std::io::Write;
use std::process::{Command, Stdio};

use super::classes::{Class, Classes};
use crate::{project, tools};

/// The classes of each text; `None` when Node or the engine, which `npm ci` in `editors/vscode` brings, is missing.
pub fn classes(texts: &[&str]) -> Option<Vec<Classes>> {
    const TEST: &str = "the TextMate grammar reads as the compiler does";
    tools::find("textmate", TEST)?;
    let mut child = Command::new(tools::find("node", TEST)?)
        .arg("test/classes.mjs")
        .current_dir(project::root().join("editors/vscode"))
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
