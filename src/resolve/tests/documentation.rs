//! The documented examples of every kind of fault are run.

use super::super::CODES;
use super::files;
use crate::compilation::compile;
use crate::resolve::Options;

/// The examples of a documentation with this tag.
fn examples<'d>(doc: &'d str, tag: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in doc.lines().map(|line: &'d str| line.strip_prefix(' ').unwrap_or(line)) {
        match &mut open {
            Some(_) if line == "```" => found.extend(open.take()),
            Some(text) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line == format!("```fsflow {tag}") => open = Some(String::new()),
            None => {}
        }
    }
    found
}

fn names(example: &str) -> Vec<&'static str> {
    let (main, others) = files(example);
    let options = Options { values: Some(Default::default()), ..Options::default() };
    let compilation = compile("main.fsflow", &main, &others, &options);
    let mut names: Vec<&str> =
        compilation.diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect();
    names.dedup();
    names
}

#[test]
fn each_wrong_example_shows_its_fault_and_each_right_one_is_clean() {
    let mut problems = Vec::new();
    for code in CODES {
        let (wrong, right) = (examples(code.doc, "wrong"), examples(code.doc, "right"));
        if wrong.is_empty() || right.is_empty() {
            problems.push(format!("{} has no examples", code.name));
        }
        let wanted = wrong.iter().map(|example| (example, vec![code.name]));
        for (example, wanted) in wanted.chain(right.iter().map(|example| (example, Vec::new()))) {
            let found = names(example);
            if found != wanted {
                problems.push(format!("{}: {found:?} instead of {wanted:?} in\n{example}", code.name));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
