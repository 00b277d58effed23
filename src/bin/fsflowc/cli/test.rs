//! `fsflowc test`: runs the tests of flows and says what they leave untested.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fsflow::report::{self, safe};
use serde::Serialize;

use super::Ended;
use crate::failure::Failure;
use crate::inputs;
use crate::junit;
use crate::proposal::proposal;
use crate::results::{self, FileReport};
use crate::run::{Compiled, Run, Settings};
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
    #[arg(long, value_name = "TEXT", conflicts_with = "min_coverage")]
    filter: Option<String>,
    /// Propose the smallest set of tests that takes every outcome, instead of running any
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
    if run.flows.is_empty() && run.verdict != Verdict::Fine {
        return Ok(run.verdict);
    }
    if arguments.generate {
        let several = run.flows.len() > 1;
        let text = |flow: &Compiled| {
            let head = if several { format!("// {}\n\n", safe(&flow.input.name)) } else { String::new() };
            head + &proposal(&flow.compilation.graph)
        };
        terminal.print(&run.flows.iter().map(text).collect::<Vec<_>>().join("\n"))?;
        return Ok(run.verdict);
    }
    let wanted = |name: &str| arguments.filter.as_ref().is_none_or(|text| name.contains(text.as_str()));
    let reports: Vec<FileReport> = run.flows.iter().map(|flow| FileReport::new(flow, wanted)).collect();
    if let Some(filter) = &arguments.filter
        && reports.iter().all(|report| report.tests.is_empty())
    {
        return Err(Failure::new(format!("no test has `{filter}` in its name")));
    }
    let text = match arguments.format {
        Form::Human => results::human(&reports, arguments.filter.is_none()),
        Form::Json => super::json(&Document { version: 1, files: &reports })?,
        Form::Junit => junit::document(&reports),
    };
    terminal.print(&text)?;
    let low = is_low(&reports, arguments.min_coverage, terminal);
    let failed = low || reports.iter().any(|report| report.failed() > 0);
    Ok(run.verdict.max(if failed { Verdict::Faults } else { Verdict::Fine }))
}

/// Says which files' tests cover too little. What has nothing to test is tested completely.
fn is_low(reports: &[FileReport], least: Option<u8>, terminal: &Terminal) -> bool {
    let least = usize::from(least.unwrap_or(0));
    let low = reports.iter().filter(|report| report.coverage.percent < least);
    let low: Vec<Failure> = low
        .map(|report| {
            let (file, percent) = (&report.file, report.coverage.percent);
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
