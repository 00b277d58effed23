//! The questions about a flow as a graph: what is reached, in which order, over which paths, in which circles. A graph is
//! built once a compile and stands beside its flow; petgraph's types stay inside.
//!
//! Everything here is linear in nodes and edges and loops instead of recursing.

mod adjacency;
mod cycles;
mod index;
mod least;
mod reach;

use std::sync::{Arc, OnceLock};

pub use least::Least;
pub use reach::{Reach, Witness};

use adjacency::{Incoming, outgoing};
use index::Index;
use reach::Search;

use crate::flow::{Edge, EdgeId, Flow, NodeId};
use crate::source::Span;

/// The flow as a graph. Edges without a target are not part of it.
#[derive(Debug)]
pub struct Graph {
    flow: Arc<Flow>,
    incoming: Incoming,
    starts: Vec<NodeId>,
    from_start: Reach,
    order: Option<Vec<NodeId>>,
    cycles: Vec<Vec<EdgeId>>,
    /// Made when it is first asked for: a build needs none.
    index: OnceLock<Index>,
}

impl Graph {
    /// Builds the graph of `flow`. Linear in nodes and edges.
    #[must_use]
    pub fn new(flow: Arc<Flow>) -> Self {
        let starts = flow.nodes().filter(|(_, node)| node.is_start()).map(|(id, _)| id).collect();
        let mut this = Self {
            incoming: Incoming::new(&flow),
            flow,
            starts,
            from_start: Reach::default(),
            order: None,
            cycles: Vec::new(),
            index: OnceLock::new(),
        };
        this.from_start = this.reach_from_start(|_| true);
        this.order = this.sort();
        if this.order.is_none() {
            this.cycles = cycles::cycles(&this.flow, &this.incoming, &this.starts);
        }
        this
    }

    /// The flow that this is the graph of.
    #[must_use]
    pub fn flow(&self) -> &Flow {
        &self.flow
    }

    /// The node with this id; the first one where several have it. Logarithmic after the first call.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<NodeId> {
        self.index.get_or_init(|| Index::new(&self.flow)).named(&self.flow, id)
    }

    /// The node whose statement holds the place. Logarithmic after the first call.
    #[must_use]
    pub fn at(&self, place: Span) -> Option<NodeId> {
        self.index.get_or_init(|| Index::new(&self.flow)).at(&self.flow, place)
    }

    /// The first `start` node.
    #[must_use]
    pub fn start(&self) -> Option<NodeId> {
        self.starts.first().copied()
    }

    /// Every `start` node, in the order of the flow. More than one was reported; paths begin at each.
    #[must_use]
    pub fn starts(&self) -> &[NodeId] {
        &self.starts
    }

    /// Whether some path from `start` comes through the node.
    #[must_use]
    pub fn is_reachable(&self, node: NodeId) -> bool {
        self.from_start.contains(node)
    }

    /// Everything that is reached from `start`.
    #[must_use]
    pub fn from_start(&self) -> &Reach {
        &self.from_start
    }

    /// The edge itself. The id must come from this graph.
    #[must_use]
    pub fn edge(&self, id: EdgeId) -> &Edge {
        let node = self.flow.node(id.from);
        let at = id.index as usize;
        node.edges.get(at).unwrap_or_else(|| &node.filled[at - node.edges.len()])
    }

    /// The edges that leave a node and have a target.
    pub fn outgoing(&self, node: NodeId) -> impl Iterator<Item = (EdgeId, NodeId)> + use<'_> {
        outgoing(&self.flow, node)
    }

    /// The outcomes of a node that the API fills in and of which nobody says where they lead. A session is taken to stop with one,
    /// so that nothing good can come of it.
    pub fn stopping(&self, node: NodeId) -> impl Iterator<Item = EdgeId> + use<'_> {
        let it = self.flow.node(node);
        let numbered = (it.edges.len()..).zip(&it.filled).filter(|(_, edge)| edge.target.is_none());
        numbered.map(move |(index, _)| EdgeId { from: node, index: index as u32 })
    }

    /// The edges that lead to a node, in order of their nodes.
    #[must_use]
    pub fn incoming(&self, node: NodeId) -> &[EdgeId] {
        self.incoming.of(node)
    }

    /// All nodes, each before those that it leads to; `None` when the flow has a cycle.
    #[must_use]
    pub fn order(&self) -> Option<&[NodeId]> {
        self.order.as_deref()
    }

    /// Cycles as the edges that each runs. The last edge is the one that leads back; no two cycles share it, and without
    /// those edges no cycle is left, except in graphs so tangled that listing them all would take more than linear time.
    /// Every knot of nodes that lead back to themselves has at least one.
    #[must_use]
    pub fn cycles(&self) -> &[Vec<EdgeId>] {
        &self.cycles
    }

    /// Everything that is reached from `start` over edges that `passes` lets through.
    #[must_use]
    pub fn reach_from_start(&self, passes: impl Fn(EdgeId) -> bool) -> Reach {
        self.reach(&self.starts, passes)
    }

    /// Everything that is reached from `roots` over edges that `passes` lets through, breadth first, so that
    /// [`Reach::path`] is a shortest one.
    #[must_use]
    pub fn reach(&self, roots: &[NodeId], passes: impl Fn(EdgeId) -> bool) -> Reach {
        let mut search = Search::new(self.flow.nodes.len(), roots);
        while let Some(node) = search.next() {
            for (edge, target) in self.outgoing(node).filter(|(edge, _)| passes(*edge)) {
                search.step(target, edge, node);
            }
        }
        search.finish(false)
    }

    /// Everything from which one of `goals` is reached over edges that `passes` lets through. [`Reach::path`] then leads
    /// from the node to the nearest goal.
    #[must_use]
    pub fn reach_back(&self, goals: &[NodeId], passes: impl Fn(EdgeId) -> bool) -> Reach {
        let mut search = Search::new(self.flow.nodes.len(), goals);
        while let Some(node) = search.next() {
            for edge in self.incoming(node).iter().copied().filter(|edge| passes(*edge)) {
                search.step(edge.from, edge, node);
            }
        }
        search.finish(true)
    }

    /// Carries values along all paths at once, in topological order: a node is entered with the least of the values that
    /// leave the nodes before it, or `None` when none does; `leave` says with which value it is left. `None` when the
    /// flow has a cycle.
    #[must_use]
    pub fn least<V: Ord + Copy>(
        &self,
        mut leave: impl FnMut(NodeId, Option<V>) -> Option<V>,
    ) -> Option<Least<V>> {
        let order = self.order()?;
        let mut entered: Vec<Option<(V, EdgeId)>> = vec![None; self.flow.nodes.len()];
        for node in order.iter().copied().filter(|node| self.is_reachable(*node)) {
            let value = entered.get(node.0 as usize).copied().flatten().map(|(value, _)| value);
            let Some(left) = leave(node, value) else { continue };
            for (edge, target) in self.outgoing(node) {
                if let Some(slot) = entered.get_mut(target.0 as usize)
                    && slot.is_none_or(|(least, _)| left < least)
                {
                    *slot = Some((left, edge));
                }
            }
        }
        Some(Least { entered })
    }

    /// Whether a path leads from one node to another, as far as a search through `limit` nodes can tell.
    #[must_use]
    pub fn leads_to(&self, from: NodeId, to: NodeId, limit: usize) -> Option<bool> {
        let mut seen = std::collections::HashSet::from([from]);
        let mut queue = vec![from];
        while let Some(node) = queue.pop() {
            if node == to {
                return Some(true);
            }
            if seen.len() > limit {
                return None;
            }
            queue.extend(self.outgoing(node).map(|(_, target)| target).filter(|target| seen.insert(*target)));
        }
        Some(false)
    }
}

impl Graph {
    /// Kahn's algorithm: takes nodes whose predecessors are all taken, in the order of the flow where it has a choice.
    fn sort(&self) -> Option<Vec<NodeId>> {
        let nodes = self.flow.nodes.len();
        let mut waits: Vec<usize> = (0..nodes).map(|at| self.incoming(NodeId(at as u32)).len()).collect();
        let mut order: Vec<NodeId> = Vec::with_capacity(nodes);
        order.extend(
            waits.iter().enumerate().filter(|(_, waits)| **waits == 0).map(|(at, _)| NodeId(at as u32)),
        );
        let mut done = 0;
        while let Some(node) = order.get(done).copied() {
            done += 1;
            for (_, target) in self.outgoing(node) {
                let waits = &mut waits[target.0 as usize];
                *waits -= 1;
                if *waits == 0 {
                    order.push(target);
                }
            }
        }
        (order.len() == nodes).then_some(order)
    }
}

#[cfg(test)]
mod tests;
