//! The search for cycles: strongly connected components first, then one cycle for each edge that leads back.

use std::collections::HashSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::adjacency::{Incoming, outgoing};
use crate::flow::{EdgeId, Flow, NodeId};

/// Cycles as the edges that each runs, the one that leads back last; see [`super::Graph::cycles`].
pub(super) fn cycles(flow: &Flow, incoming: &Incoming, starts: &[NodeId]) -> Vec<Vec<EdgeId>> {
    Search::new(flow, incoming.len()).cycles(starts)
}

/// A search for cycles under way.
struct Search<'f> {
    flow: &'f Flow,
    /// The number of each node's strongly connected component; a node that does not lead back to itself has one alone.
    component_of: Vec<usize>,
    /// When each node was last seen by a search, and by which edge it was reached.
    seen: Vec<(usize, Option<EdgeId>)>,
    searches: usize,
    /// How many edges may still be looked at for the second and later cycles of a component.
    budget: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Not,
    OnPath,
    Done,
}

impl<'f> Search<'f> {
    fn new(flow: &'f Flow, edges: usize) -> Self {
        let nodes = flow.nodes.len();
        let mut component_of = vec![usize::MAX; nodes];
        for (number, members) in components(flow, edges).into_iter().enumerate() {
            for member in members {
                component_of[member.index()] = number;
            }
        }
        Self {
            flow,
            component_of,
            seen: vec![(0, None); nodes],
            searches: 0,
            budget: 100_000 + 2 * (nodes + edges),
        }
    }

    fn cycles(&mut self, starts: &[NodeId]) -> Vec<Vec<EdgeId>> {
        let back = self.back_edges(starts);
        let is_back: HashSet<EdgeId> = back.iter().map(|(edge, _)| *edge).collect();
        let mut begun = HashSet::new();
        let mut told = HashSet::new();
        let mut cycles = Vec::new();
        for (edge, target) in back {
            let first_of_component = begun.insert(self.component_of[target.0 as usize]);
            if told.insert((edge.from, target)) && (first_of_component || self.budget > 0) {
                let mut path = self.path(target, edge.from, &is_back);
                path.push(edge);
                cycles.push(path);
            }
        }
        cycles
    }

    /// The edges inside components that lead back to a node on the way to them, as a depth-first search meets them.
    fn back_edges(&self, starts: &[NodeId]) -> Vec<(EdgeId, NodeId)> {
        let flow = self.flow;
        let mut visits = vec![Visit::Not; flow.nodes.len()];
        let mut back = Vec::new();
        let roots = starts.iter().copied().chain(flow.nodes().map(|(id, _)| id));
        for root in roots {
            if visits[root.0 as usize] != Visit::Not {
                continue;
            }
            visits[root.0 as usize] = Visit::OnPath;
            let mut path = vec![(root, outgoing(self.flow, root))];
            while let Some((node, edges)) = path.last_mut() {
                let Some((edge, target)) = edges.next() else {
                    visits[node.0 as usize] = Visit::Done;
                    path.pop();
                    continue;
                };
                match visits[target.0 as usize] {
                    Visit::Not => {
                        visits[target.0 as usize] = Visit::OnPath;
                        path.push((target, outgoing(self.flow, target)));
                    }
                    Visit::OnPath => back.push((edge, target)),
                    Visit::Done => {}
                }
            }
        }
        back
    }

    /// A shortest path inside a component that runs no back edge. There is one, because the depth-first search took it.
    fn path(&mut self, from: NodeId, to: NodeId, is_back: &HashSet<EdgeId>) -> Vec<EdgeId> {
        self.searches += 1;
        let component = self.component_of[from.0 as usize];
        self.seen[from.0 as usize] = (self.searches, None);
        let mut queue = vec![from];
        let mut done = 0;
        let mut cost = 0;
        while let Some(node) = queue.get(done).copied().filter(|node| *node != to) {
            done += 1;
            for (edge, target) in outgoing(self.flow, node) {
                cost += 1;
                let at = target.0 as usize;
                if self.component_of[at] == component
                    && self.seen[at].0 != self.searches
                    && !is_back.contains(&edge)
                {
                    self.seen[at] = (self.searches, Some(edge));
                    queue.push(target);
                }
            }
        }
        self.budget = self.budget.saturating_sub(cost);
        let mut path = Vec::new();
        let mut at = to;
        while let Some(edge) = self.seen[at.0 as usize].1.filter(|_| at != from) {
            path.push(edge);
            at = edge.from;
        }
        path.reverse();
        path
    }
}

/// The sets of nodes that all lead to each other; a node outside every circle is one alone.
fn components(flow: &Flow, edges: usize) -> Vec<Vec<NodeIndex>> {
    let mut copy: DiGraph<(), ()> = DiGraph::with_capacity(flow.nodes.len(), edges);
    for _ in &flow.nodes {
        copy.add_node(());
    }
    for (edge, target) in flow.nodes().flat_map(|(node, _)| outgoing(flow, node)) {
        copy.add_edge(NodeIndex::new(edge.from.0 as usize), NodeIndex::new(target.0 as usize), ());
    }
    kosaraju_scc(&copy)
}
