//! What the user sees: `tests/golden/messages/NAME.fsflow` is a case, and beside it stands what is said about it.
//!
//! A case that is called like a code, or like a code with something behind it, shows that code. `//// name.fsflow` begins
//! another file. `// build --set name=value` on the first line has parameters get their values.

use std::collections::{BTreeMap, BTreeSet};

use fsflow::Compilation;
use fsflow::checks;
use fsflow::resolve::{Options, ParamValue};

use crate::project;

/// The cases by name.
fn cases() -> Vec<(String, String)> {
    let paths = project::files("tests/golden/messages", ".fsflow");
    paths.iter().map(|path| (project::stem(path).to_owned(), project::read(path))).collect()
}

/// The code that a case is named after: the longest that fits.
fn code_of(name: &str) -> Option<&'static str> {
    let fits =
        |code: &&str| name.strip_prefix(*code).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    checks::codes().iter().map(|code| code.name).filter(fits).max_by_key(|code| code.len())
}

/// What the first line of a case asks for.
pub fn options(case: &str) -> Options {
    let first = case.lines().next().unwrap_or_default();
    let Some(arguments) = first.strip_prefix("// build") else { return Options::default() };
    let pairs = arguments.split("--set ").filter_map(|pair| pair.trim().split_once('='));
    let values: BTreeMap<String, ParamValue> =
        pairs.map(|(name, value)| (name.to_owned(), ParamValue::Raw(value.to_owned()))).collect();
    Options { values: Some(values), ..Options::default() }
}

/// Compiles a case as its first line asks.
pub fn compile(case: &str) -> Compilation {
    project::compile(case, &options(case))
}

#[cfg(feature = "cli")]
#[test]
fn every_message_stands_beside_its_source() {
    use fsflow::report::{self, Style};

    let human = report::format("human").unwrap();
    let style = Style { color: false, unicode: true, width: 100 };
    for (name, case) in cases() {
        let compilation = compile(&case);
        let said = (human.render)(&compilation.sources, &compilation.diagnostics, &style);
        let said = if said.is_empty() { "nothing to say\n".to_owned() } else { said };
        // What a case says for itself stays; what the compiler says of its newest version shall outlive that version.
        let newest = fsflow::catalog::NEWEST.to_string();
        let said = if case.contains(&newest) { said } else { said.replace(&newest, "NEWEST") };
        let shown = format!("{}\n{}\n{said}", report_safe(&case), "─".repeat(100));
        insta::with_settings!({
            snapshot_path => "../golden/messages",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, shown) });
    }
}

#[cfg(feature = "cli")]
#[test]
fn every_message_fits_eighty_columns() {
    use fsflow::report::{self, Style};

    let human = report::format("human").unwrap();
    for (name, case) in cases() {
        let compilation = compile(&case);
        for (color, unicode) in [(false, true), (true, true), (false, false)] {
            let style = Style { color, unicode, width: 80 };
            let said = (human.render)(&compilation.sources, &compilation.diagnostics, &style);
            let plain = said.split('\u{1b}').enumerate().map(|(at, piece)| match at {
                0 => piece,
                _ => piece.split_once('m').map_or("", |(_, rest)| rest),
            });
            for line in plain.collect::<String>().lines() {
                assert!(line.chars().count() <= 80, "{name}: {line}\n{said}");
            }
        }
    }
}

/// The text with what acts on a terminal made visible.
#[cfg(feature = "cli")]
fn report_safe(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", fsflow::report::safe(line))).collect()
}

#[test]
fn every_code_has_a_case_that_shows_it() {
    let mut shown = BTreeSet::new();
    for (name, case) in cases() {
        let Some(code) = code_of(&name) else { continue };
        let compilation = compile(&case);
        let raised = compilation.diagnostics.iter().any(|diagnostic| diagnostic.code.name == code);
        assert!(raised, "{name} does not show {code}, but\n{}", project::shown(&compilation));
        shown.insert(code);
    }
    let missing: Vec<_> = checks::codes().iter().filter(|code| !shown.contains(code.name)).collect();
    assert!(missing.is_empty(), "no case in tests/golden/messages shows {missing:?}");
}

#[test]
fn every_message_keeps_to_the_style() {
    for (name, case) in cases() {
        for diagnostic in &compile(&case).diagnostics {
            let message = &diagnostic.message;
            let begins_small = !message.starts_with(char::is_uppercase) || message.starts_with("U+");
            assert!(begins_small, "{name}: {message}");
            assert!(!message.ends_with('.') && !message.contains('\n'), "{name}: {message}");
            assert!(message.chars().count() <= 200, "{name}: {message}");
            let help = diagnostic.help.as_deref().unwrap_or_default();
            assert!(!help.ends_with('.'), "{name}: {help}");
            for rust in ["Some(", "None", "::", "Rule::", "EOI"] {
                assert!(!message.contains(rust) && !help.contains(rust), "{name}: {message} / {help}");
            }
            let has_advice = !help.is_empty() || !diagnostic.fixes.is_empty();
            assert!(has_advice, "{name}: {message} does not say what to do");
        }
    }
}

#[test]
fn what_follows_from_a_reported_fault_stays_silent() {
    let cases = cases();
    let silent: Vec<_> = cases.iter().filter(|(name, _)| name.starts_with("silent-after-")).collect();
    assert!(silent.len() >= 3);
    for (name, case) in silent {
        let compilation = compile(case);
        assert_eq!(compilation.diagnostics.len(), 1, "{name}\n{}", project::shown(&compilation));
    }
}
