//! A new content beside the file that it will replace: written in whole, with the owner and the mode of the old one, before it
//! takes that one's place in one step.

use std::collections::HashSet;
use std::fs::{self, Metadata, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::interrupt::{self, Held};

/// How the names of such files begin.
const PREFIX: &str = ".fsflowc-";

/// What an earlier run left is removed after this time when nobody can say whether that run still goes on.
const FORGOTTEN: Duration = Duration::from_secs(3600);

/// A content that waits beside its place.
#[derive(Debug)]
pub(crate) struct Staged {
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl Staged {
    /// Writes `content` beside `target`; with `old`, for the owner and with the mode of what stands there. With `lasting` it
    /// is on the disk, whatever happens, before this returns.
    pub(crate) fn new(
        target: &Path,
        content: &str,
        old: Option<&Metadata>,
        lasting: bool,
    ) -> io::Result<Self> {
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        sweep(folder);
        let prefix = format!("{PREFIX}{}-", run());
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The user's mask takes from this what it takes from any new file.
            builder.permissions(Permissions::from_mode(0o666));
        }
        let mut this = {
            let mut held = interrupt::hold();
            let file = builder.tempfile_in(folder)?;
            held.add(file.path());
            Self { path: file.path().to_owned(), file: Some(file) }
        };
        if let Some(file) = &mut this.file {
            file.write_all(content.as_bytes())?;
            file.flush()?;
            if let Some(old) = old {
                own(file.as_file(), old)?;
                file.as_file().set_permissions(old.permissions())?;
            }
            if lasting {
                file.as_file().sync_all()?;
            }
        }
        Ok(this)
    }

    /// Takes the place of `target`.
    pub(crate) fn arrive(mut self, target: &Path, held: &mut Held) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        match file.persist(target) {
            Ok(_) => {
                held.remove(&self.path);
                Ok(())
            }
            Err(error) => {
                drop(error.file);
                held.remove(&self.path);
                Err(error.error)
            }
        }
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            drop(file);
            interrupt::hold().remove(&self.path);
        }
    }
}

/// Gives the file to whom the old one belongs.
#[cfg(unix)]
fn own(file: &fs::File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let now = file.metadata()?;
    let differs = |now: u32, old: u32| (now != old).then_some(old);
    match (differs(now.uid(), old.uid()), differs(now.gid(), old.gid())) {
        (None, None) => Ok(()),
        (owner, group) => fchown(file, owner, group),
    }
}

#[cfg(not(unix))]
fn own(_: &fs::File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Names this run: the process, and the system among whose processes it is one.
fn run() -> String {
    format!("{}-{}", std::process::id(), system())
}

/// The number by which systems that share a folder (containers) are told apart; 0 where there is none.
fn system() -> u64 {
    let name = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let digits: String = name.to_string_lossy().chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// Removes what runs that were killed left in this folder; each folder is looked at once.
fn sweep(folder: &Path) {
    static SWEPT: Mutex<Option<HashSet<PathBuf>>> = Mutex::new(None);
    let mut swept = SWEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if !swept.get_or_insert_default().insert(folder.to_owned()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if let Some(rest) = entry.file_name().to_str().and_then(|name| name.strip_prefix(PREFIX))
            && entry.metadata().is_ok_and(|it| it.is_file() && is_forgotten(rest, &it))
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether the run that made such a file is over; `rest` is the name behind the prefix.
fn is_forgotten(rest: &str, file: &Metadata) -> bool {
    let is_old = file.modified().is_ok_and(|time| time.elapsed().is_ok_and(|age| age > FORGOTTEN));
    let mut parts = rest.split('-');
    match (
        parts.next().and_then(|it| it.parse::<u32>().ok()),
        parts.next().and_then(|it| it.parse::<u64>().ok()),
    ) {
        (Some(process), Some(place)) if place != 0 && place == system() => {
            !Path::new("/proc").join(process.to_string()).exists()
        }
        _ => is_old,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_killed_run_left_is_removed_and_what_others_wait_with_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: String| folder.path().join(name);
        // No process has this number: Linux has at most four million.
        let (dead, alive) =
            (path(format!("{PREFIX}4194305-{}-x", system())), path(format!("{PREFIX}1-{}-x", system())));
        let (young, other) = (path(format!("{PREFIX}AbCdEf")), path(".other-AbCdEf".to_owned()));
        for file in [&dead, &alive, &young, &other] {
            fs::write(file, "").unwrap();
        }
        drop(Staged::new(&folder.path().join("a.json"), "x", None, false).unwrap());
        assert_eq!([&dead, &alive, &young, &other].map(|file| file.exists()), [false, true, true, true]);
    }
}
