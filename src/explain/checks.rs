//! What a check is about: why, a wrong example with the message that it gives, a right one beside it.

use std::collections::BTreeMap;

use super::page::Page;
use super::rule_origins;
use crate::checks;
use crate::compilation::compile;
use crate::diag::{Code, Diagnostic};
use crate::import;
use crate::resolve::Options;
use crate::source::SourceMap;

/// What begins another file in an example: `//// name.fsflow`.
const NEXT_FILE: &str = "//// ";

/// The check or the message of the importer with this name.
pub(super) fn find(name: &str) -> Option<&'static Code> {
    checks::find(name).or_else(|| import::CODES.iter().copied().find(|code| code.name == name))
}

/// All of them, with their level.
pub(super) fn rows() -> Vec<(String, String)> {
    all().map(|code| (code.name.to_owned(), code.summary())).collect()
}

/// All names.
pub(super) fn spellings() -> Vec<String> {
    all().map(|code| code.name.to_owned()).collect()
}

fn all() -> impl Iterator<Item = &'static Code> {
    checks::codes().iter().chain(import::CODES).copied()
}

/// Writes the page of a check.
pub(super) fn write(name: &str, page: &mut Page) -> bool {
    let Some(code) = find(name) else { return false };
    page.paragraph(&format!("{} ({})", code.name, code.level.as_str()));
    let mut wrong = String::new();
    for block in blocks(code) {
        match block {
            Block::Text(text) => page.paragraph(&text),
            Block::Wrong(text) => {
                page.heading("Wrong");
                show_wrong(code, &text, page);
                wrong = text;
            }
            Block::Right(text) => {
                page.heading("Right");
                // The first right example mends the wrong one: what differs is marked.
                let before = std::mem::take(&mut wrong);
                let is_new = |at: usize| {
                    let line = text.lines().nth(at).unwrap_or_default();
                    !before.is_empty() && !before.lines().any(|other| other == line) && !line.is_empty()
                };
                page.example(&text, |at| is_new(at).then_some('+'));
            }
        }
    }
    if let Some(origin) = rule_origins::origin(code) {
        page.origin(&origin);
    }
    true
}

/// A part of a documentation.
enum Block {
    Text(String),
    Wrong(String),
    Right(String),
}

/// The parts of a check's documentation.
fn blocks(code: &Code) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    let mut example: Option<(bool, String)> = None;
    for line in code.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        match (line.strip_prefix("```"), &mut example) {
            (Some(_), Some(_)) => {
                blocks.extend(example.take().map(|(wrong, text)| match wrong {
                    true => Block::Wrong(text),
                    false => Block::Right(text),
                }));
            }
            (Some(tag), None) => {
                blocks.push(Block::Text(std::mem::take(&mut paragraph)));
                example = Some((tag.ends_with("wrong"), String::new()));
            }
            (None, Some((_, text))) => *text += &format!("{line}\n"),
            (None, None) if line.trim().is_empty() => {
                blocks.push(Block::Text(std::mem::take(&mut paragraph)));
            }
            (None, None) => paragraph += &format!("{line} "),
        }
    }
    blocks.push(Block::Text(paragraph));
    blocks
}

/// A wrong example with a mark on the line at fault, what stands there, and the message.
fn show_wrong(code: &Code, text: &str, page: &mut Page) {
    let found = raised(code, text);
    let places: Vec<Place> =
        found.iter().filter_map(|(diagnostic, sources)| place(text, diagnostic, sources)).collect();
    for (at, line) in text.lines().enumerate() {
        let here = places.iter().find(|place| place.line == at);
        page.example_line(line, here.map(|_| '>'));
        if let Some(place) = here {
            page.place(line, place.column, place.length, &place.label);
        }
    }
    page.gap();
    for (diagnostic, _) in &found {
        page.wrapped("", 4, &format!("{}: {}", diagnostic.level.as_str(), diagnostic.message));
        if let Some(help) = &diagnostic.help {
            page.wrapped("", 4, &format!("help: {help}"));
        }
    }
}

/// What an example raises of this kind. Where a message stands several times, its first.
fn raised(code: &Code, text: &str) -> Vec<(Diagnostic, SourceMap)> {
    if import::CODES.contains(&code) {
        let imported = import::import("example.json", text, &import::Options::default());
        let own = imported.diagnostics.into_iter().find(|diagnostic| diagnostic.code == code);
        return own.map(|diagnostic| (diagnostic, imported.sources)).into_iter().collect();
    }
    let (main, others) = files(text);
    for values in [None, Some(BTreeMap::new())] {
        let options = Options { values, ..Options::default() };
        let compiled = compile("example.fsflow", main.as_str(), &others, &options);
        let own = compiled.diagnostics.into_iter().find(|diagnostic| diagnostic.code == code);
        if let Some(diagnostic) = own {
            return vec![(diagnostic, compiled.sources)];
        }
    }
    Vec::new()
}

/// The files of an example: the main one, and those that it imports.
fn files(text: &str) -> (String, BTreeMap<String, String>) {
    let mut parts = text.split(NEXT_FILE);
    let main = parts.next().unwrap_or_default().to_owned();
    let named = parts.filter_map(|part| part.split_once('\n'));
    (main, named.map(|(name, text)| (name.trim().to_owned(), text.to_owned())).collect())
}

/// A place in an example, in lines and characters from 0.
struct Place {
    line: usize,
    column: usize,
    length: usize,
    label: String,
}

fn place(text: &str, diagnostic: &Diagnostic, sources: &SourceMap) -> Option<Place> {
    let span = diagnostic.primary.span;
    let file = sources.get(span.file)?;
    // Where the file begins in the example: the main one at its start, another behind the line that names it.
    let is_head =
        |line: &str| line.strip_prefix(NEXT_FILE).is_some_and(|name| file.name().ends_with(name.trim()));
    let first = text.lines().position(is_head).map_or(0, |at| at + 1);
    let start = file.line_column(span.start as usize);
    let line = first + (start.line as usize).saturating_sub(1);
    let written = text.lines().nth(line)?;
    let column = (start.column as usize).saturating_sub(1);
    let marked = file.text().get(span.range()).unwrap_or_default();
    let length = marked.lines().next().unwrap_or_default().chars().count();
    Some(Place {
        line,
        column: column.min(written.chars().count()),
        length,
        label: diagnostic.primary.text.clone(),
    })
}
