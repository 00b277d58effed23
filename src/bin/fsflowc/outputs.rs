//! Where on this machine the outputs of a build go.

use std::fs;
use std::path::{Path, PathBuf};

use fsflow::emit::{self, Options, Target};
use fsflow::graph::Graph;
use fsflow::project::outputs::{self, Clash, stem};

use crate::disk;
use crate::failure::Failure;
use crate::inputs::Input;
use crate::path::{Identity, absolute, identity};

/// Where outputs go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// To standard output.
    Stdout,
    /// To this file.
    File(PathBuf),
    /// Below this folder, where the source stands below `base`.
    Folder {
        /// The folder of the outputs.
        out: PathBuf,
        /// The folder of the sources, absolute.
        base: PathBuf,
    },
    /// Next to each source.
    Beside,
}

/// A place for one output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Place {
    /// The path of a file.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stdout => None,
        }
    }
}

impl Destination {
    /// The files of a kind of output that `input` gives, with their texts. What goes beside the main file is left out on
    /// standard output.
    pub(crate) fn files(
        &self,
        input: &Input,
        target: &Target,
        graph: &Graph,
        options: &Options,
    ) -> Result<Vec<(Place, String)>, Failure> {
        let files = |stem: &str| {
            let options = Options { stem: Some(stem.to_owned()), ..options.clone() };
            target.files(graph, &options).into_iter()
        };
        let stem = stem(&input.name);
        let folder = match self {
            Self::Stdout => {
                return Ok(files(stem).take(1).map(|file| (Place::Stdout, file.text)).collect());
            }
            Self::File(path) => {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                // A package is called as its folder is.
                let folder =
                    path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
                let package = options.package.clone().or(folder.filter(|name| emit::is_package(name)));
                let extension = path.extension().map(|ending| ending.to_string_lossy().into_owned());
                let options = Options { stem: Some(stem), extension, package, ..options.clone() };
                let files = target.files(graph, &options).into_iter();
                let place = |at, name| if at == 0 { path.clone() } else { path.with_file_name(name) };
                // What belongs beside a file has no place beside a pipe or a device.
                let most = if is_ordinary(path) { usize::MAX } else { 1 };
                return Ok(files
                    .take(most)
                    .zip(0..)
                    .map(|(it, at)| (Place::File(place(at, it.name)), it.text))
                    .collect());
            }
            Self::Folder { .. } | Self::Beside if input.is_nameless() => {
                return Err(Failure::new("an output of standard input has no name").help("name it with `-o`"));
            }
            Self::Folder { out, base } => outputs::mirrored(out, base, &absolute(input.folder())),
            Self::Beside => input.folder().to_owned(),
        };
        Ok(files(stem).map(|file| (Place::File(folder.join(file.name)), file.text)).collect())
    }
}

/// The deepest folder that holds all files and all folders that were given, absolute.
pub(crate) fn common_folder(files: &[Input], folders: &[PathBuf]) -> PathBuf {
    let given: Vec<PathBuf> = folders.iter().map(|folder| absolute(folder)).collect();
    let of_files: Vec<PathBuf> = files.iter().map(|input| absolute(input.folder())).collect();
    outputs::common_folder(&given, &of_files).unwrap_or_else(|| absolute(Path::new("")))
}

/// A file that is read, by a name that says what it is: `the source x`.
pub(crate) type Read = (PathBuf, String);

/// Refuses outputs that would overwrite each other or what is read. Each output comes with the name of what it is made from.
pub(crate) fn verify(outputs: &[(&Path, &str)], read: &[Read]) -> Result<(), Failure> {
    let read: Vec<(Identity, &str)> =
        read.iter().map(|(path, what)| (identity(path), what.as_str())).collect();
    let files: Vec<Option<Identity>> =
        outputs.iter().map(|(path, _)| is_ordinary(path).then(|| identity(path))).collect();
    let name = |at: usize| outputs.get(at).map_or("", |(_, name)| name);
    let path = |at: usize| outputs.get(at).map_or(Path::new(""), |(path, _)| path).display();
    match outputs::clash(&files, &read) {
        None => Ok(()),
        Some(Clash::Read(at, what)) => {
            Err(Failure::new(format!("the output `{}` would overwrite {what}", path(at)))
                .help("give the output another name with `-o`, or another folder with `--out-dir`"))
        }
        Some(Clash::Twice(first, second)) => {
            let (one, other) = (path(first).to_string(), path(second).to_string());
            let place =
                if one == other { format!("`{other}`") } else { format!("one file, `{one}` and `{other}`") };
            let failure = Failure::new(format!(
                "`{}` and `{}` would both be written to {place}",
                name(first),
                name(second),
            ));
            Err(failure.help("build them apart, or rename one of them"))
        }
    }
}

/// Whether an output there is a file, rather than a pipe or a device.
pub(crate) fn is_ordinary(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |metadata| metadata.is_file() || metadata.is_dir())
}

/// Refuses to replace a file that `is_own` does not know as one that was written by an earlier run; `what` says what is
/// wanted there.
pub(crate) fn verify_own(path: &Path, what: &str, is_own: impl Fn(&str) -> bool) -> Result<(), Failure> {
    if !fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return Ok(());
    }
    // A text that can't be read is none that was written here.
    if disk::read(path).is_ok_and(|text| is_own(&text)) {
        return Ok(());
    }
    let failure = Failure::new(format!("`{}` was not written by `fsflowc` as {what}", path.display()));
    Err(failure.help("give the output another name, move the file away, or replace it with `--force`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(destination: &Destination, name: &str, kind: &str) -> Result<Vec<(Place, String)>, Failure> {
        let input = Input { name: name.to_owned(), stdin: name == "<stdin>" };
        let compilation = fsflow::compile(name, "", &fsflow::source::NoFiles, &Default::default());
        destination.files(&input, emit::target(kind).unwrap(), &compilation.graph, &Options::default())
    }

    fn written(destination: &Destination, name: &str, kind: &str) -> Vec<String> {
        let path = |place: &Place| match place {
            Place::File(path) => path.to_str().unwrap().to_owned(),
            Place::Stdout => "-".to_owned(),
        };
        files(destination, name, kind).unwrap().iter().map(|(place, _)| path(place)).collect()
    }

    #[test]
    fn an_output_stands_beside_its_source_or_as_that_does_below_its_folder() {
        let folder = Destination::Folder { out: "out".into(), base: "/p".into() };
        assert_eq!(written(&folder, "/p/flows/x/b.fsflow", "session"), ["out/flows/x/b.session.json"]);
        assert_eq!(written(&Destination::Beside, "x/a.b.fsflow", "flow"), ["x/a.b.json"]);
        assert_eq!(written(&Destination::Stdout, "<stdin>", "flow"), ["-"]);
        assert!(files(&Destination::Beside, "<stdin>", "flow").is_err());
    }
}
