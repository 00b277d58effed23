//! Owns the union of several compilations: one source map, each file and each diagnostic once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diag::{self, Diagnostic};
use crate::source::{FileId, SourceFile, SourceMap, Span};

/// The diagnostics of several compilations under one source map.
#[derive(Debug, Default)]
pub struct Batch {
    sources: SourceMap,
    diagnostics: Vec<Diagnostic>,
    seen: HashSet<(Span, &'static str, String)>,
    by_name: HashMap<String, FileId>,
}

impl Batch {
    /// Adds what one compilation found. A file of the same name and text as an earlier one is that file, and what was
    /// said about it before is not said again.
    pub fn add(&mut self, sources: &SourceMap, mut diagnostics: Vec<Diagnostic>) {
        if diagnostics.is_empty() {
            return;
        }
        let ids: Vec<FileId> = sources.files().iter().map(|file| self.file(file)).collect();
        let moved = |span: &mut Span| {
            if let Some(id) = ids.get(span.file.0 as usize) {
                span.file = *id;
            }
        };
        for diagnostic in &mut diagnostics {
            moved(&mut diagnostic.primary.span);
            diagnostic.related.iter_mut().for_each(|label| moved(&mut label.span));
            diagnostic.fixes.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| moved(&mut edit.span));
        }
        diagnostics.retain(|it| self.seen.insert((it.primary.span, it.code.name, it.message.clone())));
        self.diagnostics.append(&mut diagnostics);
    }

    /// The sources and everything that was found in them, sorted by file in the order of adding, then by place.
    #[must_use]
    pub fn finish(mut self) -> (SourceMap, Vec<Diagnostic>) {
        diag::sort(&mut self.diagnostics);
        (self.sources, self.diagnostics)
    }

    fn file(&mut self, file: &Arc<SourceFile>) -> FileId {
        let same = |id: &&FileId| self.sources.get(**id).is_some_and(|known| known.text() == file.text());
        if let Some(id) = self.by_name.get(file.name()).filter(same) {
            return *id;
        }
        let id = self.sources.add(Arc::clone(file));
        self.by_name.insert(file.name().to_owned(), id);
        id
    }
}
