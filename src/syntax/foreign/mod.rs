//! Text of another format that was pasted into a flow, or written from habit: YAML, JSON, a diagram, a program. It is named as
//! what it is, once, and its first nodes are shown as they are written here, instead of a row of faults about every line.
//!
//! A format is a row of [`formats`]; a sketch of its nodes comes from one of two readers, of keys and values and of edges. What
//! can be imported as it is stands in `import`; nothing here is more than a hint.

mod branches;
mod edges;
mod formats;
mod keyed;
mod lines;
mod sketch;

use sketch::Sketch;

use super::ast::Name;
use super::codes::{OTHER_FORMAT, PASTED_JSON, SYNTAX};
use crate::diag::Diagnostic;
use crate::source::{FileId, Span};
use formats::{Format, Import};
use lines::first_line;

/// How much of a text is looked at for the nodes that are shown.
const LOOKED_AT: usize = 64 * 1024;

/// What is said about a file that is no fsflow at all; `None` for every other file.
pub fn whole(file: FileId, text: &str) -> Option<Diagnostic> {
    let (start, first) = first_line(text)?;
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let end = (0..=LOOKED_AT.min(text.len())).rev().find(is_boundary).unwrap_or(0);
    let looked_at = text.get(..end).unwrap_or(text);
    let format = formats::of(looked_at.get(start..)?)?;
    let span = Span::new(file, start, start + first.trim_end().len());
    Some(report(span, format, &sketches(format, looked_at)))
}

/// A node in another format among statements.
pub struct Piece {
    /// What is said about it.
    pub diagnostic: Diagnostic,
    /// The byte after its last one.
    pub end: usize,
    /// Its id, when it is the only one of the piece.
    pub id: Option<Name>,
}

/// The node of another format that begins at `at`, where a statement should begin.
pub fn piece(file: FileId, text: &str, at: usize) -> Option<Piece> {
    if let Some(branches::Branch { word, end, help }) = branches::branch(text, at) {
        let line = text.get(at..end)?.lines().next()?.trim_end();
        let span = Span::new(file, at, at + line.len());
        let diagnostic =
            Diagnostic::new(&SYNTAX, span, format!("there is no `{word}` between nodes")).help(help);
        return Some(Piece { diagnostic, end, id: None });
    }
    let is_margin = at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
    let keyed::Item { sketch, end } = keyed::item(text, at).filter(|_| is_margin)?;
    let line = text.get(at..end)?.lines().next()?.trim_end();
    let span = Span::new(file, at, at + line.len());
    let diagnostic = Diagnostic::new(&OTHER_FORMAT, span, format!("`{}` is written as YAML", sketch.id))
        .help(format!("write `{}`", sketch.short()));
    let diagnostic = match sketch.whole() {
        Some(whole) => diagnostic.fix("write it as fsflow", Span::new(file, at, end), whole).safe(),
        None => diagnostic,
    };
    let place = Span::new(file, at, at + sketch.id.len());
    let is_key = text.get(place.range()) == Some(sketch.id.as_str());
    let id = is_key.then(|| Name { text: sketch.id.clone(), quoted: false, span: place });
    Some(Piece { diagnostic, end, id })
}

/// This format is written where fsflow should be.
fn report(span: Span, format: &Format, sketches: &[Sketch]) -> Diagnostic {
    let code = if format.import == Import::Json { &PASTED_JSON } else { &OTHER_FORMAT };
    let diagnostic = Diagnostic::new(code, span, format!("this is {}, not fsflow", format.name));
    let shown: Vec<String> = sketches.iter().take(2).map(|sketch| format!("`{}`", sketch.short())).collect();
    let nodes = match shown.as_slice() {
        [] => {
            "write each node as a statement of its own: `greeting: conversation \"…\" -> liveness`".to_owned()
        }
        [one] => format!("write each node as a statement of its own, the first one as {one}"),
        [one, two, ..] => {
            format!("write each node as a statement of its own, the first ones as {one} and {two}")
        }
    };
    diagnostic.help(match format.import {
        Import::Json => "`fsflowc import FILE.json` turns a flow in JSON into fsflow".to_owned(),
        Import::None => nodes,
    })
}

fn sketches(format: &Format, text: &str) -> Vec<Sketch> {
    let found = (format.sketch)(text);
    // The way into the flow is shown first, wherever it stands.
    let is_start = |sketch: &&Sketch| sketch.id.eq_ignore_ascii_case("start");
    let start = found.iter().find(is_start).cloned();
    start.into_iter().chain(found.iter().filter(|sketch| !is_start(sketch)).cloned()).collect()
}
