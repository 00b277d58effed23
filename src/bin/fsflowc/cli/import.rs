//! `fsflowc import`: from JSON to a flow.

use std::path::{Path, PathBuf};

use clap::Args;
use fsflow::diag::Level;
use fsflow::import::{self, Options, Templates};
use fsflow::report;

use crate::failure::Failure;
use crate::inputs::{self, Input, Selection};
use crate::path::is_same;
use crate::replace::{self, Written};
use crate::terminal::{Stream, Terminal};
use crate::verdict::{Ended, Verdict};

/// How the command line names standard input and output.
const STDIN: &str = "-";

/// Turn the JSON of a flow into a .fsflow file
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The JSON file [default: standard input]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Write to this file rather than to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
    /// Turn template code such as ${user.name} into parameters
    #[arg(long)]
    templates: bool,
}

const AFTER_HELP: &str = "\
Takes an array of nodes, the whole body of POST /sessions, or an older object of nodes and edges. Nothing is lost:
what this compiler does not know is kept in quotes. When something can't be read, nothing is written.

Examples:
  fsflowc import session.json -o flows/payment.fsflow
  curl -s https://example.com/flow.json | fsflowc import > payment.fsflow";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let input = input(arguments.file.as_deref())?;
    if let Some(output) = arguments.output.as_deref().filter(|path| is_same(path, Path::new(&input.name))) {
        let failure = Failure::new(format!("the output `{}` would overwrite the JSON", output.display()));
        return Err(failure.help("give the output another name with `-o`"));
    }
    let json = input.read()?;
    let templates = if arguments.templates { Templates::Params } else { Templates::Keep };
    let imported = import::import(&input.name, &json, &Options { templates });
    let has_errors = imported.diagnostics.iter().any(|found| found.level == Level::Error);
    if !has_errors {
        write(arguments, &imported.text, terminal)?;
    }
    if let Some(human) = report::format("human").filter(|_| !imported.diagnostics.is_empty()) {
        terminal.note(&(human.render)(
            &imported.sources,
            &imported.diagnostics,
            &terminal.style(Stream::Err),
        ));
    }
    Ok(if has_errors { Verdict::Faults } else { Verdict::Fine })
}

fn input(file: Option<&Path>) -> Result<Input, Failure> {
    let path = file.unwrap_or(Path::new(STDIN)).to_owned();
    if path.is_dir() {
        let failure = Failure::new(format!("can't import `{}`: it is a folder", path.display()));
        return Err(failure.help("name one JSON file"));
    }
    let mut inputs = inputs::collect(&[path], &Selection::default())?;
    if let Some(failure) = inputs.failures.pop() {
        return Err(failure);
    }
    inputs.files.pop().ok_or_else(|| Failure::new("there is nothing to import"))
}

fn write(arguments: &Arguments, text: &str, terminal: &Terminal) -> Result<(), Failure> {
    match arguments.output.as_deref().filter(|path| path.as_os_str() != STDIN) {
        None => terminal.print(text),
        Some(path) => {
            let is_there = path.metadata().is_ok_and(|it| it.is_file() && it.len() > 0);
            if is_there && !arguments.force && !replace::is_current(path, text) {
                return Err(Failure::new(format!("`{}` is there already", path.display()))
                    .help("give the output another name, or replace the file with `--force`"));
            }
            if replace::replace(path, text)? == Written::Changed {
                terminal.say(&format!("wrote {}\n", path.display()));
            }
            Ok(())
        }
    }
}
