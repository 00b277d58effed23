//! How many paths come to each state of completed sessions.
//!
//! Between two mentioned outcomes a path does nothing that a question sees, so that stretch is counted once for all that may
//! lie behind it: the cost is what is mentioned × (nodes + combinations), whatever the number of paths.

use std::collections::{BTreeMap, HashMap};

use super::number::Count;
use super::states::{State, States};
use crate::flow::NodeId;
use crate::graph::Graph;

/// What a stretch without anything mentioned leads to, each with the number of ways there.
struct Segment {
    /// The next node that is entered with something mentioned, and the bits of that.
    entries: BTreeMap<(NodeId, u64), Count>,
    /// The ends of the flow.
    ends: Vec<(NodeId, Count)>,
}

/// How many paths come to each state at an `end`.
pub(super) fn counts(states: &States<'_>) -> HashMap<State, Count> {
    let graph = states.graph();
    let mut done: HashMap<State, Count> = HashMap::new();
    let (Some(start), Some(order)) = (graph.start(), graph.order()) else { return done };
    // The nodes at which a stretch begins, with what lies behind them.
    let mut begun: HashMap<NodeId, BTreeMap<u64, Count>> = HashMap::new();
    for mask in states.masks(states.at(start)) {
        begun.entry(start).or_default().insert(mask, Count::ONE);
    }
    for (place, node) in order.iter().enumerate() {
        let Some(masks) = begun.remove(node) else { continue };
        let segment = segment(graph, order.get(place..).unwrap_or(&[]), states);
        for (mask, paths) in masks {
            for ((node, bits), ways) in &segment.entries {
                *begun.entry(*node).or_default().entry(mask | bits).or_default() += &paths * ways;
            }
            for (node, ways) in &segment.ends {
                *done.entry(State { node: *node, mask }).or_default() += &paths * ways;
            }
        }
    }
    done
}

/// The stretch that begins at the first of these nodes, which stand in topological order.
fn segment(graph: &Graph, order: &[NodeId], states: &States<'_>) -> Segment {
    let mentioned = states.mentioned();
    let mut segment = Segment { entries: BTreeMap::new(), ends: Vec::new() };
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
            segment.ends.push((*node, ways));
        }
    }
    segment
}
