//! Owns the rendering of one line each, and what both codespan renderings share. Only `plain` and this module know
//! codespan-reporting.

use codespan_reporting::diagnostic::{self as codespan, Severity};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, Config, DisplayStyle};

use super::style::Style;
use super::{summary, visible};
use crate::diag::{Diagnostic, Level};
use crate::source::{FileId, SourceFile, SourceMap};

/// Renders one line each, at most 100 of them.
pub(super) fn render(sources: &SourceMap, diagnostics: &[Diagnostic], _: &Style) -> String {
    let config = Config { display_style: DisplayStyle::Short, ..Config::default() };
    let mut out = String::new();
    let (shown, hidden) = summary::shown(diagnostics);
    for diagnostic in shown {
        // Rendering to a string fails only when a file can't be read, and ours always can.
        let _ = term::emit_to_string(&mut out, &config, &Names(sources), &to_codespan(diagnostic));
    }
    out.push_str(&summary::left_out(hidden));
    out
}

/// The diagnostic as codespan wants it: its head, and the one place that is named there.
pub(super) fn to_codespan(diagnostic: &Diagnostic) -> codespan::Diagnostic<FileId> {
    let severity = match diagnostic.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
    };
    let start = diagnostic.primary.span.range().start;
    codespan::Diagnostic::new(severity)
        .with_code(diagnostic.code.name)
        .with_message(visible::line(&diagnostic.message))
        .with_label(codespan::Label::primary(diagnostic.file(), start..start))
}

/// The sources as codespan wants to ask for them: every place comes from our own index.
pub(super) struct Names<'a>(pub(super) &'a SourceMap);

impl Names<'_> {
    fn file(&self, id: FileId) -> Result<&SourceFile, Error> {
        self.0.get(id).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for Names<'_> {
    type FileId = FileId;
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<String, Error> {
        Ok(visible::line(self.file(id)?.name()).into_owned())
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(self.file(id)?.text())
    }

    fn line_index(&'a self, id: FileId, byte_index: usize) -> Result<usize, Error> {
        Ok(self.file(id)?.line_index(byte_index))
    }

    fn column_number(&'a self, id: FileId, _: usize, byte_index: usize) -> Result<usize, Error> {
        Ok(self.file(id)?.line_column(byte_index).column as usize)
    }

    fn line_range(&'a self, id: FileId, line_index: usize) -> Result<std::ops::Range<usize>, Error> {
        Ok(self.file(id)?.line_range(line_index))
    }
}
