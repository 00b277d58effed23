//! From names and places of the text to nodes of the flow, for whoever starts from the tree or from what a user wrote.

use crate::flow::{Flow, Node, NodeId};
use crate::source::{FileId, Span};

/// The nodes of a flow in two orders, so that each look-up is a binary search. Holds no text.
#[derive(Debug)]
pub(super) struct Index {
    by_id: Vec<NodeId>,
    by_place: Vec<NodeId>,
}

impl Index {
    pub(super) fn new(flow: &Flow) -> Self {
        let all = || flow.nodes().map(|(id, _)| id).collect::<Vec<NodeId>>();
        let mut index = Self { by_id: all(), by_place: all() };
        // Stable sorts: of several nodes with one id the first is found.
        index.by_id.sort_by(|a, b| flow.node(*a).id.cmp(&flow.node(*b).id));
        index.by_place.sort_by_key(|node| start(flow.node(*node)));
        index
    }

    /// The first node with this id.
    pub(super) fn named(&self, flow: &Flow, id: &str) -> Option<NodeId> {
        let at = self.by_id.partition_point(|node| flow.node(*node).id.as_str() < id);
        self.by_id.get(at).copied().filter(|node| flow.node(*node).id == id)
    }

    /// The node whose statement holds the place.
    pub(super) fn at(&self, flow: &Flow, place: Span) -> Option<NodeId> {
        let after =
            self.by_place.partition_point(|node| start(flow.node(*node)) <= (place.file, place.start));
        let node = self.by_place.get(after.checked_sub(1)?).copied()?;
        flow.node(node).statement.contains(place).then_some(node)
    }
}

fn start(node: &Node) -> (FileId, u32) {
    (node.statement.file, node.statement.start)
}
