//! Owns the smallest set of paths that takes every outcome.
//!
//! Paths that together take an edge so many times are a flow through the graph, and the fewest paths that take every
//! outcome are the least flow that runs through each of them at least once. It is found as the least flow always is: from
//! one that is large enough, as much as possible is sent back.

use crate::flow::{EdgeId, NodeId};
use crate::graph::Graph;

/// How many edges may be looked at on the way to the least flow; a second's work or two.
const MOST_WORK: usize = 50_000_000;

/// The paths of a cover, one by one.
#[derive(Debug)]
pub struct Cover<'g> {
    graph: &'g Graph,
    network: Network,
    left: usize,
    /// Whether there is none with fewer paths. `false` only for a flow too large to be sure.
    pub is_smallest: bool,
}

/// The fewest paths from `start` to an `end` that together take every outcome of every node that has several; one path
/// when there is no such node. The same flow gives the same paths. None for a flow with a cycle.
#[must_use]
pub fn cover<'g>(graph: &'g Graph) -> Cover<'g> {
    let mut network = Network::new(graph);
    network.fill(graph);
    let is_smallest = network.shrink(MOST_WORK);
    let left = network.total();
    if left == 0 {
        network.add_one(graph);
    }
    Cover { graph, left: network.total(), network, is_smallest }
}

impl Cover<'_> {
    /// How many paths are still to come.
    #[must_use]
    pub fn len(&self) -> usize {
        self.left
    }

    /// Whether all paths have come.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left == 0
    }
}

impl Iterator for Cover<'_> {
    type Item = Vec<EdgeId>;

    /// Takes the first outcomes that some path has still to take.
    fn next(&mut self) -> Option<Vec<EdgeId>> {
        self.left = self.left.checked_sub(1)?;
        let mut at = self.graph.start()?;
        let mut path = Vec::new();
        while let Some(arc) = self.network.first_used(at) {
            arc.flow -= 1;
            path.push(arc.edge);
            at = NodeId(arc.to as u32);
        }
        Some(path)
    }
}

/// An edge of the graph on some path from `start` to an `end`.
#[derive(Debug)]
struct Arc {
    edge: EdgeId,
    from: usize,
    to: usize,
    /// How many paths take it.
    flow: usize,
    /// How many must.
    least: usize,
}

/// The edges on paths from `start` to the ends, and how many paths take each.
#[derive(Debug)]
struct Network {
    arcs: Vec<Arc>,
    /// The arcs that leave each node, and those that come to it.
    out: Vec<Vec<usize>>,
    into: Vec<Vec<usize>>,
    start: Option<usize>,
    ends: Vec<usize>,
}

impl Network {
    fn new(graph: &Graph) -> Self {
        let nodes = graph.flow().nodes.len();
        let start = graph.start().filter(|_| graph.order().is_some()).map(|start| start.0 as usize);
        let ends: Vec<NodeId> =
            graph.flow().nodes().filter(|(_, node)| node.is_end()).map(|(id, _)| id).collect();
        let leads = graph.reach_back(&ends, |_| true);
        let ends = ends.iter().map(|end| end.0 as usize).collect();
        let none = vec![Vec::new(); nodes];
        let mut this = Self { arcs: Vec::new(), out: none.clone(), into: none, start, ends };
        for (id, node) in graph.flow().nodes().filter(|(id, _)| start.is_some() && graph.is_reachable(*id)) {
            let least = usize::from(node.edges.len() > 1);
            // What the API fills in is no way that somebody has to try.
            let written = graph.outgoing(id).filter(|(edge, _)| !node.is_filled_in(edge.index));
            for (edge, target) in written.filter(|(_, target)| leads.contains(*target)) {
                let (from, to) = (id.0 as usize, target.0 as usize);
                this.out[from].push(this.arcs.len());
                this.into[to].push(this.arcs.len());
                this.arcs.push(Arc { edge, from, to, flow: least, least });
            }
        }
        this
    }

    fn flow(&self, arcs: &[usize]) -> usize {
        arcs.iter().map(|arc| self.arcs[*arc].flow).sum()
    }

    /// How many paths there are.
    fn total(&self) -> usize {
        self.start.map_or(0, |start| self.flow(&self.out[start]))
    }

    /// Lets as much come to each node as leaves it, and as much leave it as comes.
    fn fill(&mut self, graph: &Graph) {
        let order = graph.order().unwrap_or(&[]);
        for node in order.iter().rev().map(|node| node.0 as usize) {
            let lacks = self.flow(&self.out[node]).saturating_sub(self.flow(&self.into[node]));
            if let Some(first) = self.into[node].first() {
                self.arcs[*first].flow += lacks;
            }
        }
        for node in order.iter().map(|node| node.0 as usize) {
            let surplus = self.flow(&self.into[node]).saturating_sub(self.flow(&self.out[node]));
            if let Some(first) = self.out[node].first() {
                self.arcs[*first].flow += surplus;
            }
        }
    }

    /// Sends one path along the first outcomes.
    fn add_one(&mut self, graph: &Graph) {
        let mut at = self.start;
        for _ in 0..graph.flow().nodes.len() {
            let Some(first) = at.and_then(|at| self.out[at].first()).copied() else { break };
            self.arcs[first].flow += 1;
            at = Some(self.arcs[first].to);
        }
    }

    fn first_used(&mut self, node: NodeId) -> Option<&mut Arc> {
        let used = self.out[node.0 as usize].iter().copied().find(|arc| self.arcs[*arc].flow > 0)?;
        self.arcs.get_mut(used)
    }

    /// Sends as much back from the ends to the start as the arcs can spare, with Dinic's algorithm. Whether it came to its
    /// end before `work` edges were looked at.
    fn shrink(&mut self, work: usize) -> bool {
        let Some(start) = self.start else { return true };
        let mut search = Search { depth: Vec::new(), next: Vec::new(), work };
        while self.measure(&mut search) && search.depth.get(start).is_some_and(|depth| *depth != UNSEEN) {
            for end in self.ends.clone() {
                while self.send_back(end, start, &mut search) {}
            }
        }
        search.work > 0
    }

    /// The way back from a node by this number: over the arcs that come to it, which then are taken less often, and on
    /// over those that leave it, which then are taken more often. Gives the arc and the node on its other side.
    fn way(&self, node: usize, number: usize) -> Option<(usize, usize)> {
        match number.checked_sub(self.into[node].len()) {
            None => self.into[node].get(number).map(|arc| (*arc, self.arcs[*arc].from)),
            Some(number) => self.out[node].get(number).map(|arc| (*arc, self.arcs[*arc].to)),
        }
    }

    /// How much can be sent over the arc from this node; `None` when there is no limit.
    fn spare(&self, arc: usize, node: usize) -> Option<usize> {
        let arc = &self.arcs[arc];
        (arc.to == node).then(|| arc.flow - arc.least)
    }

    /// Finds how many arcs each node is away from the ends. `false` when the work was too much.
    fn measure(&self, search: &mut Search) -> bool {
        search.depth = vec![UNSEEN; self.out.len()];
        search.next = vec![0; self.out.len()];
        let mut queue = self.ends.clone();
        queue.iter().for_each(|end| search.depth[*end] = 0);
        let mut done = 0;
        while let Some(node) = queue.get(done).copied() {
            done += 1;
            let mut number = 0;
            while let Some((arc, to)) = self.way(node, number) {
                number += 1;
                if !search.look() {
                    return false;
                }
                if search.depth[to] == UNSEEN && self.spare(arc, node) != Some(0) {
                    search.depth[to] = search.depth[node] + 1;
                    queue.push(to);
                }
            }
        }
        true
    }

    /// Sends something from an end to the start over a shortest way. Whether there was one.
    fn send_back(&mut self, end: usize, start: usize, search: &mut Search) -> bool {
        let mut path: Vec<(usize, usize)> = Vec::new();
        let mut at = end;
        while at != start {
            let Some((arc, to)) = self.way(at, search.next[at]) else {
                // Nothing leads on from here: the step before is not tried again.
                let Some((_, before)) = path.pop() else { return false };
                search.next[before] += 1;
                at = before;
                continue;
            };
            if !search.look() {
                return false;
            }
            if search.depth[to] == search.depth[at] + 1 && self.spare(arc, at) != Some(0) {
                path.push((arc, at));
                at = to;
            } else {
                search.next[at] += 1;
            }
        }
        let most = path.iter().filter_map(|(arc, node)| self.spare(*arc, *node)).min().unwrap_or(0);
        for (arc, node) in path {
            match self.spare(arc, node) {
                Some(_) => self.arcs[arc].flow -= most,
                None => self.arcs[arc].flow += most,
            }
        }
        most > 0
    }
}

/// One round of the search for ways back.
struct Search {
    depth: Vec<usize>,
    /// For each node the number of the way that is to be tried next.
    next: Vec<usize>,
    work: usize,
}

const UNSEEN: usize = usize::MAX;

impl Search {
    /// Counts one edge that is looked at. `false` when there were too many.
    fn look(&mut self) -> bool {
        self.work = self.work.saturating_sub(1);
        self.work > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::Options;
    use crate::source::NoFiles;

    #[test]
    fn a_search_that_is_broken_off_still_takes_every_outcome() {
        let text = "start -> a
a: liveness -> < detected | deepfake: b, no_face | inconclusive: c >
b: conversation \"Ask.\" -> c
c: liveness -> end
end";
        let compilation = crate::compilation::compile("a.fsflow", text, &NoFiles, &Options::default());
        let graph = &compilation.graph;
        for (work, is_smallest) in [(0, false), (20, false), (MOST_WORK, true)] {
            let mut network = Network::new(graph);
            network.fill(graph);
            assert_eq!(network.shrink(work), is_smallest, "{work}");
            assert!(network.arcs.iter().all(|arc| arc.flow >= arc.least), "{work}");
            assert!(network.total() >= 4 && (!is_smallest || network.total() == 4), "{work}");
        }
    }

    #[test]
    fn a_path_changes_its_way_so_that_another_is_not_needed() {
        // Three paths come to `m` and one to `w`; of `z`'s three outcomes `m` can take two instead of `w`.
        let text = "start -> r
r: liveness -> < detected | deepfake | no_face: m, inconclusive: w >
w: conversation \"Ask.\" -> z
m: field_condition -> < when provided.tier == 1: end, else: z >
z: conversation \"Ask.\" -> < a: end when \"A\", b: end when \"B\", c: end when \"C\" >
end";
        let compilation = crate::compilation::compile("a.fsflow", text, &NoFiles, &Options::default());
        assert_eq!(cover(&compilation.graph).len(), 4);
    }
}
