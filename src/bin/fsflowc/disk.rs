//! Owns the reading of files: what is too large, not text, or not there gets one clear reason.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use fsflow::source::{Files, MAX_SOURCE_BYTES};

use crate::failure::reason;
use crate::path::name;

/// The files of this machine; remembers what was asked for, found or not.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    asked: RefCell<Vec<Asked>>,
}

/// A file that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Its path.
    pub(crate) path: PathBuf,
    /// When it had been changed last before it was read; `None` for what is not there.
    pub(crate) modified: Option<SystemTime>,
}

impl Asked {
    /// The file as it is now.
    pub(crate) fn now(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let modified = fs::metadata(&path).and_then(|metadata| metadata.modified()).ok();
        Self { path, modified }
    }
}

impl Disk {
    /// What was asked for, in that order.
    pub(crate) fn asked(self) -> Vec<Asked> {
        self.asked.into_inner()
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, String> {
        self.asked.borrow_mut().push(Asked::now(path));
        read(Path::new(path))
    }

    fn identity(&self, path: &str) -> String {
        name(Path::new(path))
    }
}

/// The text of a file, or the reason why it can't be had.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => match fs::read_link(path) {
            Ok(target) => format!("it is a link to `{}`, which is not there", target.display()),
            Err(_) => "no such file".to_owned(),
        },
        _ => reason(&error),
    })?;
    let metadata = file.metadata().map_err(|error| reason(&error))?;
    if metadata.is_dir() {
        return Err("it is a folder".to_owned());
    }
    read_to(Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0).min(MAX_SOURCE_BYTES) + 1), file)
}

/// The text that a stream holds, or the reason why it can't be had. Reads no more than a source may be long.
pub(crate) fn read_from(stream: impl Read) -> Result<String, String> {
    read_to(Vec::new(), stream)
}

fn read_to(mut bytes: Vec<u8>, stream: impl Read) -> Result<String, String> {
    stream.take(MAX_SOURCE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() > MAX_SOURCE_BYTES {
        return Err(format!("it is larger than {} MiB", MAX_SOURCE_BYTES / 1024 / 1024));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("it is UTF-16 text; save it as UTF-8".to_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("it is not UTF-8 text: byte {at}, on line {line}, is not part of a character")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_of_a_sane_size_is_read() {
        let read = |bytes: &[u8]| read_from(bytes);
        assert_eq!(read(b"a\n"), Ok("a\n".to_owned()));
        assert_eq!(
            read(b"a\nb\xffc").unwrap_err(),
            "it is not UTF-8 text: byte 3, on line 2, is not part of a character"
        );
        assert_eq!(read(b"\xff\xfea\0").unwrap_err(), "it is UTF-16 text; save it as UTF-8");
        assert_eq!(read_from(io::repeat(b'x')).unwrap_err(), "it is larger than 16 MiB");
    }
}
