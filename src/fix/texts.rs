//! The texts that are fixed: which files may be changed, what they hold by now, and one numbering of the files of all flows.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::compilation::Compilation;
use crate::diag::{Diagnostic, Edit, sort};
use crate::source::{FileId, Files, SourceFile, Span};

/// Which file a name stands for, if that file may be changed. Two names of one file have one answer.
pub type Identity<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The files as they are with what was changed by now.
pub(super) struct Changed<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) identity: Identity<'a>,
    /// The new texts by the identity of their files.
    pub(super) texts: BTreeMap<String, Arc<SourceFile>>,
}

impl Changed<'_> {
    /// The same files with further changes.
    pub(super) fn with(&self, texts: impl IntoIterator<Item = (String, Arc<SourceFile>)>) -> Self {
        let mut all = self.texts.clone();
        all.extend(texts);
        Self { files: self.files, identity: self.identity, texts: all }
    }

    /// The new text of the file that is called `name`; `None` when it was not changed.
    pub(super) fn changed(&self, name: &str) -> Option<Arc<SourceFile>> {
        let source = self.texts.get(&(self.identity)(name)?)?;
        if source.name() == name {
            return Some(Arc::clone(source));
        }
        Some(Arc::new(SourceFile::new(name, source.text())))
    }
}

impl Files for Changed<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        self.source(path).map(|source| source.text().to_owned())
    }

    fn source(&self, path: &str) -> Result<Arc<SourceFile>, String> {
        self.changed(path).map_or_else(|| self.files.source(path), Ok)
    }

    fn identity(&self, path: &str) -> String {
        self.files.identity(path)
    }
}

/// A file as the flows of a run know it.
#[derive(Debug)]
pub(super) struct Known {
    /// What it is called where it was met first.
    pub(super) name: String,
    /// What it is known as, if it may be changed.
    pub(super) identity: Option<String>,
}

/// The numbers of the files in a run over several flows: each flow has its own, and a file may be part of several.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    by_identity: HashMap<(bool, String), FileId>,
    files: Vec<Known>,
}

impl Numbers {
    /// The file with this number.
    pub(super) fn get(&self, id: FileId) -> Option<&Known> {
        self.files.get(id.0 as usize)
    }

    /// All files with their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (FileId, &Known)> {
        self.files.iter().enumerate().map(|(number, file)| (FileId(number as u32), file))
    }

    /// The numbers of a flow's files, in the order of its own.
    pub(super) fn of(&mut self, compilation: &Compilation, identity: Identity<'_>) -> Vec<FileId> {
        compilation.sources.iter().map(|(_, file)| self.number(file.name(), identity)).collect()
    }

    /// What was found in these flows, under the numbers of the run, each fault once, sorted by place.
    pub(super) fn faults<'c>(
        &mut self,
        compilations: impl IntoIterator<Item = &'c Compilation>,
        identity: Identity<'_>,
    ) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        for compilation in compilations {
            let ids = self.of(compilation, identity);
            all.extend(compilation.diagnostics.iter().map(|it| renumbered(it, &ids)));
        }
        sort(&mut all);
        all.dedup_by(|a, b| (a.primary.span, a.code, &a.message) == (b.primary.span, b.code, &b.message));
        all
    }

    fn number(&mut self, name: &str, identity: Identity<'_>) -> FileId {
        let identity = identity(name);
        let key = (identity.is_some(), identity.clone().unwrap_or_else(|| name.to_owned()));
        let next = FileId(self.files.len() as u32);
        let id = *self.by_identity.entry(key).or_insert(next);
        if id == next {
            self.files.push(Known { name: name.to_owned(), identity });
        }
        id
    }
}

fn renumbered(diagnostic: &Diagnostic, ids: &[FileId]) -> Diagnostic {
    let mut diagnostic = diagnostic.clone();
    let renumber = |span: &mut Span| {
        if let Some(id) = ids.get(span.file.0 as usize) {
            span.file = *id;
        }
    };
    renumber(&mut diagnostic.primary.span);
    diagnostic.related.iter_mut().for_each(|label| renumber(&mut label.span));
    let edits = diagnostic.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
    edits.for_each(|edit: &mut Edit| renumber(&mut edit.span));
    diagnostic
}
