//! Owns how the tests reach the project's own files and compile them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fsflow::Compilation;
use fsflow::diag::Diagnostic;
use fsflow::resolve::Options;
use fsflow::source::Files;

/// What begins another file inside a case that has several.
const FILE: &str = "//// ";

/// The project's files, by their path from its root.
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(root().join(path)).map_err(|error| error.to_string())
    }
}

/// The folder of `Cargo.toml`.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the project, without regard to how git checked out its line ends.
pub fn read(path: &str) -> String {
    let text = std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.replace("\r\n", "\n")
}

/// The paths, from the root, of all files below a folder whose names end so, sorted; there is one at least, so that no
/// test that goes through them does nothing.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let path = path.strip_prefix(root()).unwrap();
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    assert!(!found.is_empty(), "no file in {folder} ends in `{ending}`");
    found.sort();
    found
}

/// The pages for users, from the root.
pub fn pages() -> Vec<String> {
    let inside = ["grammar", "examples", "editors"].into_iter().flat_map(|folder| files(folder, ".md"));
    let own = inside.filter(|page| !page.contains("node_modules"));
    ["README.md", "CHANGELOG.md"].map(str::to_owned).into_iter().chain(own).collect()
}

/// The last part of a path without its ending.
pub fn stem(path: &str) -> &str {
    Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap()
}

/// The text of a case and of the other files that it brings: `//// name.fsflow` begins one.
pub fn split(case: &str) -> (String, BTreeMap<String, String>) {
    let mut parts = case.split(FILE);
    let main = parts.next().unwrap_or_default().to_owned();
    let others = parts.filter_map(|part| part.split_once('\n'));
    (main, others.map(|(name, text)| (name.trim().to_owned(), text.to_owned())).collect())
}

/// Compiles a case, which may bring other files, as `main.fsflow`.
pub fn compile(case: &str, options: &Options) -> Compilation {
    let (main, others) = split(case);
    fsflow::compile("main.fsflow", &main, &others, options)
}

/// What was found, a line each, for a test that fails.
pub fn shown(compilation: &Compilation) -> String {
    let line = |diagnostic: &Diagnostic| {
        let place = compilation.place(diagnostic);
        let (level, name) = (diagnostic.level.as_str(), diagnostic.code.name);
        format!("{place}: {level}[{name}]: {}\n", diagnostic.message)
    };
    compilation.diagnostics.iter().map(line).collect()
}
