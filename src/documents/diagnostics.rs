//! What was found, for programs: `fsflowc check --format json`.

use serde::Serialize;

use super::places::Places;
use super::text;
use crate::diag;
use crate::source::{LineColumn, SourceMap, Span};

/// The number of the shape.
const VERSION: u32 = 1;

/// What was found in one or several flows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diagnostics {
    /// The number of the shape: 1.
    pub version: u32,
    /// Everything that was found, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diagnostic {
    /// The name of the check, which `fsflowc explain` takes.
    pub name: String,
    /// How bad it is, with the levels that the user set.
    pub level: Level,
    /// What is wrong, one clause.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The file of the primary label.
    pub file: String,
    /// The places, the primary one first.
    pub labels: Vec<Label>,
    /// Changes that a machine can make to remove the fault; the first is the best.
    pub fixes: Vec<Fix>,
}

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// No output is written.
    Error,
    /// The output is written.
    Warning,
}

/// A place and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Label {
    /// Whether it is the place of the fault itself.
    pub primary: bool,
    /// What this place is; may be empty.
    pub text: String,
    /// The label's file when it is not that of the diagnostic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Its first character.
    pub start: Place,
    /// The character after its last one.
    pub end: Place,
}

/// A change that removes a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Fix {
    /// What it does, as an instruction.
    pub title: String,
    /// Whether it may be applied without being asked for.
    pub applicability: Applicability,
    /// The replacements, in order of place.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be applied without being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The flow means what its author meant.
    Safe,
    /// The flow may mean something else afterwards.
    Unsafe,
}

/// One replacement of text; an empty place inserts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Edit {
    /// The file.
    pub file: String,
    /// The first character that is replaced.
    pub start: Place,
    /// The character after the last one.
    pub end: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Place {
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
    /// The offset in bytes, counted from 0.
    pub offset: usize,
}

impl Diagnostics {
    /// These diagnostics of these sources.
    #[must_use]
    pub fn new(sources: &SourceMap, diagnostics: &[diag::Diagnostic]) -> Self {
        let places = Places::new(sources);
        let one = |diagnostic| Diagnostic::new(sources, &places, diagnostic);
        Self { version: VERSION, diagnostics: diagnostics.iter().map(one).collect() }
    }

    /// The document as JSON, each diagnostic on a line of its own.
    #[must_use]
    pub fn to_lines(&self) -> String {
        let mut out = format!("{{\"version\":{},\"diagnostics\":[", self.version);
        for (index, diagnostic) in self.diagnostics.iter().enumerate() {
            out.push_str(if index == 0 { "\n" } else { ",\n" });
            // Structs of strings and numbers always have a JSON form.
            out.push_str(&serde_json::to_string(diagnostic).unwrap_or_default());
        }
        out.push_str(if self.diagnostics.is_empty() { "]}\n" } else { "\n]}\n" });
        text::json(out)
    }
}

impl Diagnostic {
    pub(super) fn new(sources: &SourceMap, places: &Places<'_>, diagnostic: &diag::Diagnostic) -> Self {
        let label = |(index, label): (usize, &diag::Label)| {
            let (start, end) = Place::both(places, label.span);
            let file = (label.span.file != diagnostic.file()).then(|| name(sources, label.span));
            Label { primary: index == 0, text: label.text.clone(), file, start, end }
        };
        Self {
            name: diagnostic.code.name.to_owned(),
            level: match diagnostic.level {
                diag::Level::Error => Level::Error,
                diag::Level::Warning => Level::Warning,
            },
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            file: name(sources, diagnostic.primary.span),
            labels: diagnostic.labels().enumerate().map(label).collect(),
            fixes: diagnostic.fixes.iter().map(|fix| Fix::new(sources, places, fix)).collect(),
        }
    }
}

impl Fix {
    fn new(sources: &SourceMap, places: &Places<'_>, fix: &diag::Fix) -> Self {
        let edit = |edit: &diag::Edit| {
            let (start, end) = Place::both(places, edit.span);
            Edit { file: name(sources, edit.span), start, end, text: edit.text.clone() }
        };
        Self {
            title: fix.title.clone(),
            applicability: match fix.applicability {
                diag::Applicability::Safe => Applicability::Safe,
                diag::Applicability::Unsafe => Applicability::Unsafe,
            },
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

fn name(sources: &SourceMap, span: Span) -> String {
    sources.get(span.file).map_or_else(String::new, |file| file.name().to_owned())
}
