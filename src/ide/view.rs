//! What every editor feature is asked about: one file of a compilation, with its text and tree at hand. Kept apart from the
//! features so that each of them can use it and none of them another by way of it.

use crate::compilation::Compilation;
use crate::flow::Flow;
use crate::source::{FileId, SourceFile};
use crate::syntax::ast;

/// One file of a compilation, as an editor looks at it.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// What the file was compiled as a part of.
    pub compilation: &'a Compilation,
    /// The file.
    pub file: FileId,
    /// Its text.
    pub source: &'a SourceFile,
    /// Its tree.
    pub tree: &'a ast::File,
}

impl<'a> View<'a> {
    /// The file of this number; `None` when the compilation has none.
    #[must_use]
    pub fn new(compilation: &'a Compilation, file: FileId) -> Option<Self> {
        let source = compilation.sources.get(file)?;
        let (_, tree) = compilation.trees.iter().find(|(id, _)| *id == file)?;
        Some(Self { compilation, file, source, tree })
    }

    /// The file that was asked for.
    #[must_use]
    pub fn root(compilation: &'a Compilation) -> Option<Self> {
        Self::new(compilation, compilation.flow.file)
    }

    /// What all files mean together.
    #[must_use]
    pub fn flow(&self) -> &'a Flow {
        &self.compilation.flow
    }
}
