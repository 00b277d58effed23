//! The command line: arguments → command → exit code.
//!
//! The commands stand in `cli`, one file each; the files beside it are what they need of the world outside: files, terminal,
//! clock. No rule of the language is here: those are the library's.
//!
//! # Who may use whom
//!
//! A test holds the code to this table; `cli` uses everything, and nothing uses it.
//!
//! | File | May use |
//! |---|---|
//! | `failure` | |
//! | `clock` | |
//! | `path` | |
//! | `lines` | |
//! | `verdict` | `failure` |
//! | `terminal` | `failure`, `lines` |
//! | `diff` | `terminal` |
//! | `disk` | `failure`, `path` |
//! | `interrupt` | |
//! | `staging` | `interrupt` |
//! | `replace` | `failure`, `interrupt`, `path`, `staging` |
//! | `config` | `disk`, `failure`, `path` |
//! | `inputs` | `disk`, `failure`, `path` |
//! | `repository` | `inputs`, `path` |
//! | `flows` | `config`, `disk`, `failure`, `inputs`, `lines`, `path`, `repository`, `terminal`, `verdict` |
//! | `outputs` | `disk`, `failure`, `inputs`, `path` |
//! | `questions` | `failure`, `lines`, `terminal` |
//! | `watch` | `disk`, `failure`, `inputs`, `path`, `terminal`, `verdict` |
//! | `stdio` | `disk` |

mod cli;
mod clock;
mod config;
mod diff;
mod disk;
mod failure;
mod flows;
mod inputs;
mod interrupt;
mod lines;
mod outputs;
mod path;
mod questions;
mod replace;
mod repository;
mod staging;
#[cfg(feature = "server")]
mod stdio;
mod terminal;
mod verdict;
mod watch;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
