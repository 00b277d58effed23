//! `fsflowc fmt`: lays files out in the one way.

use std::path::{Path, PathBuf};

use clap::Args;
use fsflow::source::{FileId, SourceFile, SourceMap};
use fsflow::{format, report, syntax};

use crate::diff::diff;
use crate::inputs::{self, Input};
use crate::replace::{self, Written};
use crate::terminal::{Stream, Terminal};
use crate::verdict::{Ended, Verdict};

/// Lay flows out in the one way
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Files, folders with .fsflow files, or - for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing; name the files that would change, and fail when there are any
    #[arg(long)]
    check: bool,
    /// Write nothing; show what would change
    #[arg(long)]
    diff: bool,
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
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let inputs = inputs::collect(paths);
    let mut verdict = Verdict::Fine;
    for failure in &inputs.failures {
        terminal.fail(failure);
        verdict = Verdict::Failed;
    }
    for input in &inputs.files {
        verdict = verdict.max(one(arguments, input, terminal).unwrap_or_else(|failure| {
            terminal.fail(&failure);
            Verdict::Failed
        }));
    }
    Ok(verdict)
}

fn one(arguments: &Arguments, input: &Input, terminal: &Terminal) -> Ended {
    let source = SourceFile::new(input.name.clone(), input.read()?);
    let after = format::format(&source);
    let differs = after != source.text();
    let mut verdict = Verdict::Fine;
    if arguments.check && differs {
        verdict = Verdict::Faults;
        if !arguments.diff {
            terminal.print(&format!("would change {}\n", input.name))?;
        }
    }
    if arguments.diff {
        terminal.print(&diff(&input.name, source.text(), &after, terminal))?;
    }
    if !arguments.check && !arguments.diff {
        if input.stdin {
            terminal.print(&after)?;
        } else if replace::replace(Path::new(&input.name), &after)? == Written::Changed {
            terminal.print(&format!("changed {}\n", input.name))?;
        }
    }
    Ok(verdict.max(report_unreadable(source, terminal)))
}

/// Says what could not be read and so stays as it stands.
fn report_unreadable(source: SourceFile, terminal: &Terminal) -> Verdict {
    let mut diagnostics = syntax::parse(FileId(0), &source).diagnostics;
    if diagnostics.is_empty() {
        return Verdict::Fine;
    }
    fsflow::diag::sort(&mut diagnostics);
    let mut sources = SourceMap::default();
    sources.add(source);
    if let Some(human) = report::format("human") {
        terminal.note(&(human.render)(&sources, &diagnostics, &terminal.style(Stream::Err)));
    }
    Verdict::Faults
}
