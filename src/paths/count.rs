//! How many paths there are: counted with arithmetic over the graph, never by listing them.

use super::number::Count;
use crate::flow::{EdgeId, NodeId};
use crate::graph::Graph;

/// Numbers about the paths from `start` to a set of nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// How many paths there are.
    pub paths: Count,
    /// A path with the fewest nodes; `None` when there is no path.
    pub shortest: Option<Vec<EdgeId>>,
    /// A path with the most nodes.
    pub longest: Option<Vec<EdgeId>>,
    /// The outcomes that no path to the targets takes, in the order of the flow.
    pub never: Vec<EdgeId>,
}

/// Counts the paths from `start` to each of `targets`; a path that passes one target on its way to another counts for both.
/// Linear in nodes and edges; a flow with a cycle has no paths.
#[must_use]
pub fn count(graph: &Graph, targets: &[NodeId]) -> Counts {
    let nodes = graph.flow().nodes.len();
    let mut ways = vec![Count::default(); nodes];
    let mut short: Vec<Option<(usize, Option<EdgeId>)>> = vec![None; nodes];
    let mut long = short.clone();
    let (Some(start), Some(order)) = (graph.start(), graph.order()) else { return Counts::none() };
    ways[start.0 as usize] = Count::ONE;
    short[start.0 as usize] = Some((0, None));
    long[start.0 as usize] = Some((0, None));
    for node in order.iter().filter(|node| graph.is_reachable(**node)) {
        let at = node.0 as usize;
        for (edge, target) in graph.outgoing(*node) {
            let to = target.0 as usize;
            let more = ways[at].clone();
            ways[to] += &more;
            let step = |best: &mut [Option<(usize, Option<EdgeId>)>], better: fn(usize, usize) -> bool| {
                let Some((length, _)) = best[at] else { return };
                if best[to].is_none_or(|(known, _)| better(length + 1, known)) {
                    best[to] = Some((length + 1, Some(edge)));
                }
            };
            step(&mut short, |new, known| new < known);
            step(&mut long, |new, known| new > known);
        }
    }
    let reached = || targets.iter().filter(|target| graph.is_reachable(**target));
    let nearest = reached().min_by_key(|node| short[node.0 as usize].map(|(length, _)| length));
    let farthest = reached().max_by_key(|node| long[node.0 as usize].map(|(length, _)| length));
    Counts {
        paths: reached().map(|node| &ways[node.0 as usize]).sum(),
        shortest: nearest.map(|node| trace(&short, *node)),
        longest: farthest.map(|node| trace(&long, *node)),
        never: never(graph, targets),
    }
}

impl Counts {
    fn none() -> Self {
        Self { paths: Count::default(), shortest: None, longest: None, never: Vec::new() }
    }
}

/// How many paths from `start` to an end of the flow run through a node, and how many there are. Two outcomes that lead to
/// the same node are two paths. `None` when the flow has a cycle. Linear in nodes and edges.
#[must_use]
pub fn through(graph: &Graph, node: NodeId) -> Option<(Count, Count)> {
    let order = graph.order()?;
    let mut before = vec![Count::default(); graph.flow().nodes.len()];
    for start in graph.starts() {
        *before.get_mut(start.0 as usize)? = Count::ONE;
    }
    for from in order {
        let here = before.get(from.0 as usize)?.clone();
        for (_, to) in graph.outgoing(*from) {
            *before.get_mut(to.0 as usize)? += &here;
        }
    }
    let mut after = vec![Count::default(); before.len()];
    for from in order.iter().rev() {
        let ways: Vec<&Count> =
            graph.outgoing(*from).filter_map(|(_, to)| after.get(to.0 as usize)).collect();
        let sum = if ways.is_empty() { Count::ONE } else { ways.into_iter().sum() };
        *after.get_mut(from.0 as usize)? = sum;
    }
    let all = graph.starts().iter().filter_map(|start| after.get(start.0 as usize)).sum();
    Some((before.get(node.0 as usize)? * after.get(node.0 as usize)?, all))
}

fn trace(best: &[Option<(usize, Option<EdgeId>)>], to: NodeId) -> Vec<EdgeId> {
    let mut path = Vec::new();
    let mut at = to;
    while let Some(edge) = best[at.0 as usize].and_then(|(_, edge)| edge) {
        path.push(edge);
        at = edge.from;
    }
    path.reverse();
    path
}

fn never(graph: &Graph, targets: &[NodeId]) -> Vec<EdgeId> {
    let mut leads = vec![false; graph.flow().nodes.len()];
    for target in targets {
        leads[target.0 as usize] = true;
    }
    for node in graph.order().unwrap_or(&[]).iter().rev() {
        if graph.outgoing(*node).any(|(_, target)| leads[target.0 as usize]) {
            leads[node.0 as usize] = true;
        }
    }
    let edges = graph.flow().nodes().flat_map(|(node, _)| graph.outgoing(node));
    edges
        .filter(|(edge, target)| !graph.is_reachable(edge.from) || !leads[target.0 as usize])
        .map(|(edge, _)| edge)
        .collect()
}
