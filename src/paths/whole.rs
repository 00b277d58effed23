//! Whether questions about all paths have an answer.

use crate::graph::Graph;

/// Whether the graph can be asked about all paths: no cycle, nothing unread, no outcome without a target. What is missing
/// was reported.
#[must_use]
pub fn is_whole(graph: &Graph) -> bool {
    let flow = graph.flow();
    let known =
        flow.nodes.iter().all(|node| node.edges_known && node.edges.iter().all(|edge| edge.target.is_some()));
    known && flow.complete && graph.order().is_some() && graph.start().is_some()
}
