//! What every topic gives: a page for a name, and its names with one line each.

use super::page::Page;

/// A kind of thing that can be explained: one row of [`TOPICS`](super::TOPICS).
pub(super) struct Topic {
    /// What its names are, as the heading of a list (`Node types`).
    pub(super) heading: &'static str,
    /// What one of its names is, with the article (`a node type`).
    pub(super) noun: &'static str,
    /// Writes what there is to say about a name; `false`, and nothing written, when the topic does not have it.
    pub(super) write: fn(&str, &mut Page) -> bool,
    /// All names, with one line each, in the order of a list.
    pub(super) rows: fn() -> Vec<(String, String)>,
    /// All spellings of the names; a misspelt one is compared with these.
    pub(super) spellings: fn() -> Vec<String>,
}
