//! Owns the way from JSON to tree: what people have as `flow` today becomes a `.fsflow` file.
//!
//! ```text
//! JSON ─► body ─► nodes ─► older forms made new ─► tree ─► format::print
//! ```
//!
//! Nothing is dropped silently: what the catalog does not know is kept in quotes, and what can't be kept is reported.
//! Compiling the text gives the JSON back, but for what a diagnostic names.

mod body;
mod fields;
mod json;
mod legacy;
mod nodes;
mod report;
mod routes;
mod rules;
mod templates;

#[cfg(test)]
mod identity;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use templates::Names;

use crate::diag::{self, Code, Diagnostic};
use crate::format;
use crate::source::{SourceFile, SourceMap, Span};
use crate::syntax::ast;
use crate::syntax::words::{Position, needs_quotes};

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

/// What becomes of `${user.name}` in strings, which pasted template code leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Templates {
    /// It stays literal text.
    #[default]
    Keep,
    /// It becomes a parameter, declared at the top.
    Params,
}

/// What the caller decides about an import.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// What becomes of `${…}` in strings.
    pub templates: Templates,
}

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

/// What the parts of the importer share.
struct Context {
    names: Names,
    /// Keys of nodes that were renamed.
    older_keys: report::Renamings,
    /// Where an older flow wrote the condition that always holds.
    always: Vec<Span>,
    diagnostics: Vec<Diagnostic>,
}

impl Context {
    fn new(options: &Options) -> Self {
        Self {
            names: Names::new(options.templates),
            older_keys: report::Renamings::default(),
            always: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Reports what is said once for all its places.
    fn report_once(&mut self) {
        self.names.report(&mut self.diagnostics);
        self.older_keys.report(&mut self.diagnostics);
        self.diagnostics.extend(report::always(&self.always));
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// A statement without a place.
    fn statement(kind: ast::StatementKind) -> ast::Statement {
        ast::Statement {
            span: Span::default(),
            docs: Vec::new(),
            allows: Vec::new(),
            kind,
            broken: false,
            lossy: false,
        }
    }
}

/// A name as a built tree holds it: in quotes where a bare word would be read otherwise.
fn name(text: &str, position: Position) -> ast::Name {
    ast::Name::built(text, needs_quotes(text, position))
}
