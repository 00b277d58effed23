//! Outcomes by name, as users write them outside a flow: in the way of the flow's own tests.

use crate::diag::did_you_mean;
use crate::diag::refused::Refused;
use crate::flow::{Atom, EdgeId, Flow, NodeId};
use crate::graph::Graph;
use crate::paths::edge_of;
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::words::{Position, spell};
use crate::syntax::{self, ast};

/// Reads `node.outcome, node, …`, with commas between, as a test writes what happens: names that are no words stand in
/// quotes. What has no quotes and is the name of an outcome all the same is understood as well.
///
/// # Errors
/// When a name is not known.
pub fn parse(graph: &Graph, text: &str) -> Result<Vec<Atom>, Refused> {
    let Some(atoms) = written(text) else {
        let pieces = text.split(',').map(str::trim).filter(|piece| !piece.is_empty());
        return pieces.map(|piece| bare(graph, piece).ok_or_else(|| unknown(graph, piece))).collect();
    };
    let found = |(atom, text): &(ast::Atom, String)| named(graph, atom).or_else(|| bare(graph, text));
    atoms.iter().map(|atom| found(atom).ok_or_else(|| unknown(graph, &atom.1))).collect()
}

/// The items of a list that a test could begin with, each with its text; `None` for what no test could.
fn written(text: &str) -> Option<Vec<(ast::Atom, String)>> {
    let head = "test \"\" {\n";
    let source = SourceFile::new("", format!("{head}{text} => end\n}}"));
    let parsed = syntax::parse(FileId(0), &source);
    let [statement] = parsed.file.statements.as_slice() else { return None };
    let ast::StatementKind::Test(test) = &statement.kind else { return None };
    let [case] = test.cases.as_slice() else { return None };
    let is_whole = parsed.diagnostics.is_empty() && case.expected.len() == 1 && case.stop.is_none();
    let texts = case.given.iter().map(|given| match given {
        ast::Given::Atom(atom) => Some((atom.clone(), source.slice(atom.span).to_owned())),
        ast::Given::Value(_) => None,
    });
    texts.collect::<Option<Vec<_>>>().filter(|_| is_whole)
}

fn named(graph: &Graph, atom: &ast::Atom) -> Option<Atom> {
    let node = graph.named(&atom.node.text)?;
    match &atom.outcome {
        Some(outcome) => edge(graph, node, &outcome.text),
        None => Some(Atom { span: Span::default(), node, edge: None }),
    }
}

/// A name without quotes, wherever its dot is.
fn bare(graph: &Graph, text: &str) -> Option<Atom> {
    let dots = text.match_indices('.').map(|(at, _)| at);
    let halves = dots.filter_map(|at| text.split_at_checked(at));
    let outcome = halves.filter_map(|(node, outcome)| {
        edge(graph, graph.named(node)?, outcome.strip_prefix('.').unwrap_or(outcome))
    });
    let node = || graph.named(text).map(|node| Atom { span: Span::default(), node, edge: None });
    outcome.fold(None, |_, found| Some(found)).or_else(node)
}

fn edge(graph: &Graph, node: NodeId, outcome: &str) -> Option<Atom> {
    let at = graph.flow().node(node).outcomes().position(|edge| edge.is_named(outcome))?;
    Some(Atom { span: Span::default(), node, edge: u32::try_from(at).ok() })
}

fn unknown(graph: &Graph, text: &str) -> Refused {
    let flow = graph.flow();
    let names: Vec<String> = edges(flow).map(|edge| spelled(flow, edge)).collect();
    let near = did_you_mean(text, names.iter().map(String::as_str));
    Refused::new(format!("there is no outcome `{text}`")).near(near, Some("write node.outcome"))
}

fn edges(flow: &Flow) -> impl Iterator<Item = EdgeId> + '_ {
    flow.nodes().flat_map(|(from, node)| {
        (0..node.outcomes().count()).map(move |index| EdgeId { from, index: index as u32 })
    })
}

/// `node.outcome` as a test writes it: [`parse`] takes it back.
#[must_use]
pub fn spelled(flow: &Flow, edge: EdgeId) -> String {
    let node = flow.node(edge.from);
    let outcome = node.outcome(edge.index).map_or_else(String::new, |edge| edge.spelled());
    format!("{}.{}", spell(&node.id, Position::Condition), spell(&outcome, Position::ConditionOutcome))
}

/// `node` or `node.outcome` as a test writes it.
#[must_use]
pub fn spelled_atom(flow: &Flow, atom: Atom) -> String {
    let node = || spell(&flow.node(atom.node).id, Position::Condition).into_owned();
    edge_of(atom).map_or_else(node, |edge| spelled(flow, edge))
}

/// The outcomes that tell a path from others, as a test writes them: those of nodes that have several.
#[must_use]
pub fn given_names(flow: &Flow, path: &[EdgeId]) -> Vec<String> {
    let branching = path.iter().filter(|edge| flow.node(edge.from).edges.len() > 1);
    branching.map(|edge| spelled(flow, *edge)).collect()
}

/// The outcome that an answer names among several of one node: by its number from 1, its name, or the beginning of one name
/// alone.
///
/// # Errors
/// Why the answer names none, as a clause.
pub fn choose(graph: &Graph, edges: &[EdgeId], answer: &str) -> Result<EdgeId, String> {
    if answer.is_empty() {
        return Err("write a number, a name, or the beginning of one".to_owned());
    }
    if let Ok(number) = answer.parse::<usize>() {
        let edge = number.checked_sub(1).and_then(|place| edges.get(place));
        return edge.copied().ok_or_else(|| format!("the numbers are 1 to {}", edges.len()));
    }
    if let Some(edge) = edges.iter().find(|edge| graph.edge(**edge).is_named(answer)) {
        return Ok(*edge);
    }
    let names: Vec<(String, EdgeId)> =
        edges.iter().map(|edge| (graph.edge(*edge).spelled(), *edge)).collect();
    let begins = |name: &str| name.to_lowercase().starts_with(&answer.to_lowercase());
    let begun: Vec<&(String, EdgeId)> = names.iter().filter(|(name, _)| begins(name)).collect();
    match begun.as_slice() {
        [(_, only)] => Ok(*only),
        [] => Err(match did_you_mean(answer, names.iter().map(|(name, _)| name.as_str())) {
            Some(near) => format!("there is no outcome `{answer}`; did you mean `{near}`?"),
            None => format!("there is no outcome `{answer}`; write a number or a name of the list"),
        }),
        several => {
            let names: Vec<String> = several.iter().map(|(name, _)| format!("`{name}`")).collect();
            Err(format!("`{answer}` can be {}", names.join(" or ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::Options;
    use crate::source::NoFiles;

    const FLOW: &str = "start -> \"x.y\"
\"x.y\": liveness -> < detected: \"and\", else: end >
\"and\": conversation \"Ask.\" -> < \"a, b\": tier when \"One\", \"c.d\": end when \"Other\" >
tier: field_condition -> < when provided.tier == 1: end, else: end >
end
";

    fn check(text: &str, expected: &str) {
        let compilation = crate::compilation::compile("a.fsflow", FLOW, &NoFiles, &Options::default());
        let shown = match parse(&compilation.graph, text) {
            Ok(atoms) => {
                let names: Vec<String> =
                    atoms.into_iter().map(|atom| spelled_atom(&compilation.flow, atom)).collect();
                names.join(", ")
            }
            Err(refused) => refused.to_string(),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn names_are_read_as_a_test_writes_them() {
        check("", "");
        check("tier.else, tier.rule_1", "tier.else, tier.rule_1");
        check("tier.\"else\"", "tier.else");
        check("\"x.y\".deepfakeDetected,\"and\".\"a, b\"", "\"x.y\".deepfake, \"and\".\"a, b\"");
        check(
            " \"and\" . \"c.d\" ",
            "there is no outcome `\"and\" . \"c.d\"`; did you mean `\"and\".\"c.d\"`?",
        );
        check("tier", "tier");
    }

    #[test]
    fn names_without_quotes_are_understood_where_they_can_be() {
        check("x.y.deepfake", "\"x.y\".deepfake");
        check("and.c.d, tier.default", "\"and\".\"c.d\", tier.else");
        check("tier.rule_2", "there is no outcome `tier.rule_2`; did you mean `tier.rule_1`?");
        check("nothing", "there is no outcome `nothing`; write node.outcome");
        check("tier => end\n tier", "there is no outcome `tier => end\n tier`; write node.outcome");
    }

    #[test]
    fn every_outcome_is_found_by_the_name_that_is_written_for_it() {
        let compilation = crate::compilation::compile("a.fsflow", FLOW, &NoFiles, &Options::default());
        for edge in edges(&compilation.flow) {
            let found = parse(&compilation.graph, &spelled(&compilation.flow, edge));
            let found: Vec<Option<EdgeId>> = found.expect("it is known").into_iter().map(edge_of).collect();
            assert_eq!(found, [Some(edge)]);
        }
    }
}
