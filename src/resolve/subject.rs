//! The node whose routes are resolved, and its routes as they are collected.

use super::keys::Keys;
use crate::catalog::{self, NodeType};
use crate::flow::{Edge, NodeId, Outcome, Written};
use crate::source::Span;
use crate::syntax::ast;

/// The routes of a node as they are collected.
pub(super) struct Routed<'a> {
    pub(super) edges: Vec<Edge>,
    pub(super) routes: Option<crate::flow::Routes>,
    /// Whether the edges are all that the author wrote.
    pub(super) known: bool,
    pub(super) keys: Keys<'a>,
}

/// The node whose routes are resolved.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) node: &'a ast::Node,
    /// Its type; `None` for one that is unknown or in quotes.
    pub(super) row: Option<&'static NodeType>,
    /// Whether the type is unknown and was reported, so that nothing else is.
    pub(super) silent: bool,
    /// The outcomes that one of its fields adds.
    pub(super) exits: &'static [catalog::Outcome],
}

impl Subject<'_> {
    /// The outcomes that the API names.
    pub(super) fn named(&self) -> impl Iterator<Item = &'static catalog::Outcome> + use<> {
        self.row.map_or(&[][..], NodeType::outcomes).iter().chain(self.exits)
    }

    /// How messages call the type.
    pub(super) fn name(&self) -> &str {
        match (self.row, &self.node.ty) {
            (Some(row), _) => row.written(),
            (None, Some(ty)) => &ty.text,
            (None, None) => &self.node.id.text,
        }
    }
}

/// A target that was looked up: the node, if there is one, and where its name stands.
#[derive(Clone, Copy)]
pub(super) struct Destination {
    pub(super) node: Option<NodeId>,
    pub(super) span: Span,
}

impl Routed<'_> {
    /// Adds an edge.
    pub(super) fn push(&mut self, outcome: Outcome, found: Destination, span: Span, written: Written) {
        self.edges.push(Edge { outcome, target: found.node, target_span: found.span, span, written });
    }

    /// Where an outcome of the API was named.
    pub(super) fn place_of(&self, outcome: &'static catalog::Outcome) -> Option<Span> {
        let same = |edge: &&Edge| edge.row().is_some_and(|row| std::ptr::eq(row, outcome));
        self.edges.iter().find(same).map(|edge| edge.span)
    }

    /// Whether one of the edges is a rule.
    pub(super) fn has_rule(&self) -> bool {
        self.edges.iter().any(|edge| matches!(edge.outcome, Outcome::Rule(_)))
    }
}
