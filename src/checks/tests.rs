//! What holds of every check: its name, its documentation, and that its examples do what they say.

use std::collections::{BTreeMap, HashSet};

use super::*;
use crate::compilation::Compilation;
use crate::diag::{Fix, Label, Level};
use crate::resolve::Options;
use crate::source::SourceMap;

/// What follows a case that names it and does not bring its own `end`; a case that wants nothing says `// alone`.
const TAIL: &[(&str, &str)] = &[
    (
        "closing",
        "closing: conversation \"Thank the user and say goodbye.\" { does_not_require_reply: true } -> end",
    ),
    (
        "refused",
        "refused: conversation \"Say that it did not succeed.\" { does_not_require_reply: true } -> end",
    ),
    ("", "end"),
];

/// A speech that is long enough before a camera node.
pub(super) const GREETING: &str = "greeting: conversation say \"Hello! Before we go on I will take a short look at you, so please stay in front of the camera.\"";

/// Shows what each flow raises, with its source, and what its fixes make of it. `GREETING` stands for [`GREETING`].
pub(super) fn snapshot(name: &str, cases: &[(&str, &str)]) {
    let mut shown = String::new();
    for (title, text) in cases {
        shown += &format!("=== {title}\n{}\n", text.trim());
        shown += &told(text);
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, shown);
    });
}

fn told(text: &str) -> String {
    let text = whole(text);
    let compilation = compile(&text);
    if compilation.diagnostics.is_empty() {
        return "--- nothing to say\n\n".to_owned();
    }
    let mut shown = String::from("---\n");
    for diagnostic in &compilation.diagnostics {
        let name = diagnostic.code.name;
        shown += &format!("{}[{name}]: {}\n", diagnostic.level.as_str(), diagnostic.message);
        for label in diagnostic.labels() {
            shown += &place(&compilation.sources, label);
        }
        shown += &diagnostic.help.as_ref().map_or(String::new(), |help| format!("    help: {help}\n"));
    }
    for fix in compilation.diagnostics.iter().flat_map(|diagnostic| &diagnostic.fixes) {
        let fixed = apply(&text, fix);
        assert_cured(&compilation, &fixed, fix);
        let before: HashSet<&str> = text.lines().collect();
        shown += &format!("--- after \"{}\"\n", fix.title);
        shown += &fixed
            .lines()
            .filter(|line| !before.contains(line))
            .map(|line| format!("{line}\n"))
            .collect::<String>();
    }
    shown + "\n"
}

/// Holds a fix to what it promises: the fault is gone, and no error is there that was not there before.
fn assert_cured(before: &Compilation, fixed: &str, fix: &Fix) {
    let after = compile(fixed);
    let cured = before.diagnostics.iter().find(|diagnostic| diagnostic.fixes.contains(fix));
    let cured = cured.expect("the fix is one of the compilation");
    let same = |other: &&Diagnostic| other.code == cured.code && other.message == cured.message;
    let count = |compilation: &Compilation| compilation.diagnostics.iter().filter(same).count();
    assert!(count(&after) < count(before), "{:?} does not cure {cured:?}:\n{fixed}", fix.title);
    let errors = |compilation: &Compilation| {
        compilation.diagnostics.iter().filter(|it| it.level == Level::Error).count()
    };
    assert!(
        errors(&after) <= errors(before),
        "{:?} makes errors: {:?}\n{fixed}",
        fix.title,
        after.diagnostics
    );
}

/// Where a label stands, what it marks and what it says.
fn place(sources: &SourceMap, label: &Label) -> String {
    let at = sources.get(label.span.file).map(|file| file.line_column(label.span.start as usize));
    let at = at.expect("a label lies in a file of the compilation");
    let text = if label.text.is_empty() { String::new() } else { format!(": {}", label.text) };
    format!("    {}:{} {}{text}\n", at.line, at.column, sources.slice(label.span).replace('\n', "⏎"))
}

fn whole(text: &str) -> String {
    let mut whole = text.trim().replace("GREETING", GREETING) + "\n";
    if whole.lines().any(|line| matches!(line.trim(), "end" | "// alone") || line.starts_with("//// ")) {
        return whole;
    }
    let is_wanted =
        |id: &str| text.contains(id) && !text.lines().any(|line| line.starts_with(&format!("{id}:")));
    for (_, line) in TAIL.iter().filter(|(id, _)| is_wanted(id)) {
        whole += &format!("{line}\n");
    }
    whole
}

/// The text after a fix. All edits must lie in the one file.
pub(super) fn apply(text: &str, fix: &Fix) -> String {
    let mut fixed = text.to_owned();
    for edit in fix.edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.text);
    }
    fixed
}

/// Compiles a text; `//// name.fsflow` begins another file that it may import.
fn compile(text: &str) -> Compilation {
    let (text, files) = files(text);
    crate::compilation::compile("example.fsflow", &text, &files, &Options::default())
}

fn files(text: &str) -> (String, BTreeMap<String, String>) {
    let mut parts = text.split("//// ");
    let first = parts.next().unwrap_or("").to_owned();
    let named = parts.filter_map(|part| part.split_once('\n'));
    (first, named.map(|(name, text)| (name.trim().to_owned(), text.to_owned())).collect())
}

/// The examples in a code's documentation: what stands after the language (`wrong`, `right`), and the text.
fn examples(code: &Code) -> Vec<(String, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in code.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        match (line.strip_prefix("```"), &mut open) {
            (Some(tag), None) => open = Some((tag.trim().to_owned(), String::new())),
            (Some(_), Some(_)) => examples.extend(open.take()),
            (None, Some((_, text))) => *text += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    examples
}

/// What an example raises, when parameters need `values` and when they do not.
fn raised(text: &str, values: bool) -> Vec<(&'static str, String)> {
    let (text, files) = files(text);
    let options = Options { values: values.then(BTreeMap::new), ..Options::default() };
    let compilation = crate::compilation::compile("example.fsflow", &text, &files, &options);
    compilation
        .diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code.name, diagnostic.message.clone()))
        .collect()
}

#[test]
fn every_wrong_example_raises_its_check_and_every_right_one_is_clean() {
    let mut faults = Vec::new();
    for code in codes() {
        let examples = examples(code);
        for (tag, text) in &examples {
            let found = raised(text, false);
            match tag.as_str() {
                "fsflow wrong"
                    if found.iter().chain(&raised(text, true)).all(|(name, _)| *name != code.name) =>
                {
                    faults.push(format!("{}: the wrong example does not raise it, but {found:?}", code.name));
                }
                "fsflow right" if !found.is_empty() => {
                    faults.push(format!("{}: the right example raises {found:?}", code.name));
                }
                "fsflow wrong" | "fsflow right" | "json" | "" => {}
                other => faults.push(format!("{}: an example is tagged {other:?}", code.name)),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_check_has_a_name_of_its_own_and_documentation() {
    let mut names = HashSet::new();
    for code in codes() {
        assert!(names.insert(code.name), "{} twice", code.name);
        let kebab = |ch: char| ch.is_ascii_lowercase() || ch == '-';
        assert!(code.name.chars().all(kebab) && !code.name.starts_with('-'), "{}", code.name);
        let summary = code.summary();
        assert!(summary.ends_with('.') && summary.len() < 240, "{}: {summary}", code.name);
    }
    assert!(codes().iter().any(|code| code.level == Level::Error));
}

#[test]
fn every_check_of_a_flow_shows_a_wrong_and_a_right_example() {
    for code in CHECKS.iter().map(|check| check.code).chain(allow::CODES.iter().copied()) {
        let tags: Vec<String> = examples(code).into_iter().map(|(tag, _)| tag).collect();
        assert_eq!(tags, ["fsflow wrong", "fsflow right"], "{}", code.name);
    }
}

/// What stands in this folder beside the checks.
const SUPPORT: &[&str] = &[
    "mod",
    "allow",
    "check",
    "circular_fix",
    "decided",
    "english",
    "flips",
    "phrase",
    "promises",
    "repair",
    "session_data",
    "template",
    "tests",
    "way_out",
];

#[test]
fn every_file_in_the_folder_is_a_check_in_the_list() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/checks");
    for entry in std::fs::read_dir(folder).expect("the folder of the checks can be read") {
        let path = entry.expect("an entry can be read").path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        if path.is_dir() || SUPPORT.contains(&stem) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a check can be read");
        let declared = text.matches("crate::code!").count();
        let listed = CHECKS.iter().filter(|check| text.contains(&format!("\"{}\"", check.code.name))).count();
        assert!(declared > 0 && declared == listed, "{stem}: {declared} declared, {listed} listed");
        let named = CHECKS.iter().any(|check| check.code.name.replace('-', "_") == stem);
        assert!(named || stem == "start_count", "{stem} is not named after its check");
    }
}
