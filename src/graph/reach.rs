//! Breadth-first searches and what they found: which nodes are reached, and by which shortest paths. A path for a message is
//! told in constant time, so that a thousand warnings about one long flow stay cheap.

use crate::flow::{EdgeId, NodeId};

/// A search under way.
pub(super) struct Search {
    places: Vec<Place>,
    queue: Vec<NodeId>,
    done: usize,
}

/// What a search knows of a node.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// How many edges lie between the node and the root; [`UNSEEN`] before it is reached.
    depth: u32,
    /// The node of its path that is [`ANCHOR`] edges from the root; the node itself when it is nearer.
    anchor: NodeId,
    /// The edge by which it was reached, and the node on the other side; `None` for a root.
    toward: Option<(EdgeId, NodeId)>,
}

const UNSEEN: u32 = u32::MAX;

/// How many edges from the root the node lies from which the root's side of a long path is told.
const ANCHOR: u32 = Witness::SIDE as u32 - 1;

impl Search {
    pub(super) fn new(nodes: usize, roots: &[NodeId]) -> Self {
        let unseen = Place { depth: UNSEEN, anchor: NodeId(0), toward: None };
        let mut search = Self { places: vec![unseen; nodes], queue: Vec::new(), done: 0 };
        for root in roots {
            if let Some(place) = search.places.get_mut(root.0 as usize).filter(|place| place.depth == UNSEEN)
            {
                *place = Place { depth: 0, anchor: *root, toward: None };
                search.queue.push(*root);
            }
        }
        search
    }

    /// The next node whose edges are to be followed.
    pub(super) fn next(&mut self) -> Option<NodeId> {
        let node = self.queue.get(self.done).copied();
        self.done += 1;
        node
    }

    /// Notes that `to` is reached from `from`, unless it was before.
    pub(super) fn step(&mut self, to: NodeId, edge: EdgeId, from: NodeId) {
        let Some(Place { depth, anchor, .. }) = self.places.get(from.0 as usize).copied() else { return };
        if let Some(place) = self.places.get_mut(to.0 as usize).filter(|place| place.depth == UNSEEN) {
            let anchor = if depth < ANCHOR { to } else { anchor };
            *place = Place { depth: depth + 1, anchor, toward: Some((edge, from)) };
            self.queue.push(to);
        }
    }

    pub(super) fn finish(self, backward: bool) -> Reach {
        Reach { places: self.places, backward }
    }
}

/// What a search reached, and how.
#[derive(Debug, Default)]
pub struct Reach {
    places: Vec<Place>,
    backward: bool,
}

impl Reach {
    /// Whether the node was reached.
    #[must_use]
    pub fn contains(&self, node: NodeId) -> bool {
        self.place(node).is_some()
    }

    /// The root from which the node was reached; for a search backwards the goal that it leads to. `None` for a node that
    /// was not reached.
    #[must_use]
    pub fn root(&self, node: NodeId) -> Option<NodeId> {
        let anchor = self.place(node)?.anchor;
        self.back(anchor).last()
    }

    /// A shortest path between the node and the root of the search, as the edges that it runs in their direction; empty
    /// for a root, and for a node that was not reached. Takes time in proportion to its length: see
    /// [`Reach::witness`] for many.
    #[must_use]
    pub fn path(&self, node: NodeId) -> Vec<EdgeId> {
        let steps = self.back(node).filter_map(|at| Some(self.place(at)?.toward?.0));
        let mut path: Vec<EdgeId> = steps.collect();
        if !self.backward {
            path.reverse();
        }
        path
    }

    /// The same path for a message, in constant time.
    #[must_use]
    pub fn witness(&self, node: NodeId) -> Witness {
        let Some(place) = self.place(node) else { return Witness::default() };
        let length = place.depth as usize + 1;
        let shown = if length <= Witness::WHOLE { length } else { Witness::SIDE };
        let mut near: Vec<NodeId> = self.back(node).take(shown).collect();
        let mut far: Vec<NodeId> =
            if shown == length { Vec::new() } else { self.back(place.anchor).take(Witness::SIDE).collect() };
        if self.backward {
            return Witness { length, first: near, last: far };
        }
        near.reverse();
        far.reverse();
        if far.is_empty() {
            Witness { length, first: near, last: far }
        } else {
            Witness { length, first: far, last: near }
        }
    }

    fn place(&self, node: NodeId) -> Option<&Place> {
        self.places.get(node.0 as usize).filter(|place| place.depth != UNSEEN)
    }

    /// The nodes of the path from a node to its root.
    fn back(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(node), |at| Some(self.place(*at)?.toward?.1))
    }
}

/// A path as a message shows it: whole, or without its middle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Witness {
    length: usize,
    first: Vec<NodeId>,
    last: Vec<NodeId>,
}

impl Witness {
    /// The most nodes of a path that is shown whole.
    pub const WHOLE: usize = 7;
    /// How many nodes are shown on each side of the middle that is left out.
    pub const SIDE: usize = 3;

    /// The path through these nodes.
    #[must_use]
    pub fn of(nodes: Vec<NodeId>) -> Self {
        let length = nodes.len();
        if length <= Self::WHOLE {
            return Self { length, first: nodes, last: Vec::new() };
        }
        let last = nodes.iter().skip(length - Self::SIDE).copied().collect();
        Self { length, first: nodes.into_iter().take(Self::SIDE).collect(), last }
    }

    /// The path that goes on with `next`, which begins at the node where this one ends.
    #[must_use]
    pub fn join(self, next: Self) -> Self {
        let skip = usize::from(self.length > 0);
        let length = self.length + next.length.saturating_sub(skip);
        let gaps = !self.last.is_empty() || !next.last.is_empty();
        let nodes = self.first.iter().chain(&self.last).chain(next.first.iter().skip(skip)).chain(&next.last);
        let nodes: Vec<NodeId> = nodes.copied().collect();
        if !gaps {
            return Self::of(nodes);
        }
        let last = nodes.iter().skip(nodes.len().saturating_sub(Self::SIDE)).copied().collect();
        Self { length, first: nodes.into_iter().take(Self::SIDE).collect(), last }
    }

    /// The nodes before the middle; all of them when the path is short.
    #[must_use]
    pub fn first(&self) -> &[NodeId] {
        &self.first
    }

    /// How many nodes are left out.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.length - self.first.len() - self.last.len()
    }

    /// The nodes after the middle; empty when the path is short.
    #[must_use]
    pub fn last(&self) -> &[NodeId] {
        &self.last
    }
}
