//! Owns the ids of nodes and every place that names one.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use super::imports::Loaded;
use crate::flow::NodeId;
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{Name, StatementKind};

/// The ids of a flow's nodes.
#[derive(Debug)]
pub(super) struct Targets<'a> {
    /// In the order of the nodes. Copies: the trees may be gone before the last route is looked at.
    pub(super) ids: IndexSet<Box<str>>,
    pub(super) unknown: IndexMap<String, Vec<Span>>,
    /// The nodes whose routes were reported to stand elsewhere.
    pub(super) routed_elsewhere: HashSet<String>,
    /// Ids that a reported statement was meant to define.
    pub(super) defined_elsewhere: HashSet<String>,
    /// The words that statements which could not be read may define.
    hidden: HashSet<&'a str>,
    /// The words of all statements of which something could not be read: what such a word names may be said more about
    /// there.
    vague: HashSet<&'a str>,
    /// Whether a file could not be read, so that any id may have been defined in it.
    pub(super) missing: bool,
    /// The end of the flow's own file.
    pub(super) end: Option<Span>,
}

impl<'a> Targets<'a> {
    pub(super) fn new(loaded: &Loaded, sources: &'a SourceMap) -> Self {
        let end = loaded.trees.first().and_then(|(id, _)| {
            let length = sources.get(*id)?.text().len();
            Some(Span::new(*id, length, length))
        });
        Self {
            ids: IndexSet::with_capacity(loaded.statements()),
            unknown: IndexMap::new(),
            defined_elsewhere: HashSet::new(),
            routed_elsewhere: HashSet::new(),
            hidden: hidden(loaded, sources),
            vague: vague(loaded, sources),
            missing: loaded.missing,
            end,
        }
    }

    /// Gives the next node this id, or the node that has it already.
    pub(super) fn define(&mut self, id: &str) -> Result<NodeId, NodeId> {
        let (place, is_new) = self.ids.insert_full(Box::from(id));
        let node = NodeId(place as u32);
        if is_new { Ok(node) } else { Err(node) }
    }

    /// The node that a route names. An unknown one is reported at the end, once for all its places.
    pub(super) fn find(&mut self, name: &Name) -> Option<NodeId> {
        let found = self.ids.get_index_of(name.text.as_str());
        if found.is_none() {
            self.unknown.entry(name.text.clone()).or_default().push(name.span);
        }
        found.map(|place| NodeId(place as u32))
    }

    /// Whether a node has this id.
    pub(super) fn is_defined(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Takes note that a node which was reported is meant to have this id.
    pub(super) fn hide(&mut self, word: &str) {
        self.defined_elsewhere.insert(word.to_owned());
    }

    /// Whether a statement that could not wholly be read speaks of this word.
    pub(super) fn is_vague(&self, word: &str) -> bool {
        self.vague.contains(word) || self.routed_elsewhere.contains(word)
    }

    /// Whether a statement that could not be read may define this word.
    pub(super) fn is_hidden(&self, word: &str) -> bool {
        self.hidden.contains(word) || self.defined_elsewhere.contains(word)
    }
}

/// The words that may be defined in what could not be read: any word of a statement that could not be read at all, and of
/// one that is in the tree in part, the words with which its further lines begin.
fn hidden<'a>(loaded: &Loaded, sources: &'a SourceMap) -> HashSet<&'a str> {
    let mut words = HashSet::new();
    for statement in loaded.trees.iter().flat_map(|(_, file)| &file.statements) {
        let text = sources.slice(statement.span);
        if matches!(statement.kind, StatementKind::Broken(None)) {
            words.extend(words_of(text));
        } else if statement.lossy {
            words.extend(text.lines().skip(1).flat_map(|line| words_of(line).take(2)));
        }
    }
    words
}

fn vague<'a>(loaded: &Loaded, sources: &'a SourceMap) -> HashSet<&'a str> {
    let lossy = loaded.trees.iter().flat_map(|(_, file)| &file.statements).filter(|it| it.lossy);
    lossy.flat_map(|statement| words_of(sources.slice(statement.span))).collect()
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |ch: char| ch.is_alphanumeric() || ch == '_' || ch == '-';
    text.split(move |ch| !is_word(ch)).filter(|word| !word.is_empty())
}
