//! `fsflowc fmt`: lays files out in the one way.

use std::path::Path;

use clap::Args;
use fsflow::diag::Diagnostic;
use fsflow::project::batch::Merged;
use fsflow::source::{FileId, SourceFile, SourceMap, Span};
use fsflow::{format, syntax};

use super::input_flags::InputFlags;
use super::report_flags::ReportFlags;
use crate::diff::diff;
use crate::failure::Failure;
use crate::flows::Findings;
use crate::inputs::Input;
use crate::replace::{self, Written};
use crate::terminal::{Stream, Terminal};
use crate::verdict::{Ended, Verdict};

/// Lay flows out in the one way
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: InputFlags,
    /// Write nothing; name the files that would change, and fail when there are any
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    report: ReportFlags,
}

fsflow::code! {
    static LAID_OUT_OTHERWISE = error "not-formatted";
}

const AFTER_HELP: &str = "\
Files are changed in place; standard input goes to standard output. A statement that can't be read is reported and
stays as it stands.

Examples:
  fsflowc fmt
  fsflowc fmt flows/ --check
  fsflowc fmt - < flows/payment.fsflow";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let inputs = arguments.inputs.collect()?;
    inputs.warnings.iter().for_each(|warning| terminal.warn(warning));
    let mut batch = Merged::default();
    let mut verdict = Verdict::Fine;
    for failure in &inputs.failures {
        terminal.fail(failure);
        verdict = Verdict::Failed;
    }
    for input in &inputs.files {
        verdict = verdict.max(one(arguments, input, AGAIN, &mut batch, terminal).unwrap_or_else(|failure| {
            terminal.fail(&failure);
            Verdict::Failed
        }));
    }
    let findings = Findings::from(batch);
    let stream = if arguments.is_for_program() { Stream::Out } else { Stream::Err };
    arguments.report.show(&findings, stream, terminal)?;
    Ok(verdict.max(findings.verdict()))
}

impl Arguments {
    /// Whether what would change is a finding like others, which a program reads.
    fn is_for_program(&self) -> bool {
        self.check && !self.diff && !self.report.is_for_people()
    }
}

/// How often a file is read again that somebody saves while it is laid out.
const AGAIN: usize = 3;

fn one(arguments: &Arguments, input: &Input, again: usize, batch: &mut Merged, terminal: &Terminal) -> Ended {
    let source = SourceFile::new(input.name.clone(), input.read()?);
    let after = format::format(&source);
    let differs = after != source.text();
    let mut verdict = Verdict::Fine;
    if arguments.check && differs {
        verdict = Verdict::Faults;
        if !arguments.diff && !arguments.is_for_program() {
            terminal.print(&format!("would change {}\n", input.name))?;
        }
    }
    if arguments.diff {
        terminal.print(&diff(&input.name, source.text(), &after, terminal))?;
    }
    if !arguments.check && !arguments.diff {
        if input.stdin {
            terminal.print(&after)?;
        } else {
            match replace::replace_source(Path::new(&input.name), source.text(), &after)? {
                Some(Written::Changed) => terminal.say(&format!("changed {}\n", input.name)),
                Some(_) => {}
                // Somebody has saved it since it was read.
                None if again > 0 => return one(arguments, input, again - 1, batch, terminal),
                None => {
                    return Err(Failure::new(format!(
                        "`{}` is changed all the time, and stays as it is",
                        input.name
                    )));
                }
            }
        }
    }
    unreadable(source, differs && arguments.is_for_program(), batch);
    Ok(verdict)
}

/// Takes note of what could not be read and so stays as it stands, and, when wanted, of the first place that would change.
fn unreadable(source: SourceFile, differs: bool, batch: &mut Merged) {
    let mut diagnostics = syntax::parse(FileId(0), &source).diagnostics;
    if differs {
        let place = Span::new(FileId(0), 0, 0);
        let finding =
            Diagnostic::new(&LAID_OUT_OTHERWISE, place, "the file is not laid out as `fsflowc fmt` does it");
        diagnostics.push(finding.help("run `fsflowc fmt` on it"));
    }
    fsflow::diag::sort(&mut diagnostics);
    let mut sources = SourceMap::default();
    sources.add(source);
    batch.add(&sources, diagnostics);
}
