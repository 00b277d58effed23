//! Where a text between `"""` ends that was probably never closed: before the next line that plainly begins a statement, so
//! that one forgotten `"""` does not swallow the rest of the file.

use super::line_kind::{LineKind, line_kind};
use super::tokens::find;

/// How far before a `"""` the beginning of its statement is looked for, in bytes.
const LONGEST_HEAD: usize = 512;

/// The end of the folded text that begins at `start`, in a statement with this indentation. `close` is where the next `"""`
/// stands, if there is one.
pub fn end(text: &str, start: usize, close: Option<usize>, indent: usize) -> usize {
    let close_end = close.map(|close| close + 3);
    match close {
        Some(close) if !is_opening(text, close) => close + 3,
        _ => first_statement_line(text, start, close.unwrap_or(text.len()), indent)
            .or(close_end)
            .unwrap_or(text.len()),
    }
}

/// Whether the `"""` at `at` rather opens a string: what stands before it on its line begins a statement.
fn is_opening(text: &str, at: usize) -> bool {
    // What begins a statement is short; looking back further would cost more than it tells.
    let from = at.saturating_sub(LONGEST_HEAD);
    let before = text.as_bytes().get(from..at).unwrap_or(&[]);
    let line = match before.iter().rposition(|byte| *byte == b'\n') {
        Some(found) => from + found + 1,
        None if from == 0 => 0,
        None => return false,
    };
    let first = line + text.get(line..at).map_or(0, |before| before.len() - before.trim_start().len());
    first < at && line_kind(text, first) == LineKind::Plain
}

/// The end of the last line before the first line after `start` that plainly is a statement, indented no deeper than the
/// current one.
fn first_statement_line(text: &str, start: usize, limit: usize, indent: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = next_line(bytes, start);
    while let Some(line) = at.filter(|line| *line < limit) {
        let rest = text.get(line..).unwrap_or("");
        let first = line + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
        if first < bytes.len() && first - line <= indent && line_kind(text, first) == LineKind::Plain {
            let end = line - 1;
            return Some(if bytes.get(end.wrapping_sub(1)) == Some(&b'\r') { end - 1 } else { end });
        }
        at = next_line(bytes, line);
    }
    None
}

/// Where the line after the one of `at` begins.
fn next_line(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    find(rest, |byte| byte == b'\n').map(|length| at + length + 1)
}
