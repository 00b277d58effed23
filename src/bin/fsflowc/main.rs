//! The command line: arguments → command → exit code.

mod cli;
mod config;
mod depfile;
mod disk;
mod failure;
mod inputs;
mod lints;
#[cfg(feature = "lsp")]
mod lsp;
mod outputs;
mod params;
mod replace;
mod run;
mod story;
mod terminal;
mod watch;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
