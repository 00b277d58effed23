//! What the server has to be lent of the world: files. It reads nothing by itself.

use std::collections::BTreeMap;
use std::fmt::Debug;

/// Where the files are that are not open. Paths are those of `file:` URIs, with `/` between folders.
pub trait Host: Debug {
    /// The text of a file, or the reason why it can't be had, as a clause for a message (`no such file`).
    ///
    /// # Errors
    /// When the file is missing, unreadable, too large or not UTF-8.
    fn read(&self, path: &str) -> Result<String, String>;

    /// A number that is another one when the text may be another one, for example the time of the last change; `None` when
    /// there is no such file.
    fn stamp(&self, path: &str) -> Option<u64>;

    /// The names in a folder, at most `most` of them, in any order; those of folders end in `/`. Empty when there is no
    /// such folder.
    fn list(&self, folder: &str, most: usize) -> Vec<String>;
}

/// A [`Host`] whose files are in memory: the text of each by its path, and how often it changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, (String, u64)>);

impl Files {
    /// Puts a text in place of what stood at this path.
    pub fn write(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let entry = self.0.entry(path.into()).or_default();
        *entry = (text.into(), entry.1 + 1);
    }
}

impl Host for Files {
    fn read(&self, path: &str) -> Result<String, String> {
        self.0.get(path).map(|(text, _)| text.clone()).ok_or_else(|| "no such file".to_owned())
    }

    fn stamp(&self, path: &str) -> Option<u64> {
        self.0.get(path).map(|(_, changes)| *changes)
    }

    fn list(&self, folder: &str, most: usize) -> Vec<String> {
        let folder = format!("{}/", folder.trim_end_matches('/'));
        let inside = self.0.keys().filter_map(|path| path.strip_prefix(&folder));
        let mut names: Vec<String> = inside
            .map(|rest| rest.split_once('/').map_or_else(|| rest.to_owned(), |(name, _)| format!("{name}/")))
            .collect();
        names.dedup();
        names.truncate(most);
        names
    }
}
