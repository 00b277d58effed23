//! Owns the rendering as plain text: where, what, and what to do, in ASCII and without source.

use codespan_reporting::term::{self, Chars, Config, DisplayStyle};

use super::short::{self, Names};
use super::style::Style;
use super::{hint, summary, visible};
use crate::diag::Diagnostic;
use crate::source::SourceMap;

/// The most other places that are named.
const MOST_PLACES: usize = 20;

/// Renders without source, at most 100 of them, and a summary.
pub(super) fn render(sources: &SourceMap, diagnostics: &[Diagnostic], _: &Style) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let config = Config { display_style: DisplayStyle::Medium, chars: Chars::ascii(), ..Config::default() };
    let mut out = String::new();
    let (shown, hidden) = summary::shown(diagnostics);
    for diagnostic in shown {
        let shown = short::to_codespan(diagnostic).with_notes(notes(sources, diagnostic));
        // Rendering to a string fails only when a file can't be read, and ours always can.
        let _ = term::emit_to_string(&mut out, &config, &Names(sources), &shown);
    }
    out.push_str(&summary::left_out(hidden));
    out.push_str(&summary::last_line(diagnostics));
    out.push('\n');
    out
}

/// What stands below the line: the other places, the help and the fix.
fn notes(sources: &SourceMap, diagnostic: &Diagnostic) -> Vec<String> {
    let mut notes = Vec::new();
    if !diagnostic.primary.text.is_empty() {
        notes.push(visible::line(&diagnostic.primary.text).into_owned());
    }
    for label in diagnostic.related.iter().take(MOST_PLACES) {
        if let Some(file) = sources.get(label.span.file) {
            let place = file.line_column(label.span.range().start);
            let (name, text) = (visible::line(file.name()), visible::line(&label.text));
            notes.push(format!("{name}:{}:{}: {text}", place.line, place.column));
        }
    }
    if let Some(help) = &diagnostic.help {
        notes.push(format!("help: {}", visible::lines(help)));
    }
    if let Some(hint) = hint::hint(diagnostic) {
        notes.push(format!("fix: {}", hint.join("\n")));
    }
    notes
}
