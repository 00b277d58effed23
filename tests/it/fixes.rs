//! What every fix holds: made alone it removes its own fault and brings no error, and all of them together come to an end.
//!
//! Held against the cases of `tests/golden/messages`, the examples in the documentation of each code, and random flows
//! with odd names in which faults were planted. A seed that once failed stays in [`KEPT`].

use std::collections::BTreeMap;
use std::sync::Arc;

use fsflow::checks;
use fsflow::diag::Applicability;
use fsflow::fix::{self, Fixed, Scope, Subject};
use fsflow::format;
use fsflow::source::SourceFile;

use crate::choices::Choices;
use crate::invariants::{self, errors};
use crate::messages;
use crate::planted;
use crate::project;

/// How many flows are tried.
const FLOWS: u64 = 2000;

/// Seeds beyond the first that once failed.
const KEPT: &[u64] = &[];

fn is_laid_out(text: &str) -> bool {
    format::format(&SourceFile::new("main.fsflow", text)) == text
}

fn all(case: &str, upto: Applicability) -> Fixed {
    let (main, others) = project::split(case);
    let subject =
        Subject { source: Arc::new(SourceFile::new("main.fsflow", main)), options: messages::options(case) };
    let itself = |name: &str| Some(name.to_owned());
    fix::fix(vec![subject], &Scope { files: &others, identity: &itself, upto })
}

/// What making all fixes of this case breaks.
fn all_together(case: &str, upto: Applicability, faults: &mut Vec<String>) {
    let before = messages::compile(case);
    let fixed = all(case, upto);
    let (main, others) = project::split(case);
    let mut texts: BTreeMap<String, String> = others;
    texts.insert("main.fsflow".to_owned(), main);
    let originals = texts.clone();
    texts.extend(fixed.files.iter().map(|file| (file.name.clone(), file.after.clone())));
    let mut again = texts.get("main.fsflow").cloned().unwrap_or_default();
    for (name, text) in texts.iter().filter(|(name, _)| *name != "main.fsflow") {
        again += &format!("//// {name}\n{text}");
    }
    let after = project::compile(&again, &messages::options(case));
    let mut say = |what: &str| {
        let (before, after) = (project::shown(&before), project::shown(&after));
        let made: Vec<&str> = fixed.made.iter().map(|made| made.title.as_str()).collect();
        faults.push(format!("{what}\n--- before\n{case}\n{before}--- after {made:?}\n{again}\n{after}"));
    };
    if errors(&after) > errors(&before) {
        say("there are more errors");
    }
    if !all(&again, upto).files.is_empty() {
        say("a second run changes something");
    }
    if originals.iter().any(|(name, text)| is_laid_out(text) && !is_laid_out(&texts[name])) {
        say("a file is no longer laid out");
    }
    if fixed.made.is_empty() != fixed.files.is_empty() {
        say("what is said to be done is not what was done");
    }
}

/// The cases that are kept as files, and the examples in the documentation.
fn cases() -> Vec<String> {
    let folders = ["tests/golden/messages", "examples"];
    let paths = folders.iter().flat_map(|folder| project::files(folder, ".fsflow"));
    let mut cases: Vec<String> = paths.map(|path| project::read(&path)).collect();
    for code in checks::codes() {
        let blocks = code.doc.split("```fsflow").skip(1).filter_map(|block| block.split("```").next());
        let text = |block: &str| -> String {
            block
                .lines()
                .skip(1)
                .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
                .collect()
        };
        cases.extend(blocks.map(text));
    }
    cases
}

fn assert_none(faults: &[String]) {
    let shown: Vec<&str> = faults.iter().take(5).map(String::as_str).collect();
    assert!(faults.is_empty(), "{} faults, such as\n{}", faults.len(), shown.join("\n==========\n"));
}

#[test]
fn each_fix_of_the_kept_cases_holds_alone() {
    let mut faults = Vec::new();
    let tried: usize = cases()
        .iter()
        .map(|case| invariants::each_fix_alone(case, &messages::options(case), &mut faults))
        .sum();
    assert_none(&faults);
    assert!(tried > 150, "only {tried} fixes");
}

#[test]
fn all_fixes_of_the_kept_cases_come_to_an_end() {
    let mut faults = Vec::new();
    for case in cases() {
        all_together(&case, Applicability::Safe, &mut faults);
        all_together(&case, Applicability::Unsafe, &mut faults);
    }
    assert_none(&faults);
}

/// The random flows of one of four parts, which run side by side.
fn part(part: u64) -> impl Iterator<Item = (u64, String)> {
    let seeds = (0..FLOWS).chain(KEPT.iter().copied()).filter(move |seed| seed % 4 == part);
    seeds.map(|seed| (seed, planted::flow(&mut Choices::seeded(seed))))
}

fn each_alone_in(number: u64) {
    let mut faults = Vec::new();
    let mut tried = 0;
    for (seed, case) in part(number) {
        let known = faults.len();
        tried += invariants::each_fix_alone(&case, &messages::options(&case), &mut faults);
        faults.iter_mut().skip(known).for_each(|fault: &mut String| *fault = format!("seed {seed}: {fault}"));
    }
    assert_none(&faults);
    assert!(tried > 500, "only {tried} fixes");
}

fn all_together_in(number: u64) {
    let mut faults = Vec::new();
    for (seed, case) in part(number) {
        let known = faults.len();
        all_together(&case, Applicability::Unsafe, &mut faults);
        faults.iter_mut().skip(known).for_each(|fault: &mut String| *fault = format!("seed {seed}: {fault}"));
    }
    assert_none(&faults);
}

#[test]
fn each_fix_of_planted_flows_holds_alone_1() {
    each_alone_in(0);
}

#[test]
fn each_fix_of_planted_flows_holds_alone_2() {
    each_alone_in(1);
}

#[test]
fn each_fix_of_planted_flows_holds_alone_3() {
    each_alone_in(2);
}

#[test]
fn each_fix_of_planted_flows_holds_alone_4() {
    each_alone_in(3);
}

#[test]
fn all_fixes_of_planted_flows_come_to_an_end_1() {
    all_together_in(0);
}

#[test]
fn all_fixes_of_planted_flows_come_to_an_end_2() {
    all_together_in(1);
}

#[test]
fn all_fixes_of_planted_flows_come_to_an_end_3() {
    all_together_in(2);
}

#[test]
fn all_fixes_of_planted_flows_come_to_an_end_4() {
    all_together_in(3);
}
