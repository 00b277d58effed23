//! From our data to the protocol's: positions, ranges, edits, places, diagnostics.

use serde_json::json;

use super::protocol::{
    CodeDescription, Diagnostic, DiagnosticTag, Location, Position, Range, RelatedInformation, Severity,
    TextEdit, WorkspaceEdit,
};
use super::uris::Uris;
use crate::compilation::Compilation;
use crate::diag::{self, Edit, Level, Tag};
use crate::ide;
use crate::source::{Encoding, SourceFile, Span};

/// How this client wants to be told of places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Convert<'a> {
    /// What columns count.
    pub(super) encoding: Encoding,
    /// How files are spelt.
    pub(super) uris: &'a Uris,
    /// What stands before the name of a check in the address of its documentation.
    pub(super) explain: Option<&'a str>,
}

impl Convert<'_> {
    /// The byte offset of a position.
    pub(super) fn offset(&self, source: &SourceFile, position: Position) -> usize {
        offset(source, position, self.encoding)
    }

    /// The bytes of a range; empty at its start when its ends are the wrong way round.
    pub(super) fn bytes(&self, source: &SourceFile, range: Range) -> std::ops::Range<usize> {
        bytes(source, range, self.encoding)
    }

    /// The position of a byte offset.
    pub(super) fn position(&self, source: &SourceFile, offset: usize) -> Position {
        let (line, character) = source.position(offset, self.encoding);
        Position { line, character }
    }

    /// The range of a span in its file.
    pub(super) fn range(&self, source: &SourceFile, span: Span) -> Range {
        let at = |offset: u32| self.position(source, offset as usize);
        Range { start: at(span.start), end: at(span.end) }
    }

    /// Where a span of a compilation is; `None` for one that lies in no file.
    pub(super) fn location(&self, compilation: &Compilation, span: Span) -> Option<Location> {
        let source = compilation.sources.get(span.file)?;
        Some(Location { uri: self.uris.uri(source.name()), range: self.range(source, span) })
    }

    /// An edit of one file.
    pub(super) fn text_edit(&self, source: &SourceFile, edit: &Edit) -> TextEdit {
        TextEdit { range: self.range(source, edit.span), new_text: edit.text.clone() }
    }

    /// Edits of the files of a compilation.
    pub(super) fn workspace_edit(&self, compilation: &Compilation, edits: &[Edit]) -> WorkspaceEdit {
        let mut all = WorkspaceEdit::default();
        for edit in edits {
            if let Some(source) = compilation.sources.get(edit.span.file) {
                let uri = self.uris.uri(source.name());
                all.changes.entry(uri).or_default().push(self.text_edit(source, edit));
            }
        }
        all
    }

    /// A fault; `None` when it lies in no file.
    pub(super) fn diagnostic(
        &self,
        compilation: &Compilation,
        diagnostic: &diag::Diagnostic,
    ) -> Option<Diagnostic> {
        let source = compilation.sources.get(diagnostic.file())?;
        let related = diagnostic.related.iter().filter_map(|label| {
            let location = self.location(compilation, label.span)?;
            Some(RelatedInformation { location, message: label.text.clone() })
        });
        let name = diagnostic.code.name;
        Some(Diagnostic {
            range: self.range(source, diagnostic.primary.span),
            severity: match diagnostic.level {
                Level::Error => Severity::Error,
                Level::Warning => Severity::Warning,
            },
            code: name,
            code_description: self.explain.map(|prefix| CodeDescription { href: format!("{prefix}{name}") }),
            source: "fsflow",
            message: match &diagnostic.help {
                Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
                None => diagnostic.message.clone(),
            },
            related_information: related.collect(),
            tags: diagnostic.tag.iter().map(|Tag::Unnecessary| DiagnosticTag::Unnecessary).collect(),
            data: json!({ "why": ide::diagnostics::reason(diagnostic.code) }),
        })
    }
}

/// The byte offset of a position.
pub(super) fn offset(source: &SourceFile, position: Position, encoding: Encoding) -> usize {
    source.offset(position.line, position.character, encoding)
}

/// The bytes of a range; empty at its start when its ends are the wrong way round.
pub(super) fn bytes(source: &SourceFile, range: Range, encoding: Encoding) -> std::ops::Range<usize> {
    let start = offset(source, range.start, encoding);
    start..offset(source, range.end, encoding).max(start)
}
