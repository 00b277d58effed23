//! Decisions, promises and tests are judged on small random flows by one who asks every session there can be, and who knows
//! nothing of the compiler's graph.

pub mod case;
mod judge;

use std::collections::BTreeSet;

use fsflow::Compilation;
use fsflow::flow::{EdgeId, NodeId};
use fsflow::graph::Graph;
use fsflow::paths;
use fsflow::resolve::Options;
use fsflow::simulate::{self, Failure, WalkError};
use fsflow::source::Span;
use proptest::prelude::*;

use crate::choices::Choices;
use crate::{diamonds, project};
use case::{Atom, Case};
use judge::{Class, Judge, Paths, Session, Tested, Verdict};

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

/// The compiler's decision table; each witness must be a path of its class.
fn table(case: &Case, judge: &Judge<'_>, graph: &Graph) -> (Vec<Class>, Vec<Class>) {
    let Some(decide) = &graph.flow().decide else { return (Vec::new(), Vec::new()) };
    let table = paths::table(graph, decide).unwrap();
    let atoms = |mask: u32| -> BTreeSet<Atom> {
        let held = table.mentioned().atoms().filter(|(bit, ..)| bit & mask != 0);
        held.map(|(_, at, outcome)| Atom { node: node(at), outcome: outcome.map(|it| it as usize) }).collect()
    };
    let classes = |classes: &[paths::Class]| -> Vec<Class> {
        let mut classes: Vec<Class> = classes
            .iter()
            .map(|class| {
                let atoms = atoms(class.state.mask);
                let witness = session(case, &table.witness(class));
                assert!(judge.is_in_class(&witness, class.rule, &atoms), "{witness:?} {class:?}");
                (class.rule, atoms, class.paths.to_string().parse().unwrap())
            })
            .collect();
        classes.sort();
        classes
    };
    (classes(&table.classes), classes(&table.stopped))
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
        Failure::NoPath(WalkError::Stuck) => "stuck".to_owned(),
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_compiler_decides_as_one_who_asks_every_session(numbers in prop::collection::vec(any::<u32>(), 0..200)) {
        let case = Case::new(&mut Choices::new(numbers));
        let text = case.text();
        let compilation = project::compile(&text, &Options::default());
        let judge = Judge::new(&case);
        prop_assert_eq!(verdict(&case, &compilation), judge.verdict(), "{}\n{}", text, project::shown(&compilation));
        for it in compilation.diagnostics.iter().filter(|it| it.code.name == "broken-ensure") {
            let at = compilation.flow.ensures.iter().position(|ensure| ensure.span == it.primary.span).unwrap();
            let told = |session: &Session| it.message.contains(&format!(": {}", story(&case, session)));
            prop_assert!(judge.breaking(&case.ensures[at]).any(told), "{}\n{}", text, it.message);
        }

        let graph = &compilation.graph;
        if !judge.verdict().too_many {
            prop_assert_eq!(table(&case, &judge, graph), judge.table(), "{}", text);
        }
        prop_assert_eq!(tested(graph), judge.tested(), "{}", text);
        let ends: Vec<NodeId> =
            compilation.flow.nodes().filter(|(_, node)| node.is_end()).map(|(id, _)| id).collect();
        prop_assert_eq!(paths_to(graph, &ends), judge.paths(None), "{}", text);
        let to = NodeId(case.to as u32);
        prop_assert_eq!(paths_to(graph, &[to]), judge.paths(Some(case.to)), "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_fewer_paths_take_every_outcome(numbers in prop::collection::vec(any::<u32>(), 0..60)) {
        let case = Case::new(&mut Choices::new(numbers));
        let compilation = project::compile(&case.text(), &Options::default());
        let graph = &compilation.graph;
        let judge = Judge::new(&case);
        let cover = paths::cover(graph);
        prop_assert!(cover.is_smallest);
        let count = cover.len();
        let paths: Vec<Vec<(usize, usize)>> = cover.map(|path| path.iter().map(edge).collect()).collect();
        prop_assert_eq!(paths.len(), count);
        let all = judge.paths(None).listed;
        prop_assert!(paths.iter().all(|path| all.contains(path)), "{}\n{:?}", case.text(), paths);
        let taken: BTreeSet<(usize, usize)> = paths.into_iter().flatten().collect();
        let branching = judge.branching();
        prop_assert!(branching.is_subset(&taken), "{}\n{:?}", case.text(), taken);
        // Beyond that, one who tries all sets of paths would not come to an end.
        if all.len() <= 24 && count <= 9 {
            let fewer = count > 1 && judge.can_cover(&branching, count - 1);
            prop_assert!(!fewer, "{}\n{} paths", case.text(), count);
        }
    }
}

#[test]
fn a_large_flow_is_covered_in_time() {
    let compilation = project::compile(&diamonds::flow(3000, 4), &Options::default());
    let graph = &compilation.graph;
    let cover = paths::cover(graph);
    assert_eq!((cover.len(), cover.is_smallest), (2, true));
    assert_eq!(cover.map(|path| path.len()).collect::<Vec<_>>(), [6002, 6002]);
}

#[test]
fn of_several_bad_faces_on_one_path_each_is_followed() {
    // The rule is met only by sessions with two of them, so that what is watched happens twice.
    let text = "start -> n1
n1: liveness -> < detected: n3, deepfake: n2, no_face: n3, inconclusive: n2 >
n2: liveness -> < detected: n3, deepfake: n4, no_face: n3, inconclusive: n4 >
n3: end
n4: end
decide { accept: n1 and n4, reject: else }
";
    let shown = project::shown(&project::compile(text, &Options::default()));
    let expected = "warning[unasked-deepfake]: `accept` is decided with `n1.deepfake`, which the rule does not ask about";
    assert!(shown.contains(expected), "{shown}");
}

/// The paths of a row of diamonds: for each decision how many classes it has, and how many paths all of them.
fn decided(compilation: &Compilation) -> Vec<(String, usize, paths::Count)> {
    let graph = &compilation.graph;
    let decide = compilation.flow.decide.as_ref().unwrap();
    let table = paths::table(graph, decide).unwrap();
    let mut decided: Vec<(String, usize, paths::Count)> =
        decide.rules.iter().map(|rule| (rule.name.clone(), 0, paths::Count::default())).collect();
    for class in &table.classes {
        decided[class.rule].1 += 1;
        decided[class.rule].2 += &class.paths;
        let walked = table.witness(class).len();
        assert_eq!(walked, 2 * 1000 + 2, "a witness runs from the start to the end");
    }
    decided
}

#[test]
fn paths_beyond_number_are_counted_exactly() {
    let compilation = project::compile(&diamonds::flow(1000, 12), &Options::default());
    assert_eq!(compilation.diagnostics.len(), 0, "{}", project::shown(&compilation));
    let power = |exponent: u32| paths::Count::power_of_two(exponent);
    let expected = [
        ("accept".to_owned(), 1, power(988)),
        ("review".to_owned(), (1 << 12) - 2, &power(988) * &paths::Count::from((1 << 12) - 2)),
        ("reject".to_owned(), 1, power(988)),
    ];
    assert_eq!(decided(&compilation), expected);
    let graph = &compilation.graph;
    let end = compilation.flow.nodes().find(|(_, node)| node.is_end()).unwrap().0;
    assert_eq!(paths::count(graph, &[end]).paths, power(1000));
    assert_eq!(paths::list(graph, &[end]).take(3).map(|path| path.len()).collect::<Vec<_>>(), [2002; 3]);
}

#[test]
fn more_outcomes_than_can_be_combined_are_refused_and_not_tried() {
    let compilation = project::compile(&diamonds::flow(1000, 20), &Options::default());
    assert_eq!(compilation.diagnostics.len(), 0, "{}", project::shown(&compilation));
    let compilation = project::compile(&diamonds::flow(1000, 21), &Options::default());
    let shown = project::shown(&compilation);
    assert!(
        shown.ends_with(
            "error[too-many-outcomes]: 21 outcomes are mentioned, and at most 20 can be combined\n"
        ) && compilation.diagnostics.len() == 1,
        "{shown}"
    );
}
