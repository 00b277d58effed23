//! Owns the rendering as GitLab's code quality report, which a merge request shows at its lines.

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::style::Style;
use super::visible;
use crate::diag::{Diagnostic, Level};
use crate::documents::places::Places;
use crate::documents::text;
use crate::source::{SourceFile, SourceMap};

/// Renders one list.
pub(super) fn render(sources: &SourceMap, diagnostics: &[Diagnostic], _: &Style) -> String {
    let places = Places::new(sources);
    let mut fingerprints = Fingerprints::default();
    let issue = |diagnostic| Issue::new(sources, &places, &mut fingerprints, diagnostic);
    let issues: Vec<Issue<'_>> = diagnostics.iter().map(issue).collect();
    // Structs of strings and numbers always have a JSON form.
    let mut out = serde_json::to_string_pretty(&issues).unwrap_or_default();
    out.push('\n');
    text::json(out)
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl<'a> Issue<'a> {
    fn new(
        sources: &'a SourceMap,
        places: &Places<'_>,
        fingerprints: &mut Fingerprints,
        diagnostic: &'a Diagnostic,
    ) -> Self {
        let span = diagnostic.primary.span.range();
        let description = match &diagnostic.help {
            Some(help) => format!("{}; help: {help}", diagnostic.message),
            None => diagnostic.message.clone(),
        };
        Self {
            // People read it, in a page.
            description: visible::lines(&description).into_owned(),
            check_name: diagnostic.code.name,
            fingerprint: fingerprints.next(sources, diagnostic),
            severity: match diagnostic.level {
                Level::Error => "major",
                Level::Warning => "minor",
            },
            location: Location {
                path: sources.get(diagnostic.file()).map_or("", SourceFile::name),
                lines: Lines {
                    begin: places.at(diagnostic.file(), span.start).line,
                    end: places.at(diagnostic.file(), span.end).line,
                },
            },
        }
    }
}
