//! Owns the rendering for programs. Its shape is a promise: see `version`.

use serde::Serialize;

use super::places::Places;
use super::style::Style;
use super::visible;
use crate::diag::{Diagnostic, Edit, Fix, Label};
use crate::source::{LineColumn, SourceMap, Span};

/// The number of the shape; it changes when a key is taken away or means something else.
const VERSION: u32 = 1;

/// Renders `{"version": 1, "diagnostics": […]}`, each diagnostic on a line of its own.
pub(super) fn render(sources: &SourceMap, diagnostics: &[Diagnostic], _: &Style) -> String {
    let places = Places::new(sources);
    let mut out = format!("{{\"version\":{VERSION},\"diagnostics\":[");
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        // Structs of strings and numbers always have a JSON form.
        out.push_str(&serde_json::to_string(&Shown::new(sources, &places, diagnostic)).unwrap_or_default());
    }
    out.push_str(if diagnostics.is_empty() { "]}\n" } else { "\n]}\n" });
    visible::json(out)
}

#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    level: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    labels: Vec<ShownLabel<'a>>,
    fixes: Vec<ShownFix<'a>>,
}

#[derive(Serialize)]
struct ShownLabel<'a> {
    primary: bool,
    text: &'a str,
    /// The label's file when it is not that of the diagnostic.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct ShownFix<'a> {
    title: &'a str,
    applicability: &'static str,
    edits: Vec<ShownEdit<'a>>,
}

#[derive(Serialize)]
struct ShownEdit<'a> {
    file: &'a str,
    start: Place,
    end: Place,
    text: &'a str,
}

/// Line and column from 1, the column in characters; the offset in bytes from 0.
#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: usize,
}

impl<'a> Shown<'a> {
    fn new(sources: &'a SourceMap, places: &Places<'_>, diagnostic: &'a Diagnostic) -> Self {
        let label = |index: usize, label: &'a Label| {
            let (start, end) = Place::both(places, label.span);
            let file = (label.span.file != diagnostic.file()).then(|| name(sources, label.span));
            ShownLabel { primary: index == 0, text: &label.text, file, start, end }
        };
        Self {
            name: diagnostic.code.name,
            level: diagnostic.level.as_str(),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            file: name(sources, diagnostic.primary.span),
            labels: diagnostic.labels().enumerate().map(|(index, it)| label(index, it)).collect(),
            fixes: diagnostic.fixes.iter().map(|fix| ShownFix::new(sources, places, fix)).collect(),
        }
    }
}

impl<'a> ShownFix<'a> {
    fn new(sources: &'a SourceMap, places: &Places<'_>, fix: &'a Fix) -> Self {
        let edit = |edit: &'a Edit| {
            let (start, end) = Place::both(places, edit.span);
            ShownEdit { file: name(sources, edit.span), start, end, text: &edit.text }
        };
        Self {
            title: &fix.title,
            applicability: fix.applicability.as_str(),
            edits: fix.edits.iter().map(edit).collect(),
        }
    }
}

impl Place {
    fn both(places: &Places<'_>, span: Span) -> (Self, Self) {
        let place = |offset: usize| {
            let LineColumn { line, column } = places.at(span.file, offset);
            Self { line, column, offset }
        };
        (place(span.range().start), place(span.range().end))
    }
}

fn name(sources: &SourceMap, span: Span) -> &str {
    sources.get(span.file).map_or("", |file| file.name())
}
