//! The commands: one file each, and the list of them. What several share stands in files of its own.

mod build;
mod check;
mod completions;
mod decide;
mod decision_matrix;
mod explain;
mod fixes;
mod fmt;
mod import;
mod init;
mod input_flags;
mod leftover;
mod lint_flags;
#[cfg(feature = "server")]
mod lsp;
mod man;
mod param_flags;
mod paths;
mod report_flags;
mod run;
mod test;
mod version_flag;

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};

use crate::failure::Failure;
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
    /// Say only what is wrong
    #[arg(short, long, global = true, display_order = 901)]
    quiet: bool,
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

/// What other tools call the commands.
const ELSEWHERE: [(&str, &[&str]); 6] = [
    ("check", &["lint", "validate", "verify", "analyze", "fix"]),
    ("build", &["compile", "emit", "generate", "export", "make"]),
    ("fmt", &["format", "prettify"]),
    ("run", &["play", "simulate", "walk", "start"]),
    ("init", &["new", "create"]),
    ("import", &["convert", "from-json"]),
];

/// Suggests what is meant: a command by what it does rather than by its letters, and no flag as the name of a file.
fn told(mut answer: clap::Error) -> clap::Error {
    if answer.kind() == ErrorKind::UnknownArgument && answer.get(ContextKind::SuggestedArg).is_none() {
        answer.remove(ContextKind::Suggested);
    }
    if let Some(ContextValue::String(name)) = answer.get(ContextKind::InvalidSubcommand)
        && let Some((command, _)) = ELSEWHERE.iter().find(|(_, names)| names.contains(&name.as_str()))
    {
        let command = ContextValue::Strings(vec![(*command).to_owned()]);
        answer.insert(ContextKind::SuggestedSubcommand, command);
        answer.remove(ContextKind::Suggested);
    }
    answer
}

/// Says what the arguments ask for (help, the version) or what is wrong with them.
fn answered(answer: &clap::Error) -> ExitCode {
    let failed = match answer.print() {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let why = crate::failure::reason(&error);
            Terminal::new(Color::Auto, false)
                .fail(&Failure::new(format!("can't write to standard output: {why}")));
            true
        }
        _ => answer.use_stderr(),
    };
    if failed { Verdict::Failed.into() } else { ExitCode::SUCCESS }
}

/// Reads the arguments, runs the command, and says how it ended.
pub(crate) fn main() -> ExitCode {
    let Arguments { command, color, quiet } = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return answered(&told(answer)),
    };
    let terminal = Terminal::new(color, quiet);
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
