//! Owns the outcomes that the author left out and the API fills in by itself.

use crate::catalog::{Absent, Version};
use crate::flow::{Edge, Node, Outcome, Written};

/// The edges of a node's outcomes that the API fills in, as far as the flow has this version. Each leads where the outcome does from
/// which the API takes its target. Where nobody says what happens, none is made up: the edge leads nowhere.
pub(super) fn edges(node: &Node, version: Version) -> Vec<Edge> {
    let edge = |row| Edge {
        outcome: Outcome::Api(row),
        target: None,
        target_span: node.id_span,
        span: node.id_span,
        written: Written::FilledIn,
    };
    let found = node.left_out(version).into_iter().filter_map(|row| match row.absent {
        Absent::Error => None,
        Absent::Accepted => Some(edge(row)),
        Absent::TakenFrom(other) => {
            let like = node.edge(other)?;
            Some(Edge { target: like.target, target_span: like.target_span, span: like.span, ..edge(row) })
        }
    });
    found.collect()
}
