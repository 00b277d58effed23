//! Tests that are made for a flow, ready to paste into it.

use indexmap::IndexMap;

use super::names::given_names;
use super::walk::Walk;
use crate::flow::EdgeId;
use crate::format::format;
use crate::graph::Graph;
use crate::paths;
use crate::source::SourceFile;
use crate::syntax::quote::quoted;
use crate::syntax::words::{Position, spell};

/// Tests that together take every outcome of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The tests, laid out as the formatter does it.
    pub text: String,
    /// Whether no smaller set of cases takes every outcome. `false` only for a flow too large to be sure.
    pub is_smallest: bool,
}

/// Tests that together take every outcome with as few cases as possible; the cases of one test come to the same place.
#[must_use]
pub fn generate(graph: &Graph) -> Generated {
    let cover = paths::cover(graph);
    let is_smallest = cover.is_smallest;
    let mut text = String::new();
    if !is_smallest {
        text.push_str(
            "// The flow is too large to be sure that no smaller set of cases takes every outcome.\n\n",
        );
    }
    let mut tests: IndexMap<String, Vec<String>> = IndexMap::new();
    for (name, case) in cover.filter_map(|path| case(graph, &path)) {
        tests.entry(name).or_default().push(case);
    }
    for (name, cases) in tests {
        let cases: String = cases.iter().map(|case| format!("  {case}\n")).collect();
        text.push_str(&format!("test {} {{\n{cases}}}\n\n", quoted(&name)));
    }
    Generated { text: format(&SourceFile::new("", text)), is_smallest }
}

/// The case of a path, and the name of the test that it belongs to.
fn case(graph: &Graph, path: &[EdgeId]) -> Option<(String, String)> {
    let flow = graph.flow();
    let mut walk = Walk::new(graph)?;
    for edge in path {
        walk.take(*edge);
    }
    let decision = walk.decision();
    let last = walk.nodes().filter(|node| !flow.node(*node).is_end()).last();
    let last = last.filter(|node| !flow.node(*node).is_start()).unwrap_or(walk.at());
    let last = &flow.node(last).id;
    let expected = [Some(last.as_str()), decision].into_iter().flatten();
    let expected: Vec<_> = expected.map(|name| spell(name, Position::Expected)).collect();
    let case = format!("{} => {}", given_names(flow, path).join(", "), expected.join(", "));
    let name = match decision {
        Some(decision) => format!("{decision} after {last}"),
        None => format!("to {last}"),
    };
    Some((name, case))
}
