//! Owns the rendering as a test report: a case for each file in which something was found, which fails by its errors.

use std::fmt::Write;

use indexmap::IndexMap;

use super::style::Style;
use crate::diag::{Diagnostic, Level};
use crate::documents::escape_xml as escape;
use crate::source::{FileId, SourceFile, SourceMap};

/// Renders one document. A file without errors has passed, and its warnings are what it said.
pub(super) fn render(sources: &SourceMap, diagnostics: &[Diagnostic], _: &Style) -> String {
    let mut files: IndexMap<FileId, Vec<&Diagnostic>> = IndexMap::new();
    for diagnostic in diagnostics {
        files.entry(diagnostic.file()).or_default().push(diagnostic);
    }
    let is_error = |it: &&&Diagnostic| it.level == Level::Error;
    let failed = files.values().filter(|found| found.iter().any(|it| is_error(&it))).count();
    let count = files.len();
    let mut cases = String::new();
    for (file, found) in &files {
        let name = escape(sources.get(*file).map_or("", SourceFile::name));
        let open = format!("    <testcase classname=\"{name}\" name=\"check\" file=\"{name}\"");
        let lines = |level: Level| -> Vec<String> {
            found.iter().filter(|it| it.level == level).map(|it| line(sources, it)).collect()
        };
        let (errors, warnings) = (lines(Level::Error), lines(Level::Warning));
        let _ = writeln!(cases, "{open}>");
        if let Some(first) = found.iter().find(is_error) {
            let message = escape(&first.message);
            let _ = writeln!(cases, "      <failure message=\"{message}\">{}</failure>", errors.join("\n"));
        }
        if !warnings.is_empty() {
            let _ = writeln!(cases, "      <system-out>{}</system-out>", warnings.join("\n"));
        }
        cases.push_str("    </testcase>\n");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{count}\" failures=\"{failed}\">\n  <testsuite name=\"fsflowc\" tests=\"{count}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">\n{cases}  </testsuite>\n</testsuites>\n"
    )
}

fn line(sources: &SourceMap, diagnostic: &Diagnostic) -> String {
    let place = sources.get(diagnostic.file()).map_or(String::new(), |file| {
        let at = file.line_column(diagnostic.primary.span.range().start);
        format!("{}:{}:{}", file.name(), at.line, at.column)
    });
    escape(&format!("{place}: {}[{}]: {}", diagnostic.level, diagnostic.code.name, diagnostic.message))
}
