//! One line of the list that an editor shows at the cursor, and what it inserts.

use crate::source::Span;

/// What an item is, for its icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// A keyword.
    Keyword,
    /// A node type.
    Type,
    /// A node.
    Node,
    /// An outcome.
    Outcome,
    /// A field.
    Field,
    /// A value.
    Value,
    /// A parameter.
    Param,
    /// A file.
    File,
    /// A check.
    Check,
}

/// A piece of what is inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Characters as they stand.
    Text(String),
    /// A place to fill in, with what stands there meanwhile.
    Placeholder(String),
}

/// One line of the list that the editor shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is shown and filtered by.
    pub label: String,
    /// What it is.
    pub kind: ItemKind,
    /// A few words beside the label.
    pub detail: String,
    /// Markdown.
    pub docs: String,
    /// What is inserted.
    pub insert: Vec<Piece>,
    /// Lower comes first; the order of the list decides among equals.
    pub rank: u8,
}

/// The items at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// What is replaced.
    pub replace: Span,
    /// The items, best first, at most [`MOST`].
    pub items: Vec<Item>,
    /// Whether these are all; when not, the caller asks again when more was typed.
    pub complete: bool,
}

/// The most items that are offered.
pub const MOST: usize = 100;

/// The names in a folder, relative to the file, as an import writes them; folders end with `/`.
pub type Folder<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// Keeps the first [`MOST`] of too many: of those only that go on from what was typed. Says whether all were kept.
pub(super) fn shorten<T>(found: &mut Vec<T>, typed: &str, label: impl Fn(&T) -> &str) -> bool {
    if found.len() <= MOST {
        return true;
    }
    if !typed.is_empty() {
        found.retain(|it| label(it).to_lowercase().starts_with(typed));
    }
    found.truncate(MOST);
    false
}

pub(super) fn text(text: impl Into<String>) -> Piece {
    Piece::Text(text.into())
}

pub(super) fn placeholder(text: impl Into<String>) -> Piece {
    Piece::Placeholder(text.into())
}

pub(super) fn plain(label: &str, kind: ItemKind, detail: impl Into<String>, docs: impl Into<String>) -> Item {
    let insert = vec![text(label)];
    Item { label: label.to_owned(), kind, detail: detail.into(), docs: docs.into(), insert, rank: 5 }
}
