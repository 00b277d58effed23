//! How many paths have what a family of sessions has behind it.
//!
//! Between two mentioned outcomes a path does nothing that a question sees, so that stretch is counted once for all that may
//! lie behind it. Then paths are counted backwards along the family's diagram: the cost is what is mentioned × nodes, and
//! what is mentioned × the diagram, whatever the number of paths or of combinations.

use std::collections::{BTreeMap, HashMap};

use super::family::{Families, Family};
use super::number::Count;
use super::states::States;
use crate::flow::NodeId;
use crate::graph::Graph;

/// What a stretch without anything mentioned leads to, each with the number of ways there.
struct Segment {
    /// The next node that is entered with something mentioned, and the bits of that.
    entries: BTreeMap<(NodeId, u64), Count>,
    /// The ends of the flow.
    ends: Count,
}

/// The stretches of a flow, seen from where they lead.
pub(super) struct Segments {
    start: Option<NodeId>,
    /// The levels of what is mentioned and passed at `start`, greatest first.
    at_start: Vec<u32>,
    /// The greatest level that says something about values.
    values: u32,
    /// How each node is entered.
    into: HashMap<NodeId, Vec<Entry>>,
    /// The nodes after which an end comes with nothing mentioned on the way.
    ends: Vec<(NodeId, Count)>,
}

/// A stretch that enters a node.
struct Entry {
    from: NodeId,
    /// What it adds, greatest level first.
    levels: Vec<u32>,
    ways: Count,
}

impl Segments {
    pub(super) fn new(states: &States<'_>) -> Self {
        let graph = states.graph();
        let mut this = Self {
            start: graph.start(),
            at_start: Vec::new(),
            values: u32::try_from(states.mentioned().values().len()).unwrap_or(u32::MAX),
            into: HashMap::new(),
            ends: Vec::new(),
        };
        let (Some(start), Some(order)) = (graph.start(), graph.order()) else { return this };
        this.at_start = states.levels_of(states.mentioned().of_node(start));
        this.into.entry(start).or_default();
        for (place, node) in order.iter().enumerate().filter(|(_, node)| graph.is_reachable(**node)) {
            if !this.into.contains_key(node) {
                continue;
            }
            let segment = segment(graph, order.get(place..).unwrap_or(&[]), states);
            for ((to, bits), ways) in segment.entries {
                let levels = states.levels_of(bits);
                this.into.entry(to).or_default().push(Entry { from: *node, levels, ways });
            }
            if !segment.ends.is_zero() {
                this.ends.push((*node, segment.ends));
            }
        }
        this
    }

    /// How many paths to an `end` are in the family, with some values or others.
    pub(super) fn count(&self, states: &States<'_>, family: Family) -> Count {
        let families = states.families();
        let mut known = HashMap::new();
        self.ends.iter().map(|(node, ways)| &self.to(&families, *node, family, &mut known) * ways).sum()
    }

    /// How many paths come to the node with exactly what a set of the family has.
    fn to(
        &self,
        families: &Families,
        node: NodeId,
        family: Family,
        known: &mut HashMap<(NodeId, Family), Count>,
    ) -> Count {
        if family.is_none() {
            return Count::default();
        }
        if let Some(known) = known.get(&(node, family)) {
            return known.clone();
        }
        let mut count = Count::default();
        if self.start == Some(node) {
            let left = self.at_start.iter().fold(family, |left, level| families.taken(left, *level));
            if !families.below(left, self.values).is_none() {
                count += Count::ONE;
            }
        }
        for entry in self.into.get(&node).into_iter().flatten() {
            let left = entry.levels.iter().fold(family, |left, level| families.taken(left, *level));
            count += &self.to(families, entry.from, left, known) * &entry.ways;
        }
        known.insert((node, family), count.clone());
        count
    }
}

/// The stretch that begins at the first of these nodes, which stand in topological order.
fn segment(graph: &Graph, order: &[NodeId], states: &States<'_>) -> Segment {
    let mentioned = states.mentioned();
    let mut segment = Segment { entries: BTreeMap::new(), ends: Count::default() };
    let mut open: HashMap<NodeId, Count> = HashMap::new();
    open.extend(order.first().map(|first| (*first, Count::ONE)));
    for node in order {
        if open.is_empty() {
            break;
        }
        let Some(ways) = open.remove(node) else { continue };
        for (edge, target) in graph.outgoing(*node) {
            let bits = mentioned.of_edge(edge) | mentioned.of_node(target);
            *match bits {
                0 => open.entry(target).or_default(),
                bits => segment.entries.entry((target, bits)).or_default(),
            } += &ways;
        }
        if graph.flow().node(*node).is_end() {
            segment.ends += &ways;
        }
    }
    segment
}
