//! Owns the walk that finds all states, and the way back from a state to a path.

use std::rc::Rc;

use super::mentioned::{MAX_MENTIONED, Mentioned, TooMany};
use crate::flow::{EdgeId, NodeId};
use crate::graph::Graph;

/// A node and what a session has behind it when it comes there, the node itself included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State {
    /// The node.
    pub node: NodeId,
    /// The bits of what is mentioned.
    pub mask: u32,
}

/// All states of a flow for one question.
#[derive(Debug)]
pub struct States<'g> {
    graph: &'g Graph,
    mentioned: Mentioned,
    /// For each node the masks that it can be reached with; empty for unreachable ones. Nodes with nothing mentioned between
    /// them share one set.
    at: Vec<Rc<Masks>>,
}

impl<'g> States<'g> {
    /// Finds all states. A flow with a cycle, which was reported, has none.
    ///
    /// # Errors
    /// When more is mentioned than can be combined.
    pub fn new(graph: &'g Graph, mentioned: Mentioned) -> Result<Self, TooMany> {
        if mentioned.len() > MAX_MENTIONED {
            return Err(TooMany { mentioned: mentioned.len() });
        }
        let none = Rc::new(Masks::default());
        let mut at = vec![none; graph.flow().nodes.len()];
        let words = (1_usize << mentioned.bits()).div_ceil(64);
        if let (Some(start), Some(order)) = (graph.start(), graph.order()) {
            if let Some(masks) = at.get_mut(start.0 as usize) {
                // Values are as free as what happens on the way.
                let mut choices = vec![mentioned.of_node(start)];
                for bit in mentioned.value_bits() {
                    choices.extend(choices.clone().into_iter().map(|mask| mask | bit));
                }
                let masks = Rc::make_mut(masks);
                choices.into_iter().for_each(|mask| masks.insert(mask, words));
            }
            for node in order {
                let from = Rc::clone(&at[node.0 as usize]);
                if from.is_empty() {
                    continue;
                }
                for (edge, target) in graph.outgoing(*node) {
                    let bits = mentioned.of_edge(edge) | mentioned.of_node(target);
                    add(&mut at[target.0 as usize], &from, bits, words);
                }
            }
        }
        Ok(Self { graph, mentioned, at })
    }

    /// What is mentioned.
    #[must_use]
    pub fn mentioned(&self) -> &Mentioned {
        &self.mentioned
    }

    /// The graph that the states are of.
    #[must_use]
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// The states at one node.
    pub fn at(&self, node: NodeId) -> impl Iterator<Item = State> + '_ {
        let masks = self.at.get(node.0 as usize);
        masks.into_iter().flat_map(|masks| masks.iter()).map(move |mask| State { node, mask })
    }

    /// The states of completed sessions: those at an `end`.
    pub fn completed(&self) -> impl Iterator<Item = State> + '_ {
        let ends = self.graph.flow().nodes().filter(|(_, node)| node.is_end()).map(|(id, _)| id);
        ends.flat_map(|end| self.at(end))
    }

    /// The states of sessions that stopped on the way: those at every node but an `end`.
    pub fn stopped(&self) -> impl Iterator<Item = State> + '_ {
        let nodes = self.graph.flow().nodes().filter(|(_, node)| !node.is_end()).map(|(id, _)| id);
        nodes.flat_map(|node| self.at(node))
    }

    /// A path to a state, as the edges that it runs.
    ///
    /// What a mentioned node or edge adds to the mask is added once on a path, since there are no cycles; so the mask before
    /// it is known, but for a watched bit, which may have been there, and the way back needs no search.
    #[must_use]
    pub fn witness(&self, state: State) -> Vec<EdgeId> {
        let mut path = Vec::new();
        let mut at = state;
        while let Some(edge) = self.edge_into(at) {
            path.push(edge.0);
            at = edge.1;
        }
        path.reverse();
        path
    }

    fn edge_into(&self, state: State) -> Option<(EdgeId, State)> {
        let watched = self.mentioned.watched();
        self.graph.incoming(state.node).iter().find_map(|edge| {
            let bits = self.mentioned.of_edge(*edge) | self.mentioned.of_node(state.node);
            let before = |mask| State { node: edge.from, mask };
            let masks = [state.mask & !bits, state.mask & !(bits & !watched)];
            let known = masks.map(before).into_iter().find(|before| self.contains(*before));
            known.filter(|_| state.mask & bits == bits).map(|before| (*edge, before))
        })
    }

    /// Whether some path comes to this state.
    #[must_use]
    pub fn contains(&self, state: State) -> bool {
        self.at.get(state.node.0 as usize).is_some_and(|masks| masks.contains(state.mask))
    }
}

/// Adds every mask of `from`, with `bits` set in it, to `to`.
fn add(to: &mut Rc<Masks>, from: &Rc<Masks>, bits: u32, words: usize) {
    if bits == 0 && to.is_empty() {
        *to = Rc::clone(from);
    } else if bits != 0 {
        let to = Rc::make_mut(to);
        from.iter().for_each(|mask| to.insert(mask | bits, words));
    } else if !Rc::ptr_eq(to, from) {
        Rc::make_mut(to).0.iter_mut().zip(&from.0).for_each(|(to, from)| *to |= from);
    }
}

/// A set of masks: one bit for each combination.
#[derive(Debug, Clone, Default)]
struct Masks(Vec<u64>);

impl Masks {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn contains(&self, mask: u32) -> bool {
        self.0.get(mask as usize / 64).is_some_and(|word| word & (1 << (mask % 64)) != 0)
    }

    fn insert(&mut self, mask: u32, words: usize) {
        if self.0.is_empty() {
            self.0.resize(words, 0);
        }
        if let Some(word) = self.0.get_mut(mask as usize / 64) {
            *word |= 1 << (mask % 64);
        }
    }

    fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(index as u32 * 64 + bit)
            })
        })
    }
}
