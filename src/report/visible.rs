//! Owns what keeps a terminal safe: characters that act on it instead of showing are named.

use std::borrow::Cow;

use crate::documents::text::{is_hidden, name};

/// The longest message, label or help that is shown on a terminal, in characters.
const LONGEST: usize = 1000;

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
}
