//! Places of nodes, edges and parameters in their flow: small numbers instead of names, so that passes can index by them.

/// The place of a node in [`Flow::nodes`](super::Flow::nodes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// The place of a parameter in [`Flow::params`](super::Flow::params).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParamId(pub u32);

/// An edge of the flow: the node that it leaves and its place in that node's edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId {
    /// The node that it leaves.
    pub from: NodeId,
    /// Its place in the node's edges.
    pub index: u32,
}
