//! Owns the numbering of the outcomes that a question mentions.

use std::collections::BTreeMap;
use std::fmt;

use crate::flow::{Atom, Comparand, Comparison, EdgeId, Expression, Fact, NodeId, SessionValue};

/// How many outcomes and nodes a question may mention. Their combinations are what an answer costs.
pub const MAX_MENTIONED: usize = 20;

/// More is mentioned than can be answered in bounded time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// How many are mentioned.
    pub mentioned: usize,
}

impl fmt::Display for TooMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} outcomes are mentioned, and at most {MAX_MENTIONED} can be combined", self.mentioned)
    }
}

impl std::error::Error for TooMany {}

/// The nodes and edges that a question mentions, each with a bit of its own.
#[derive(Debug, Clone, Default)]
pub struct Mentioned {
    nodes: BTreeMap<NodeId, u32>,
    edges: BTreeMap<EdgeId, u32>,
    /// The comparisons, each with what it compares.
    values: Vec<(Compared, u32)>,
    next: u32,
    /// The bits that are not mentioned, and that a path may be given several times.
    watched: u32,
}

/// A comparison without its place.
type Compared = (SessionValue, &'static str, Option<Comparand>);

impl Mentioned {
    /// Gives everything that a condition asks for a bit.
    pub fn add_all(&mut self, condition: &Expression) {
        condition.atoms(&mut |atom| self.add(atom));
        condition.comparisons(&mut |comparison| self.add_value(comparison));
    }

    fn add_value(&mut self, comparison: &Comparison) {
        if self.of_value(comparison) == 0 {
            let bit = take(&mut self.next);
            self.values.push((compared(comparison), bit));
        }
    }

    /// The bit of a comparison, as a mask; 0 when it is not mentioned.
    fn of_value(&self, comparison: &Comparison) -> u32 {
        let wanted = compared(comparison);
        self.values.iter().find(|(known, _)| *known == wanted).map_or(0, |(_, bit)| 1 << bit)
    }

    /// The bits of comparisons.
    pub(super) fn value_bits(&self) -> Vec<u32> {
        self.values.iter().map(|(_, bit)| 1 << bit).collect()
    }

    /// Whether the fact holds in a state with this mask. It must have been added.
    #[must_use]
    pub fn has(&self, fact: Fact<'_>, mask: u32) -> bool {
        match fact {
            Fact::Passed(atom) => self.holds(atom, mask),
            Fact::Value(comparison) => self.of_value(comparison) & mask != 0,
        }
    }

    /// Gives the atom a bit unless it has one.
    pub fn add(&mut self, atom: Atom) {
        match edge_of(atom) {
            Some(edge) => drop(self.edges.entry(edge).or_insert_with(|| take(&mut self.next))),
            None => drop(self.nodes.entry(atom.node).or_insert_with(|| take(&mut self.next))),
        }
    }

    /// Gives these edges, of which none is mentioned, one bit together: it says that a session took one of them. The bit
    /// does not count as mentioned.
    pub fn watch(&mut self, edges: impl IntoIterator<Item = EdgeId>) {
        let bit = take(&mut self.next);
        self.watched |= 1 << bit;
        self.edges.extend(edges.into_iter().map(|edge| (edge, bit)));
    }

    /// How much is mentioned.
    #[must_use]
    pub fn len(&self) -> usize {
        (self.next - self.watched.count_ones()) as usize
    }

    /// Whether nothing is mentioned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bits are given.
    #[must_use]
    pub fn bits(&self) -> u32 {
        self.next
    }

    /// The bits that a path may be given several times.
    pub(super) fn watched(&self) -> u32 {
        self.watched
    }

    /// The bit of a node, as a mask; 0 when it is not mentioned.
    #[must_use]
    pub fn of_node(&self, node: NodeId) -> u32 {
        self.nodes.get(&node).map_or(0, |bit| 1 << bit)
    }

    /// The bit of an edge, as a mask; 0 when it is not mentioned.
    #[must_use]
    pub fn of_edge(&self, edge: EdgeId) -> u32 {
        self.edges.get(&edge).map_or(0, |bit| 1 << bit)
    }

    /// Whether the atom holds in a state with this mask. The atom must have been added.
    #[must_use]
    pub fn holds(&self, atom: Atom, mask: u32) -> bool {
        let bit = match edge_of(atom) {
            Some(edge) => self.of_edge(edge),
            None => self.of_node(atom.node),
        };
        bit & mask != 0
    }

    /// What each bit stands for, in the order of the flow.
    pub fn atoms(&self) -> impl Iterator<Item = (u32, NodeId, Option<u32>)> {
        let nodes = self.nodes.iter().map(|(node, bit)| (1 << bit, *node, None));
        let edges = self.edges.iter().map(|(edge, bit)| (1 << bit, edge.from, Some(edge.index)));
        let mut all: Vec<_> = nodes.chain(edges).collect();
        all.sort_by_key(|(_, node, edge)| (*node, *edge));
        all.into_iter()
    }
}

fn compared(comparison: &Comparison) -> Compared {
    (comparison.left.clone(), comparison.operator.symbol, comparison.right.clone())
}

/// The edge that an atom names; `None` when it names a node alone.
#[must_use]
pub fn edge_of(atom: Atom) -> Option<EdgeId> {
    atom.edge.map(|index| EdgeId { from: atom.node, index })
}

fn take(next: &mut u32) -> u32 {
    let bit = *next;
    *next += 1;
    bit
}
