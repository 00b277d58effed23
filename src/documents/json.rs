//! A document as the text of a JSON file.

use serde::Serialize;

use super::text;

/// The document, two spaces deep, with a line break at the end. Strings hold their characters as they are, but for those that
/// act on a terminal: these are written as `\u…`, which means the same.
#[must_use]
pub fn to_json(document: &impl Serialize) -> String {
    // Structs of strings and numbers always have a JSON form.
    text::json(serde_json::to_string_pretty(document).unwrap_or_default() + "\n")
}
