//! What the resolution says of a text: snapshots of source and messages together.

mod documentation;
mod fields;
mod imports;
mod names;
mod outcomes;
mod params;
mod scale;
mod silence;
mod values;
mod versions;

use std::collections::BTreeMap;

use super::options::Options;
use super::{Resolved, resolve};
use crate::catalog::NEWEST;
use crate::diag::{self, Diagnostic, Edit};
use crate::source::{SourceFile, SourceMap, Span};

/// What stands before the name of each further file of a test.
const FILE: &str = "//// ";

/// The texts of a test by file name. The first is `main.fsflow`; `//// name` begins another.
pub(super) fn files(input: &str) -> (String, BTreeMap<String, String>) {
    let mut parts = input.trim_start_matches('\n').split(FILE);
    let main = parts.next().unwrap_or_default().to_owned();
    let others = parts.filter_map(|part| part.split_once('\n'));
    (main, others.map(|(name, text)| (name.trim().to_owned(), text.to_owned())).collect())
}

/// The resolved text with its sources.
fn resolved(input: &str, options: &Options) -> (SourceMap, Resolved) {
    let (main, others) = files(input);
    let mut sources = SourceMap::default();
    let id = sources.add(SourceFile::new("main.fsflow", main));
    let mut resolved = resolve(id, &mut sources, &others, options);
    diag::sort(&mut resolved.diagnostics);
    (sources, resolved)
}

/// The text and what is said about it. `----` separates texts of which each is looked at for itself.
fn report(input: &str) -> String {
    report_with(input, &Options::default())
}

fn report_with(input: &str, options: &Options) -> String {
    let mut out = String::new();
    for case in input.split("----\n") {
        let (sources, resolved) = resolved(case, options);
        for (id, file) in sources.iter() {
            if id.0 > 0 {
                out.push_str(&format!("{FILE}{}\n", file.name()));
            }
            for (number, line) in file.text().lines().enumerate() {
                out.push_str(&format!("{:>2} | {line}\n", number + 1));
            }
        }
        if resolved.diagnostics.is_empty() {
            out.push_str("fine\n");
        }
        for diagnostic in &resolved.diagnostics {
            show(&mut out, &sources, diagnostic);
        }
        out.push('\n');
        check_cures(case, &resolved, options);
    }
    // What a text says for itself stays; what the compiler says of its newest version shall outlive that version.
    let newest = NEWEST.to_string();
    if input.contains(&newest) { out } else { out.replace(&newest, "NEWEST") }
}

/// Each fix takes away what it is offered for and adds no syntax error.
fn check_cures(case: &str, before: &Resolved, options: &Options) {
    let count = |resolved: &Resolved, test: &dyn Fn(&Diagnostic) -> bool| {
        resolved.diagnostics.iter().filter(|diagnostic| test(diagnostic)).count()
    };
    let (main, _) = files(case);
    for diagnostic in &before.diagnostics {
        let fixes = diagnostic.fixes.iter().filter(|_| super::CODES.contains(&diagnostic.code));
        for fix in fixes.filter(|fix| fix.edits.iter().all(|edit| edit.span.file.0 == 0)) {
            let cured = case.replacen(&main, &apply(&main, &fix.edits), 1);
            let (_, after) = resolved(&cured, options);
            let same =
                |other: &Diagnostic| other.code == diagnostic.code && other.message == diagnostic.message;
            let syntax = |other: &Diagnostic| crate::syntax::CODES.contains(&other.code);
            assert!(count(&after, &same) < count(before, &same), "`{}` does not help in\n{cured}", fix.title);
            assert!(count(&after, &syntax) <= count(before, &syntax), "`{}` breaks\n{cured}", fix.title);
        }
    }
}

fn show(out: &mut String, sources: &SourceMap, diagnostic: &Diagnostic) {
    let (level, name) = (diagnostic.level.as_str(), diagnostic.code.name);
    out.push_str(&format!("{level}[{name}]: {}\n", diagnostic.message));
    for label in diagnostic.labels() {
        let marked = sources.slice(label.span).replace('\n', "⏎");
        out.push_str(&format!("  {} [{marked}] {}\n", place(sources, label.span), label.text));
    }
    if let Some(help) = &diagnostic.help {
        out.push_str(&format!("  help: {help}\n"));
    }
    for fix in &diagnostic.fixes {
        out.push_str(&format!("  fix: {}\n", fix.title));
        for line in changed_lines(sources, &fix.edits) {
            out.push_str(&format!("    {line}\n"));
        }
    }
}

fn place(sources: &SourceMap, span: Span) -> String {
    let file = sources.get(span.file);
    let at = file.map(|file| file.line_column(span.start as usize));
    let name = file.filter(|_| span.file.0 > 0).map_or(String::new(), |file| format!("{}:", file.name()));
    at.map_or(name.clone(), |at| format!("{name}{}:{}", at.line, at.column))
}

/// The lines that a fix makes different, as they are afterwards.
fn changed_lines(sources: &SourceMap, edits: &[Edit]) -> Vec<String> {
    let Some(first) = edits.first() else { return Vec::new() };
    let before = sources.get(first.span.file).map_or("", |file| file.text());
    let after = apply(before, edits);
    let old: Vec<&str> = before.lines().collect();
    after.lines().filter(|line| !old.contains(line)).map(str::to_owned).collect()
}

/// The text with the edits made.
fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = text.to_owned();
    for edit in edits.iter().rev() {
        out.replace_range(edit.span.range(), &edit.text);
    }
    out
}
