//! Owns the way from the paths of a command line to the files that they name.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fsflow::project::outputs::EXTENSION;

use crate::disk;
use crate::failure::{Failure, reason};
use crate::path::absolute;

/// What standard input is called in diagnostics.
pub(crate) const STDIN: &str = "<stdin>";

/// A file to work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// Its path as the user gave it, or as it was found below the folder that the user gave.
    pub(crate) name: String,
    /// Whether it is standard input.
    pub(crate) stdin: bool,
}

/// All that the paths of a command line name.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// The files, each once, in the order of the paths; those of a folder by name.
    pub(crate) files: Vec<Input>,
    /// The folders that were given.
    pub(crate) folders: Vec<PathBuf>,
    /// The folders in which a new file would be found: those that were given and all below them.
    pub(crate) visited: Vec<PathBuf>,
    /// What could not be found or read.
    pub(crate) failures: Vec<Failure>,
}

impl Input {
    /// The text.
    pub(crate) fn read(&self) -> Result<String, Failure> {
        let text =
            if self.stdin { disk::read_from(io::stdin().lock()) } else { disk::read(Path::new(&self.name)) };
        let what = if self.stdin { "standard input".to_owned() } else { format!("`{}`", self.name) };
        text.map_err(|reason| Failure::new(format!("can't read {what}: {reason}")))
    }

    /// The folder that it stands in.
    pub(crate) fn folder(&self) -> &Path {
        if self.stdin {
            return Path::new("");
        }
        Path::new(&self.name).parent().unwrap_or(Path::new(""))
    }
}

/// Finds the files that `paths` name: files as they are, `-`, and all `*.fsflow` in folders. What `.gitignore` and
/// `.ignore` exclude and what is hidden is passed over.
pub(crate) fn collect(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if seen.insert(PathBuf::from(STDIN)) {
                inputs.files.push(Input { name: STDIN.to_owned(), stdin: true });
            }
        } else {
            match fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => inputs.add_folder(path, &mut seen),
                Ok(_) => inputs.add_file(path, &mut seen),
                Err(error) => inputs.failures.push(Failure::new(format!(
                    "can't read `{}`: {}",
                    path.display(),
                    reason(&error)
                ))),
            }
        }
    }
    inputs
}

impl Inputs {
    /// Whether exactly one file was named, rather than found.
    pub(crate) fn is_one_file(&self) -> bool {
        self.files.len() == 1 && self.folders.is_empty()
    }

    fn add_folder(&mut self, folder: &Path, seen: &mut HashSet<PathBuf>) {
        let before = self.files.len();
        let walk = ignore::WalkBuilder::new(folder)
            .require_git(false)
            .sort_by_file_name(std::ffi::OsStr::cmp)
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.path().is_dir() => self.visited.push(entry.into_path()),
                Ok(entry) if entry.path().extension().is_some_and(|it| it == EXTENSION) => {
                    self.add_file(entry.path().strip_prefix("./").unwrap_or(entry.path()), seen);
                }
                Ok(_) => {}
                Err(error) => self.failures.push(Failure::new(format!("can't read a folder: {error}"))),
            }
        }
        self.folders.push(folder.to_owned());
        if self.files.len() == before && self.failures.is_empty() {
            let failure = Failure::new(format!("there is no `.{EXTENSION}` file in `{}`", folder.display()));
            self.failures
                .push(failure.help("name a file or another folder; `fsflowc init` writes a first flow"));
        }
    }

    fn add_file(&mut self, path: &Path, seen: &mut HashSet<PathBuf>) {
        match path.to_str() {
            Some(name) => {
                if seen.insert(absolute(path)) {
                    self.files.push(Input { name: name.to_owned(), stdin: false });
                }
            }
            None => self
                .failures
                .push(Failure::new(format!("can't read `{}`: its name is not UTF-8 text", path.display()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_its_flows_without_those_that_are_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/.hidden")).unwrap();
        for file in ["z.fsflow", "a.fsflow", "b/c.fsflow", "b/.hidden/d.fsflow", "b/e.txt", "b/skip.fsflow"] {
            fs::write(root.join(file), "").unwrap();
        }
        fs::write(root.join(".gitignore"), "skip.fsflow\n").unwrap();
        let inputs = collect(&[root.to_owned(), root.join("a.fsflow"), "-".into(), "-".into()]);
        let names: Vec<_> =
            inputs.files.iter().map(|file| file.name.replace(root.to_str().unwrap(), "ROOT")).collect();
        assert_eq!(names, ["ROOT/a.fsflow", "ROOT/b/c.fsflow", "ROOT/z.fsflow", "<stdin>"]);
        assert!(inputs.failures.is_empty());
        assert_eq!(inputs.visited, [root.to_owned(), root.join("b")]);
    }
}
