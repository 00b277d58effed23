//! How the API reports the outcome of a node.

use crate::catalog::Routing;
use crate::flow::{EdgeId, Outcome};
use crate::graph::Graph;

/// The API's name of an outcome. Where outcomes are the author's own it reports the node that came next.
#[must_use]
pub fn reported(graph: &Graph, edge: EdgeId) -> String {
    let flow = graph.flow();
    let is_named = flow.node(edge.from).ty.row.is_none_or(|row| matches!(row.routing, Routing::Fixed(_)));
    match &graph.edge(edge).outcome {
        Outcome::Api(row) if is_named => row.name.to_owned(),
        Outcome::Quoted(name) if is_named => name.clone(),
        _ => graph.edge(edge).target.map_or_else(String::new, |target| flow.node(target).id.clone()),
    }
}
