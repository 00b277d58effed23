//! The open documents and what each was compiled to. Files of the host are read for imports only; nothing is searched.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::client::Client;
use super::convert::Convert;
use super::documents::Document;
use super::host::Host;
use super::imports::{Cache, Overlay};
use super::protocol::ContentChange;
use super::publish::Publisher;
use super::settings::Settings;
use super::uris::{self, Uris};
use crate::compilation::Compilation;
use crate::diag::Applicability;
use crate::fix::{self, Scope, Subject};
use crate::ide::View;
use crate::project::config::FILE_NAME;
use crate::project::parts::{Member, parts};
use crate::resolve::Options;
use crate::source::{SourceFile, join_path};

/// A document's flow.
#[derive(Debug)]
struct Compiled {
    /// The flow with the document as its file.
    compilation: Compilation,
    /// The paths of the imports, found or not.
    asked: BTreeSet<String>,
}

/// Everything that the server knows while it is talked to.
#[derive(Debug)]
pub(super) struct Workspace {
    /// What the client can do.
    pub(super) client: Client,
    /// What is wrong, and what of it the client has been told.
    pub(super) publisher: Publisher,
    /// What went wrong and was not yet told to the user.
    pub(super) notes: Vec<String>,
    /// The semantic tokens that the client was sent last, by the URI of the document.
    pub(super) tokens: HashMap<String, Vec<u32>>,
    host: Box<dyn Host>,
    uris: Uris,
    documents: BTreeMap<String, Document>,
    compiled: HashMap<String, Compiled>,
    /// What the stale documents were compiled to before: most statements stand there as they do now.
    stale: HashMap<String, Compilation>,
    cache: Cache,
    settings: Settings,
}

impl Workspace {
    /// Without any document.
    pub(super) fn new(client: Client, host: Box<dyn Host>) -> Self {
        Self {
            client,
            publisher: Publisher::default(),
            notes: Vec::new(),
            tokens: HashMap::new(),
            host,
            uris: Uris::default(),
            documents: BTreeMap::new(),
            compiled: HashMap::new(),
            stale: HashMap::new(),
            cache: Cache::default(),
            settings: Settings::default(),
        }
    }

    /// Takes a document over from the client.
    pub(super) fn open(&mut self, uri: &str, version: i32, text: String) {
        let path = self.uris.learn(uri);
        let source = Arc::new(SourceFile::new(path.as_str(), text));
        self.forget(&path);
        self.publisher.edited(&path);
        self.documents.insert(path, Document { version, source });
    }

    /// Makes the client's changes to an open document.
    pub(super) fn change(&mut self, uri: &str, version: i32, changes: Vec<ContentChange>) {
        let path = uris::path(uri);
        self.forget(&path);
        if let Some(document) = self.documents.get_mut(&path) {
            document.version = version;
            document.change(changes, self.client.encoding);
            self.publisher.edited(&path);
        }
    }

    /// Gives a document back: from now on its file counts.
    pub(super) fn close(&mut self, uri: &str) {
        let path = uris::path(uri);
        self.documents.remove(&path);
        self.tokens.remove(uri);
        self.forget(&path);
        self.compiled.remove(&path);
        self.stale.remove(&path);
        self.publisher.closed(&path);
    }

    /// Forgets what depends on a file that changed on disk.
    pub(super) fn changed_on_disk(&mut self, uri: &str) {
        let path = uris::path(uri);
        if path.rsplit('/').next() == Some(FILE_NAME) {
            self.reread_settings();
            self.forget_all();
        } else if !self.documents.contains_key(&path) {
            self.cache.forget(&path);
            self.forget(&path);
        }
    }

    /// The settings may have changed: they are read again when something is compiled.
    pub(super) fn reread_settings(&mut self) {
        self.settings = Settings::default();
    }

    /// Forgets what everything was compiled to.
    fn forget_all(&mut self) {
        let all = self.compiled.drain();
        self.stale.extend(all.map(|(root, compiled)| (root, compiled.compilation)));
    }

    /// Forgets what was compiled from this file, as a document or as an import.
    fn forget(&mut self, path: &str) {
        let is_stale = |root: &String, compiled: &mut Compiled| root == path || compiled.asked.contains(path);
        let stale = self.compiled.extract_if(is_stale);
        self.stale.extend(stale.map(|(root, compiled)| (root, compiled.compilation)));
    }

    /// The client's count of the changes of an open document.
    pub(super) fn version(&self, path: &str) -> Option<i32> {
        self.documents.get(path).map(|document| document.version)
    }

    /// The paths of all open documents.
    pub(super) fn paths(&self) -> Vec<String> {
        self.documents.keys().cloned().collect()
    }

    /// How the client is told of places.
    pub(super) fn convert(&self) -> Convert<'_> {
        Convert { encoding: self.client.encoding, uris: &self.uris, explain: self.client.explain.as_deref() }
    }

    /// What a document means now; `None` when it is not open.
    pub(super) fn compilation(&mut self, path: &str) -> Option<&Compilation> {
        self.compile(path);
        self.compiled.get(path).map(|compiled| &compiled.compilation)
    }

    /// A document as the file of its own flow, and how places of it are told.
    pub(super) fn view(&mut self, uri: &str) -> Option<(View<'_>, Convert<'_>)> {
        self.compile(&uris::path(uri));
        self.known(uri)
    }

    /// The same for a document that is compiled already.
    pub(super) fn known(&self, uri: &str) -> Option<(View<'_>, Convert<'_>)> {
        let view = View::root(&self.compiled.get(&uris::path(uri))?.compilation)?;
        Some((view, self.convert()))
    }

    /// A document as a part of each open flow that it belongs to, its own first.
    pub(super) fn views(&mut self, uri: &str) -> (Vec<View<'_>>, Convert<'_>) {
        self.compile_all();
        let path = uris::path(uri);
        let mut views: Vec<View<'_>> = Vec::new();
        for (root, compiled) in
            self.documents.keys().filter_map(|root| Some((root, self.compiled.get(root)?)))
        {
            let file = compiled.compilation.sources.iter().find(|(_, file)| file.name() == path);
            let Some(view) = file.and_then(|(id, _)| View::new(&compiled.compilation, id)) else { continue };
            if *root == path { views.insert(0, view) } else { views.push(view) }
        }
        (views, self.convert())
    }

    /// What the open documents mean that are compiled, in order of their paths.
    pub(super) fn compilations(&self) -> (Vec<&Compilation>, Convert<'_>) {
        let compiled = self.documents.keys().filter_map(|root| self.compiled.get(root));
        (compiled.map(|compiled| &compiled.compilation).collect(), self.convert())
    }

    /// Compiles what is stale.
    pub(super) fn compile_all(&mut self) {
        for root in self.paths() {
            self.compile(&root);
        }
    }

    /// Brings what is wrong up to date with the documents.
    pub(super) fn settle(&mut self) {
        self.compile_all();
        if self.publisher.is_dirty() {
            let parts = self.parts();
            self.publisher.settle(&parts);
        }
    }

    /// The open documents that are only parts of other open flows.
    fn parts(&self) -> BTreeSet<String> {
        let compiled = self.compiled.values().map(|compiled| &compiled.compilation);
        let member = |it: &Compilation| Member::new(&it.flow, &it.sources, str::to_owned);
        let members: Vec<Member<String>> = compiled.filter_map(member).collect();
        let parts = parts(&members);
        let parts = members.into_iter().zip(parts).filter(|(_, is_part)| *is_part);
        parts.map(|(member, _)| member.path).collect()
    }

    fn compile(&mut self, path: &str) {
        if self.compiled.contains_key(path) {
            return;
        }
        let Some(document) = self.documents.get(path) else { return };
        let (source, before) = (Arc::clone(&document.source), self.stale.remove(path));
        let options = self.options(path);
        let files = Overlay {
            documents: &self.documents,
            host: self.host.as_ref(),
            cache: &self.cache,
            asked: RefCell::default(),
        };
        let compilation = match before {
            Some(before) => before.recompile_from(source, &files, &options),
            None => crate::compilation::compile_from(source, &files, &options),
        };
        let asked = files.asked.into_inner();
        let convert = Convert {
            encoding: self.client.encoding,
            uris: &self.uris,
            explain: self.client.explain.as_deref(),
        };
        self.publisher.compiled(path, &compilation, &convert);
        self.compiled.insert(path.to_owned(), Compiled { compilation, asked });
    }

    fn options(&mut self, path: &str) -> Options {
        if uris::is_uri(path) {
            return Options::default();
        }
        let config = self.settings.of(path, self.host.as_ref(), &mut self.notes);
        Options { default_api: config.api, levels: config.levels.clone(), ..Options::default() }
    }

    /// The text of a document after all safe fixes; `None` when there is none to be made. No flow that the document is a
    /// part of gets an error by them, and no other file is changed.
    pub(super) fn fixed(&mut self, uri: &str) -> Option<String> {
        self.compile_all();
        let path = uris::path(uri);
        let holds = |it: &&Compiled| it.compilation.sources.iter().any(|(_, file)| file.name() == path);
        let roots = self.documents.keys().filter(|root| self.compiled.get(*root).iter().any(holds));
        let roots: Vec<String> = roots.cloned().collect();
        let flow = |root: &String| {
            let options = self.options(root);
            Some(Subject { source: Arc::clone(&self.documents.get(root)?.source), options })
        };
        let flows = roots.iter().filter_map(flow).collect();
        let itself = |name: &str| (name == path).then(|| path.clone());
        let files = Overlay {
            documents: &self.documents,
            host: self.host.as_ref(),
            cache: &self.cache,
            asked: RefCell::default(),
        };
        let scope = Scope { files: &files, identity: &itself, upto: Applicability::Safe };
        let fixed = fix::fix(flows, &scope).files.into_iter().find(|file| file.name == path)?;
        Some(fixed.after)
    }

    /// The names in the folder of a document, as an import would write them: flows and folders.
    pub(super) fn neighbours(&self, uri: &str, folder: &str) -> Vec<String> {
        const MOST: usize = 500;
        let path = uris::path(uri);
        if uris::is_uri(&path) {
            return Vec::new();
        }
        let at = join_path(&path, &format!("{folder}x"));
        let at = at.strip_suffix('x').unwrap_or(&at);
        let mut names = self.host.list(if at.is_empty() { "." } else { at }, MOST);
        let is_self = |name: &str| format!("{at}{name}") == path;
        let fits = |name: &str| !name.starts_with('.') && (name.ends_with('/') || name.ends_with(".fsflow"));
        names.retain(|name| fits(name) && !is_self(name));
        names.sort();
        names
    }
}
