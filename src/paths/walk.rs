//! Owns one walk through a flow along given outcomes.

use std::collections::BTreeMap;

use super::mentioned::edge_of;
use crate::flow::{Atom, EdgeId, NodeId};
use crate::graph::Graph;

/// A walk that has come to some node.
#[derive(Debug, Clone)]
pub struct Walk {
    /// The edges that it took.
    pub path: Vec<EdgeId>,
    /// Where it is.
    pub at: NodeId,
}

/// What a walk can do at its node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The session is complete.
    End,
    /// There is one way.
    Only(EdgeId),
    /// There are several.
    Choice(Vec<EdgeId>),
}

/// Why a walk along given outcomes can't be finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkError {
    /// The node has several ways and no outcome is given for it.
    Undecided(NodeId),
    /// Two outcomes are given for one node.
    Twice(NodeId),
    /// An outcome is given for a node that the walk does not pass.
    NotPassed(Atom),
    /// There is no way on, or the flow has no start; that was reported.
    Stuck,
}

impl Walk {
    /// A walk that stands at `start`; `None` in a flow without one.
    #[must_use]
    pub fn new(graph: &Graph) -> Option<Self> {
        graph.start().map(|at| Self { path: Vec::new(), at })
    }

    /// What it can do now. Nodes whose outcomes all lead to one place have one way only when they have one outcome.
    #[must_use]
    pub fn step(&self, graph: &Graph) -> Step {
        let edges: Vec<EdgeId> = graph.outgoing(self.at).map(|(edge, _)| edge).collect();
        match edges.as_slice() {
            [] => Step::End,
            [only] => Step::Only(*only),
            _ => Step::Choice(edges),
        }
    }

    /// Takes an edge that leaves its node.
    pub fn take(&mut self, graph: &Graph, edge: EdgeId) {
        if let Some(target) = graph.edge(edge).target.filter(|_| edge.from == self.at) {
            self.path.push(edge);
            self.at = target;
        }
    }

    /// Walks from `start` to an `end` along the given outcomes, in whatever order they are given. Nodes with a single way need
    /// none, nor do nodes all of whose outcomes lead to one node.
    ///
    /// # Errors
    /// When an outcome is missing, given twice, or given for a node that is not passed.
    pub fn along(graph: &Graph, given: &[Atom]) -> Result<Self, WalkError> {
        let mut chosen: BTreeMap<NodeId, (Atom, EdgeId)> = BTreeMap::new();
        for atom in given {
            let Some(edge) = edge_of(*atom) else { continue };
            if chosen.insert(atom.node, (*atom, edge)).is_some_and(|(_, before)| before != edge) {
                return Err(WalkError::Twice(atom.node));
            }
        }
        let mut walk = Self::new(graph).ok_or(WalkError::Stuck)?;
        let mut passed = std::collections::BTreeSet::from([walk.at]);
        // Without cycles a walk is never longer than the flow has nodes.
        for _ in 0..graph.flow().nodes.len() {
            let edge = match (walk.step(graph), chosen.get(&walk.at)) {
                (Step::End, _) => break,
                (_, Some((_, edge))) => *edge,
                (Step::Only(edge), None) => edge,
                (Step::Choice(edges), None) => {
                    let target = |edge: &EdgeId| graph.edge(*edge).target;
                    let same = edges.iter().all(|edge| target(edge) == edges.first().and_then(target));
                    match edges.first().filter(|_| same) {
                        Some(edge) => *edge,
                        None => return Err(WalkError::Undecided(walk.at)),
                    }
                }
            };
            walk.take(graph, edge);
            passed.insert(walk.at);
        }
        match given.iter().find(|atom| !passed.contains(&atom.node)) {
            Some(atom) => Err(WalkError::NotPassed(*atom)),
            None => Ok(walk),
        }
    }

    /// Whether the walk has the atom behind it.
    #[must_use]
    pub fn holds(&self, atom: Atom) -> bool {
        match edge_of(atom) {
            Some(edge) => self.path.contains(&edge),
            None => atom.node == self.at || self.path.iter().any(|edge| edge.from == atom.node),
        }
    }

    /// The nodes that it passed, from `start` to where it is.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.path.iter().map(|edge| edge.from).chain([self.at])
    }
}
