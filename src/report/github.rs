//! Owns the rendering as workflow commands, which GitHub Actions shows at the lines of a change.

use std::fmt::Write;

use super::style::Style;
use super::visible;
use crate::diag::Diagnostic;
use crate::documents::places::Places;
use crate::source::SourceMap;

/// Renders one command each.
pub(super) fn render(sources: &SourceMap, diagnostics: &[Diagnostic], _: &Style) -> String {
    let places = Places::new(sources);
    let mut out = String::new();
    for diagnostic in diagnostics {
        one(&mut out, sources, &places, diagnostic);
    }
    out
}

fn one(out: &mut String, sources: &SourceMap, places: &Places<'_>, diagnostic: &Diagnostic) {
    let Some(file) = sources.get(diagnostic.file()) else { return };
    let span = diagnostic.primary.span.range();
    let (start, end) = (places.at(diagnostic.file(), span.start), places.at(diagnostic.file(), span.end));
    let _ = write!(
        out,
        "::{} file={},line={},endLine={},",
        diagnostic.level.as_str(),
        property(file.name()),
        start.line,
        end.line,
    );
    let _ = write!(out, "col={},", start.column);
    if start.line == end.line {
        // A column is shown only within one line.
        let _ = write!(out, "endColumn={},", end.column);
    }
    let _ =
        writeln!(out, "title={}::{}", property(diagnostic.code.name), data(&message(sources, diagnostic)));
}

/// The message, the other places and the help, a line each.
fn message(sources: &SourceMap, diagnostic: &Diagnostic) -> String {
    let mut out = visible::line(&diagnostic.message).into_owned();
    for label in &diagnostic.related {
        if let Some(file) = sources.get(label.span.file) {
            let place = file.line_column(label.span.range().start);
            let _ = write!(
                out,
                "\n{}:{}:{}: {}",
                visible::line(file.name()),
                place.line,
                place.column,
                visible::line(&label.text)
            );
        }
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(out, "\nhelp: {}", visible::lines(help));
    }
    out
}

/// A text after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value between the first `::` and the second.
fn property(text: &str) -> String {
    data(&visible::line(text)).replace(':', "%3A").replace(',', "%2C")
}
