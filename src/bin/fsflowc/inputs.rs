//! Owns the way from the paths of a command line to the files that they name.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fsflow::project::outputs::EXTENSION;
use ignore::overrides::{Override, OverrideBuilder};

use crate::disk;
use crate::failure::{Failure, reason};
use crate::path::absolute;

/// What standard input is called in diagnostics.
pub(crate) const STDIN: &str = "<stdin>";

/// A file to work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// Its path as the user gave it, or as it was found below the folder that the user gave. Standard input is called as
    /// the user calls it, or [`STDIN`].
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
    /// What was passed over, and what may go wrong elsewhere.
    pub(crate) warnings: Vec<Failure>,
}

/// What is chosen among what the paths name.
#[derive(Debug, Default)]
pub(crate) struct Selection<'a> {
    /// What is passed over in folders, as `.gitignore` would say it.
    pub(crate) exclude: &'a [String],
    /// The file that standard input is taken for.
    pub(crate) stdin: Option<&'a Path>,
}

/// A folder that package managers fill with what others wrote.
const FOREIGN: &str = "node_modules";

impl Input {
    /// The text.
    pub(crate) fn read(&self) -> Result<String, Failure> {
        let text =
            if self.stdin { disk::read_from(io::stdin().lock()) } else { disk::read(Path::new(&self.name)) };
        let what = if self.stdin { "standard input".to_owned() } else { format!("`{}`", self.name) };
        text.map_err(|reason| Failure::new(format!("can't read {what}: {reason}")))
    }

    /// Whether it is standard input without a name.
    pub(crate) fn is_nameless(&self) -> bool {
        self.stdin && self.name == STDIN
    }

    /// The folder that it stands in.
    pub(crate) fn folder(&self) -> &Path {
        if self.is_nameless() {
            return Path::new("");
        }
        Path::new(&self.name).parent().unwrap_or(Path::new(""))
    }
}

/// Finds the files that `paths` name: files as they are, `-`, and all `*.fsflow` in folders. What `.gitignore` and
/// `.ignore` exclude, what is hidden and what package managers have installed is passed over.
pub(crate) fn collect(paths: &[PathBuf], selection: &Selection<'_>) -> Result<Inputs, Failure> {
    let excluded = excluded(selection.exclude)?;
    let mut inputs = Inputs::default();
    let mut seen = HashSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if seen.insert(PathBuf::from(STDIN)) {
                let name = selection
                    .stdin
                    .map_or_else(|| STDIN.to_owned(), |path| path.to_string_lossy().into_owned());
                inputs.files.push(Input { name, stdin: true });
            }
        } else {
            match fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => inputs.add_folder(path, &excluded, &mut seen),
                Ok(_) => inputs.add_file(path, &mut seen),
                Err(error) => {
                    let why = dangling(path).unwrap_or_else(|| reason(&error));
                    inputs.failures.push(Failure::new(format!("can't read `{}`: {why}", path.display())));
                }
            }
        }
    }
    inputs.warn_of_letter_case();
    Ok(inputs)
}

/// What `--exclude` says, from the current folder.
fn excluded(globs: &[String]) -> Result<Override, Failure> {
    let mut builder = OverrideBuilder::new(absolute(Path::new("")));
    for glob in globs {
        // What is said alone in an override is what is wanted; turned round it is what is not.
        builder.add(&format!("!{glob}")).map_err(|error| {
            Failure::new(format!("`--exclude {glob}` is no pattern: {error}"))
                .help("write it as in .gitignore, such as `drafts/` or `*.old.fsflow`")
        })?;
    }
    builder.build().map_err(|error| Failure::new(format!("`--exclude` is no pattern: {error}")))
}

/// Why a link leads nowhere; `None` for what is no such link.
fn dangling(path: &Path) -> Option<String> {
    let target = fs::read_link(path).ok()?;
    fs::metadata(path).is_err().then(|| format!("it is a link to `{}`, which is not there", target.display()))
}

impl Inputs {
    /// Whether exactly one file was named, rather than found.
    pub(crate) fn is_one_file(&self) -> bool {
        self.files.len() == 1 && self.folders.is_empty()
    }

    /// Two names that differ in letter case alone are one file on the disks of other people.
    fn warn_of_letter_case(&mut self) {
        let mut names: HashMap<String, &str> = HashMap::new();
        let mut warnings = Vec::new();
        for input in self.files.iter().filter(|input| !input.is_nameless()) {
            let whole = absolute(Path::new(&input.name)).to_string_lossy().to_lowercase();
            if let Some(other) = names.insert(whole, &input.name) {
                let message = format!("`{other}` and `{}` differ in letter case alone", input.name);
                let help = "rename one of them: on disks that ignore letter case they are one file, and so are their outputs";
                warnings.push(Failure::new(message).help(help));
            }
        }
        self.warnings.append(&mut warnings);
    }

    fn add_folder(&mut self, folder: &Path, excluded: &Override, seen: &mut HashSet<PathBuf>) {
        let before = self.files.len();
        let walk = ignore::WalkBuilder::new(folder)
            .require_git(false)
            .overrides(excluded.clone())
            .filter_entry(|entry| {
                entry.depth() == 0 || entry.file_name() != FOREIGN || !entry.path().is_dir()
            })
            .sort_by_file_name(std::ffi::OsStr::cmp)
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.path().is_dir() => self.visited.push(entry.into_path()),
                Ok(entry) if entry.path().extension().is_some_and(|it| it == EXTENSION) => {
                    if let Some(why) = dangling(entry.path()) {
                        let message = format!("`{}` is passed over: {why}", entry.path().display());
                        self.warnings.push(Failure::new(message));
                        continue;
                    }
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
        let paths = [root.to_owned(), root.join("a.fsflow"), "-".into(), "-".into()];
        let inputs = collect(&paths, &Selection::default()).unwrap();
        let names: Vec<_> =
            inputs.files.iter().map(|file| file.name.replace(root.to_str().unwrap(), "ROOT")).collect();
        assert_eq!(names, ["ROOT/a.fsflow", "ROOT/b/c.fsflow", "ROOT/z.fsflow", "<stdin>"]);
        assert!(inputs.failures.is_empty());
        assert_eq!(inputs.visited, [root.to_owned(), root.join("b")]);
    }
}
