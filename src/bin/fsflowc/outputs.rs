//! Owns where the outputs of a build go.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use crate::failure::Failure;
use crate::inputs::{EXTENSION, Input};
use crate::run::Compiled;
use fsflow::emit::{self, Options, Target};
use fsflow::graph::Graph;

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
        let folder = match self {
            Self::Stdout => {
                return Ok(files(stem(input)).take(1).map(|file| (Place::Stdout, file.text)).collect());
            }
            Self::File(path) => {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                // A package is called as its folder is.
                let folder =
                    path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
                let package = options.package.clone().or(folder.filter(|name| emit::is_package(name)));
                let options = Options { stem: Some(stem), package, ..options.clone() };
                let files = target.files(graph, &options).into_iter();
                let place = |at, name| if at == 0 { path.clone() } else { path.with_file_name(name) };
                return Ok(files
                    .zip(0..)
                    .map(|(it, at)| (Place::File(place(at, it.name)), it.text))
                    .collect());
            }
            Self::Folder { .. } | Self::Beside if input.stdin => {
                return Err(Failure::new("an output of standard input has no name").help("name it with `-o`"));
            }
            Self::Folder { out, base } => {
                let folder = absolute(input.folder());
                // A source that does not stand below the base has no place of its own below the output folder.
                out.join(folder.strip_prefix(base).unwrap_or(Path::new("")))
            }
            Self::Beside => input.folder().to_owned(),
        };
        Ok(files(stem(input)).map(|file| (Place::File(folder.join(file.name)), file.text)).collect())
    }
}

/// The deepest folder that holds all files and all folders that were given, absolute.
pub(crate) fn common_folder(files: &[Input], folders: &[PathBuf]) -> PathBuf {
    let inside = |input: &&Input| {
        let folder = absolute(input.folder());
        !folders.iter().any(|given| folder.starts_with(absolute(given)))
    };
    let alone = files.iter().filter(inside).map(|input| absolute(input.folder()));
    let mut all = folders.iter().map(|folder| absolute(folder)).chain(alone);
    let first = all.next().unwrap_or_else(|| absolute(Path::new("")));
    all.fold(first, |common, folder| {
        let shared = common.components().zip(folder.components()).take_while(|(a, b)| a == b);
        shared.map(|(component, _)| component).collect()
    })
}

/// Refuses outputs that would overwrite a source or each other.
pub(crate) fn verify(outputs: &[(PathBuf, &Compiled)]) -> Result<(), Failure> {
    let mut sources: HashMap<PathBuf, &str> = HashMap::new();
    for (_, flow) in outputs {
        for (_, file) in flow.compilation.sources.iter() {
            sources.insert(identity(Path::new(file.name())), file.name());
        }
    }
    let mut taken: HashMap<PathBuf, &str> = HashMap::new();
    for (path, flow) in outputs {
        let identity = identity(path);
        if let Some(source) = sources.get(&identity) {
            return Err(Failure::new(format!(
                "the output `{}` would overwrite the source `{source}`",
                path.display()
            ))
            .help("give the output another name with `-o`, or another folder with `--out-dir`"));
        }
        let is_file = !path.exists() || path.is_file();
        if let Some(other) = taken.insert(identity, &flow.input.name).filter(|_| is_file) {
            return Err(Failure::new(format!(
                "`{other}` and `{}` would both be written to `{}`",
                flow.input.name,
                path.display()
            ))
            .help("build them apart, or rename one of them"));
        }
    }
    Ok(())
}

/// Whether two paths name one file.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    identity(one) == identity(other)
}

/// The path with `.` and `..` resolved as text.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let mut out = PathBuf::new();
    for component in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            _ => out.push(component),
        }
    }
    out
}

/// The name of the source file without its extension.
fn stem(input: &Input) -> &str {
    let name = Path::new(&input.name).file_name().and_then(|name| name.to_str()).unwrap_or(&input.name);
    let stem = name.strip_suffix(EXTENSION).and_then(|stem| stem.strip_suffix('.'));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// The path by which two names of one file are recognized.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match (folder.canonicalize(), path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => absolute(path),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(name: &str) -> Input {
        Input { name: name.to_owned(), stdin: name == "<stdin>" }
    }

    fn files(destination: &Destination, input: &Input, kind: &str) -> Result<Vec<(Place, String)>, Failure> {
        let compilation = fsflow::compile(&input.name, "", &fsflow::source::NoFiles, &Default::default());
        destination.files(input, emit::target(kind).unwrap(), &compilation.graph, &Options::default())
    }

    fn written(destination: &Destination, input: &Input, kind: &str) -> Vec<String> {
        let places = files(destination, input, kind).unwrap();
        let path = |place: &Place| match place {
            Place::File(path) => path.to_str().unwrap().to_owned(),
            Place::Stdout => "-".to_owned(),
        };
        places.iter().map(|(place, _)| path(place)).collect()
    }

    #[test]
    fn the_structure_of_folders_is_mirrored() {
        let files = [input("/p/flows/a.fsflow"), input("/p/flows/x/b.fsflow"), input("/p/other/c.fsflow")];
        let cases = [
            (&files[..], vec!["/p/flows", "/p/other"], "/p"),
            (&files[..2], vec!["/p/flows"], "/p/flows"),
            (&files[1..2], vec![], "/p/flows/x"),
            (&files[..2], vec![], "/p/flows"),
        ];
        for (files, folders, expected) in cases {
            let folders: Vec<_> = folders.into_iter().map(PathBuf::from).collect();
            assert_eq!(common_folder(files, &folders), PathBuf::from(expected));
        }
        let destination = Destination::Folder { out: "out".into(), base: "/p".into() };
        assert_eq!(written(&destination, &files[1], "session"), ["out/flows/x/b.session.json"]);
    }

    #[test]
    fn an_output_is_named_after_its_source() {
        for (name, expected) in [
            ("a.fsflow", "a.json"),
            ("x/a.b.fsflow", "x/a.b.json"),
            ("a.txt", "a.txt.json"),
            (".fsflow", ".fsflow.json"),
        ] {
            assert_eq!(written(&Destination::Beside, &input(name), "flow"), [expected]);
        }
        assert!(files(&Destination::Beside, &input("<stdin>"), "flow").is_err());
    }
}
