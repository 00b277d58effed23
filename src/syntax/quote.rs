//! How text is written as a string of the language: quotes, escapes, and characters that nobody would see.
//!
//! The other direction, what a string says, is read in `text`.

use std::fmt::Write;

/// The text as a string in `"…"`.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    escape(&mut out, text);
    out.push('"');
    out
}

/// Writes the text as it stands between `"` and `"`.
pub fn escape(out: &mut String, literal: &str) {
    let mut rest = literal.chars().peekable();
    while let Some(ch) = rest.next() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '$' if rest.peek() == Some(&'{') => out.push_str("\\$"),
            ch if is_invisible(ch) => escape_invisible(out, ch),
            ch => out.push(ch),
        }
    }
}

/// Writes a character as an escape.
pub fn escape_invisible(out: &mut String, ch: char) {
    match ch {
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        _ => {
            for unit in ch.encode_utf16(&mut [0; 2]) {
                // Writing to a string never fails.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
}

/// Whether a reader would not see the character, or would see others in another order because of it. The two joiners
/// that scripts and emoji need stay.
pub fn is_invisible(ch: char) -> bool {
    ch.is_control()
        || matches!(ch,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_cannot_be_seen_are_escaped() {
        let text = "a\"\\\n\t\u{1}\u{202e}\u{e0041}é😀$ ${x}";
        assert_eq!(quoted(text), r#""a\"\\\n\t\u0001\u202e\udb40\udc41é😀$ \${x}""#);
        assert_eq!(quoted("a${b}\n\u{1b}"), "\"a\\${b}\\n\\u001b\"");
    }
}
