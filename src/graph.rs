//! Owns the questions about the flow as a graph. petgraph's types stay inside.

use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::model::{Edge, Flow, NodeId};

/// An edge of the flow: the node that it leaves and its place in that node's edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId {
    /// The node that it leaves.
    pub from: NodeId,
    /// Its place in the node's edges.
    pub index: u32,
}

/// The flow as a graph.
#[derive(Debug)]
pub struct Graph<'f> {
    flow: &'f Flow,
    incoming: Vec<Vec<EdgeId>>,
    start: Option<NodeId>,
    reachable: Vec<bool>,
    order: Option<Vec<NodeId>>,
    cycles: Vec<Vec<EdgeId>>,
}

impl<'f> Graph<'f> {
    /// Builds the graph of `flow`; edges without a target are left out. Linear in nodes and edges.
    #[must_use]
    pub fn new(flow: &'f Flow) -> Self {
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(flow.nodes.len(), flow.nodes.len() * 2);
        for _ in &flow.nodes {
            graph.add_node(());
        }
        let mut incoming = vec![Vec::new(); flow.nodes.len()];
        for (from, node) in flow.nodes() {
            for (index, edge) in node.edges.iter().enumerate() {
                if let Some(target) = edge.target {
                    graph.add_edge(NodeIndex::new(from.0 as usize), NodeIndex::new(target.0 as usize), ());
                    if let Some(list) = incoming.get_mut(target.0 as usize) {
                        list.push(EdgeId { from, index: index as u32 });
                    }
                }
            }
        }
        let id = |index: NodeIndex| NodeId(index.index() as u32);
        let order = toposort(&graph, None).ok().map(|order| order.into_iter().map(id).collect());
        let start = flow.nodes().find(|(_, node)| node.is("start")).map(|(id, _)| id);
        let mut this = Self { flow, incoming, start, reachable: Vec::new(), order, cycles: Vec::new() };
        this.reachable = this.reach(start, |_| true).seen;
        if this.order.is_none() {
            let components =
                kosaraju_scc(&graph).into_iter().map(|members| members.into_iter().map(id).collect());
            this.cycles = this.one_cycle_each(components);
        }
        this
    }

    /// The flow that this is the graph of.
    #[must_use]
    pub fn flow(&self) -> &'f Flow {
        self.flow
    }

    /// The first `start` node.
    #[must_use]
    pub fn start(&self) -> Option<NodeId> {
        self.start
    }

    /// Whether some path from `start` comes through the node.
    #[must_use]
    pub fn is_reachable(&self, node: NodeId) -> bool {
        self.reachable.get(node.0 as usize).copied().unwrap_or(false)
    }

    /// The edge itself. The id must come from this graph.
    #[must_use]
    pub fn edge(&self, id: EdgeId) -> &'f Edge {
        &self.flow.node(id.from).edges[id.index as usize]
    }

    /// The edges that leave a node and have a target.
    pub fn outgoing(&self, node: NodeId) -> impl Iterator<Item = (EdgeId, NodeId)> + use<'f> {
        self.flow.node(node).edges.iter().enumerate().filter_map(move |(index, edge)| {
            edge.target.map(|target| (EdgeId { from: node, index: index as u32 }, target))
        })
    }

    /// The edges that lead to a node, in order of their nodes.
    #[must_use]
    pub fn incoming(&self, node: NodeId) -> &[EdgeId] {
        self.incoming.get(node.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// All nodes, each before those that it leads to; `None` when the flow has a cycle.
    #[must_use]
    pub fn order(&self) -> Option<&[NodeId]> {
        self.order.as_deref()
    }

    /// One cycle of each knot of nodes that lead back to themselves, as the edges that it runs, shortest first found.
    #[must_use]
    pub fn cycles(&self) -> &[Vec<EdgeId>] {
        &self.cycles
    }

    /// Everything that is reached from `start` over edges that `passes` lets through, breadth first, so that
    /// [`Reach::witness`] is a shortest path. Linear.
    #[must_use]
    pub fn reach_from_start(&self, passes: impl Fn(EdgeId) -> bool) -> Reach {
        self.reach(self.start, passes)
    }

    fn reach(&self, from: Option<NodeId>, passes: impl Fn(EdgeId) -> bool) -> Reach {
        let mut seen = vec![false; self.flow.nodes.len()];
        let mut parent: Vec<Option<EdgeId>> = vec![None; self.flow.nodes.len()];
        let mut queue: Vec<NodeId> = Vec::new();
        if let Some(from) = from {
            seen[from.0 as usize] = true;
            queue.push(from);
        }
        let mut next = 0;
        while let Some(node) = queue.get(next).copied() {
            next += 1;
            for (edge, target) in self.outgoing(node) {
                let at = target.0 as usize;
                if !seen[at] && passes(edge) {
                    seen[at] = true;
                    parent[at] = Some(edge);
                    queue.push(target);
                }
            }
        }
        Reach { seen, parent }
    }

    fn one_cycle_each(&self, components: impl Iterator<Item = Vec<NodeId>>) -> Vec<Vec<EdgeId>> {
        let mut component_of = vec![usize::MAX; self.flow.nodes.len()];
        let mut firsts = Vec::new();
        for (number, members) in components.enumerate() {
            let Some(first) = members.iter().min().copied() else { continue };
            let loops = members.len() > 1 || self.outgoing(first).any(|(_, target)| target == first);
            for member in members {
                component_of[member.0 as usize] = number;
            }
            if loops {
                firsts.push((first, number));
            }
        }
        firsts.sort();
        let inside = |edge: EdgeId, target: NodeId, number: usize| {
            component_of.get(edge.from.0 as usize) == Some(&number)
                && component_of.get(target.0 as usize) == Some(&number)
        };
        let cycle = |(first, number): (NodeId, usize)| {
            let reach = self.reach(Some(first), |edge| {
                self.edge(edge).target.is_some_and(|target| inside(edge, target, number))
            });
            let back = self.incoming(first).iter().copied().find(|edge| reach.contains(edge.from))?;
            let mut path = reach.witness(back.from);
            path.push(back);
            Some(path)
        };
        firsts.into_iter().filter_map(cycle).collect()
    }
}

/// What a search from one node reached, and how.
#[derive(Debug)]
pub struct Reach {
    seen: Vec<bool>,
    parent: Vec<Option<EdgeId>>,
}

impl Reach {
    /// Whether the node was reached.
    #[must_use]
    pub fn contains(&self, node: NodeId) -> bool {
        self.seen.get(node.0 as usize).copied().unwrap_or(false)
    }

    /// A shortest path to the node as the edges that it runs; empty for the node where the search began.
    #[must_use]
    pub fn witness(&self, node: NodeId) -> Vec<EdgeId> {
        let mut path = Vec::new();
        let mut at = node;
        while let Some(edge) = self.parent.get(at.0 as usize).copied().flatten() {
            path.push(edge);
            at = edge.from;
        }
        path.reverse();
        path
    }
}
