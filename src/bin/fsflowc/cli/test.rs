//! `fsflowc test`: runs the tests of flows and says what they leave untested.

use clap::Args;
use fsflow::diag::Diagnostic;
use fsflow::documents::{Coverage, FailedCase, TestedFile, Tests, to_json, to_junit};
use fsflow::project::batch::Merged;
use fsflow::report::safe;
use fsflow::simulate::generate;
use fsflow::source::{FileId, Span};

use super::input_flags::InputFlags;
use super::param_flags::ParamFlags;
use super::report_flags::ReportFlags;
use crate::failure::Failure;
use crate::flows::{Compiled, Findings, Flows};
use crate::terminal::{Stream, Terminal};
use crate::verdict::{Ended, Verdict};

/// Run the tests of flows
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: InputFlags,
    #[command(flatten)]
    report: ReportFlags,
    #[command(flatten)]
    params: ParamFlags,
    /// Fail when less than this share of outcomes and decisions is tested
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,
    /// Run only tests whose name holds this text
    #[arg(long, value_name = "TEXT", conflicts_with = "min_coverage")]
    filter: Option<String>,
    /// Propose the smallest set of tests that takes every outcome, instead of running any
    #[arg(long, conflicts_with_all = ["min_coverage", "filter", "format"])]
    generate: bool,
}

fsflow::code! {
    static TEST_FAILED = error "test-failed";
}

const AFTER_HELP: &str = "\
Examples:
  fsflowc test flows/ --min-coverage 100
  fsflowc test --generate flows/payment.fsflow >> flows/payment.fsflow";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let format = arguments.report.format()?.name;
    let is_text = arguments.report.is_for_people();
    let flows = Flows::new(arguments.inputs.collect()?, &arguments.params.settings()?, terminal)?;
    let findings = &flows.findings;
    let mut verdict = flows.verdict.max(findings.verdict());
    if findings.verdict() != Verdict::Fine {
        // Documents have the errors in them.
        if is_text {
            findings.show_to_people(terminal)?;
        }
        let none_is_right = flows.flows.iter().all(|flow| flow.compilation.has_errors());
        if arguments.generate || is_text && none_is_right {
            return Ok(verdict);
        }
    }
    if flows.flows.is_empty() && flows.verdict != Verdict::Fine {
        return Ok(flows.verdict);
    }
    if arguments.generate {
        terminal.print(&generated(&flows.flows))?;
        return Ok(verdict);
    }
    let tests =
        Tests::new(flows.flows.iter().map(|flow| tested(flow, arguments.filter.as_deref())).collect());
    if let Some(filter) = &arguments.filter
        && tests.files.iter().all(|file| file.tests.is_empty())
    {
        return Err(Failure::new(format!("no test has `{filter}` in its name")));
    }
    match format {
        _ if is_text => terminal.page(&as_text(&tests, arguments.filter.is_none()))?,
        "json" => terminal.print(&to_json(&tests))?,
        "junit" => terminal.print(&to_junit(&from_root(tests.clone(), &arguments.report)?))?,
        _ => arguments.report.show(&failures(&flows, &tests), Stream::Out, terminal)?,
    }
    if is_low(&tests, arguments.min_coverage, terminal) || tests.failed() {
        verdict = verdict.max(Verdict::Faults);
    }
    Ok(verdict)
}

/// The results with the names that a service knows the files by.
fn from_root(mut tests: Tests, report: &ReportFlags) -> Result<Tests, Failure> {
    for file in &mut tests.files {
        file.file = report.path(&file.file)?;
        for error in &mut file.errors {
            error.file = report.path(&error.file)?;
        }
    }
    Ok(tests)
}

/// What was found in the flows, and each case that failed, where it stands.
fn failures(flows: &Flows, tests: &Tests) -> Findings {
    let mut batch = Merged::default();
    for (flow, tested) in flows.flows.iter().zip(&tests.files) {
        let mut found = flow.compilation.diagnostics.clone();
        for test in &tested.tests {
            for case in &test.failures {
                let message = format!("the test `{}` fails: {}", test.name, case.message());
                found.push(Diagnostic::new(&TEST_FAILED, line(flow, case.line), message));
            }
        }
        batch.add(&flow.compilation.sources, found);
    }
    Findings::from(batch)
}

/// What stands on a line of the flow's file.
fn line(flow: &Compiled, number: u32) -> Span {
    let Some(source) = flow.compilation.sources.files().first() else { return Span::default() };
    let range = source.line_range(number.saturating_sub(1) as usize);
    let text = source.text().get(range.clone()).unwrap_or("");
    let start = range.start + (text.len() - text.trim_start().len());
    Span::new(FileId(0), start, start + text.trim().len())
}

/// Tests that take every outcome of these flows.
fn generated(flows: &[Compiled]) -> String {
    let several = flows.len() > 1;
    let text = |flow: &Compiled| {
        let head = if several { format!("// {}\n\n", safe(&flow.input.name)) } else { String::new() };
        head + &generate(&flow.compilation.graph).text
    };
    flows.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// How the tests of a flow went whose names hold the text.
fn tested(flow: &Compiled, filter: Option<&str>) -> TestedFile {
    let (name, compilation) = (&flow.input.name, &flow.compilation);
    if compilation.has_errors() {
        return TestedFile::broken(name, &compilation.sources, &compilation.diagnostics);
    }
    let wanted = |test: &str| filter.is_none_or(|text| test.contains(text));
    TestedFile::run(name, &compilation.graph, &compilation.sources, wanted)
}

/// Says which files' tests cover too little. What has nothing to test is tested completely.
fn is_low(tests: &Tests, least: Option<u8>, terminal: &Terminal) -> bool {
    let least = usize::from(least.unwrap_or(0));
    let percent = |file: &TestedFile| file.coverage.as_ref().map(|coverage| coverage.percent);
    let low = tests.files.iter().filter_map(|file| Some((&file.file, percent(file)?)));
    let low: Vec<Failure> = low
        .filter(|(_, percent)| *percent < least)
        .map(|(file, percent)| {
            Failure::new(format!("the tests of `{file}` cover {percent} %, and {least} % are asked for"))
        })
        .collect();
    let count = low.len();
    for (number, failure) in low.into_iter().enumerate() {
        let help = "`fsflowc test --generate FILE` proposes tests that take every outcome";
        terminal.fail(&if number + 1 == count { failure.help(help) } else { failure });
    }
    count > 0
}

/// The results for people; with coverage only when all tests ran.
fn as_text(tests: &Tests, all: bool) -> String {
    let mut text = String::new();
    for file in tests.files.iter().filter(|file| all || !file.tests.is_empty() || !file.errors.is_empty()) {
        text.push_str(&format!("{}\n", safe(&file.file)));
        if !file.errors.is_empty() {
            let plural = if file.errors.len() == 1 { "" } else { "s" };
            text.push_str(&format!("  not tested: {} error{plural}\n", file.errors.len()));
        }
        for test in &file.tests {
            let word = if test.passed { "ok    " } else { "FAILED" };
            text.push_str(&format!("  {word}  {}\n", safe(&test.name)));
            for line in test.failures.iter().flat_map(FailedCase::lines) {
                text.push_str(&format!("          {}\n", safe(&line)));
            }
        }
        for line in file.coverage.iter().filter(|_| all).flat_map(coverage) {
            text.push_str(&format!("  {}\n", safe(&line)));
        }
        text.push('\n');
    }
    let count: usize = tests.files.iter().map(|file| file.tests.len()).sum();
    if count == 0 {
        return text + "no tests; `fsflowc test --generate FILE` proposes some\n";
    }
    let failed: usize = tests.files.iter().map(TestedFile::failed).sum();
    text + &format!("{} passed, {failed} failed\n", count - failed)
}

fn coverage(coverage: &Coverage) -> Vec<String> {
    let of = |all: usize, missed: &[String], what: &str| format!("{} of {all} {what}", all - missed.len());
    let mut parts = vec![of(coverage.outcomes, &coverage.missed_outcomes, "outcomes")];
    if coverage.decisions > 0 {
        parts.push(of(coverage.decisions, &coverage.missed_decisions, "decisions"));
    }
    let mut lines = vec![format!("tested: {} ({} %)", parts.join(", "), coverage.percent)];
    lines.extend(missed("not taken", &coverage.missed_outcomes));
    lines.extend(missed("not decided", &coverage.missed_decisions));
    lines
}

fn missed(what: &str, names: &[String]) -> Option<String> {
    const MOST: usize = 12;
    let shown = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    let more = if names.len() > MOST { format!(" and {} more", names.len() - MOST) } else { String::new() };
    (!names.is_empty()).then(|| format!("  {what}: {shown}{more}"))
}
