//! Owns the way between our data and the protocol's: positions, ranges, edits.

use fsflow::Compilation;
use fsflow::diag::Edit;
use fsflow::source::{Encoding, SourceFile, Span};
use lsp_types::{Location, Position, Range, TextEdit, Uri};

use super::address;

/// The byte offset of a position.
pub(super) fn offset(source: &SourceFile, position: Position, encoding: Encoding) -> usize {
    source.offset(position.line, position.character, encoding)
}

/// The bytes of a range; empty at its start when its ends are the wrong way round.
pub(super) fn bytes(source: &SourceFile, range: Range, encoding: Encoding) -> std::ops::Range<usize> {
    let start = offset(source, range.start, encoding);
    start..offset(source, range.end, encoding).max(start)
}

/// The position of a byte offset.
pub(super) fn position(source: &SourceFile, offset: usize, encoding: Encoding) -> Position {
    let (line, character) = source.position(offset, encoding);
    Position { line, character }
}

/// The range of bytes in a file.
pub(super) fn range(source: &SourceFile, bytes: std::ops::Range<usize>, encoding: Encoding) -> Range {
    Range { start: position(source, bytes.start, encoding), end: position(source, bytes.end, encoding) }
}

/// Where a span of a compilation is; `None` for one that lies in no file.
pub(super) fn location(compilation: &Compilation, span: Span, encoding: Encoding) -> Option<Location> {
    let source = compilation.sources.get(span.file)?;
    Some(Location { uri: uri_of(source)?, range: range(source, span.range(), encoding) })
}

/// The URI of a file of a compilation.
pub(super) fn uri_of(source: &SourceFile) -> Option<Uri> {
    address::uri(source.name())
}

/// An edit of one file.
pub(super) fn text_edit(source: &SourceFile, edit: &Edit, encoding: Encoding) -> TextEdit {
    TextEdit { range: range(source, edit.span.range(), encoding), new_text: edit.text.clone() }
}
