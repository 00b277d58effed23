//! The way from JSON to tree: what people have as `flow` today becomes a `.fsflow` file.
//!
//! ```text
//! JSON ─► body ─► nodes ─► older forms made new ─► tree ─► format::print
//! ```
//!
//! Nothing is dropped silently: what the catalog does not know is kept in quotes, and what can't be kept is reported.
//! Compiling the text gives the JSON back, but for what a diagnostic names.

mod body;
mod built;
mod context;
mod fields;
mod json;
mod legacy;
mod nodes;
mod options;
mod raw;
mod report;
mod routes;
mod rules;
mod templates;

#[cfg(test)]
mod identity;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use options::{Options, Templates};

use context::Context;

use crate::diag::{self, Code, Diagnostic};
use crate::format;
use crate::source::{SourceFile, SourceMap};
use crate::syntax::ast;

/// The kinds of faults that the importer raises. Their places lie in the JSON.
pub static CODES: &[&Code] = &[
    &json::INVALID_JSON,
    &json::DUPLICATE_KEY,
    &body::NOT_A_FLOW,
    &nodes::NOT_A_NODE,
    &report::IMPORTED_LEGACY,
    &report::RENAMED_ON_IMPORT,
    &report::KEPT_AS_QUOTED,
    &report::LEFT_OUT_ON_IMPORT,
    &report::IMPORT_CONFLICT,
    &templates::TEMPLATE_TEXT,
];

/// An imported flow.
#[derive(Debug)]
pub struct Imported {
    /// The tree; its spans are empty.
    pub file: ast::File,
    /// The tree as text. Empty when the JSON could not be read.
    pub text: String,
    /// What was found and changed, sorted by place. Places lie in the JSON.
    pub diagnostics: Vec<Diagnostic>,
    /// The JSON, for showing the diagnostics.
    pub sources: SourceMap,
}

/// Turns JSON into a flow: an array of nodes, the whole body of `POST /sessions`, or an older `{nodes, edges}` object. `name`
/// is what the JSON is called in messages.
///
/// When a diagnostic is an error, the text lacks what could not be read.
#[must_use]
pub fn import(name: &str, json: &str, options: &Options) -> Imported {
    let mut sources = SourceMap::default();
    let source = Arc::new(SourceFile::new(name, json));
    let id = sources.add(Arc::clone(&source));
    let mut ctx = Context::new(options);
    let file = match json::read(id, &source, &mut ctx.diagnostics) {
        Ok(json) => body::file(&mut ctx, json),
        Err(diagnostic) => {
            ctx.diagnostics.push(*diagnostic);
            ast::File::default()
        }
    };
    ctx.report_once();
    diag::sort(&mut ctx.diagnostics);
    Imported { text: format::print(&file), file, diagnostics: ctx.diagnostics, sources }
}
