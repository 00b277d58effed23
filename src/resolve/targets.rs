//! Owns the ids of nodes and every place that names one.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use super::imports::Loaded;
use super::scope::Scope;
use super::wording::{hint, quote};
use crate::catalog::{self, Routing};
use crate::diag::{Diagnostic, Edit};
use crate::flow::NodeId;
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{Name, StatementKind};
use crate::syntax::words::{Position, spell};

crate::code! {
    /// A route leads to a node that does not exist. A session that takes it breaks in front of the user.
    ///
    /// ```fsflow wrong
    /// start -> closng
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNKNOWN_TARGET = error "unknown-target";
}

/// How many further places one diagnostic names.
const SHOWN: usize = 3;

/// The ids of a flow's nodes.
#[derive(Debug)]
pub(super) struct Targets<'a> {
    /// In the order of the nodes. Copies: the trees may be gone before the last route is looked at.
    ids: IndexSet<Box<str>>,
    unknown: IndexMap<String, Vec<Span>>,
    /// The words that statements which could not be read may define.
    hidden: HashSet<&'a str>,
    /// Whether a file could not be read, so that any id may have been defined in it.
    missing: bool,
    /// The end of the flow's own file.
    end: Option<Span>,
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
            hidden: hidden(loaded, sources),
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

    /// Whether a statement that could not be read may define this word.
    pub(super) fn is_hidden(&self, word: &str) -> bool {
        self.hidden.contains(word)
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

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |ch: char| ch.is_alphanumeric() || ch == '_' || ch == '-';
    text.split(move |ch| !is_word(ch)).filter(|word| !word.is_empty())
}

/// Reports the targets that no node has as its id.
pub(super) fn report(scope: &mut Scope<'_>) {
    let unknown = std::mem::take(&mut scope.targets.unknown);
    if scope.targets.missing || unknown.is_empty() {
        return;
    }
    for (name, places) in unknown {
        if !scope.targets.is_hidden(&name) {
            let diagnostic = unknown_target(scope, &name, &places);
            scope.report(diagnostic);
        }
    }
}

fn unknown_target(scope: &mut Scope<'_>, name: &str, places: &[Span]) -> Diagnostic {
    let first = places.first().copied().unwrap_or_default();
    let mut diagnostic = Diagnostic::new(&UNKNOWN_TARGET, first, format!("there is no node {}", quote(name)));
    diagnostic = diagnostic.label("no node has this id");
    for more in places.iter().skip(1).take(SHOWN) {
        diagnostic = diagnostic.related(*more, "and here");
    }
    if let Some(row) = catalog::node_type(name) {
        let ends = matches!(row.routing, Routing::None);
        return match scope.targets.end.filter(|_| ends) {
            Some(place) => {
                let text = format!("{}{name}\n", line_break(scope.sources, place));
                diagnostic.help(format!("add the line `{name}`")).fix("add the node", place, text)
            }
            None => diagnostic.help(format!("add the node: `{name} -> …`")),
        };
    }
    match scope.suggest.near(name, scope.targets.ids.iter().map(AsRef::as_ref)) {
        Some(near) => {
            let text = spell(near, Position::Target);
            let edits = places.iter().map(|span| Edit { span: *span, text: text.to_string() }).collect();
            diagnostic.help(hint(name, near)).fix_all(format!("lead to `{near}`"), edits)
        }
        None => diagnostic.help(format!("define it: `{}: type -> …`", spell(name, Position::NodeId))),
    }
}

/// What has to stand before a statement that is added at the end of a file.
fn line_break(sources: &SourceMap, end: Span) -> &'static str {
    let text = sources.get(end.file).map_or("", |file| file.text());
    if text.ends_with('\n') { "\n" } else { "\n\n" }
}
