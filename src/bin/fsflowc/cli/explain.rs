//! `fsflowc explain`: what a check or a node type is about.

use clap::Args;

use super::Ended;
use crate::failure::Failure;
use crate::terminal::Terminal;

/// Explain a check or a node type
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The name of a check or a node type; without it, all of them are listed
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

const AFTER_HELP: &str = "\
Examples:
  fsflowc explain
  fsflowc explain missing-outcome
  fsflowc explain document_scan";

/// Runs the command.
pub(super) fn run(_arguments: &Arguments, _terminal: &Terminal) -> Ended {
    Err(Failure::new("not yet"))
}
