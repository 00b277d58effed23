//! `fsflowc explain`: what a check or a node type is about.

use clap::Args;
use fsflow::explain;

use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::verdict::{Ended, Verdict};

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
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let page = match &arguments.name {
        Some(name) => explain::named(name).map_err(|unknown| {
            let failure = Failure::new(unknown.to_string());
            if unknown.near.is_some() {
                failure
            } else {
                failure.help("`fsflowc explain` lists all checks and node types")
            }
        })?,
        None => explain::list(),
    };
    terminal.print(&page)?;
    Ok(Verdict::Fine)
}
