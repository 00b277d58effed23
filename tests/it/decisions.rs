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
        let walked = table.witness(class).len();
        assert_eq!(walked, 2 * 1000 + 2, "a witness runs from the start to the end");
    }
    for (decided, (paths, more)) in decided.iter_mut().zip(table.paths.iter().zip(&table.more)) {
        decided.1 += more.to_string().parse::<usize>().unwrap();
        decided.2 += paths;
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
        ("review".to_owned(), 2 * 11, &power(988) * &paths::Count::from((1 << 12) - 2)),
        ("reject".to_owned(), 1, power(988)),
    ];
    assert_eq!(decided(&compilation), expected);
    let graph = &compilation.graph;
    let end = compilation.flow.nodes().find(|(_, node)| node.is_end()).unwrap().0;
    assert_eq!(paths::count(graph, &[end]).paths, power(1000));
    assert_eq!(paths::list(graph, &[end]).take(3).map(|path| path.len()).collect::<Vec<_>>(), [2002; 3]);
}

#[test]
fn an_outcome_that_the_api_fills_in_is_an_edge_and_stands_in_no_output() {
    let text = "start -> hi
hi: conversation \"Greet the user.\" -> liveness
liveness -> < detected: yes, deepfake: no, no_face: no >
yes: conversation \"Say that it is paid.\" { does_not_require_reply: true } -> end
no: conversation \"Say that it is not.\" { does_not_require_reply: true } -> end
end
decide { grant authorize: liveness.detected, again: liveness.inconclusive, block: else }
ensure no requires liveness.deepfake or liveness.no_face
test \"it is tried again\" { liveness.inconclusive => no, again }
";
    let compilation = project::compile(text, &Options::default());
    let shown = project::shown(&compilation);
    assert!(
        shown.contains("a path comes to `no` without") && shown.contains("`liveness.inconclusive`"),
        "{shown}"
    );
    assert!(
        shown.contains("warning[defaulted-outcome]: `liveness` has no route for `inconclusive`"),
        "{shown}"
    );
    let table = paths::table(&compilation.graph, compilation.flow.decide.as_ref().unwrap()).unwrap();
    assert_eq!(table.paths.iter().map(ToString::to_string).collect::<Vec<_>>(), ["1", "1", "2"]);
    let (tests, _) = fsflow::simulate::run(&compilation.graph, |_| true);
    assert!(tests[0].cases[0].failures.is_empty());
    let sent = text.replace("ensure no requires liveness.deepfake or liveness.no_face\n", "");
    let sent = project::compile(&sent, &Options::default());
    let json = fsflow::emit::flow(&sent.flow, fsflow::Layout::Compact);
    assert!(json.contains("noFace") && !json.contains("inconclusive"), "{json}");
}

#[test]
fn the_table_of_twenty_mentions_is_short_and_made_in_no_time() {
    let compilation = project::compile(&diamonds::flow(200, 20), &Options::default());
    let started = std::time::Instant::now();
    let table = paths::table(&compilation.graph, compilation.flow.decide.as_ref().unwrap()).unwrap();
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    assert_eq!(table.classes.len(), 1 + 2 * 19 + 1);
    let told: paths::Count = table.classes.iter().map(|class| &class.paths).sum();
    assert_eq!((&told, table.all.clone()), (&table.all, paths::Count::power_of_two(200)));
    assert!(table.more.iter().all(paths::Count::is_zero));
}

#[test]
fn of_many_classes_the_first_are_told_and_the_others_are_counted() {
    let asked = |at: usize| {
        format!("n{at}: conversation \"Ask.\" -> < yes: y{at} when \"Yes\", no: m{at} when \"No\" >\n")
    };
    let nodes = (0..16).map(|at| {
        let next = if at == 15 { "end".to_owned() } else { format!("n{}", at + 1) };
        format!(
            "{}y{at}: conversation \"Ask.\" -> {next}\nm{at}: conversation \"Ask.\" -> {next}\n",
            asked(at)
        )
    });
    let yes: Vec<String> = (0..16).map(|at| format!("n{at}.yes")).collect();
    let text = format!(
        "start -> n0\n{}end\ndecide {{ accept: 8 of ({}), reject: else }}\n",
        nodes.collect::<String>(),
        yes.join(", ")
    );
    let compilation = project::compile(&text, &Options::default());
    let table = paths::table(&compilation.graph, compilation.flow.decide.as_ref().unwrap()).unwrap();
    assert_eq!(table.paths.iter().map(ToString::to_string).collect::<Vec<_>>(), ["39203", "26333"]);
    let of_rule = |rule: usize| table.classes.iter().filter(|class| class.rule == rule).count();
    assert_eq!((of_rule(0), of_rule(1)), (paths::MOST_CLASSES, paths::MOST_CLASSES));
    // As many ways as there are to come to the eighth yes, and to the ninth no.
    assert_eq!(table.more.iter().map(ToString::to_string).collect::<Vec<_>>(), ["12770", "11340"]);
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
