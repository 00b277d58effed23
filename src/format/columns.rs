//! The columns of a route list: where targets and conditions begin, so that one very long name pushes nothing.

use super::flat::width;

/// A name as long as this still moves the column of the others.
const LONG_HEAD: usize = 24;
const LONG_RULE: usize = 48;
const LONG_TARGET: usize = 52;
/// So does one that is only this much longer than the shortest.
const NEAR: usize = 16;

/// One entry of a route list, as it is written.
#[derive(Debug)]
pub(super) struct Entry {
    /// Up to and with the colon.
    pub(super) head: String,
    pub(super) target: String,
    pub(super) has_when: bool,
    pub(super) is_rule: bool,
}

/// The columns of a list, counted from the beginning of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    target: usize,
    when: usize,
}

impl Columns {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let limit = if entries.iter().any(|entry| entry.is_rule) { LONG_RULE } else { LONG_HEAD };
        let target = column(entries.iter().map(|entry| width(&entry.head)), limit);
        let unaligned = Self { target, when: 0 };
        let conditional = entries.iter().filter(|entry| entry.has_when);
        let when = column(conditional.map(|entry| unaligned.target_end(entry)), LONG_TARGET);
        Self { target, when }
    }

    /// The head of an entry with the spaces behind it.
    pub(super) fn pad_head(self, entry: &Entry) -> String {
        format!("{}{:2$}", entry.head, "", self.target_start(entry) - width(&entry.head))
    }

    /// The target of an entry with the spaces behind it.
    pub(super) fn pad_target(self, entry: &Entry) -> String {
        let end = self.target_end(entry);
        format!("{}{:2$}", entry.target, "", self.when.max(end + 1) - end)
    }

    fn target_start(self, entry: &Entry) -> usize {
        self.target.max(width(&entry.head) + 1)
    }

    fn target_end(self, entry: &Entry) -> usize {
        self.target_start(entry) + width(&entry.target)
    }
}

/// The column behind the longest of what is not too long, `limit` characters or little longer than the shortest.
fn column(widths: impl Iterator<Item = usize> + Clone, limit: usize) -> usize {
    let shortest = widths.clone().min().unwrap_or(0);
    let limit = limit.max(shortest + NEAR);
    widths.filter(|width| *width <= limit).max().map_or(0, |width| width + 1)
}
