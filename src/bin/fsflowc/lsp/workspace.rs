//! Owns the open documents and what each was compiled to. Files on disk are read for imports only; nothing is searched.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use fsflow::Compilation;
use fsflow::ide::View;
use fsflow::project::config::FILE_NAME;
use fsflow::project::parts::{Member, parts};
use fsflow::resolve::Options;
use fsflow::source::{Encoding, Files, SourceFile};
use lsp_types::Uri;

use super::address;
use super::documents::Document;
use crate::config::{Config, Configs};
use crate::disk;
use crate::failure::Failure;

/// What the client can do beyond what every client can.
#[derive(Debug, Clone, Default)]
pub(super) struct Client {
    /// It takes snippets in completions.
    pub(super) snippets: bool,
    /// It asks for diagnostics itself.
    pub(super) pulls: bool,
    /// It can be told to ask for diagnostics again.
    pub(super) refreshes: bool,
    /// What stands before the name of a check in the address of its documentation, where the client can show one.
    pub(super) explain: Option<String>,
}

/// A document's flow.
#[derive(Debug)]
pub(super) struct Compiled {
    /// The flow with the document as its file.
    pub(super) compilation: Compilation,
    /// The paths of the imports, found or not.
    pub(super) asked: BTreeSet<String>,
}

/// Everything that the server knows.
#[derive(Debug)]
pub(super) struct Workspace {
    /// What columns count.
    pub(super) encoding: Encoding,
    /// What the client can do.
    pub(super) client: Client,
    documents: BTreeMap<String, Document>,
    compiled: HashMap<String, Compiled>,
    /// What the stale documents were compiled to before: most statements stand there as they do now.
    earlier: HashMap<String, Compilation>,
    disk: Cache,
    configs: Configs,
    /// What went wrong and was not yet told to the user.
    pub(super) notes: Vec<String>,
}

impl Workspace {
    /// Without any document.
    pub(super) fn new(encoding: Encoding, client: Client) -> Self {
        Self {
            encoding,
            client,
            documents: BTreeMap::new(),
            compiled: HashMap::new(),
            earlier: HashMap::new(),
            disk: Cache::default(),
            configs: Configs::default(),
            notes: Vec::new(),
        }
    }

    /// Takes a document over from the client.
    pub(super) fn open(&mut self, uri: Uri, version: i32, text: String) -> String {
        let path = address::path(&uri);
        let source = Arc::new(SourceFile::new(path.as_str(), text));
        self.documents.insert(path.clone(), Document { uri, version, source });
        self.forget(&path);
        path
    }

    /// Gives a document back: from now on its file counts.
    pub(super) fn close(&mut self, path: &str) {
        self.documents.remove(path);
        self.forget(path);
        self.compiled.remove(path);
        self.earlier.remove(path);
    }

    /// The open document at this path.
    pub(super) fn document(&self, path: &str) -> Option<&Document> {
        self.documents.get(path)
    }

    /// The open document at this path, for changing it. What was compiled from it is forgotten.
    pub(super) fn document_mut(&mut self, path: &str) -> Option<&mut Document> {
        self.forget(path);
        self.documents.get_mut(path)
    }

    /// The paths of all open documents.
    pub(super) fn paths(&self) -> Vec<String> {
        self.documents.keys().cloned().collect()
    }

    /// Forgets what was compiled from this file, as a document or as an import.
    pub(super) fn forget(&mut self, path: &str) {
        let is_stale = |root: &String, compiled: &mut Compiled| root == path || compiled.asked.contains(path);
        let stale = self.compiled.extract_if(is_stale);
        self.earlier.extend(stale.map(|(root, compiled)| (root, compiled.compilation)));
    }

    /// Forgets what depends on a file that changed on disk.
    pub(super) fn changed_on_disk(&mut self, path: &str) {
        if path.rsplit('/').next() == Some(FILE_NAME) {
            self.configs = Configs::default();
            self.compiled.clear();
        } else if !self.documents.contains_key(path) {
            self.forget(path);
        }
    }

    /// The settings may have changed: they are read again when they are needed.
    pub(super) fn reread_settings(&mut self) {
        self.configs = Configs::default();
    }

    /// Whether a document has to be compiled before anything can be said about it.
    pub(super) fn is_stale(&self, path: &str) -> bool {
        self.documents.contains_key(path) && !self.compiled.contains_key(path)
    }

    /// What a document means now.
    pub(super) fn compiled(&mut self, path: &str) -> Option<&Compiled> {
        if self.is_stale(path) {
            let compiled = self.compile(path)?;
            self.compiled.insert(path.to_owned(), compiled);
        }
        self.compiled.get(path)
    }

    /// What a document meant when it was last compiled.
    pub(super) fn known(&self, path: &str) -> Option<&Compiled> {
        self.compiled.get(path)
    }

    /// A document as a part of each open flow that it belongs to, its own first.
    pub(super) fn views(&mut self, path: &str) -> Vec<View<'_>> {
        for root in self.paths() {
            let _ = self.compiled(&root);
        }
        let mut views: Vec<View<'_>> = Vec::new();
        for (root, compiled) in
            self.documents.keys().filter_map(|root| Some((root, self.compiled.get(root)?)))
        {
            let file = compiled.compilation.sources.iter().find(|(_, file)| file.name() == path);
            let Some(view) = file.and_then(|(id, _)| View::new(&compiled.compilation, id)) else { continue };
            if root == path { views.insert(0, view) } else { views.push(view) }
        }
        views
    }

    /// The open documents that are only parts of other open flows.
    pub(super) fn parts(&self) -> BTreeSet<String> {
        let compiled = self.compiled.values().map(|compiled| &compiled.compilation);
        let member = |it: &Compilation| Member::new(&it.flow, &it.sources, str::to_owned);
        let members: Vec<Member<String>> = compiled.filter_map(member).collect();
        let parts = parts(&members);
        members
            .into_iter()
            .zip(parts)
            .filter(|(_, is_part)| *is_part)
            .map(|(member, _)| member.path)
            .collect()
    }

    fn compile(&mut self, path: &str) -> Option<Compiled> {
        let config = self.config(path);
        let earlier = self.earlier.remove(path);
        let document = self.documents.get(path)?;
        let files = Overlay { documents: &self.documents, disk: &self.disk, asked: RefCell::default() };
        let levels = config.levels.clone();
        let options = Options { default_api: config.api, levels, ..Options::default() };
        let source = Arc::clone(&document.source);
        let compilation = match earlier {
            Some(earlier) => earlier.again_from(source, &files, &options),
            None => fsflow::compile_from(source, &files, &options),
        };
        Some(Compiled { asked: files.asked.into_inner(), compilation })
    }

    fn config(&mut self, path: &str) -> Arc<Config> {
        if address::is_uri(path) {
            return Arc::default();
        }
        let folder = Path::new(path).parent().unwrap_or(Path::new("/"));
        self.configs.of(folder).unwrap_or_else(|failure| {
            let note = match &failure {
                Failure::Said { message, .. } => message.clone(),
                Failure::Shown(shown) => shown.1.first().map_or_else(String::new, |fault| {
                    let file = shown.0.iter().next().map_or(FILE_NAME, |(_, file)| file.name());
                    format!("{file}: {}", fault.message)
                }),
            };
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
            Arc::default()
        })
    }

    /// The names in the folder of a document, as an import would write them: flows and folders.
    pub(super) fn neighbours(&self, path: &str, folder: &str) -> Vec<String> {
        const MOST: usize = 500;
        if address::is_uri(path) {
            return Vec::new();
        }
        let at = fsflow::source::join_path(path, &format!("{folder}x"));
        let at = at.strip_suffix('x').unwrap_or(&at);
        let Ok(entries) = std::fs::read_dir(if at.is_empty() { "." } else { at }) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .take(MOST)
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let name = entry.file_name().into_string().ok()?;
                let is_folder = entry.file_type().ok()?.is_dir();
                let fits = !name.starts_with('.') && (is_folder || name.ends_with(".fsflow"));
                let is_self = format!("{at}{name}") == path;
                (fits && !is_self).then(|| if is_folder { format!("{name}/") } else { name })
            })
            .collect();
        names.sort();
        names
    }
}

/// The open documents over the files on disk.
struct Overlay<'a> {
    documents: &'a BTreeMap<String, Document>,
    disk: &'a Cache,
    asked: RefCell<BTreeSet<String>>,
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        self.source(path).map(|source| source.text().to_owned())
    }

    fn source(&self, path: &str) -> Result<Arc<SourceFile>, String> {
        self.asked.borrow_mut().insert(path.to_owned());
        match self.documents.get(path) {
            Some(document) => Ok(Arc::clone(&document.source)),
            None if address::is_uri(path) => Err("only files can be imported".to_owned()),
            None => self.disk.source(path),
        }
    }
}

/// Files on disk, each read again only when it has changed.
#[derive(Debug, Default)]
struct Cache {
    texts: RefCell<HashMap<String, Cached>>,
}

/// A file as it was read, and when it had been changed before that.
#[derive(Debug)]
struct Cached {
    changed: Option<SystemTime>,
    source: Result<Arc<SourceFile>, String>,
}

impl Cache {
    fn source(&self, path: &str) -> Result<Arc<SourceFile>, String> {
        let changed = std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        let mut texts = self.texts.borrow_mut();
        if let Some(known) = texts.get(path)
            && known.changed == changed
            && changed.is_some()
        {
            return known.source.clone();
        }
        let source = disk::read(Path::new(path)).map(|text| Arc::new(SourceFile::new(path, text)));
        texts.insert(path.to_owned(), Cached { changed, source: source.clone() });
        source
    }
}
