//! Owns what the resolution of one flow shares: the names, the version, the searches and what was found.

use super::imports::Loaded;
use super::options::Options;
use super::params::Params;
use super::suggest::Suggest;
use super::targets::Targets;
use super::versions::Chosen;
use crate::catalog::Version;
use crate::diag::Diagnostic;
use crate::flow::Param;
use crate::source::{SourceMap, Span};

/// The state of resolving one flow; `'a` is the life of the texts.
pub(super) struct Scope<'a> {
    pub(super) sources: &'a SourceMap,
    pub(super) version: Version,
    /// Where the flow pins that version; `None` when it was chosen otherwise.
    pub(super) pin: Option<Span>,
    pub(super) params: Params,
    pub(super) targets: Targets<'a>,
    pub(super) suggest: Suggest,
    /// Whether part of the statement at hand is not in the tree, so that what is not there says nothing.
    pub(super) lossy: bool,
    /// The fields that misspelt ones were probably meant to be, since required ones were last asked for.
    pub(super) meant: Vec<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        sources: &'a SourceMap,
        loaded: &Loaded,
        chosen: Chosen,
        options: &Options,
        mut diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let mut suggest = Suggest::new();
        let params = Params::declare(loaded, options, &mut suggest, &mut diagnostics);
        Self {
            sources,
            version: chosen.version,
            pin: chosen.pin,
            params,
            targets: Targets::new(loaded, sources),
            suggest,
            lossy: false,
            meant: Vec::new(),
            diagnostics,
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The parameters, the searches that are left, and everything that was found. `kept` are the numbers of the nodes that stay in the flow.
    pub(super) fn finish(mut self, kept: &[u32]) -> (Vec<Param>, Suggest, Vec<Diagnostic>) {
        let params = self.params.finish(kept, &self.targets, &mut self.suggest, &mut self.diagnostics);
        (params, self.suggest, self.diagnostics)
    }
}
