//! How outputs are laid out, where there is a choice.

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// An item a line, two spaces a level.
    #[default]
    Pretty,
    /// No white space.
    Compact,
}
