//! Owns where strings end, those in wrong quotes and those that are never closed included.

use super::{Scanner, Seen, find};
use crate::syntax::line_kind::{LineKind, line_kind};

/// How far before a `"""` the beginning of its statement is looked for, in bytes.
const LONGEST_HEAD: usize = 512;

/// The longest text in wrong quotes that is taken for one, in characters.
const LONGEST_QUOTE: usize = 4096;

impl Scanner<'_> {
    pub(super) fn wrong_quotes(&mut self) -> Seen {
        let straight = self.byte(self.at) == b'\'';
        let closing: &[char] = if straight { &['\'', '\n'] } else { &['”', '“', '»', '\n'] };
        let from = self.at + usize::from(straight);
        // A stretch that is known to hold no closing quote is not searched again.
        let unseen = from.max(self.unquoted);
        let found = self
            .text
            .get(unseen..)
            .and_then(|rest| rest.char_indices().take(LONGEST_QUOTE).find(|(_, ch)| closing.contains(ch)));
        match found {
            Some((length, ch)) if ch != '\n' => self.at = unseen + length + ch.len_utf8(),
            Some((length, _)) if !straight => self.unquoted = unseen + length,
            None if !straight => {
                let rest = self.text.get(unseen..).unwrap_or("");
                let length = rest.char_indices().nth(LONGEST_QUOTE).map_or(rest.len(), |(length, _)| length);
                self.unquoted = unseen + length;
            }
            _ => {}
        }
        self.at = self.at.max(from);
        Seen::Other
    }

    pub(super) fn string(&mut self) {
        let start = self.at;
        self.at = if self.text.get(start..start + 3) == Some("\"\"\"") {
            self.folded_end(start)
        } else {
            self.quoted_end(start)
        };
        self.check_hidden(start, self.at);
        if let Some(last) =
            self.bytes.get(start..self.at).and_then(|text| text.iter().rposition(|b| *b == b'\n'))
        {
            self.line_start = start + last + 1;
        }
    }

    fn quoted_end(&self, start: usize) -> usize {
        let mut at = start + 1;
        while at < self.bytes.len() {
            match self.byte(at) {
                b'"' => return at + 1,
                b'\n' => break,
                b'\\' if self.byte(at + 1) != b'\n' => at += 2,
                b'\\' => at += 1,
                _ => {
                    let rest = self.bytes.get(at..).unwrap_or_default();
                    at += find(rest, |byte| matches!(byte, b'"' | b'\\' | b'\n')).unwrap_or(rest.len());
                }
            }
        }
        let end = at.min(self.bytes.len());
        if self.byte(end.saturating_sub(1)) == b'\r' { end - 1 } else { end }
    }

    fn folded_end(&self, start: usize) -> usize {
        let close = self.folded_close(start + 3);
        let looks_closed = close.is_some_and(|close| !self.is_opening(close));
        match (close, looks_closed) {
            (Some(close), true) => close + 3,
            (close, _) => self
                .first_statement_line(start, close.unwrap_or(self.bytes.len()))
                .or(close.map(|close| close + 3))
                .unwrap_or(self.bytes.len()),
        }
    }

    /// Where the next `"""` stands that is not escaped.
    fn folded_close(&self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let rest = self.text.get(at..)?;
            let found = rest.find(['"', '\\'])?;
            at += found;
            if self.byte(at) == b'\\' {
                at += 2;
                while at < self.bytes.len() && !self.text.is_char_boundary(at) {
                    at += 1;
                }
            } else if self.text.get(at..at + 3) == Some("\"\"\"") {
                return Some(at);
            } else {
                at += 1;
            }
        }
    }

    /// Whether the `"""` at `at` rather opens a string: what stands before it on its line begins a statement.
    fn is_opening(&self, at: usize) -> bool {
        // What begins a statement is short; looking back further would cost more than it tells.
        let from = at.saturating_sub(LONGEST_HEAD);
        let before = self.bytes.get(from..at).unwrap_or(&[]);
        let line = match before.iter().rposition(|b| *b == b'\n') {
            Some(found) => from + found + 1,
            None if from == 0 => 0,
            None => return false,
        };
        let first =
            line + self.text.get(line..at).map_or(0, |before| before.len() - before.trim_start().len());
        first < at && matches!(line_kind(self.text, first), LineKind::Plain)
    }

    /// The end of the last line before the first line after `start` that plainly is a statement, indented no deeper than
    /// the current one.
    fn first_statement_line(&self, start: usize, limit: usize) -> Option<usize> {
        let indent = self.current.map_or(0, |current| current.indent);
        let mut at = self.line_end(start);
        while at < limit {
            let first = at
                + 1
                + self
                    .text
                    .get(at + 1..)
                    .map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '\t']).len());
            if first < self.bytes.len()
                && first - (at + 1) <= indent
                && matches!(line_kind(self.text, first), LineKind::Plain)
            {
                return Some(if self.byte(at.saturating_sub(1)) == b'\r' { at - 1 } else { at });
            }
            at = self.line_end(at + 1);
        }
        None
    }
}
