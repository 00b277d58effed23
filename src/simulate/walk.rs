//! A session on its way through a flow: where it is, what it can do there, and what it has behind it.

use crate::flow::{
    Atom, Comparand, Comparison, EdgeId, Fact, GivenValue, NodeId, Scalar, SessionValue, compares,
};
use crate::graph::Graph;
use crate::paths::edge_of;

/// A walk that has come to some node. It takes one outcome after the other and can go back.
#[derive(Debug, Clone)]
pub struct Walk<'g> {
    graph: &'g Graph,
    start: NodeId,
    path: Vec<EdgeId>,
    /// The values that the session has; it has no others.
    values: Vec<GivenValue>,
    /// Whether it went no further although it could have.
    stopped: bool,
}

/// What a walk can do at its node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The session is over.
    End,
    /// There is one way.
    Only(EdgeId),
    /// There are several.
    Choice(Vec<EdgeId>),
}

impl<'g> Walk<'g> {
    /// A walk that stands at `start`; `None` in a flow without one.
    #[must_use]
    pub fn new(graph: &'g Graph) -> Option<Self> {
        graph.start().map(|start| Self { graph, start, path: Vec::new(), values: Vec::new(), stopped: false })
    }

    /// The graph that it walks through.
    #[must_use]
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// Where it is.
    #[must_use]
    pub fn at(&self) -> NodeId {
        self.path.last().map_or(self.start, |edge| self.graph.edge(*edge).target.unwrap_or(edge.from))
    }

    /// The edges that it took.
    #[must_use]
    pub fn path(&self) -> &[EdgeId] {
        &self.path
    }

    /// The nodes that it passed, from `start` to where it is.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        let here = self.stopped_with().is_none().then(|| self.at());
        self.path.iter().map(|edge| edge.from).chain(here)
    }

    /// Lets the session have these values.
    pub fn set_values(&mut self, values: &[GivenValue]) {
        self.values = values.to_vec();
    }

    /// The value that the session was given; `None` for one that nothing was said of, and `Some(None)` for one that is not there.
    #[must_use]
    pub fn value(&self, of: &SessionValue) -> Option<Option<&Scalar>> {
        let given = self.values.iter().rev().find(|given| given.left == *of);
        given.map(|given| given.value.as_ref())
    }

    /// Ends the session where it stands: it does not complete.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// The outcome with which the session stopped, when nobody says where it leads.
    #[must_use]
    pub fn stopped_with(&self) -> Option<EdgeId> {
        self.path.last().copied().filter(|edge| self.graph.edge(*edge).target.is_none())
    }

    /// Whether it stands at an `end`, and did not stop there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.stopped && self.graph.flow().node(self.at()).is_end()
    }

    /// What it can do now. A node whose outcomes all lead to one place still has as many ways as outcomes.
    #[must_use]
    pub fn step(&self) -> Step {
        if self.stopped_with().is_some() {
            return Step::End;
        }
        let edges: Vec<EdgeId> = self.ways().collect();
        match edges.as_slice() {
            [] => Step::End,
            [only] => Step::Only(*only),
            _ => Step::Choice(edges),
        }
    }

    /// Takes an edge that leaves its node. Says whether it did: an edge of another node, or one that leads nowhere, is not
    /// taken.
    pub fn take(&mut self, edge: EdgeId) -> bool {
        let leaves = self.stopped_with().is_none() && self.ways().any(|known| known == edge);
        if leaves {
            self.path.push(edge);
        }
        leaves
    }

    /// All outcomes of the node at which it stands.
    fn ways(&self) -> impl Iterator<Item = EdgeId> {
        self.graph.outgoing(self.at()).map(|(edge, _)| edge).chain(self.graph.stopping(self.at()))
    }

    /// Goes one step back, and gives the edge that it had taken; `None` at the start.
    pub fn back(&mut self) -> Option<EdgeId> {
        self.path.pop()
    }

    /// Whether it has the atom behind it; the node that it stands at counts.
    #[must_use]
    pub fn holds(&self, atom: Atom) -> bool {
        match edge_of(atom) {
            Some(edge) => self.path.contains(&edge),
            None => self.nodes().any(|node| node == atom.node),
        }
    }

    /// What `decide` makes of the session as it is now; `None` without `decide`.
    #[must_use]
    pub fn decision(&self) -> Option<&'g str> {
        self.decision_when(&|atom| self.holds(atom))
    }

    /// The number of the rule of `decide` that decides about the session as it is now; `None` without `decide`.
    #[must_use]
    pub fn rule(&self) -> Option<usize> {
        self.rule_when(&|atom| self.holds(atom))
    }

    /// What `decide` makes of a session that is here and has these atoms behind it.
    pub(super) fn decision_when(&self, holds: &impl Fn(Atom) -> bool) -> Option<&'g str> {
        let decide = self.graph.flow().decide.as_ref()?;
        decide.rules.get(self.rule_when(holds)?).map(|rule| rule.name.as_str())
    }

    fn rule_when(&self, holds: &impl Fn(Atom) -> bool) -> Option<usize> {
        let decide = self.graph.flow().decide.as_ref()?;
        let holds = |fact: Fact<'_>| match fact {
            Fact::Passed(atom) => holds(atom),
            Fact::Value(comparison) => self.compares(comparison),
        };
        decide.rule(&holds, !self.is_complete())
    }

    /// Whether a comparison holds of the values that were given; the others are not there.
    fn compares(&self, comparison: &Comparison) -> bool {
        let left = self.value(&comparison.left).flatten();
        let right = match &comparison.right {
            Some(Comparand::Literal(literal)) => Some(literal),
            Some(Comparand::Value(value)) => self.value(value).flatten(),
            None => None,
        };
        compares(comparison.operator.symbol, left, right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::Options;
    use crate::source::NoFiles;

    const FLOW: &str = "start -> look
look: liveness -> < detected: thanks, else: end >
thanks: conversation \"Thank the user.\" { does_not_require_reply: true } -> end
end
decide { accept: thanks, reject: else }
";

    #[test]
    fn a_walk_that_goes_back_can_take_another_way() {
        let compilation = crate::compilation::compile("a.fsflow", FLOW, &NoFiles, &Options::default());
        let graph = &compilation.graph;
        let mut walk = Walk::new(graph).expect("there is a start");
        assert_eq!(walk.back(), None);
        let Step::Only(first) = walk.step() else { panic!("one way leaves the start") };
        assert!(walk.take(first) && !walk.take(first), "an edge of another node is not taken");
        let Step::Choice(edges) = walk.step() else { panic!("liveness has several outcomes") };
        for (edge, decision) in [(edges[0], "accept"), (edges[1], "reject")] {
            assert!(walk.take(edge));
            if let Step::Only(last) = walk.step() {
                assert!(!walk.is_complete() && walk.take(last));
            }
            assert_eq!((walk.is_complete(), walk.step()), (true, Step::End));
            assert_eq!(walk.decision(), Some(decision));
            while walk.at() != edge.from {
                walk.back();
            }
            assert_eq!(walk.path(), [first]);
        }
    }
}
