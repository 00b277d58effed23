//! Owns the writing of files: a file is replaced as a whole or not at all, and only when its content changes. Files that
//! belong together are replaced together.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufRead, Seek, Write};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, reason};
use crate::interrupt::{self, Held};
use crate::path::follow;
use crate::staging::Staged;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// It holds the new content.
    Changed,
    /// It held that content already.
    Unchanged,
    /// It is no file but a pipe or a device, and the content went there.
    Passed,
}

/// A file and what it shall hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Change<'a> {
    /// The file.
    pub(crate) path: &'a Path,
    /// What it shall hold.
    pub(crate) content: &'a str,
}

/// Makes `path` hold `content`. Links are followed; owner, permissions and hard links are kept.
///
/// A new file is written beside the old one and takes its place in one step, so that a reader sees the old content or
/// the new one. What is no ordinary file (`/dev/null`, a pipe) is written to as it is.
pub(crate) fn replace(path: &Path, content: &str) -> Result<Written, Failure> {
    let written = replace_together(&[Change { path, content }])?;
    Ok(written.first().copied().unwrap_or(Written::Unchanged))
}

/// Does the same for files that are of no use without each other: when one can't be written, none is.
pub(crate) fn replace_together(changes: &[Change<'_>]) -> Result<Vec<Written>, Failure> {
    let plan = |change: &Change<'_>| Plan::new(change, None).map_err(|why| why.said(change.path));
    let plans = changes.iter().map(plan).collect::<Result<Vec<Plan>, Failure>>()?;
    let mut done: Vec<Done> = Vec::new();
    let mut held = interrupt::hold();
    let mut passed: Vec<&Change<'_>> = Vec::new();
    for (plan, change) in plans.into_iter().zip(changes) {
        let undo = match (&plan, changes.len()) {
            (Plan::Write { .. }, 2..) => Some(Undo::new(change.path)),
            _ => None,
        };
        match plan.carry_out(change, &mut held) {
            Ok(written) => {
                passed.extend((written == Written::Passed).then_some(change));
                done.push(Done { written, undo });
            }
            Err(error) => {
                done.into_iter().rev().filter_map(|done| done.undo).for_each(Undo::undo);
                return Err(Why::Failed(error).said(change.path));
            }
        }
    }
    drop(held);
    for change in passed {
        // A pipe may have no reader yet: an interrupt must not wait for that.
        fs::write(change.path, change.content).map_err(|error| Why::Failed(error).said(change.path))?;
    }
    Ok(done.into_iter().map(|done| done.written).collect())
}

/// Makes a source that was read as `before` hold `content`, and lasting before the old one is gone. `None` when somebody has
/// changed it in between: then it stays as it is.
pub(crate) fn replace_source(path: &Path, before: &str, content: &str) -> Result<Option<Written>, Failure> {
    let change = Change { path, content };
    let plan = Plan::new(&change, Some(before)).map_err(|why| why.said(path))?;
    let mut held = interrupt::hold();
    if !matches!(plan, Plan::Nothing) && !is_current(path, before) {
        drop(held);
        return Ok(None);
    }
    plan.carry_out(&change, &mut held).map(Some).map_err(|error| Why::Failed(error).said(path))
}

/// Why a file can't be written.
enum Why {
    Folder,
    ReadOnly,
    Failed(io::Error),
}

impl Why {
    fn said(self, path: &Path) -> Failure {
        let why = match self {
            Self::Folder => "it is a folder".to_owned(),
            Self::ReadOnly => "it is read-only".to_owned(),
            Self::Failed(error) => reason(&error),
        };
        Failure::new(format!("can't write `{}`: {why}", path.display()))
    }
}

impl From<io::Error> for Why {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// How a file comes to hold its content. All that can fail for a reason that is known before has been tried.
enum Plan {
    /// It holds it.
    Nothing,
    /// It is a pipe or a device.
    Pass,
    /// It is an ordinary file, or none yet.
    Write {
        /// Where it is, links followed.
        target: PathBuf,
        /// What takes its place; `None` when it has to be written where it stands.
        staged: Option<Staged>,
    },
}

impl Plan {
    /// With the text that a source had when it was read, the new one lasts before it takes its place.
    fn new(change: &Change<'_>, before: Option<&str>) -> Result<Self, Why> {
        let Change { path, content } = *change;
        let known = match fs::metadata(path) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        if let Some(metadata) = &known {
            if metadata.is_dir() {
                return Err(Why::Folder);
            }
            if !metadata.is_file() {
                return Ok(Self::Pass);
            }
            if holds(path, metadata, content) {
                return Ok(Self::Nothing);
            }
            if metadata.permissions().readonly() {
                return Err(Why::ReadOnly);
            }
        }
        let target = if known.is_some() { fs::canonicalize(path)? } else { follow(path)? };
        let Some(metadata) = known else {
            let staged = Staged::new(&target, content, None, before.is_some())?;
            return Ok(Self::Write { target, staged: Some(staged) });
        };
        if !has_other_names(&metadata) {
            match Staged::new(&target, content, Some(&metadata), before.is_some()) {
                Ok(staged) => return Ok(Self::Write { target, staged: Some(staged) }),
                // No new file may stand there, or none of this owner: the old one is written.
                Err(error) if may_be_in_place(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
        // Says now whether it can be written.
        OpenOptions::new().write(true).open(&target)?;
        Ok(Self::Write { target, staged: None })
    }

    fn carry_out(self, change: &Change<'_>, held: &mut Held) -> io::Result<Written> {
        match self {
            Self::Nothing => Ok(Written::Unchanged),
            Self::Pass => Ok(Written::Passed),
            Self::Write { target, staged: None } => in_place(&target, change.content),
            Self::Write { target, staged: Some(staged) } => match staged.arrive(&target, held) {
                Ok(()) => Ok(Written::Changed),
                // A file that is mounted by itself can't be exchanged.
                Err(error) if target.exists() && is_mounted(&error) => in_place(&target, change.content),
                Err(error) => Err(error),
            },
        }
    }
}

/// Writes a file where it stands; what it held comes back when that fails.
fn in_place(target: &Path, content: &str) -> io::Result<Written> {
    let before = fs::read(target)?;
    let mut file = OpenOptions::new().write(true).open(target)?;
    let written = fill(&mut file, content.as_bytes());
    if written.is_err() {
        let _ = fill(&mut file, &before);
    }
    written.map(|()| Written::Changed)
}

fn fill(file: &mut File, content: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(content)?;
    file.set_len(content.len() as u64)?;
    file.sync_all()
}

/// Whether a file in a folder, or one of the owner, may be refused although the old one can be written.
fn may_be_in_place(error: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, Unsupported};
    matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem | Unsupported)
}

fn is_mounted(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ResourceBusy};
    matches!(error.kind(), CrossesDevices | PermissionDenied | ResourceBusy)
}

/// Whether the file has hard links.
#[cfg(unix)]
fn has_other_names(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// A file that was written, and how to take that back.
struct Done {
    written: Written,
    undo: Option<Undo>,
}

/// What a file held; `None` when it was not there.
struct Undo {
    path: PathBuf,
    before: Option<Vec<u8>>,
}

impl Undo {
    fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), before: fs::read(path).ok() }
    }

    fn undo(self) {
        // The failure that it is undone for is what the user hears of.
        let _ = match self.before {
            Some(before) => fs::write(&self.path, before),
            None => fs::remove_file(&self.path),
        };
    }
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
            assert_eq!(replace(Path::new("/dev/null"), "x").unwrap(), Written::Passed);
            assert!(!fs::metadata("/dev/null").unwrap().is_file());
        }
    }

    /// The second file of a pair can't be written: the first is as it was.
    fn both_or_none(prepare: impl Fn(&Path), before: Option<&str>) {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("a.js"), folder.path().join("a.d.ts"));
        if let Some(before) = before {
            fs::write(&one, before).unwrap();
        }
        prepare(&two);
        let changes = [Change { path: &one, content: "new" }, Change { path: &two, content: "new" }];
        assert!(replace_together(&changes).is_err());
        assert_eq!(fs::read_to_string(&one).ok().as_deref(), before);
        fs::remove_file(&two).or_else(|_| fs::remove_dir(&two)).unwrap();
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, usize::from(before.is_some()), "a temporary file stays");
        assert_eq!(replace_together(&changes).unwrap(), [Written::Changed, Written::Changed]);
    }

    #[test]
    fn files_that_belong_together_are_written_both_or_not_at_all() {
        for before in [None, Some("old")] {
            both_or_none(|two| fs::create_dir(two).unwrap(), before);
            both_or_none(
                |two| {
                    fs::write(two, "mine").unwrap();
                    let mut permissions = fs::metadata(two).unwrap().permissions();
                    permissions.set_readonly(true);
                    fs::set_permissions(two, permissions).unwrap();
                },
                before,
            );
        }
    }

    #[test]
    fn what_is_undone_is_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (there, new) = (folder.path().join("there"), folder.path().join("new"));
        fs::write(&there, "old").unwrap();
        let undo = [Undo::new(&there), Undo::new(&new)];
        fs::write(&there, "longer").unwrap();
        fs::write(&new, "x").unwrap();
        undo.into_iter().for_each(Undo::undo);
        assert_eq!(fs::read_to_string(&there).unwrap(), "old");
        assert!(!new.exists());
    }

    #[test]
    fn a_source_that_was_saved_in_between_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.fsflow");
        fs::write(&path, "saved meanwhile").unwrap();
        assert_eq!(replace_source(&path, "as it was read", "laid out").unwrap(), None);
        assert_eq!(fs::read_to_string(&path).unwrap(), "saved meanwhile");
        assert_eq!(replace_source(&path, "saved meanwhile", "laid out").unwrap(), Some(Written::Changed));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_two_names_keeps_both_and_a_writable_one_in_an_unwritable_folder_is_written() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        fs::write(&one, "old and longer").unwrap();
        fs::hard_link(&one, &two).unwrap();
        replace(&one, "new").unwrap();
        assert_eq!(fs::read_to_string(&two).unwrap(), "new");
        fs::remove_file(&two).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        let written = replace(&one, "newer");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(written.unwrap(), Written::Changed);
        assert_eq!(fs::read_to_string(&one).unwrap(), "newer");
    }
}
