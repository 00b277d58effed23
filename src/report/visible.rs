//! Owns what keeps a terminal safe: characters that act on it instead of showing are named.

use std::borrow::Cow;
use std::fmt::Write;

/// The longest message, label or help that is shown on a terminal, in characters.
const LONGEST: usize = 1000;

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

/// The text on one line: white space that breaks or shifts lines is a space, hidden characters are named, and what is
/// too long for anyone to read is cut.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    shown(text, |ch| if ch.is_ascii_whitespace() { Some(' ') } else { None })
}

/// The same for a text of several lines, whose line breaks stay.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    shown(text, |ch| match ch {
        '\n' => Some('\n'),
        '\t' | '\r' => Some(' '),
        _ => None,
    })
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

fn shown(text: &str, replaced: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if text.len() <= LONGEST && !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for (count, ch) in text.chars().enumerate() {
        if count == LONGEST {
            out.push_str(" …");
            break;
        }
        match replaced(ch) {
            Some(ch) => out.push(ch),
            None if is_hidden(ch) => out.push_str(&name(ch)),
            None => out.push(ch),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_act_on_a_terminal_are_named_and_others_stay() {
        assert_eq!(line("a\u{1b}[31mb\u{202e}c"), "a<U+001B>[31mb<U+202E>c");
        assert_eq!(line("a\nb\tc\r"), "a b c ");
        assert_eq!(lines("a\nb\u{9b}"), "a\nb<U+009B>");
        assert_eq!(line("👩\u{200d}🔬 é 漢"), "👩\u{200d}🔬 é 漢");
    }

    #[test]
    fn a_text_too_long_to_read_is_cut() {
        let cut = line(&"x".repeat(5_000_000)).into_owned();
        assert_eq!(cut.chars().count(), LONGEST + 2);
    }

    #[test]
    fn json_says_the_same_without_raw_characters() {
        let text = "a\u{202e}\u{9b}\u{e0041}z";
        let safe = json(serde_json::to_string(text).unwrap());
        assert_eq!(safe, r#""a\u202e\u009b\udb40\udc41z""#);
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
    }
}
