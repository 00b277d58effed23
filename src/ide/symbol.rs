//! What a name stands for and where else it stands, for definition, references, highlight and rename.

use super::classify::{self, Class, Classified};
use super::view::View;
use crate::catalog::{NodeType, Routing};
use crate::compilation::Compilation;
use crate::source::{FileId, Span};
use crate::syntax::ast::{DecideEntry, Name, Node, StatementKind};
use crate::syntax::words::Position;

/// What a name stands for. Ids and parameters share one space over all files of a flow, so their names are enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Symbol {
    /// A node.
    Node(String),
    /// A parameter.
    Param(String),
    /// An outcome of a node: the API's name, or the author's own.
    Outcome {
        /// The id of the node.
        node: String,
        /// The outcome.
        name: String,
        /// Whether it is the author's own.
        own: bool,
    },
    /// A decision.
    Decision(String),
    /// A condition that `let` names.
    Let(String),
}

/// One place of a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Where the name stands, quotes included.
    pub span: Span,
    /// Whether it is defined here.
    pub definition: bool,
    /// Where in the language it stands, which decides how another name would be spelt here.
    pub position: Position,
}

/// What the name at an offset stands for, and where that name stands.
#[must_use]
pub fn at(view: &View<'_>, offset: usize) -> Option<(Symbol, Span)> {
    let place = classify::at(view, offset)?;
    Some((of(view.compilation, &place)?, place.span))
}

/// Every place where a symbol stands, in order of the files and places. Linear in the size of the flow.
#[must_use]
pub fn occurrences(compilation: &Compilation, symbol: &Symbol) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for (_, tree) in &compilation.trees {
        classify::each(tree, &mut |place| {
            if could_be(&place, symbol)
                && of(compilation, &place).as_ref() == Some(symbol)
                && let Some(position) = place.class.position()
            {
                let definition = matches!(
                    place.class,
                    Class::Node(_)
                        | Class::Param(_)
                        | Class::Decision(_)
                        | Class::Let(_)
                        | Class::Outcome(..)
                );
                found.push(Occurrence { span: place.span, definition, position });
            }
        });
    }
    found
}

/// The node with this id, and its file: the first one where several have it.
#[must_use]
pub fn node<'a>(compilation: &'a Compilation, id: &str) -> Option<(FileId, &'a Node)> {
    nodes(compilation).find(|(_, node)| node.id.text == id)
}

/// All nodes of all files.
pub fn nodes(compilation: &Compilation) -> impl Iterator<Item = (FileId, &Node)> {
    let statements =
        compilation.trees.iter().flat_map(|(file, tree)| tree.statements.iter().map(move |it| (*file, it)));
    statements.filter_map(|(file, statement)| match &statement.kind {
        StatementKind::Node(node) => Some((file, &**node)),
        _ => None,
    })
}

/// The symbol of an outcome of a node, whatever spelling was chosen.
#[must_use]
pub fn outcome(node: &Node, name: &Name) -> Symbol {
    let row = classify::row(node);
    let known = row.and_then(|row| known_outcome(row, name));
    Symbol::Outcome {
        node: node.id.text.clone(),
        name: known.map_or_else(|| name.text.clone(), str::to_owned),
        own: known.is_none() && row.is_some_and(|row| matches!(row.routing, Routing::Choices(_))),
    }
}

fn known_outcome(row: &'static NodeType, name: &Name) -> Option<&'static str> {
    // In quotes an exit of a conversation is an outcome of the author's own.
    let exits = if name.quoted { &[] } else { row.exits() };
    row.outcomes()
        .iter()
        .chain(exits)
        .find(|outcome| outcome.is_named(&name.text))
        .map(|outcome| outcome.name)
}

/// Sorts out at once what can't be the symbol, because finding the node of an outcome takes time.
fn could_be(place: &Classified<'_>, symbol: &Symbol) -> bool {
    match (symbol, place.class) {
        (Symbol::Node(id), Class::Node(node)) => node.id.text == *id,
        (Symbol::Node(id) | Symbol::Let(id), Class::Mention(name, _)) => name.text == *id,
        (Symbol::Let(id), Class::Let(name)) => name.text == *id,
        (Symbol::Node(id) | Symbol::Decision(id), Class::NodeOrDecision(name, _)) => name.text == *id,
        (Symbol::Decision(id), Class::Decision(name)) => name.text == *id,
        (Symbol::Param(id), Class::Param(param)) => param.name.text == *id,
        (Symbol::Param(id), Class::ParamUse(name)) => name.text == *id,
        (Symbol::Outcome { node, .. }, Class::Outcome(of, _)) => of.id.text == *node,
        (Symbol::Outcome { node, .. }, Class::AtomOutcome(of, _)) => of.text == *node,
        _ => false,
    }
}

fn of(compilation: &Compilation, place: &Classified<'_>) -> Option<Symbol> {
    match place.class {
        Class::Node(node) => Some(Symbol::Node(node.id.text.clone())),
        Class::Mention(name, Position::Condition) if is_let(compilation, &name.text) => {
            Some(Symbol::Let(name.text.clone()))
        }
        Class::Mention(name, _) => Some(Symbol::Node(name.text.clone())),
        Class::Let(name) => Some(Symbol::Let(name.text.clone())),
        Class::NodeOrDecision(name, _) if is_decision(compilation, &name.text) => {
            Some(Symbol::Decision(name.text.clone()))
        }
        Class::NodeOrDecision(name, _) => Some(Symbol::Node(name.text.clone())),
        Class::Param(param) => Some(Symbol::Param(param.name.text.clone())),
        Class::ParamUse(name) => Some(Symbol::Param(name.text.clone())),
        Class::Decision(name) => Some(Symbol::Decision(name.text.clone())),
        Class::Outcome(node, name) => Some(outcome(node, name)),
        Class::AtomOutcome(id, name) => node(compilation, &id.text).map(|(_, node)| outcome(node, name)),
        _ => None,
    }
}

/// Whether `let` names a condition so.
#[must_use]
pub fn is_let(compilation: &Compilation, name: &str) -> bool {
    let statements = compilation.trees.iter().flat_map(|(_, tree)| &tree.statements);
    statements.into_iter().any(|statement| match &statement.kind {
        StatementKind::Decide(decide) => {
            decide.entries.iter().any(|entry| matches!(entry, DecideEntry::Let(it) if it.name.text == name))
        }
        _ => false,
    })
}

/// Whether a rule of `decide` gives this decision.
#[must_use]
pub fn is_decision(compilation: &Compilation, name: &str) -> bool {
    let statements = compilation.trees.iter().flat_map(|(_, tree)| &tree.statements);
    statements.into_iter().any(|statement| match &statement.kind {
        StatementKind::Decide(decide) => decide.rules().any(|rule| rule.name.text == name),
        _ => false,
    })
}
