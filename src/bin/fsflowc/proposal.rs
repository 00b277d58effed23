//! Owns the tests that are proposed for a flow, ready to paste.

use fsflow::flow::Flow;
use fsflow::format::format;
use fsflow::graph::Graph;
use fsflow::paths::{self, Walk};
use fsflow::source::SourceFile;
use fsflow::syntax::quote::quoted;
use fsflow::syntax::words::{Position, spell};
use indexmap::IndexMap;

/// Tests that together take every outcome of a flow with as few cases as possible; the cases of one test come to the same place.
pub(crate) fn proposal(graph: &Graph) -> String {
    let flow = graph.flow();
    let cover = paths::cover(graph);
    let mut text = String::new();
    if !cover.is_smallest {
        text.push_str(
            "// The flow is too large to be sure that no smaller set of cases takes every outcome.\n\n",
        );
    }
    let mut tests: IndexMap<String, Vec<String>> = IndexMap::new();
    for walk in cover {
        let decision = paths::decision(flow, &walk);
        let last = walk.nodes().filter(|node| !flow.node(*node).is_end()).last();
        let last = last.filter(|node| !flow.node(*node).is_start()).unwrap_or(walk.at);
        let last = &flow.node(last).id;
        let expected: Vec<String> = [Some(last.as_str()), decision]
            .into_iter()
            .flatten()
            .map(|name| spell(name, Position::Expected).into_owned())
            .collect();
        let case = format!("{} => {}", given(flow, &walk).join(", "), expected.join(", "));
        let name = match decision {
            Some(decision) => format!("{decision} after {last}"),
            None => format!("to {last}"),
        };
        tests.entry(name).or_default().push(case);
    }
    for (name, cases) in tests {
        let cases: String = cases.iter().map(|case| format!("  {case}\n")).collect();
        text.push_str(&format!("test {} {{\n{cases}}}\n\n", quoted(&name)));
    }
    format(&SourceFile::new("", text))
}

/// The outcomes of a walk at the nodes that have several, as a test writes them.
fn given(flow: &Flow, walk: &Walk) -> Vec<String> {
    let edges = walk.path.iter().filter_map(|edge| {
        let node = flow.node(edge.from);
        let outcome = node.edges.get(edge.index as usize).filter(|_| node.edges.len() > 1)?;
        let (id, name) = (&node.id, &outcome.spelled());
        Some(format!("{}.{}", spell(id, Position::Condition), spell(name, Position::ConditionOutcome)))
    });
    edges.collect()
}
