//! The texts that the client has open, and the changes that it makes to them.

use std::sync::Arc;

use super::convert;
use super::protocol::ContentChange;
use crate::source::{Encoding, SourceFile};

/// An open document.
#[derive(Debug)]
pub(super) struct Document {
    /// The client's count of its changes.
    pub(super) version: i32,
    /// Its path and text.
    pub(super) source: Arc<SourceFile>,
}

impl Document {
    /// Makes the changes, one after the other. A change without a range is the whole text.
    pub(super) fn change(&mut self, changes: Vec<ContentChange>, encoding: Encoding) {
        for change in changes {
            let text = match change.range {
                None => change.text,
                Some(range) => {
                    let bytes = convert::bytes(&self.source, range, encoding);
                    let old = self.source.text();
                    // Both ends lie between characters: that is how positions become bytes.
                    let before = old.get(..bytes.start).unwrap_or_default();
                    let after = old.get(bytes.end..).unwrap_or_default();
                    [before, &change.text, after].concat()
                }
            };
            self.source = Arc::new(SourceFile::new(self.source.name(), text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::protocol::{Position, Range};

    fn check(text: &str, (line, from, to): (u32, u32, u32), encoding: Encoding, new: &str, expected: &str) {
        let mut document = Document { version: 1, source: Arc::new(SourceFile::new("/a", text)) };
        let at = |character| Position { line, character };
        let change =
            ContentChange { range: Some(Range { start: at(from), end: at(to) }), text: new.to_owned() };
        document.change(vec![change], encoding);
        assert_eq!(document.source.text(), expected, "{text:?}");
    }

    #[test]
    fn a_change_counts_as_the_client_counts() {
        check("a\r\n😀é!\r\n", (1, 3, 4), Encoding::Utf16, "?", "a\r\n😀é?\r\n");
        check("a\r\n😀é!\r\n", (1, 6, 7), Encoding::Utf8, "?", "a\r\n😀é?\r\n");
        check("a\r\nb", (0, 1, 99), Encoding::Utf16, "", "a\r\nb");
        check("a", (7, 1, 2), Encoding::Utf16, "b", "ab");
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        check("a\rbc\r\nd\re", (1, 1, 2), Encoding::Utf16, "!", "a\rb!\r\nd\re");
        check("a\rbc\r\nd\re", (3, 0, 1), Encoding::Utf16, "!", "a\rbc\r\nd\r!");
        check("a\rbc", (0, 0, 9), Encoding::Utf16, "", "\rbc");
    }
}
