//! Decisions, promises and tests are judged on small random flows by one who asks every session there can be, and who knows
//! nothing of the compiler's graph.

pub mod agreement;
pub mod case;
mod judge;

use fsflow::Compilation;
use fsflow::paths;
use fsflow::resolve::Options;
use proptest::prelude::*;

use crate::choices::Choices;
use crate::{diamonds, project, random};

proptest! {
    #![proptest_config(random::config(1500, "tests/seeds/decisions.txt"))]

    #[test]
    fn the_compiler_decides_as_one_who_asks_every_session(numbers in prop::collection::vec(any::<u32>(), 0..200)) {
        agreement::compiler_decides_as_the_judge(Choices::new(numbers));
    }
}

proptest! {
    #![proptest_config(random::config(400, "tests/seeds/decisions.txt"))]

    #[test]
    fn no_fewer_paths_take_every_outcome(numbers in prop::collection::vec(any::<u32>(), 0..60)) {
        agreement::no_fewer_paths_take_every_outcome(Choices::new(numbers));
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
