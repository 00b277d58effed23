//! `fsflowc test`: runs the tests of flows and says what they leave untested.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fsflow::graph::Graph;
use fsflow::model::Flow;
use fsflow::paths::{self, Coverage, Failure as Wrong, TestResult, Walk, WalkError};
use fsflow::report::{self, safe};
use fsflow::source::SourceMap;
use serde::Serialize;

use super::Ended;
use crate::failure::Failure;
use crate::inputs;
use crate::run::{Run, Settings};
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
        let texts: Vec<String> = run.flows.iter().map(|flow| generated(&flow.compilation.flow)).collect();
        terminal.print(&texts.join("\n"))?;
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

/// Tests that take every outcome of a flow, ready to paste.
fn generated(flow: &Flow) -> String {
    let graph = Graph::new(flow);
    let mut text = String::new();
    for walk in paths::generate(&graph) {
        let branching: Vec<_> =
            walk.path.iter().filter(|edge| flow.node(edge.from).edges.len() > 1).collect();
        let last = walk.path.iter().rev().map(|edge| flow.node(edge.from)).find(|node| !node.is("start"));
        let given: Vec<String> = branching
            .iter()
            .map(|edge| {
                let node = flow.node(edge.from);
                let name =
                    node.edges.get(edge.index as usize).map_or_else(String::new, |edge| edge.spelled());
                format!("{}.{}", spell(&node.id), spell(&name))
            })
            .collect();
        let decision = paths::decision(flow, &walk).map(str::to_owned);
        let expected: Vec<String> =
            last.map(|node| node.id.clone()).into_iter().chain(decision).map(|name| spell(&name)).collect();
        let name = given.join(", then ").replace('"', "'").replace("${", "$ {");
        let name = if name.is_empty() { "the only way".to_owned() } else { name };
        text.push_str(&format!(
            "test \"{}\" {{\n  {} => {}\n}}\n\n",
            name.replace('\\', "/"),
            given.join(", "),
            expected.join(", ")
        ));
    }
    text.trim_end().to_owned() + "\n"
}

/// A name as a file writes it.
fn spell(name: &str) -> String {
    if fsflow::syntax::is_identifier(name) && !matches!(name, "and" | "or" | "not" | "requires" | "with") {
        name.to_owned()
    } else {
        fsflow::format::quoted(name)
    }
}
