//! `fsflowc init`: a first flow to start from.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::failure::{Failure, reason};
use crate::replace;
use crate::terminal::Terminal;
use crate::verdict::{Ended, Verdict};

/// The name of the file.
const FILE_NAME: &str = "identity-check.fsflow";

/// The flow, which compiles without a word and is laid out as the formatter does it.
const STARTER: &str = include_str!("starter.fsflow");

/// Write a first flow to start from
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The folder to write into, made when it is missing [default: the current folder]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
Example:
  fsflowc init flows";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let folder = arguments.folder.as_deref().unwrap_or(Path::new(""));
    let path = folder.join(FILE_NAME);
    if path.symlink_metadata().is_ok() {
        return Err(Failure::new(format!("`{}` is there already", path.display()))
            .help("name another folder, or move the file away"));
    }
    if !folder.as_os_str().is_empty() {
        fs::create_dir_all(folder).map_err(|error| {
            Failure::new(format!("can't make the folder `{}`: {}", folder.display(), reason(&error)))
        })?;
    }
    replace::replace(&path, STARTER)?;
    let name = path.display().to_string();
    let width = name.len().max("explain conversation".len().saturating_sub("decide ".len()))
        + "fsflowc decide ".len()
        + 2;
    let line = |command: String, what: &str| format!("  {command:width$}{what}\n");
    terminal.print(&format!(
        "wrote {name}\n\n{}{}{}{}{}",
        line(format!("fsflowc run {name}"), "walks through it, as a user would"),
        line(format!("fsflowc test {name}"), "runs its tests"),
        line(format!("fsflowc decide {name}"), "shows what is decided on which path"),
        line(format!("fsflowc build {name}"), "writes its JSON"),
        line("fsflowc explain conversation".to_owned(), "tells what a type of node is for"),
    ))?;
    Ok(Verdict::Fine)
}
