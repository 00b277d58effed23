//! Who leads where and from where: the edges of a flow that have a target, in both directions.

use crate::flow::{EdgeId, Flow, NodeId};

/// The edges that leave a node and have a target, with their targets.
pub(super) fn outgoing<'f>(flow: &'f Flow, node: NodeId) -> impl Iterator<Item = (EdgeId, NodeId)> + use<'f> {
    flow.node(node).outcomes().enumerate().filter_map(move |(index, edge)| {
        edge.target.map(|target| (EdgeId { from: node, index: index as u32 }, target))
    })
}

/// The edges that lead to each node, in one list.
#[derive(Debug)]
pub(super) struct Incoming {
    /// Where the edges of each node begin in `edges`.
    starts: Vec<u32>,
    edges: Vec<EdgeId>,
}

impl Incoming {
    pub(super) fn new(flow: &Flow) -> Self {
        let mut starts = vec![0; flow.nodes.len() + 1];
        for (_, target) in flow.nodes().flat_map(|(node, _)| outgoing(flow, node)) {
            starts[target.0 as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let nowhere = EdgeId { from: NodeId(0), index: 0 };
        let mut edges = vec![nowhere; starts.last().map_or(0, |count| *count as usize)];
        for (edge, target) in flow.nodes().flat_map(|(node, _)| outgoing(flow, node)) {
            let slot = &mut next[target.0 as usize];
            edges[*slot as usize] = edge;
            *slot += 1;
        }
        Self { starts, edges }
    }

    /// The edges that lead to a node, in order of the nodes that they leave.
    pub(super) fn of(&self, node: NodeId) -> &[EdgeId] {
        let bound = |index: usize| self.starts.get(index).map_or(0, |at| *at as usize);
        self.edges.get(bound(node.0 as usize)..bound(node.0 as usize + 1)).unwrap_or(&[])
    }

    /// How many edges have a target.
    pub(super) fn len(&self) -> usize {
        self.edges.len()
    }
}
