//! Where imports come from: the open documents, over the files of the host. Each file is indexed once until it changes.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::documents::Document;
use super::host::Host;
use super::uris;
use crate::source::{Files, SourceFile};

/// The open documents over the files of the host.
pub(super) struct Overlay<'a> {
    /// What is open, by path.
    pub(super) documents: &'a BTreeMap<String, Document>,
    /// What is not.
    pub(super) host: &'a dyn Host,
    /// What was read before.
    pub(super) cache: &'a Cache,
    /// The paths that were asked for, found or not.
    pub(super) asked: RefCell<BTreeSet<String>>,
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        self.source(path).map(|source| source.text().to_owned())
    }

    fn source(&self, path: &str) -> Result<Arc<SourceFile>, String> {
        self.asked.borrow_mut().insert(path.to_owned());
        match self.documents.get(path) {
            Some(document) => Ok(Arc::clone(&document.source)),
            None if uris::is_uri(path) => Err("only files can be imported".to_owned()),
            None => self.cache.source(path, self.host),
        }
    }
}

/// The host's files, each read again only when it may have changed.
#[derive(Debug, Default)]
pub(super) struct Cache {
    files: RefCell<HashMap<String, Cached>>,
}

/// A file as it was read, and the host's stamp of that moment.
#[derive(Debug)]
struct Cached {
    stamp: u64,
    source: Result<Arc<SourceFile>, String>,
}

impl Cache {
    /// Reads a file again when it is asked for next.
    pub(super) fn forget(&self, path: &str) {
        self.files.borrow_mut().remove(path);
    }

    fn source(&self, path: &str, host: &dyn Host) -> Result<Arc<SourceFile>, String> {
        let mut files = self.files.borrow_mut();
        let Some(stamp) = host.stamp(path) else {
            files.remove(path);
            // The host knows best why.
            return host.read(path).map(|text| Arc::new(SourceFile::new(path, text)));
        };
        if let Some(known) = files.get(path).filter(|known| known.stamp == stamp) {
            return known.source.clone();
        }
        let source = host.read(path).map(|text| Arc::new(SourceFile::new(path, text)));
        files.insert(path.to_owned(), Cached { stamp, source: source.clone() });
        source
    }
}
