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

/// The nodes, edges and values that a question mentions, each with a bit of its own.
#[derive(Debug, Clone, Default)]
pub struct Mentioned {
    nodes: BTreeMap<NodeId, u32>,
    edges: BTreeMap<EdgeId, u32>,
    /// The comparisons, each with what it compares.
    values: Vec<(Compared, u32)>,
    next: u32,
    /// What edges set beside their own bits, and what they clear.
    set: BTreeMap<EdgeId, u64>,
    cleared: BTreeMap<EdgeId, u64>,
    /// The bits that do not count as mentioned.
    uncounted: u64,
    /// Of these, the bits that several edges set.
    shared: u64,
}

/// A comparison without its place.
pub(super) type Compared = (SessionValue, &'static str, Option<Comparand>);

impl Mentioned {
    /// Gives everything that a condition asks for a bit.
    pub fn add_all(&mut self, condition: &Expression) {
        condition.atoms(&mut |atom| self.add(atom));
        condition.comparisons(&mut |comparison| self.add_value(comparison));
    }

    /// Gives the atom a bit unless it has one.
    pub fn add(&mut self, atom: Atom) {
        match edge_of(atom) {
            Some(edge) => drop(self.edges.entry(edge).or_insert_with(|| take(&mut self.next))),
            None => drop(self.nodes.entry(atom.node).or_insert_with(|| take(&mut self.next))),
        }
    }

    /// Gives the edge a bit that does not count as mentioned, unless it has one.
    pub fn follow(&mut self, edge: EdgeId) {
        if !self.edges.contains_key(&edge) {
            let bit = take(&mut self.next);
            self.uncounted |= shifted(bit);
            self.edges.insert(edge, bit);
        }
    }

    /// Gives a bit that does not count as mentioned, which some edges set and others clear. An edge that does both sets it.
    pub fn flag(
        &mut self,
        set: impl IntoIterator<Item = EdgeId>,
        cleared: impl IntoIterator<Item = EdgeId>,
    ) -> u64 {
        let bit = shifted(take(&mut self.next));
        self.uncounted |= bit;
        self.shared |= bit;
        for edge in set {
            *self.set.entry(edge).or_default() |= bit;
        }
        for edge in cleared {
            *self.cleared.entry(edge).or_default() |= bit;
        }
        bit
    }

    fn add_value(&mut self, comparison: &Comparison) {
        if self.of_value(comparison) == 0 {
            let bit = take(&mut self.next);
            self.values.push((compared(comparison), bit));
        }
    }

    /// The bit of a comparison, as a mask; 0 when it is not mentioned.
    fn of_value(&self, comparison: &Comparison) -> u64 {
        let wanted = compared(comparison);
        self.values.iter().find(|(known, _)| *known == wanted).map_or(0, |(_, bit)| shifted(*bit))
    }

    /// The comparisons with their bits.
    pub(super) fn values(&self) -> &[(Compared, u32)] {
        &self.values
    }

    /// The nodes that are mentioned, or that an edge leaves which has bits to set or to clear. Some of them twice.
    pub(super) fn touched(&self) -> impl Iterator<Item = NodeId> {
        let edges = self.edges.keys().chain(self.set.keys()).chain(self.cleared.keys());
        self.nodes.keys().copied().chain(edges.map(|edge| edge.from))
    }

    /// How much is mentioned.
    #[must_use]
    pub fn len(&self) -> usize {
        (self.next - self.uncounted.count_ones()) as usize
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
    pub(super) fn shared(&self) -> u64 {
        self.shared
    }

    /// The bit of a node, as a mask; 0 when it is not mentioned.
    #[must_use]
    pub fn of_node(&self, node: NodeId) -> u64 {
        self.nodes.get(&node).map_or(0, |bit| shifted(*bit))
    }

    /// The bits that an edge sets, as a mask; 0 when it is not mentioned.
    #[must_use]
    pub fn of_edge(&self, edge: EdgeId) -> u64 {
        self.own(edge) | self.set.get(&edge).copied().unwrap_or_default()
    }

    /// The bit of an edge itself.
    #[must_use]
    pub fn own(&self, edge: EdgeId) -> u64 {
        self.edges.get(&edge).map_or(0, |bit| shifted(*bit))
    }

    /// The bits that an edge clears.
    pub(super) fn cleared_by(&self, edge: EdgeId) -> u64 {
        self.cleared.get(&edge).copied().unwrap_or_default()
    }

    /// The bit of a fact, as a mask; 0 when it is not mentioned.
    #[must_use]
    pub fn of_fact(&self, fact: Fact<'_>) -> u64 {
        match fact {
            Fact::Value(comparison) => self.of_value(comparison),
            Fact::Passed(atom) => {
                edge_of(atom).map_or_else(|| self.of_node(atom.node), |edge| self.own(edge))
            }
        }
    }

    /// Whether the atom holds in a state with this mask. The atom must have been added.
    #[must_use]
    pub fn holds(&self, atom: Atom, mask: u64) -> bool {
        self.has(Fact::Passed(atom), mask)
    }

    /// Whether the fact holds in a state with this mask. It must have been added.
    #[must_use]
    pub fn has(&self, fact: Fact<'_>, mask: u64) -> bool {
        self.of_fact(fact) & mask != 0
    }

    /// What each bit stands for, in the order of the flow.
    pub fn atoms(&self) -> impl Iterator<Item = (u64, NodeId, Option<u32>)> {
        let nodes = self.nodes.iter().map(|(node, bit)| (shifted(*bit), *node, None));
        let edges = self.edges.iter().map(|(edge, bit)| (shifted(*bit), edge.from, Some(edge.index)));
        let mut all: Vec<_> = nodes.chain(edges).collect();
        all.sort_by_key(|(_, node, edge)| (*node, *edge));
        all.into_iter()
    }
}

/// The bit as a mask; 0 for one too many, of which there is no question.
fn shifted(bit: u32) -> u64 {
    1_u64.checked_shl(bit).unwrap_or_default()
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
