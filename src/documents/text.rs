//! Characters that act on a terminal instead of showing: which they are, and how JSON writes them.

use std::fmt::Write;

/// Whether a character acts on a terminal, turns the direction of its neighbours, or shows nothing at all. The joiners
/// that scripts and emoji need are not among them.
pub(crate) fn is_hidden(ch: char) -> bool {
    ch.is_control()
        || matches!(ch,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The name that is shown for a hidden character: `<U+001B>`.
pub(crate) fn name(ch: char) -> String {
    format!("<U+{:04X}>", u32::from(ch))
}

/// JSON whose strings hold no raw hidden character. Such characters stand only in strings, where `\u` is the same.
pub(crate) fn json(text: String) -> String {
    if !text.contains(|ch| ch != '\n' && is_hidden(ch)) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 64);
    for ch in text.chars() {
        if ch != '\n' && is_hidden(ch) {
            for unit in ch.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(ch);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_same_without_raw_characters() {
        let text = "a\u{202e}\u{9b}\u{e0041}z";
        let safe = json(serde_json::to_string(text).unwrap());
        assert_eq!(safe, r#""a\u202e\u009b\udb40\udc41z""#);
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
    }
}
