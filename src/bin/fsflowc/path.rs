//! Paths as they are meant on this machine: from which folder, and which of them are one file.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// How a file is told from others, whatever its names are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Identity {
    /// The disk and the number there of a file that exists: one for all its names, hard links and letter cases.
    Known(u64, u64),
    /// The path that it would have.
    Path(PathBuf),
}

/// How many names of a folder are looked at to learn whether letter case counts there.
const MOST_NAMES: usize = 100;

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

/// The path as the user knows it: from the current folder, when it is below it.
pub(crate) fn shown(path: &Path) -> String {
    let here = absolute(Path::new(""));
    let path = path.strip_prefix(here).unwrap_or(path).display().to_string();
    fsflow::report::safe(&path).into_owned()
}

/// What tells the file at this path from others; it need not be there yet.
pub(crate) fn identity(path: &Path) -> Identity {
    let Ok(path) = follow(path) else { return Identity::Path(absolute(path)) };
    match (fs::metadata(&path), path.canonicalize()) {
        (Ok(metadata), Ok(real)) => known(&metadata, real),
        _ => Identity::Path(planned(&path)),
    }
}

/// The same as a text.
pub(crate) fn name(path: &Path) -> String {
    match identity(path) {
        Identity::Known(disk, number) => format!("{disk}:{number}"),
        Identity::Path(path) => path.to_string_lossy().into_owned(),
    }
}

#[cfg(unix)]
fn known(metadata: &fs::Metadata, _: PathBuf) -> Identity {
    use std::os::unix::fs::MetadataExt;
    Identity::Known(metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn known(_: &fs::Metadata, real: PathBuf) -> Identity {
    Identity::Path(real)
}

/// The path of a file that is not there: that of the nearest folder that is, and the rest as text, in small letters where
/// the disk does not tell letters by their case.
fn planned(path: &Path) -> PathBuf {
    let whole = absolute(path);
    let Some(folder) = whole.ancestors().skip(1).find(|folder| folder.is_dir()) else { return whole };
    let rest = whole.strip_prefix(folder).unwrap_or(&whole);
    let rest = if ignores_case(folder) {
        PathBuf::from(rest.to_string_lossy().to_lowercase())
    } else {
        rest.to_owned()
    };
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).join(rest)
}

/// Whether names in this folder that differ in letter case alone are one name.
fn ignores_case(folder: &Path) -> bool {
    let inside =
        fs::read_dir(folder).into_iter().flatten().take(MOST_NAMES).flatten().map(|entry| entry.path());
    let candidates = inside.chain([folder.to_owned()]);
    candidates
        .filter_map(|path| Some((turned(&path)?, path)))
        .map(|(turned, path)| is_one(&turned, &path))
        .next()
        == Some(true)
}

/// The path with the case of its last name turned; `None` for one without letters.
fn turned(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let turn =
        |ch: char| if ch.is_ascii_lowercase() { ch.to_ascii_uppercase() } else { ch.to_ascii_lowercase() };
    let turned: String = name.chars().map(turn).collect();
    (turned != name).then(|| path.with_file_name(turned))
}

fn is_one(one: &Path, other: &Path) -> bool {
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(a), Ok(b)) => {
            known(&a, one.canonicalize().unwrap_or_default())
                == known(&b, other.canonicalize().unwrap_or_default())
        }
        _ => false,
    }
}

/// Where a chain of links ends, be there a file or not.
pub(crate) fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..40 {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("it is a link that leads back to itself"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_is_one_file_by_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a"), "").unwrap();
        fs::write(path("b"), "").unwrap();
        fs::hard_link(path("a"), path("hard")).unwrap();
        std::os::unix::fs::symlink("a", path("soft")).unwrap();
        std::os::unix::fs::symlink("new/x", path("dangling")).unwrap();
        for name in ["hard", "soft", "./a"] {
            assert!(is_same(&path("a"), &path(name)), "{name}");
        }
        assert!(!is_same(&path("a"), &path("b")));
        assert!(is_same(&path("dangling"), &path("new/./x")));
        assert!(is_same(&path("new/x"), &path("new/y/../x")));
        assert!(!is_same(&path("new/x"), &path("new/X")) || ignores_case(folder.path()));
    }
}
