//! `fsflowc test`: runs the tests of flows and says what they leave untested.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fsflow::format::{format, quoted};
use fsflow::graph::Graph;
use fsflow::model::Flow;
use fsflow::paths::{self, Coverage, Failure as Wrong, TestResult, Walk, WalkError};
use fsflow::report::{self, safe};
use fsflow::source::{SourceFile, SourceMap};
use indexmap::IndexMap;
use serde::Serialize;

use super::Ended;
use crate::failure::Failure;
use crate::inputs;
use crate::run::{Compiled, Run, Settings};
use crate::story;
use crate::terminal::{Stream, Terminal, Verdict};

/// Run the tests of flows
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Files, folders with .fsflow files, or - for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to write the results
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    format: Form,
    /// Fail when less than this share of outcomes and decisions is tested
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,
    /// Run only tests whose name holds this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Propose tests that take every outcome of the flows, instead of running any
    #[arg(long, conflicts_with_all = ["min_coverage", "filter", "format"])]
    generate: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Human,
    /// For programs
    Json,
    /// For test reports
    Junit,
}

const AFTER_HELP: &str = "\
Examples:
  fsflowc test flows/ --min-coverage 100
  fsflowc test --generate flows/payment.fsflow >> flows/payment.fsflow";

/// The tests of one file.
#[derive(Debug, Serialize)]
struct FileReport {
    file: String,
    tests: Vec<TestReport>,
    coverage: CoverageReport,
}

#[derive(Debug, Serialize)]
struct TestReport {
    name: String,
    line: u32,
    passed: bool,
    failures: Vec<String>,
}

#[derive(Debug, Serialize)]
struct CoverageReport {
    percent: usize,
    outcomes: usize,
    missed_outcomes: Vec<String>,
    decisions: usize,
    missed_decisions: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Document<'r> {
    version: u32,
    files: &'r [FileReport],
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let here = [PathBuf::from(".")];
    let given = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let run = Run::new(inputs::collect(given), &Settings::default(), terminal)?;
    let findings = run.findings();
    if findings.verdict() != Verdict::Fine {
        if let Some(human) = report::format("human") {
            findings.show(human, Stream::Err, terminal)?;
        }
        return Ok(run.verdict.max(Verdict::Faults));
    }
    if arguments.generate {
        let several = run.flows.len() > 1;
        let text = |flow: &Compiled| {
            let head = if several { format!("// {}\n\n", safe(&flow.input.name)) } else { String::new() };
            head + &generated(&flow.compilation.flow)
        };
        terminal.print(&run.flows.iter().map(text).collect::<Vec<_>>().join("\n"))?;
        return Ok(run.verdict);
    }
    let wanted = |name: &str| arguments.filter.as_ref().is_none_or(|text| name.contains(text.as_str()));
    let reports: Vec<FileReport> = run
        .flows
        .iter()
        .map(|flow| file_report(&flow.input.name, &flow.compilation.flow, &flow.compilation.sources, &wanted))
        .collect();
    let text = match arguments.format {
        Form::Human => human(&reports),
        Form::Json => super::json(&Document { version: 1, files: &reports })?,
        Form::Junit => junit(&reports),
    };
    terminal.print(&text)?;
    let failed = reports.iter().flat_map(|report| &report.tests).any(|test| !test.passed);
    let low = low_coverage(&reports, arguments.min_coverage);
    if let Some(failure) = &low {
        terminal.fail(failure);
    }
    Ok(run.verdict.max(if failed || low.is_some() { Verdict::Faults } else { Verdict::Fine }))
}

/// Coverage is judged file by file, over those that have something to test.
fn low_coverage(reports: &[FileReport], least: Option<u8>) -> Option<Failure> {
    let least = usize::from(least?);
    let low = reports.iter().find(|report| report.coverage.percent < least)?;
    let message =
        format!("the tests of `{}` cover {} %, and {least} % are asked for", low.file, low.coverage.percent);
    Some(Failure::new(message).help("`fsflowc test --generate FILE` proposes tests that take every outcome"))
}

fn file_report(name: &str, flow: &Flow, sources: &SourceMap, wanted: &dyn Fn(&str) -> bool) -> FileReport {
    let graph = Graph::new(flow);
    let (results, coverage) = paths::run(&graph, |test| wanted(&test.name));
    let tests = results.iter().map(|result| test_report(flow, &graph, sources, result)).collect();
    FileReport { file: safe(name).into_owned(), tests, coverage: coverage_report(flow, &coverage) }
}

fn coverage_report(flow: &Flow, coverage: &Coverage) -> CoverageReport {
    CoverageReport {
        percent: coverage.percent(),
        outcomes: coverage.outcomes.len(),
        missed_outcomes: coverage.missed_outcomes.iter().map(|edge| story::outcome(flow, *edge)).collect(),
        decisions: coverage.decisions.len(),
        missed_decisions: coverage.missed_decisions.clone(),
    }
}

fn test_report(flow: &Flow, graph: &Graph<'_>, sources: &SourceMap, result: &TestResult<'_>) -> TestReport {
    let span = result.test.name_span;
    let line = sources.get(span.file).map_or(0, |file| file.line_column(span.start as usize).line);
    let mut failures = Vec::new();
    for case in &result.cases {
        for failure in &case.failures {
            let taken = case.walk.as_ref().map(|walk| taken(flow, graph, walk));
            let written = sources.slice(case.case.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let mut text = format!("{}: {}", safe(&written), wrong(flow, failure));
            if let Some(taken) = taken {
                text.push_str(&format!("\n  taken: {taken}"));
            }
            failures.push(text);
        }
    }
    TestReport { name: safe(&result.test.name).into_owned(), line, passed: failures.is_empty(), failures }
}

fn taken(flow: &Flow, graph: &Graph<'_>, walk: &Walk) -> String {
    story::nodes(flow, graph, &walk.path)
}

fn wrong(flow: &Flow, failure: &Wrong) -> String {
    let node = |id: fsflow::model::NodeId| safe(&flow.node(id).id).into_owned();
    match failure {
        Wrong::NotPassed(id, _) => format!("`{}` is not passed", node(*id)),
        Wrong::Decision { expected, actual } => {
            format!("the decision is `{}`, not `{}`", safe(actual), safe(&expected.0))
        }
        Wrong::NoPath(WalkError::Undecided(id)) => {
            let names: Vec<String> =
                flow.node(*id).edges.iter().map(|edge| format!("`{}`", edge.spelled())).collect();
            format!("no outcome is given for `{}`, which has {}", node(*id), names.join(", "))
        }
        Wrong::NoPath(WalkError::Twice(id)) => format!("two outcomes are given for `{}`", node(*id)),
        Wrong::NoPath(WalkError::NotPassed(atom)) => {
            format!("`{}` is given an outcome and is not passed", node(atom.node))
        }
        Wrong::NoPath(WalkError::Stuck) => "the flow can't be walked".to_owned(),
    }
}

// ---- Renderings

fn human(reports: &[FileReport]) -> String {
    let mut text = String::new();
    let (mut passed, mut failed) = (0, 0);
    for report in reports {
        if report.tests.is_empty() && reports.len() > 1 {
            continue;
        }
        text.push_str(&format!("{}\n", report.file));
        for test in &report.tests {
            let word = if test.passed { "ok    " } else { "FAILED" };
            text.push_str(&format!("  {word}  {}\n", test.name));
            for failure in &test.failures {
                text.push_str(&format!("          {}\n", failure.replace('\n', "\n          ")));
            }
        }
        passed += report.tests.iter().filter(|test| test.passed).count();
        failed += report.tests.iter().filter(|test| !test.passed).count();
        let coverage = &report.coverage;
        text.push_str(&format!("  {} % of outcomes and decisions are tested\n", coverage.percent));
        missed(&mut text, "not taken", &coverage.missed_outcomes);
        missed(&mut text, "not decided", &coverage.missed_decisions);
        text.push('\n');
    }
    text.push_str(&format!("{passed} passed, {failed} failed\n"));
    text
}

fn missed(text: &mut String, what: &str, names: &[String]) {
    const MOST: usize = 12;
    if names.is_empty() {
        return;
    }
    let shown = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    let more = if names.len() > MOST { format!(" and {} more", names.len() - MOST) } else { String::new() };
    text.push_str(&format!("    {what}: {shown}{more}\n"));
}

fn junit(reports: &[FileReport]) -> String {
    let escape = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
            .replace('\n', "&#10;")
    };
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for report in reports {
        let failed = report.tests.iter().filter(|test| !test.passed).count();
        let count = report.tests.len();
        let file = escape(&report.file);
        text.push_str(&format!("  <testsuite name=\"{file}\" tests=\"{count}\" failures=\"{failed}\">\n"));
        for test in &report.tests {
            let name = escape(&test.name);
            let open = format!("    <testcase classname=\"{file}\" name=\"{name}\" line=\"{}\"", test.line);
            match test.failures.first() {
                None => text.push_str(&format!("{open}/>\n")),
                Some(first) => {
                    let message = escape(first.lines().next().unwrap_or(""));
                    let all = escape(&test.failures.join("\n"));
                    text.push_str(&format!(
                        "{open}>\n      <failure message=\"{message}\">{all}</failure>\n    </testcase>\n"
                    ));
                }
            }
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

/// Tests that take every outcome of a flow, ready to paste: the cases of one test come to the same place.
fn generated(flow: &Flow) -> String {
    let graph = Graph::new(flow);
    let cover = paths::cover(&graph);
    let mut text = String::new();
    if !cover.is_smallest {
        text.push_str(
            "// The flow is too large to be sure that no smaller set of cases takes every outcome.\n\n",
        );
    }
    let mut tests: IndexMap<String, Vec<String>> = IndexMap::new();
    for walk in cover {
        let decision = paths::decision(flow, &walk);
        let last = walk.nodes().filter(|node| !flow.node(*node).is("end")).last();
        let last = last.filter(|node| !flow.node(*node).is("start")).unwrap_or(walk.at);
        let last = &flow.node(last).id;
        let expected: Vec<String> =
            [Some(last.as_str()), decision].into_iter().flatten().map(spell).collect();
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
        Some(format!("{}.{}", spell(&node.id), spell(&outcome.spelled())))
    });
    edges.collect()
}

/// A name as a file writes it.
fn spell(name: &str) -> String {
    if fsflow::syntax::is_identifier(name) && !matches!(name, "and" | "or" | "not" | "requires" | "with") {
        name.to_owned()
    } else {
        quoted(name)
    }
}
