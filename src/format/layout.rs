//! A layout in progress: the text so far and the choice between one line and several, which every part of a file shares.

use super::flat::{Flat, WIDTH};
use super::writer::Writer;
use crate::source::{SourceFile, Span};
use crate::syntax::ast::File;

/// A layout in progress.
#[derive(Debug)]
pub(super) struct Layout<'s> {
    pub(super) writer: Writer<'s>,
    /// Whether the tree was built: then it has neither places nor comments.
    pub(super) built: bool,
}

impl<'s> Layout<'s> {
    /// A layout of a tree without a source.
    pub(super) fn for_built() -> Self {
        Self { writer: Writer::new(None, &[]), built: true }
    }

    /// A layout of the tree that was read from `source`.
    pub(super) fn for_source(source: &'s SourceFile, file: &'s File) -> Self {
        Self { writer: Writer::new(Some(source), &file.comments), built: false }
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.writer.finish()
    }

    /// Writes a bracketed piece on one line when it was written so, or built and small, and fits with `tail` behind it.
    pub(super) fn flat(
        &mut self,
        span: Span,
        small: bool,
        tail: usize,
        write: impl FnOnce(&mut Flat) -> Option<()>,
    ) -> bool {
        let wanted = match self.writer.source() {
            Some(source) => {
                source.line_index(span.start as usize)
                    == source.line_index((span.end as usize).saturating_sub(1))
            }
            None => small,
        };
        let mut out = Flat::new(WIDTH.saturating_sub(self.writer.column() + tail));
        let fits = wanted && write(&mut out).is_some();
        if fits {
            self.writer.push(&out.finish());
        }
        fits
    }
}
