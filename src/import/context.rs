//! What the parts of the importer share while one text is imported.

use super::options::Options;
use super::report;
use super::templates::Names;
use crate::diag::Diagnostic;
use crate::source::Span;

/// What the parts of the importer share.
pub(super) struct Context {
    pub(super) names: Names,
    /// Keys of nodes that were renamed.
    pub(super) older_keys: report::Renamings,
    /// Where an older flow wrote the condition that always holds.
    pub(super) always: Vec<Span>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Context {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            names: Names::new(options.templates),
            older_keys: report::Renamings::default(),
            always: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Reports what is said once for all its places.
    pub(super) fn report_once(&mut self) {
        self.names.report(&mut self.diagnostics);
        self.older_keys.report(&mut self.diagnostics);
        self.diagnostics.extend(report::always(&self.always));
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
