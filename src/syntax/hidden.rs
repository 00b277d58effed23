//! Characters that nobody sees: where a text has control characters, or ones that turn the direction of writing, it is
//! reported, because such a text reads otherwise than it is.

use super::errors;
use super::tokens::find;
use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// At most this many characters are reported one by one.
const MAX_REPORTS: usize = 100;

/// Looks for such characters in the pieces of a file, and counts what it found.
#[derive(Debug, Default)]
pub struct HiddenCharacters {
    reports: usize,
}

impl HiddenCharacters {
    /// Reports those between `start` and `end`, the inside of a string (`in_text`) or of a comment.
    pub fn look(
        &mut self,
        (file, text): (FileId, &str),
        (start, end): (usize, usize),
        in_text: bool,
        out: &mut Vec<Diagnostic>,
    ) {
        let bytes = text.as_bytes();
        let mut at = start;
        while let Some(found) = bytes.get(at..end).and_then(next_suspect) {
            at += found;
            let ch = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            let line_end = ch == '\r' && bytes.get(at + 1) == Some(&b'\n');
            if errors::is_hidden(ch) && !line_end {
                self.report(Span::new(file, at, at + ch.len_utf8()), ch, in_text, out);
            }
            at += ch.len_utf8();
        }
    }

    /// Reports one that was found.
    pub fn report(&mut self, span: Span, ch: char, in_text: bool, out: &mut Vec<Diagnostic>) {
        self.reports += 1;
        if self.reports <= MAX_REPORTS {
            out.push(errors::hidden_character(span, ch, in_text));
        }
    }
}

/// The first byte that may begin a control or bidirectional character.
fn next_suspect(bytes: &[u8]) -> Option<usize> {
    find(bytes, |byte| matches!(byte, 0..=8 | 11..=31 | 127 | 0xC2 | 0xE2 | 0xD8))
}
