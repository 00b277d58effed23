//! `fsflowc completions`: what makes a shell complete the commands.

use clap::{Args, Command};
use clap_complete::aot::{Shell, generate};

use crate::terminal::Terminal;
use crate::verdict::{Ended, Verdict};

/// Write the completions for a shell
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

const AFTER_HELP: &str = "\
Example:
  fsflowc completions bash > ~/.local/share/bash-completion/completions/fsflowc";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, mut command: Command, terminal: &Terminal) -> Ended {
    let mut out = Vec::new();
    generate(arguments.shell, &mut command, "fsflowc", &mut out);
    terminal.print(&String::from_utf8_lossy(&out))?;
    Ok(Verdict::Fine)
}
