//! The tests of a flow: running them, and which outcomes and decisions none of them has taken.

use std::collections::BTreeSet;

use super::given::{Given, WalkError, along};
use super::walk::Walk;
use crate::flow::{Case, EdgeId, NodeId, Test};
use crate::graph::Graph;
use crate::source::Span;

/// How one test went.
#[derive(Debug)]
pub struct TestResult<'f> {
    /// The test.
    pub test: &'f Test,
    /// Its cases in order.
    pub cases: Vec<CaseResult<'f>>,
}

/// How one case went.
#[derive(Debug)]
pub struct CaseResult<'f> {
    /// The case.
    pub case: &'f Case,
    /// The path that was taken; `None` when there was none.
    pub walk: Option<Walk<'f>>,
    /// The decision that came out, when the flow has `decide`.
    pub decision: Option<&'f str>,
    /// What went wrong; empty for a case that holds.
    pub failures: Vec<Failure>,
}

/// What a case got wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The outcomes make no path.
    NoPath(WalkError),
    /// An expected node was not passed.
    NotPassed(NodeId, Span),
    /// A node was passed that must not be.
    Passed(NodeId, Span),
    /// A decision came out that must not.
    Forbidden(String, Span),
    /// Another decision came out.
    Decision {
        /// The expected one, and where it stands.
        expected: (String, Span),
        /// The one that came out.
        actual: String,
    },
}

/// What tests have taken.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// The outcomes that could be taken: those of reachable nodes with more than one. What the API fills in is not among them.
    pub outcomes: Vec<EdgeId>,
    /// Those of them that no test took.
    pub missed_outcomes: Vec<EdgeId>,
    /// The decisions, each once, in the order of the rules.
    pub decisions: Vec<String>,
    /// Those of them that no test reached.
    pub missed_decisions: Vec<String>,
}

impl Coverage {
    /// How many of the outcomes and decisions were taken, in percent, rounded down; 100 when there are none.
    #[must_use]
    pub fn percent(&self) -> usize {
        let all = self.outcomes.len() + self.decisions.len();
        let missed = self.missed_outcomes.len() + self.missed_decisions.len();
        ((all - missed) * 100).checked_div(all).unwrap_or(100)
    }
}

/// Runs the tests that `wanted` selects.
pub fn run<'f>(graph: &'f Graph, wanted: impl Fn(&Test) -> bool) -> (Vec<TestResult<'f>>, Coverage) {
    let flow = graph.flow();
    let results: Vec<TestResult<'f>> = flow
        .tests
        .iter()
        .filter(|test| wanted(test))
        .map(|test| TestResult { test, cases: test.cases.iter().map(|case| run_case(graph, case)).collect() })
        .collect();
    let coverage = coverage(graph, results.iter().flat_map(|result| &result.cases));
    (results, coverage)
}

fn run_case<'f>(graph: &'f Graph, case: &'f Case) -> CaseResult<'f> {
    let walk = match Given::of(case).and_then(|given| along(graph, &given)) {
        Ok(walk) => walk,
        Err(error) => {
            return CaseResult { case, walk: None, decision: None, failures: vec![Failure::NoPath(error)] };
        }
    };
    let decision = walk.decision();
    let passed: BTreeSet<NodeId> = walk.nodes().collect();
    let missing = case.nodes.iter().filter(|(node, _)| !passed.contains(node));
    let mut failures: Vec<Failure> = missing.map(|(node, span)| Failure::NotPassed(*node, *span)).collect();
    let forbidden = case.no_nodes.iter().filter(|(node, _)| passed.contains(node));
    failures.extend(forbidden.map(|(node, span)| Failure::Passed(*node, *span)));
    let forbidden = case.no_decisions.iter().filter(|(name, _)| Some(name.as_str()) == decision);
    failures.extend(forbidden.map(|(name, span)| Failure::Forbidden(name.clone(), *span)));
    if let (Some(expected), Some(actual)) = (&case.decision, decision)
        && expected.0 != actual
    {
        failures.push(Failure::Decision { expected: expected.clone(), actual: actual.to_owned() });
    }
    CaseResult { case, walk: Some(walk), decision, failures }
}

fn coverage<'r, 'f: 'r>(graph: &Graph, cases: impl Iterator<Item = &'r CaseResult<'f>>) -> Coverage {
    let mut taken = BTreeSet::new();
    let mut decided = BTreeSet::new();
    for case in cases {
        taken.extend(case.walk.iter().flat_map(|walk| walk.path().iter().copied()));
        decided.extend(case.decision);
    }
    let outcomes = branching(graph);
    let missed_outcomes = outcomes.iter().filter(|edge| !taken.contains(edge)).copied().collect();
    let mut decisions: Vec<String> = Vec::new();
    for rule in graph.flow().decide.iter().flat_map(|decide| &decide.rules) {
        if !decisions.contains(&rule.name) {
            decisions.push(rule.name.clone());
        }
    }
    let missed_decisions =
        decisions.iter().filter(|name| !decided.contains(name.as_str())).cloned().collect();
    Coverage { outcomes, missed_outcomes, decisions, missed_decisions }
}

/// The outcomes of reachable nodes that have more than one; not those that the API fills in, for which nobody wrote a way.
fn branching(graph: &Graph) -> Vec<EdgeId> {
    let nodes = graph.flow().nodes().map(|(id, _)| id).filter(|id| graph.is_reachable(*id));
    nodes
        .flat_map(|node| {
            let written = |edge: &EdgeId| !graph.flow().node(node).is_filled_in(edge.index);
            let edges: Vec<EdgeId> = graph.outgoing(node).map(|(edge, _)| edge).filter(written).collect();
            if edges.len() > 1 { edges } else { Vec::new() }
        })
        .collect()
}
