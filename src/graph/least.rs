//! What a flow's nodes are entered with when values are carried along all paths at once.

use crate::flow::{EdgeId, NodeId};

/// The least values with which nodes are entered, and over which edges they come.
#[derive(Debug)]
pub struct Least<V> {
    pub(super) entered: Vec<Option<(V, EdgeId)>>,
}

impl<V: Copy> Least<V> {
    /// The least value with which the node is entered, and the edge that brings it.
    #[must_use]
    pub fn entering(&self, node: NodeId) -> Option<(V, EdgeId)> {
        self.entered.get(node.0 as usize).copied().flatten()
    }
}
