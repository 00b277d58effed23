//! `fsflowc check`: says what is wrong, and fixes it when told to.

use clap::Args;
use fsflow::catalog::Version;
use fsflow::diag::Applicability;
use fsflow::report::Totals;

use super::fixes;
use super::input_flags::InputFlags;
use super::lint_flags::LintFlags;
use super::report_flags::ReportFlags;
use super::version_flag::version;
use crate::flows::{Checked, Findings, Flows, Settings};
use crate::terminal::{Stream, Terminal};
use crate::verdict::{Ended, Verdict};

/// Say what is wrong with flows, and fix it with --fix
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: InputFlags,
    #[command(flatten)]
    report: ReportFlags,
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
    let settings = Settings { api: arguments.api, levels: arguments.lints.settings(), ..Settings::default() };
    let inputs = arguments.inputs.collect()?;
    if arguments.fix {
        let given = fixes::Given::new(&inputs.files);
        let run = Flows::new(inputs, &settings, terminal)?;
        let verdict = fix(arguments, &run, &given, terminal)?.max(run.verdict);
        run.leave();
        return Ok(verdict);
    }
    let checked = Checked::new(inputs, &settings, terminal)?;
    let count = (checked.verdict == Verdict::Fine).then_some(checked.count);
    Ok(say(&checked.findings, count, &arguments.report, Stream::Out, terminal)?.max(checked.verdict))
}

/// Fixes what is found, and says what was done and what is left.
fn fix(arguments: &Arguments, run: &Flows, given: &fixes::Given, terminal: &Terminal) -> Ended {
    let upto = if arguments.r#unsafe { Applicability::Unsafe } else { Applicability::Safe };
    let fixed = fixes::fixed(run, given, upto);
    let stdin = run.flows.iter().find(|flow| flow.input.stdin);
    let mut verdict = Verdict::Fine;
    if arguments.diff {
        terminal.print(&fixes::diffs(&fixed.files, terminal))?;
    } else {
        verdict = fixes::write(&fixed.files, given, terminal);
        if let Some(source) = stdin.and_then(|flow| flow.compilation.sources.files().first()) {
            let after =
                fixed.files.iter().find(|file| given.is_stdin(&file.name)).map(|file| file.after.as_str());
            terminal.print(after.unwrap_or(source.text()))?;
        }
    }
    let stream = if arguments.diff || stdin.is_some() { Stream::Err } else { Stream::Out };
    let talk = if arguments.report.is_for_people() { stream } else { Stream::Err };
    let findings = Findings::of(&fixed.flows);
    terminal.write(talk, &fixes::said(&fixed, if arguments.diff { "would fix" } else { "fixed" }))?;
    let count = (run.verdict == Verdict::Fine).then_some(run.flows.len());
    let left = say(&findings, count, &arguments.report, stream, terminal)?;
    terminal.write(talk, &fixes::left(&fixed.left))?;
    Ok(verdict.max(if arguments.diff { run.findings.verdict() } else { left }))
}

/// Says what was found, and where a person reads it that it is nothing in so many flows; no number when some could not be read.
fn say(
    findings: &Findings,
    flows: Option<usize>,
    report: &ReportFlags,
    stream: Stream,
    terminal: &Terminal,
) -> Ended {
    report.show(findings, stream, terminal)?;
    if let Some(count) = flows
        && report.is_for_people()
        && findings.count() == Totals::default()
        && !terminal.is_quiet()
    {
        let plural = if count == 1 { "" } else { "s" };
        terminal.write(stream, &format!("{count} flow{plural} checked, nothing to report\n"))?;
    }
    Ok(findings.verdict())
}
