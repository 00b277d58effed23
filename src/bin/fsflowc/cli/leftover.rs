//! Outputs of flows that are gone: found below the folder of the outputs by what they hold, said, and removed when asked for.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use fsflow::emit::{self, Target};

use crate::disk;
use crate::failure::{Failure, reason};
use crate::path::{Identity, identity, shown};
use crate::terminal::Terminal;

/// What to do about them.
pub(super) const HELP: &str = "remove it with `fsflowc build --clean`";

/// What is said of one.
pub(super) fn said(path: &Path) -> String {
    format!("`{}` is made from no flow any more", shown(path))
}

/// The files below `folder` that an earlier run wrote as one of these kinds and that are none of the known ones, in order.
/// Only what carries our mark, or is JSON of that kind, counts.
pub(super) fn find(folder: &Path, targets: &[&Target], known: &HashSet<Identity>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (name, path) = (entry.file_name(), entry.path());
            let Some(name) = name.to_str().filter(|name| !name.starts_with('.') && *name != "node_modules")
            else {
                continue;
            };
            // What a link leads to belongs to another place.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(kind) if kind.is_file() => {
                    let target =
                        emit::target_of(name).filter(|it| targets.iter().any(|other| other.name == it.name));
                    let is_own = |target: &Target| {
                        disk::read(&path).is_ok_and(|text| !text.is_empty() && target.is_own(&text))
                    };
                    if target.is_some_and(is_own) && !known.contains(&identity(&path)) {
                        found.push(path);
                    }
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// Says which there are, or removes them.
pub(super) fn tell(left: &[PathBuf], remove: bool, terminal: &Terminal) -> Result<(), Failure> {
    for path in left {
        if !remove {
            terminal.warn(&Failure::new(said(path)).help(HELP));
            continue;
        }
        fs::remove_file(path).map_err(|error| {
            Failure::new(format!("can't remove `{}`: {}", path.display(), reason(&error)))
        })?;
        terminal.say(&format!("removed {}\n", shown(path)));
        // A folder of a package is gone with its only file.
        if let Some(folder) = path.parent() {
            let _ = fs::remove_dir(folder);
        }
    }
    Ok(())
}
