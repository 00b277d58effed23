//! A node, or an outcome of one, by name.

use serde::Serialize;

use crate::flow::{Atom, EdgeId, Flow, NodeId};
use crate::paths::edge_of;

/// A node, or an outcome of one, as bare names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Name {
    /// The id of the node.
    pub node: String,
    /// The outcome, by the name that conditions and tests have for it; `null` when the node alone is meant.
    pub outcome: Option<String>,
}

impl Name {
    /// The name of a node.
    #[must_use]
    pub fn of_node(flow: &Flow, node: NodeId) -> Self {
        Self { node: flow.node(node).id.clone(), outcome: None }
    }

    /// The name of an outcome.
    #[must_use]
    pub fn of_edge(flow: &Flow, edge: EdgeId) -> Self {
        let node = flow.node(edge.from);
        let outcome = node.outcome(edge.index).map(|edge| edge.spelled());
        Self { node: node.id.clone(), outcome }
    }

    /// The name of what a condition or a test speaks of.
    #[must_use]
    pub fn of_atom(flow: &Flow, atom: Atom) -> Self {
        edge_of(atom).map_or_else(|| Self::of_node(flow, atom.node), |edge| Self::of_edge(flow, edge))
    }

    /// The names of the outcomes that tell a path from others: those of nodes that have several.
    #[must_use]
    pub fn of_path(flow: &Flow, path: &[EdgeId]) -> Vec<Self> {
        let branching = path.iter().filter(|edge| flow.node(edge.from).edges.len() > 1);
        branching.map(|edge| Self::of_edge(flow, *edge)).collect()
    }
}
