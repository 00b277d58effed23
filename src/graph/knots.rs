//! Owns the search for cycles.

use std::collections::HashSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::{EdgeId, Graph};
use crate::flow::NodeId;

/// The knots of a graph (sets of nodes that all lead to each other), on the way to its cycles.
pub(super) struct Knots<'g, 'f> {
    graph: &'g Graph<'f>,
    /// The number of each node's knot; a node that does not lead back to itself has one alone.
    knot_of: Vec<usize>,
    /// When each node was last seen by a search, and by which edge it was reached.
    seen: Vec<(usize, Option<EdgeId>)>,
    searches: usize,
    /// How many edges may still be looked at for the second and later cycles of knots.
    budget: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Not,
    OnPath,
    Done,
}

impl<'g, 'f> Knots<'g, 'f> {
    pub(super) fn new(graph: &'g Graph<'f>) -> Self {
        let nodes = graph.flow.nodes.len();
        let mut knot_of = vec![usize::MAX; nodes];
        for (number, members) in components(graph).into_iter().enumerate() {
            for member in members {
                knot_of[member.index()] = number;
            }
        }
        let edges = graph.incoming.edges.len();
        Self {
            graph,
            knot_of,
            seen: vec![(0, None); nodes],
            searches: 0,
            budget: 100_000 + 2 * (nodes + edges),
        }
    }

    pub(super) fn cycles(&mut self) -> Vec<Vec<EdgeId>> {
        let back = self.back_edges();
        let is_back: HashSet<EdgeId> = back.iter().map(|(edge, _)| *edge).collect();
        let mut begun = HashSet::new();
        let mut told = HashSet::new();
        let mut cycles = Vec::new();
        for (edge, target) in back {
            let first_of_knot = begun.insert(self.knot_of[target.0 as usize]);
            if told.insert((edge.from, target)) && (first_of_knot || self.budget > 0) {
                let mut path = self.path(target, edge.from, &is_back);
                path.push(edge);
                cycles.push(path);
            }
        }
        cycles
    }

    /// The edges inside knots that lead back to a node on the way to them, as a depth-first search meets them.
    fn back_edges(&self) -> Vec<(EdgeId, NodeId)> {
        let flow = self.graph.flow;
        let mut visits = vec![Visit::Not; flow.nodes.len()];
        let mut back = Vec::new();
        let roots = self.graph.starts.iter().copied().chain(flow.nodes().map(|(id, _)| id));
        for root in roots {
            if visits[root.0 as usize] != Visit::Not {
                continue;
            }
            visits[root.0 as usize] = Visit::OnPath;
            let mut path = vec![(root, self.graph.outgoing(root))];
            while let Some((node, edges)) = path.last_mut() {
                let Some((edge, target)) = edges.next() else {
                    visits[node.0 as usize] = Visit::Done;
                    path.pop();
                    continue;
                };
                match visits[target.0 as usize] {
                    Visit::Not => {
                        visits[target.0 as usize] = Visit::OnPath;
                        path.push((target, self.graph.outgoing(target)));
                    }
                    Visit::OnPath => back.push((edge, target)),
                    Visit::Done => {}
                }
            }
        }
        back
    }

    /// A shortest path inside a knot that runs no back edge. There is one, because the depth-first search took it.
    fn path(&mut self, from: NodeId, to: NodeId, is_back: &HashSet<EdgeId>) -> Vec<EdgeId> {
        self.searches += 1;
        let knot = self.knot_of[from.0 as usize];
        self.seen[from.0 as usize] = (self.searches, None);
        let mut queue = vec![from];
        let mut done = 0;
        let mut cost = 0;
        while let Some(node) = queue.get(done).copied().filter(|node| *node != to) {
            done += 1;
            for (edge, target) in self.graph.outgoing(node) {
                cost += 1;
                let at = target.0 as usize;
                if self.knot_of[at] == knot && self.seen[at].0 != self.searches && !is_back.contains(&edge) {
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
fn components(graph: &Graph<'_>) -> Vec<Vec<NodeIndex>> {
    let mut copy: DiGraph<(), ()> =
        DiGraph::with_capacity(graph.flow.nodes.len(), graph.incoming.edges.len());
    for _ in &graph.flow.nodes {
        copy.add_node(());
    }
    for (edge, target) in graph.flow.nodes().flat_map(|(node, _)| graph.outgoing(node)) {
        copy.add_edge(NodeIndex::new(edge.from.0 as usize), NodeIndex::new(target.0 as usize), ());
    }
    kosaraju_scc(&copy)
}
