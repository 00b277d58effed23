//! `fsflowc check`: says what is wrong, and fixes it when told to.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use fsflow::catalog::Version;
use fsflow::diag::Applicability;
use fsflow::report::{self, FORMATS, Format};

use super::fixes;
use super::lint_flags::LintFlags;
use super::version_flag::version;
use crate::flows::{Checked, Findings, Flows, Settings};
use crate::inputs::{self, STDIN};
use crate::terminal::{Stream, Terminal};
use crate::verdict::{Ended, Verdict};

/// Say what is wrong with flows, and fix it with --fix
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
    /// Fix what can be fixed for certain, and say what is left
    #[arg(long)]
    fix: bool,
    /// With --fix: make also fixes that are a guess or change what a flow means
    #[arg(long, requires = "fix")]
    r#unsafe: bool,
    /// With --fix: write nothing; show what would change
    #[arg(long, requires = "fix")]
    diff: bool,
    /// Check against this version of the sessions API, whatever the files pin
    #[arg(long, value_name = "VERSION", value_parser = version)]
    api: Option<Version>,
    #[command(flatten)]
    lints: LintFlags,
}

const AFTER_HELP: &str = "\
With --fix, files among the PATHs are changed in place; standard input goes to standard output.
What is left is said as without --fix, on standard error where a text or a diff goes to standard
output. With --diff the exit code is about the files as they stand.

Examples:
  fsflowc check
  fsflowc check flows/ --deny warnings
  fsflowc check flows/ --fix
  fsflowc check flows/ --fix --unsafe --diff
  fsflowc check flows/payment.fsflow --format json | jq '.diagnostics[].message'";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let settings =
        Settings { api: arguments.api, values: None, kinds: Vec::new(), levels: arguments.lints.settings() };
    let inputs = inputs::collect(paths);
    let Some(format) = report::format(&arguments.format) else { return Ok(Verdict::Failed) };
    if arguments.fix {
        let given = fixes::Given::new(&inputs.files);
        let run = Flows::new(inputs, &settings, terminal)?;
        let verdict = fix(arguments, &run, &given, format, terminal)?.max(run.verdict);
        run.leave();
        return Ok(verdict);
    }
    let checked = Checked::new(inputs, &settings, terminal)?;
    let count = (checked.verdict == Verdict::Fine).then_some(checked.count);
    Ok(say(&checked.findings, count, format, Stream::Out, terminal)?.max(checked.verdict))
}

/// Fixes what is found, and says what was done and what is left.
fn fix(
    arguments: &Arguments,
    run: &Flows,
    given: &fixes::Given,
    format: &Format,
    terminal: &Terminal,
) -> Ended {
    let upto = if arguments.r#unsafe { Applicability::Unsafe } else { Applicability::Safe };
    let fixed = fixes::fixed(run, given, upto);
    let stdin = run.flows.iter().find(|flow| flow.input.stdin);
    let mut verdict = Verdict::Fine;
    if arguments.diff {
        terminal.print(&fixes::diffs(&fixed.files, terminal))?;
    } else {
        verdict = fixes::write(&fixed.files, terminal);
        if let Some(source) = stdin.and_then(|flow| flow.compilation.sources.files().first()) {
            let after = fixed.files.iter().find(|file| file.name == STDIN).map(|file| file.after.as_str());
            terminal.print(after.unwrap_or(source.text()))?;
        }
    }
    let stream = if arguments.diff || stdin.is_some() { Stream::Err } else { Stream::Out };
    let talk = if is_for_people(format) { stream } else { Stream::Err };
    let findings = Findings::of(&fixed.flows);
    terminal.write(talk, &fixes::said(&fixed, if arguments.diff { "would fix" } else { "fixed" }))?;
    let count = (run.verdict == Verdict::Fine).then_some(run.flows.len());
    let left = say(&findings, count, format, stream, terminal)?;
    terminal.write(talk, &fixes::left(&fixed.left))?;
    Ok(verdict.max(if arguments.diff { run.findings.verdict() } else { left }))
}

/// Says what was found, and where a person reads it that it is nothing in so many flows; no number when some could not be read.
fn say(
    findings: &Findings,
    flows: Option<usize>,
    format: &Format,
    stream: Stream,
    terminal: &Terminal,
) -> Ended {
    findings.show(format, stream, terminal)?;
    if let Some(count) = flows
        && is_for_people(format)
        && findings.count() == report::Totals::default()
    {
        let plural = if count == 1 { "" } else { "s" };
        terminal.write(stream, &format!("{count} flow{plural} checked, nothing to report\n"))?;
    }
    Ok(findings.verdict())
}

fn is_for_people(format: &Format) -> bool {
    matches!(format.name, "human" | "plain")
}
