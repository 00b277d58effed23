//! What a command works on: paths, and the flags that choose among what is found there.

use std::path::PathBuf;

use clap::Args;

use crate::failure::Failure;
use crate::inputs::{self, Inputs, Selection};

/// The paths, `--exclude` and `--stdin-filename`.
#[derive(Debug, Args)]
pub(super) struct InputFlags {
    /// Files, folders with .fsflow files, or - for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Pass over what matches this in folders, written as in .gitignore; may be repeated
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Take standard input for this file: its name, its configuration, its imports
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
}

impl InputFlags {
    /// The paths as they are meant.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        match (self.paths.as_slice(), &self.stdin_filename) {
            ([], Some(_)) => vec![PathBuf::from("-")],
            ([], None) => vec![PathBuf::from(".")],
            (paths, _) => paths.to_vec(),
        }
    }

    /// Whether standard input is among them.
    pub(super) fn has_stdin(&self) -> bool {
        self.paths().iter().any(|path| path.as_os_str() == "-")
    }

    /// Whether a part is passed over.
    pub(super) fn excludes(&self) -> bool {
        !self.exclude.is_empty()
    }

    /// The files that they name.
    pub(super) fn collect(&self) -> Result<Inputs, Failure> {
        if self.stdin_filename.is_some() && !self.has_stdin() {
            return Err(Failure::new(
                "`--stdin-filename` names standard input, which is not among the paths",
            )
            .help("add `-` to them"));
        }
        let selection = Selection { exclude: &self.exclude, stdin: self.stdin_filename.as_deref() };
        inputs::collect(&self.paths(), &selection)
    }
}
