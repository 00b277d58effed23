//! `fsflowc check`: says what is wrong and writes nothing.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use fsflow::catalog::Version;
use fsflow::report::{self, FORMATS};

use super::Ended;
use crate::inputs;
use crate::lints::LintFlags;
use crate::run::{Run, Settings};
use crate::terminal::{Stream, Terminal, Verdict};

/// Say what is wrong with flows, and write nothing
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Files, folders with .fsflow files, or - for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to write what was found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    #[arg(value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    format: String,
    /// Check against this version of the sessions API, whatever the files pin
    #[arg(long, value_name = "VERSION", value_parser = super::api)]
    api: Option<Version>,
    #[command(flatten)]
    lints: LintFlags,
}

const AFTER_HELP: &str = "\
Examples:
  fsflowc check
  fsflowc check flows/ --deny warnings
  fsflowc check flows/payment.fsflow --format json | jq '.diagnostics[].message'";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let settings =
        Settings { api: arguments.api, values: None, kinds: Vec::new(), lints: arguments.lints.clone() };
    let run = Run::new(inputs::collect(paths), &settings, terminal)?;
    let findings = run.findings();
    if let Some(format) = report::format(&arguments.format) {
        findings.show(format, Stream::Out, terminal)?;
    }
    let verdict = run.verdict.max(findings.verdict());
    let talks = matches!(arguments.format.as_str(), "human" | "plain");
    if talks && verdict == Verdict::Fine && findings.count() == report::Totals::default() {
        let count = run.flows.len();
        terminal.print(&format!(
            "{count} flow{} checked, nothing to report\n",
            if count == 1 { "" } else { "s" }
        ))?;
    }
    run.leave();
    Ok(verdict)
}
