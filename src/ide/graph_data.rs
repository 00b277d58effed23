//! The graph of a flow as plain data, for editors that draw it themselves.

use crate::graph::Graph;

/// A node of the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphNode {
    /// Its id.
    pub id: String,
    /// The API's name of its type.
    pub ty: String,
    /// Its doc comment.
    pub docs: String,
    /// Whether a path from `start` leads to it.
    pub reached: bool,
    /// Whether it comes from an imported file.
    pub imported: bool,
}

/// An edge of the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphEdge {
    /// The id of the node that it leaves.
    pub from: String,
    /// The outcome.
    pub outcome: String,
    /// The id of the node that it leads to.
    pub to: String,
}

/// The graph of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphData {
    /// The nodes in the order of the flow.
    pub nodes: Vec<GraphNode>,
    /// The edges in the order of their nodes and outcomes; those without a target are left out.
    pub edges: Vec<GraphEdge>,
}

/// The drawing of a graph. Linear in nodes and edges.
#[must_use]
pub fn graph(graph: &Graph) -> GraphData {
    let flow = graph.flow();
    let nodes = flow.nodes().map(|(id, node)| GraphNode {
        id: node.id.clone(),
        ty: node.ty.name.clone().into_owned(),
        docs: node.docs.join("\n"),
        reached: graph.is_reachable(id),
        imported: node.imported,
    });
    let edges = flow.nodes().flat_map(|(id, node)| {
        graph.outgoing(id).map(|(edge, to)| GraphEdge {
            from: node.id.clone(),
            outcome: graph.edge(edge).name(),
            to: flow.node(to).id.clone(),
        })
    });
    GraphData { nodes: nodes.collect(), edges: edges.collect() }
}
