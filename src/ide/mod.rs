//! Owns what an editor asks about a file: one file a feature, plain functions over a [`View`], plain data out.
//!
//! Nothing here knows a protocol. Everything works on a half-typed file: what the tree does not hold is read from the text
//! around the cursor.

pub mod actions;
pub mod completion;
pub mod cursor;
pub mod diagnostics;
pub mod docs;
pub mod formatting;
pub mod graph_data;
pub mod hints;
pub mod hover;
pub mod outline;
pub mod places;
pub mod rename;
pub mod rest;
pub mod route_count;
pub mod symbol;
#[cfg(test)]
mod testing;
pub mod tokens;

use crate::Compilation;
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
