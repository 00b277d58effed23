//! fsflow: a small language for FaceSign identity-verification flows, and its compiler.
//!
//! ```text
//!          grammar                catalog
//!             │                      │
//! Source ─► syntax ─► ast ─► model ─► Flow ─► graph ─► checks, paths
//!             │       │                │                   │
//!             │       └─► format       └─► emit ─► JSON, code, pictures
//!             └──────────── diagnostics ───────────────────┘
//! ```

// What pest generates without `std` names this crate.
extern crate alloc;

pub mod catalog;
pub mod checks;
pub mod diag;
pub mod emit;
pub mod format;
pub mod graph;
pub mod import;
pub mod model;
pub mod report;
pub mod source;
pub mod syntax;

use diag::Diagnostic;
use model::{Flow, Options};
use source::{FileId, Files, SourceFile, SourceMap};
use syntax::ast;

/// A compiled flow with everything that was found.
#[derive(Debug)]
pub struct Compilation {
    /// All texts; the first is the file that was asked for.
    pub sources: SourceMap,
    /// What they mean.
    pub flow: Flow,
    /// The trees, the file that was asked for first, each file once.
    pub trees: Vec<(FileId, ast::File)>,
    /// What was found, sorted by place. `@allow` has been applied, lint levels have not.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles `text`, which stands in the file `name`; imports are read through `files`, relative to `name`.
#[must_use]
pub fn compile(name: &str, text: &str, files: &dyn Files, options: &Options) -> Compilation {
    let mut sources = SourceMap::default();
    let id = sources.add(SourceFile::new(name, text));
    let resolved = model::resolve(id, &mut sources, files, options);
    let mut diagnostics = resolved.diagnostics;
    let graph = graph::Graph::new(&resolved.flow);
    let context = checks::Context { flow: &resolved.flow, graph: &graph, sources: &sources };
    for check in checks::CHECKS {
        (check.run)(&context, &mut diagnostics);
    }
    checks::allow::apply(&resolved.flow, &sources, &mut diagnostics);
    diag::sort(&mut diagnostics);
    Compilation { sources, flow: resolved.flow, trees: resolved.trees, diagnostics }
}
