//! The commands: one file each, and the list of them. What several share stands in files of its own.

mod build;
mod check;
mod completions;
mod decide;
mod explain;
mod fixes;
mod fmt;
mod import;
mod init;
mod lint_flags;
#[cfg(feature = "server")]
mod lsp;
mod man;
mod param_flags;
mod paths;
mod run;
mod test;
mod version_flag;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::terminal::{Color, Terminal};
use crate::verdict::Verdict;

/// Compiles FaceSign identity-verification flows from .fsflow files to the JSON that the sessions API takes, and
/// explains what is wrong with them.
#[derive(Debug, Parser)]
#[command(name = "fsflowc", version, arg_required_else_help = true, after_help = AFTER_HELP, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to write colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    #[arg(display_order = 900)]
    #[arg(help = "When to write colours: auto, always, never")]
    color: Color,
}

const AFTER_HELP: &str = "\
Exit codes: 0 all fine, 1 something is wrong in the files, 2 wrong usage or a file that can't be read or written.

Example: a first flow, and its JSON
  fsflowc init
  fsflowc build identity-check.fsflow";

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Arguments),
    Check(check::Arguments),
    Fmt(fmt::Arguments),
    Import(import::Arguments),
    Decide(decide::Arguments),
    Paths(paths::Arguments),
    Test(test::Arguments),
    Run(run::Arguments),
    Explain(explain::Arguments),
    Init(init::Arguments),
    #[cfg(feature = "server")]
    Lsp(lsp::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Reads the arguments, runs the command, and says how it ended.
pub(crate) fn main() -> ExitCode {
    let Arguments { command, color } = Arguments::parse();
    let terminal = Terminal::new(color);
    let ended = match command {
        Command::Build(arguments) => build::run(&arguments, &terminal),
        Command::Check(arguments) => check::run(&arguments, &terminal),
        Command::Fmt(arguments) => fmt::run(&arguments, &terminal),
        Command::Import(arguments) => import::run(&arguments, &terminal),
        Command::Decide(arguments) => decide::run(&arguments, &terminal),
        Command::Paths(arguments) => paths::run(&arguments, &terminal),
        Command::Test(arguments) => test::run(&arguments, &terminal),
        Command::Run(arguments) => run::run(&arguments, &terminal),
        Command::Explain(arguments) => explain::run(&arguments, &terminal),
        Command::Init(arguments) => init::run(&arguments, &terminal),
        #[cfg(feature = "server")]
        Command::Lsp(arguments) => lsp::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command(), &terminal),
        Command::Man(arguments) => man::run(&arguments, Arguments::command(), &terminal),
    };
    let verdict = ended.unwrap_or_else(|failure| {
        terminal.fail(&failure);
        Verdict::Failed
    });
    verdict.into()
}
