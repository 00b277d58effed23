//! The command line: arguments → command → exit code.

mod cli;
mod clock;
mod config;
mod depfile;
mod dialogue;
mod diff;
mod disk;
mod failure;
mod inputs;
mod junit;
mod lints;
mod outputs;
mod params;
mod proposal;
mod replace;
mod results;
mod run;
mod session;
#[cfg(feature = "server")]
mod stdio;
mod story;
mod terminal;
mod watch;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
