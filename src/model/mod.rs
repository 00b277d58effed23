//! Owns the way from tree and catalog to [`Flow`]: names, types, values, imports and parameters.

mod flow;

use std::collections::BTreeMap;

pub use flow::*;

use crate::catalog::Version;
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Files, SourceMap};
use crate::syntax::ast;

/// The kinds of faults that this stage raises.
pub static CODES: &[&Code] = &[];

/// What the caller decides about a compilation.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Compile for this version of the API, whatever the file pins.
    pub api: Option<Version>,
    /// Compile for this version when the file pins none; the newest known one otherwise.
    pub default_api: Option<Version>,
    /// The values of parameters. `None`: nobody gives values now, and none is missed.
    pub values: Option<BTreeMap<String, Given>>,
}

/// A value that the caller gives for a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Text that is read as the parameter's type asks (`--set`).
    Raw(String),
    /// A value that has a type already (`--params`).
    Typed(Literal),
}

/// A flow with the trees that it was made of.
#[derive(Debug)]
pub struct Resolved {
    /// What the files mean.
    pub flow: Flow,
    /// The trees, the file that was asked for first, each file once.
    pub trees: Vec<(FileId, ast::File)>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the file `id` of `sources` and what it imports, and resolves everything in it.
#[must_use]
pub fn resolve(_id: FileId, _sources: &mut SourceMap, _files: &dyn Files, _options: &Options) -> Resolved {
    unimplemented!()
}
