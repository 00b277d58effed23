//! `fsflowc explain`: what a name is about, of a check, of the language, or of the API.

use clap::Args;
use fsflow::explain;

use crate::failure::Failure;
use crate::terminal::{Stream, Terminal};
use crate::verdict::{Ended, Verdict};

/// Explain a check, a word, or a name of the API
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// What to explain; without it, everything is listed
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

const AFTER_HELP: &str = "\
Examples:
  fsflowc explain
  fsflowc explain missing-outcome
  fsflowc explain document_scan
  fsflowc explain decide
  fsflowc explain liveness.inconclusive
  fsflowc explain report.ai_analysis.age_min";

/// The widest text; longer lines are hard to read.
const WIDEST: usize = 100;

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let width = match Stream::Out.is_terminal() {
        true => terminal.style(Stream::Out).width.min(WIDEST),
        false => explain::WIDTH,
    };
    let page = match &arguments.name {
        Some(name) => explain::in_width(name, width).map_err(|unknown| {
            let failure = Failure::new(unknown.to_string());
            if unknown.near.is_some() { failure } else { failure.help("`fsflowc explain` lists everything") }
        })?,
        None => explain::list(width),
    };
    terminal.page(&page)?;
    Ok(Verdict::Fine)
}
