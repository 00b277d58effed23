//! The quick way to the lines and columns of many places that stand near each other, as those of diagnostics do.

use std::cell::Cell;

use crate::source::{FileId, LineColumn, SourceMap};

/// Lines and columns, each counted from the one that was asked for before when it lies on the same line: on a line of a
/// megabyte with thousands of faults, counting each from the start would take seconds.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    sources: &'a SourceMap,
    last: Cell<Option<(FileId, usize, LineColumn)>>,
}

impl<'a> Places<'a> {
    /// The places of `sources`.
    pub(crate) fn new(sources: &'a SourceMap) -> Self {
        Self { sources, last: Cell::new(None) }
    }

    /// The place of a byte offset, as [`SourceFile::line_column`](crate::source::SourceFile::line_column) gives it.
    pub(crate) fn at(&self, file: FileId, offset: usize) -> LineColumn {
        let place = self.near(file, offset).or_else(|| Some(self.sources.get(file)?.line_column(offset)));
        let place = place.unwrap_or(LineColumn { line: 1, column: 1 });
        // A byte-order mark takes no column, so nothing is counted across it.
        self.last.set((offset > 2).then_some((file, offset, place)));
        place
    }

    fn near(&self, file: FileId, offset: usize) -> Option<LineColumn> {
        let (known_file, known, LineColumn { line, column }) = self.last.get()?;
        let source = self.sources.get(file)?;
        if known_file != file || offset < 3 || source.line_index(offset) + 1 != line as usize {
            return None;
        }
        let count = |from: usize, to: usize| Some(source.text().get(from..to)?.chars().count() as u32);
        let column =
            if offset < known { column - count(offset, known)? } else { column + count(known, offset)? };
        Some(LineColumn { line, column })
    }
}
