//! The compiler's verdicts on the decisions, promises, tests and paths of a small random flow beside those of the judge.

use std::collections::BTreeSet;

use fsflow::Compilation;
use fsflow::flow::{EdgeId, NodeId};
use fsflow::graph::Graph;
use fsflow::paths;
use fsflow::resolve::Options;
use fsflow::simulate::{self, Failure, WalkError};
use fsflow::source::Span;

use super::case::{Atom, Case};
use super::judge::{Class, Judge, Paths, Session, Tested, Verdict};
use crate::choices::Choices;
use crate::project;

/// Holds the compiler to the judge: what is said of rules, promises and tests, the classes of the table, all paths.
pub fn compiler_decides_as_the_judge(mut choices: Choices) {
    let case = Case::new(&mut choices);
    let text = case.text();
    let compilation = project::compile(&text, &Options::default());
    let judge = Judge::new(&case);
    assert_eq!(verdict(&case, &compilation), judge.verdict(), "{}\n{}", text, project::shown(&compilation));
    for it in compilation.diagnostics.iter().filter(|it| it.code.name == "broken-ensure") {
        let at = compilation.flow.ensures.iter().position(|ensure| ensure.span == it.primary.span).unwrap();
        let told = |session: &Session| it.message.contains(&format!(": {}", story(&case, session)));
        assert!(judge.breaking(&case.ensures[at]).any(told), "{}\n{}", text, it.message);
    }

    let graph = &compilation.graph;
    if !judge.verdict().too_many {
        check_table(&case, &judge, graph);
    }
    assert_eq!(tested(graph), judge.tested(), "{}", text);
    let ends: Vec<NodeId> =
        compilation.flow.nodes().filter(|(_, node)| node.is_end()).map(|(id, _)| id).collect();
    assert_eq!(paths_to(graph, &ends), judge.paths(None), "{}", text);
    let to = NodeId(case.to as u32);
    assert_eq!(paths_to(graph, &[to]), judge.paths(Some(case.to)), "{}", text);
}

/// Holds the smallest set of paths that takes every outcome to what the judge finds by trying all sets.
pub fn no_fewer_paths_take_every_outcome(mut choices: Choices) {
    let case = Case::new(&mut choices);
    let compilation = project::compile(&case.text(), &Options::default());
    let graph = &compilation.graph;
    let judge = Judge::new(&case);
    let cover = paths::cover(graph);
    assert!(cover.is_smallest);
    let count = cover.len();
    let paths: Vec<Vec<(usize, usize)>> = cover.map(|path| path.iter().map(edge).collect()).collect();
    assert_eq!(paths.len(), count);
    let all = judge.paths(None).listed;
    assert!(paths.iter().all(|path| all.contains(path)), "{}\n{:?}", case.text(), paths);
    let taken: BTreeSet<(usize, usize)> = paths.into_iter().flatten().collect();
    let branching = judge.branching();
    assert!(branching.is_subset(&taken), "{}\n{:?}", case.text(), taken);
    // Beyond that, one who tries all sets of paths would not come to an end.
    if all.len() <= 24 && count <= 9 {
        let fewer = count > 1 && judge.can_cover(&branching, count - 1);
        assert!(!fewer, "{}\n{} paths", case.text(), count);
    }
}

/// What the compiler finds.
fn verdict(case: &Case, compilation: &Compilation) -> Verdict {
    let flow = &compilation.flow;
    let hits = |name: &'static str| compilation.diagnostics.iter().filter(move |it| it.code.name == name);
    let rule = |span: Span| {
        let mut rules = flow.decide.iter().flat_map(|decide| &decide.rules);
        rules.position(|rule| rule.span == span).unwrap()
    };
    let rules = |name| hits(name).map(|it| rule(it.primary.span)).collect();
    let ensure = |span: Span| flow.ensures.iter().position(|ensure| ensure.span == span).unwrap();
    let test_case = |span: Span| {
        let tests = flow.tests.iter().enumerate();
        let mut cases =
            tests.flat_map(|(test, it)| it.cases.iter().enumerate().map(move |(at, it)| (test, at, it)));
        cases.find(|(.., it)| it.span.contains(span)).map(|(test, at, _)| (test, at)).unwrap()
    };
    let mut impossible: Vec<String> = hits("impossible-outcome")
        .map(|it| it.message.trim_start_matches("no path meets ").trim_matches('`').to_owned())
        .collect();
    impossible.sort();
    let alike = hits("indistinguishable-outcomes").map(|it| {
        let names = it.message.trim_start_matches("a report can't tell ").split(" apart: ").next().unwrap();
        let names = names.replace(" and ", ", ").replace('`', "");
        let edges: Vec<(usize, usize)> = names.split(", ").map(|name| edge_named(case, name)).collect();
        (edges[0].0, edges.iter().map(|(_, outcome)| *outcome).collect())
    });
    Verdict {
        too_many: hits("too-many-outcomes").next().is_some(),
        dead: rules("dead-rule"),
        hidden: rules("hidden-rule"),
        impossible,
        pathless: hits("impossible-case").map(|it| test_case(it.primary.span)).collect(),
        broken: hits("broken-ensure").map(|it| ensure(it.primary.span)).collect(),
        unasked: rules("unasked-deepfake"),
        alike: alike.collect(),
    }
}

fn edge_named(case: &Case, name: &str) -> (usize, usize) {
    let nodes = case.nodes.iter().enumerate();
    let mut edges = nodes.flat_map(|(at, node)| (0..node.targets.len()).map(move |it| (at, it)));
    let is_named =
        |(node, outcome): &(usize, usize)| case.atom(Atom { node: *node, outcome: Some(*outcome) }) == name;
    edges.find(is_named).unwrap_or_else(|| panic!("no outcome {name}"))
}

fn node(id: NodeId) -> usize {
    id.0 as usize
}

fn edge(edge: &EdgeId) -> (usize, usize) {
    (node(edge.from), edge.index as usize)
}

fn session(case: &Case, path: &[EdgeId]) -> Session {
    let path: Vec<(usize, usize)> = path.iter().map(edge).collect();
    let at = path.last().map_or(0, |(node, outcome)| case.nodes[*node].targets[*outcome]);
    Session { path, at }
}

/// Holds the compiler's decision table to the judge.
fn check_table(case: &Case, judge: &Judge<'_>, graph: &Graph) {
    let Some(decide) = &graph.flow().decide else { return };
    let table = paths::table(graph, decide).unwrap();
    let atoms = |mask: u64| -> BTreeSet<Atom> {
        let held = table.mentioned().atoms().filter(|(bit, ..)| bit & mask != 0);
        held.map(|(_, at, outcome)| Atom { node: node(at), outcome: outcome.map(|it| it as usize) }).collect()
    };
    let number = |count: &paths::Count| -> usize { count.to_string().parse().unwrap() };
    let class = |class: &paths::Class| Class {
        rule: class.rule,
        with: atoms(class.with),
        without: atoms(class.without),
        paths: number(&class.paths),
        witness: session(case, &table.witness(class)),
    };
    let classes = |classes: &[paths::Class]| -> Vec<Class> { classes.iter().map(class).collect() };
    judge.check_table(&classes(&table.classes), false);
    judge.check_table(&classes(&table.stopped), true);
    assert_eq!(table.paths.iter().map(number).collect::<Vec<_>>(), judge.paths_of_rules());
    assert!(table.more.iter().chain(&table.more_stopped).all(paths::Count::is_zero));
}

fn paths_to(graph: &Graph, targets: &[NodeId]) -> Paths {
    let counts = paths::count(graph, targets);
    let listed: Vec<Vec<(usize, usize)>> =
        paths::list(graph, targets).map(|path| path.iter().map(edge).collect()).collect();
    assert_eq!(counts.paths.to_string(), listed.len().to_string());
    for path in [&counts.shortest, &counts.longest].into_iter().flatten() {
        assert!(listed.contains(&path.iter().map(edge).collect()), "{path:?}");
    }
    Paths {
        listed,
        shortest: counts.shortest.map(|path| path.len()),
        longest: counts.longest.map(|path| path.len()),
        never: counts.never.iter().map(edge).collect(),
    }
}

fn tested(graph: &Graph) -> Tested {
    let (results, coverage) = simulate::run(graph, |_| true);
    let wrong = |failure: &Failure| match failure {
        Failure::NotPassed(id, _) => format!("not passed {}", node(*id)),
        Failure::Decision { actual, .. } => format!("decided {actual}"),
        Failure::NoPath(WalkError::Undecided(id)) => format!("undecided {}", node(*id)),
        Failure::NoPath(WalkError::Twice(id)) => format!("twice {}", node(*id)),
        Failure::NoPath(WalkError::NotPassed(atom)) => format!("never at {}", node(atom.node)),
        // No case gives values, stops a session or says what must not be.
        _ => "stuck".to_owned(),
    };
    let failures = results
        .iter()
        .map(|test| test.cases.iter().map(|case| case.failures.iter().map(wrong).collect()).collect());
    Tested {
        failures: failures.collect(),
        missed_outcomes: coverage.missed_outcomes.iter().map(edge).collect(),
        missed_decisions: coverage.missed_decisions.clone(),
        percent: coverage.percent(),
    }
}

/// The outcomes of a session that a message tells, where nodes have several.
fn story(case: &Case, session: &Session) -> String {
    let branching = session.path.iter().filter(|(node, _)| case.nodes[*node].targets.len() > 1);
    let names: Vec<String> = branching
        .map(|(node, outcome)| format!("`{}`", case.atom(Atom { node: *node, outcome: Some(*outcome) })))
        .collect();
    if names.is_empty() { "the only path".to_owned() } else { names.join(", ") }
}
