//! `fsflowc import`: from JSON to a flow.

use std::path::PathBuf;

use clap::Args;

use super::Ended;
use crate::failure::Failure;
use crate::terminal::Terminal;

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
    /// Turn template code such as ${user.name} into parameters
    #[arg(long)]
    templates: bool,
}

const AFTER_HELP: &str = "\
Takes an array of nodes, the whole body of POST /sessions, or an older object of nodes and edges. Nothing is lost:
what this compiler does not know is kept in quotes.

Example:
  fsflowc import session.json -o flows/payment.fsflow";

/// Runs the command.
pub(super) fn run(_arguments: &Arguments, _terminal: &Terminal) -> Ended {
    Err(Failure::new("not yet"))
}
