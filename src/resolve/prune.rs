//! Owns the removal of imported nodes that the flow's own nodes never lead to.

use super::nodes::Resolved;
use crate::flow::{Node, NodeId};

/// The nodes that stay.
pub(super) struct Kept {
    pub(super) nodes: Vec<Node>,
    /// Their numbers before, in order.
    pub(super) owners: Vec<u32>,
    /// Whether a node was left out because its id was taken.
    pub(super) duplicates: bool,
}

/// Leaves out the imported nodes that no own node leads to, however far, and renumbers the targets. Linear.
pub(super) fn unreached(resolved: Resolved) -> Kept {
    let Resolved { mut nodes, duplicates } = resolved;
    let kept = flood(&nodes);
    let mut owners = Vec::with_capacity(nodes.len());
    let mut places: Vec<Option<NodeId>> = Vec::with_capacity(nodes.len());
    for (number, is_kept) in kept.iter().enumerate() {
        places.push(is_kept.then_some(NodeId(owners.len() as u32)));
        if *is_kept {
            owners.push(number as u32);
        }
    }
    if owners.len() < nodes.len() {
        let mut flags = kept.iter();
        nodes.retain(|_| flags.next().copied().unwrap_or(true));
        for edge in nodes.iter_mut().flat_map(|node| node.edges.iter_mut().chain(&mut node.filled)) {
            edge.target = edge.target.and_then(|target| places.get(target.0 as usize).copied().flatten());
        }
    }
    Kept { nodes, owners, duplicates }
}

/// Which nodes are the flow's own or can be reached from one.
fn flood(nodes: &[Node]) -> Vec<bool> {
    let mut kept: Vec<bool> = nodes.iter().map(|node| !node.imported).collect();
    if kept.iter().all(|is_kept| *is_kept) {
        return kept;
    }
    let mut open: Vec<usize> = kept.iter().enumerate().filter(|(_, own)| **own).map(|(at, _)| at).collect();
    while let Some(at) = open.pop() {
        for target in nodes.get(at).into_iter().flat_map(|node| &node.edges).filter_map(|edge| edge.target) {
            let target = target.0 as usize;
            if let Some(is_kept) = kept.get_mut(target).filter(|is_kept| !**is_kept) {
                *is_kept = true;
                open.push(target);
            }
        }
    }
    kept
}
