//! What is written of a flow, what the files are called and where they stand, and which of them can't be. Whether a file is
//! there, and which paths are one file, is for those to say who can look.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::path::{Path, PathBuf};

use crate::emit::{TARGETS, Target};

/// The end of the name of a flow's file.
pub const EXTENSION: &str = "fsflow";

/// What is written, each kind once: what is named for this run, else what the configuration says, else the flow's JSON.
#[must_use]
pub fn targets(named: &[&'static Target], configured: Option<&[&'static Target]>) -> Vec<&'static Target> {
    let chosen = match (named, configured) {
        ([], Some(configured)) => configured.to_vec(),
        ([], None) => TARGETS.iter().take(1).collect(),
        (named, _) => named.to_vec(),
    };
    let mut seen = HashSet::new();
    chosen.into_iter().filter(|target| seen.insert(target.name)).collect()
}

/// What outputs of a flow are named after: the name of its file without the extension.
#[must_use]
pub fn stem(file: &str) -> &str {
    let name = Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or(file);
    let stem = name.strip_suffix(EXTENSION).and_then(|stem| stem.strip_suffix('.'));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// The folder below `out` for a source in `folder`: as that stands below `base`. A source that does not stand there has no
/// place of its own.
#[must_use]
pub fn mirrored(out: &Path, base: &Path, folder: &Path) -> PathBuf {
    out.join(folder.strip_prefix(base).unwrap_or(Path::new("")))
}

/// The deepest folder that holds all folders that were given and those of all files, all absolute; `None` when there are
/// none. A file below a folder that was given does not count.
#[must_use]
pub fn common_folder(given: &[PathBuf], of_files: &[PathBuf]) -> Option<PathBuf> {
    let alone = of_files.iter().filter(|folder| !given.iter().any(|given| folder.starts_with(given)));
    let mut all = given.iter().chain(alone);
    let first = all.next()?.clone();
    Some(all.fold(first, |common, folder| {
        let shared = common.components().zip(folder.components()).take_while(|(a, b)| a == b);
        shared.map(|(component, _)| component).collect()
    }))
}

/// Why outputs can't be written as they are wished for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clash<'a> {
    /// The output with this number would overwrite this file, which is read.
    Read(usize, &'a str),
    /// These two outputs would overwrite each other.
    Twice(usize, usize),
}

/// Finds outputs that would overwrite what is read or each other. `F` is how files are told from each other. An output that is
/// no ordinary file (`None`), such as a pipe, may be written to several times.
#[must_use]
pub fn clash<'a, F: Eq + Hash>(outputs: &[Option<F>], read: &[(F, &'a str)]) -> Option<Clash<'a>> {
    let read: HashMap<&F, &str> = read.iter().map(|(file, name)| (file, *name)).collect();
    let mut taken: HashMap<&F, usize> = HashMap::new();
    for (at, file) in outputs.iter().enumerate().filter_map(|(at, file)| Some((at, file.as_ref()?))) {
        if let Some(name) = read.get(file) {
            return Some(Clash::Read(at, name));
        }
        if let Some(other) = taken.insert(file, at) {
            return Some(Clash::Twice(other, at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_is_named_after_its_source() {
        for (file, expected) in
            [("a.fsflow", "a"), ("x/a.b.fsflow", "a.b"), ("a.txt", "a.txt"), (".fsflow", ".fsflow")]
        {
            assert_eq!(stem(file), expected);
        }
    }

    #[test]
    fn the_structure_of_folders_is_mirrored() {
        let check = |given: &[&str], of_files: &[&str], expected: Option<&str>| {
            let paths = |texts: &[&str]| texts.iter().map(PathBuf::from).collect::<Vec<_>>();
            assert_eq!(common_folder(&paths(given), &paths(of_files)), expected.map(PathBuf::from));
        };
        check(&["/p/flows", "/p/other"], &["/p/flows", "/p/flows/x", "/p/other"], Some("/p"));
        check(&["/p/flows"], &["/p/flows", "/p/flows/x"], Some("/p/flows"));
        check(&[], &["/p/flows/x"], Some("/p/flows/x"));
        check(&[], &["/p/flows", "/p/flows/x"], Some("/p/flows"));
        check(&[], &[], None);
        let mirrored = |folder: &str| mirrored(Path::new("out"), Path::new("/p"), Path::new(folder));
        assert_eq!(mirrored("/p/flows/x"), Path::new("out/flows/x"));
        assert_eq!(mirrored("/elsewhere"), Path::new("out"));
    }

    #[test]
    fn an_output_overwrites_neither_what_is_read_nor_another_output() {
        let sources = [(1, "a.fsflow"), (2, "b.fsflow")];
        assert_eq!(clash(&[Some(3), Some(4), None, None], &sources), None);
        assert_eq!(clash(&[Some(3), Some(2)], &sources), Some(Clash::Read(1, "b.fsflow")));
        assert_eq!(clash(&[Some(3), None, Some(3)], &sources), Some(Clash::Twice(0, 2)));
    }

    #[test]
    fn the_command_line_wins_over_the_configuration_and_each_kind_is_written_once() {
        let names = |named: &[usize], configured: Option<&[usize]>| -> Vec<&str> {
            let rows = |places: &[usize]| places.iter().map(|at| &TARGETS[*at]).collect::<Vec<_>>();
            let configured = configured.map(rows);
            targets(&rows(named), configured.as_deref()).iter().map(|target| target.name).collect()
        };
        let [first, second, ..] = TARGETS else { panic!("there are several kinds") };
        assert_eq!(names(&[], None), [first.name]);
        assert_eq!(names(&[], Some(&[1, 0, 1])), [second.name, first.name]);
        assert_eq!(names(&[1, 1], Some(&[0])), [second.name]);
    }
}
