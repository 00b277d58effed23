//! Owns the texts that the client has open, and the changes that it makes to them.

use std::sync::Arc;

use fsflow::source::{Encoding, SourceFile};
use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::convert;

/// An open document.
#[derive(Debug)]
pub(super) struct Document {
    /// The URI as the client wrote it.
    pub(super) uri: Uri,
    /// The client's count of its changes.
    pub(super) version: i32,
    /// Its path and text.
    pub(super) source: Arc<SourceFile>,
}

impl Document {
    /// Makes the changes, one after the other. A change without a range is the whole text.
    pub(super) fn change(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            let text = match change.range {
                None => change.text,
                Some(range) => {
                    let bytes = convert::bytes(&self.source, range, encoding);
                    let mut text = self.source.text().to_owned();
                    if text.is_char_boundary(bytes.start) && text.is_char_boundary(bytes.end) {
                        text.replace_range(bytes, &change.text);
                    }
                    text
                }
            };
            self.source = Arc::new(SourceFile::new(self.source.name(), text));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use lsp_types::{Position, Range};

    use super::*;

    fn changed(text: &str, (line, from, to): (u32, u32, u32), new: &str, encoding: Encoding) -> String {
        let uri = Uri::from_str("file:///a").unwrap();
        let mut document = Document { uri, version: 1, source: Arc::new(SourceFile::new("/a", text)) };
        let range = Range { start: Position::new(line, from), end: Position::new(line, to) };
        let change =
            TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: new.to_owned() };
        document.change(vec![change], encoding);
        document.source.text().to_owned()
    }

    #[test]
    fn a_change_counts_as_the_client_counts() {
        assert_eq!(changed("a\r\n😀é!\r\n", (1, 3, 4), "?", Encoding::Utf16), "a\r\n😀é?\r\n");
        assert_eq!(changed("a\r\n😀é!\r\n", (1, 6, 7), "?", Encoding::Utf8), "a\r\n😀é?\r\n");
        assert_eq!(changed("a\r\nb", (0, 1, 99), "", Encoding::Utf16), "a\r\nb");
        assert_eq!(changed("a", (7, 1, 2), "b", Encoding::Utf16), "ab");
    }
}
