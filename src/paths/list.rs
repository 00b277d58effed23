//! Owns the lazy listing of paths, in the order of the flow's outcomes.

use crate::flow::{EdgeId, NodeId};
use crate::graph::Graph;

/// Paths one by one; takes memory for one path only.
#[derive(Debug)]
pub struct Listed<'g> {
    graph: &'g Graph,
    /// Whether a target can still be reached from a node.
    leads: Vec<bool>,
    is_target: Vec<bool>,
    /// For each node of the path the edges that are left to try.
    stack: Vec<(NodeId, Vec<(EdgeId, NodeId)>)>,
    path: Vec<EdgeId>,
    start: Option<NodeId>,
}

/// The paths from `start` to each of `targets`. A flow with a cycle has none.
#[must_use]
pub fn list<'g>(graph: &'g Graph, targets: &[NodeId]) -> Listed<'g> {
    let mut is_target = vec![false; graph.flow().nodes.len()];
    for target in targets {
        is_target[target.0 as usize] = true;
    }
    let mut leads = is_target.clone();
    for node in graph.order().unwrap_or(&[]).iter().rev() {
        if graph.outgoing(*node).any(|(_, target)| leads[target.0 as usize]) {
            leads[node.0 as usize] = true;
        }
    }
    let start = graph.start().filter(|start| graph.order().is_some() && leads[start.0 as usize]);
    Listed { graph, leads, is_target, stack: Vec::new(), path: Vec::new(), start }
}

impl Listed<'_> {
    fn enter(&mut self, node: NodeId) -> bool {
        let mut edges: Vec<_> =
            self.graph.outgoing(node).filter(|(_, target)| self.leads[target.0 as usize]).collect();
        edges.reverse();
        self.stack.push((node, edges));
        self.is_target[node.0 as usize]
    }
}

impl Iterator for Listed<'_> {
    type Item = Vec<EdgeId>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(start) = self.start.take()
            && self.enter(start)
        {
            return Some(Vec::new());
        }
        while let Some((_, edges)) = self.stack.last_mut() {
            match edges.pop() {
                Some((edge, target)) => {
                    self.path.push(edge);
                    if self.enter(target) {
                        return Some(self.path.clone());
                    }
                }
                None => {
                    self.stack.pop();
                    self.path.pop();
                }
            }
        }
        None
    }
}
