//! Owns the writing of files: a file is replaced as a whole or not at all, and only when its content changes.

use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, reason};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// It holds the new content.
    Changed,
    /// It held that content already.
    Unchanged,
}

/// Makes `path` hold `content`. Links are followed, permissions kept.
///
/// A new file is written beside the old one and takes its place in one step, so that a reader sees the old content or
/// the new one. What is no ordinary file (`/dev/null`, a pipe) is written to as it is.
pub(crate) fn replace(path: &Path, content: &str) -> Result<Written, Failure> {
    let fail =
        |error: &io::Error| Failure::new(format!("can't write `{}`: {}", path.display(), reason(error)));
    let known = match fs::metadata(path) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(fail(&error)),
    };
    if let Some(metadata) = &known {
        if metadata.is_dir() {
            return Err(Failure::new(format!("can't write `{}`: it is a folder", path.display())));
        }
        if !metadata.is_file() {
            fs::write(path, content).map_err(|error| fail(&error))?;
            return Ok(Written::Changed);
        }
        if holds(path, metadata, content) {
            return Ok(Written::Unchanged);
        }
        if metadata.permissions().readonly() {
            return Err(Failure::new(format!("can't write `{}`: it is read-only", path.display())));
        }
    }
    let target = if known.is_some() { fs::canonicalize(path) } else { follow(path) };
    let target = target.map_err(|error| fail(&error))?;
    swap(&target, content, known.map(|metadata| metadata.permissions())).map_err(|error| fail(&error))?;
    Ok(Written::Changed)
}

/// Whether the file at `path` holds `content`.
pub(crate) fn is_current(path: &Path, content: &str) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && holds(path, &metadata, content))
}

fn holds(path: &Path, metadata: &fs::Metadata, content: &str) -> bool {
    metadata.len() == content.len() as u64
        && fs::File::open(path).and_then(|file| says(file, content.as_bytes())).unwrap_or(false)
}

/// Compares piece by piece: a file may be large, and its text need not stand in memory twice.
fn says(file: fs::File, mut content: &[u8]) -> io::Result<bool> {
    let mut file = io::BufReader::with_capacity(1 << 16, file);
    loop {
        let piece = file.fill_buf()?;
        let length = piece.len();
        match content.split_at_checked(length) {
            Some((_, rest)) if length == 0 => return Ok(rest.is_empty()),
            Some((expected, rest)) if expected == piece => content = rest,
            _ => return Ok(false),
        }
        file.consume(length);
    }
}

fn swap(target: &Path, content: &str, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".fsflowc-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The user's mask takes from this what it takes from any new file.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(content.as_bytes())?;
    file.flush()?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// Where a chain of links ends that leads to nothing yet.
fn follow(path: &Path) -> io::Result<PathBuf> {
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

    #[test]
    fn a_file_is_replaced_only_when_its_content_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        assert_eq!(replace(&path, "one").unwrap(), Written::Changed);
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(replace(&path, "one").unwrap(), Written::Unchanged);
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
        assert_eq!(replace(&path, "two").unwrap(), Written::Changed);
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links_and_permissions_stay_as_they_are() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link, dangling) =
            (folder.path().join("real"), folder.path().join("link"), folder.path().join("dangling"));
        fs::write(&real, "one").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real", &link).unwrap();
        replace(&link, "two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "two");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        symlink("new", &dangling).unwrap();
        replace(&dangling, "three").unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("new")).unwrap(), "three");
        symlink("loop", folder.path().join("loop")).unwrap();
        assert!(replace(&folder.path().join("loop"), "x").is_err());
        fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).unwrap();
        assert!(replace(&real, "four").is_err());
        assert_eq!(fs::read_to_string(&real).unwrap(), "two");
    }

    #[test]
    fn what_is_no_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        assert!(replace(folder.path(), "x").is_err());
        assert!(replace(&folder.path().join("missing/a.json"), "x").is_err());
        if Path::new("/dev/null").exists() {
            assert_eq!(replace(Path::new("/dev/null"), "x").unwrap(), Written::Changed);
            assert!(!fs::metadata("/dev/null").unwrap().is_file());
        }
    }
}
